"""Runs the platform's web server until it is interrupted."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from moderator.errors import BadInput, msg
from moderator.platform_server.app import build_app
from moderator.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.platform_server.storage.shelf import Shelf

_GRACE_SECONDS = 5
_MOST_AT_ONCE = 500
"""Requests under way; more are told to come back later."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An opened socket and the address that leads to it."""

    socket: socket.socket
    url: str
    port: int

    def close(self) -> None:
        """Close the socket."""
        self.socket.close()


def listen(host: str, port: int) -> Listening:
    """Open the socket that visitors connect to; port 0 takes a free one.

    Raises:
        BadInput: address or port cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        raise BadInput(
            msg("{host}:{port} cannot be used: {reason}."),
            msg("Another program may be using it. Choose another port with --port."),
            host=host,
            port=port,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    found = opened.getsockname()[1]
    shown = f"[{host}]" if family == socket.AF_INET6 else host
    return Listening(opened, f"http://{shown}:{found}", found)


def platform_server(shelf: Shelf, begun: Callable[[], None] = lambda: None) -> WebServer:
    """Return the server; `run([socket])` serves until it is told to stop.

    What a proxy on the same machine says of scheme and visitor is believed, nobody else.
    """
    config = uvicorn.Config(
        build_app(shelf),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return WebServer(config, begun)


def run_platform(shelf: Shelf, opened: Listening, begun: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM."""
    platform_server(shelf, begun).run([opened.socket])
