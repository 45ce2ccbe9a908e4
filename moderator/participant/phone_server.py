"""uvicorn as the phone server needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uvicorn

from moderator.participant.app import build_app
from moderator.participant.connections import KEEP_ALIVE_SECONDS, PhoneProtocol
from moderator.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from moderator.participant.site import Site

GRACE_SECONDS = 5


def phone_server(
    site: Site,
    begun: Callable[[], None] = lambda: None,
    watch: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> WebServer:
    """Return the server for `site`; `run([socket])` serves until it is told to stop.

    Args:
        site: the workshop as it is served.
        begun: called once phones can come.
        watch: runs beside it as long as it is served.
    """
    config = uvicorn.Config(
        build_app(site, watch),
        http=PhoneProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return WebServer(config, begun)
