"""Serves the sample pages as the phone server would, without an evening behind them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from moderator.participant.pages import Pages, assets
from moderator.participant.views import PageLanguage
from tests.participant.page_samples import frame_of, view_of

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from starlette.requests import Request

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="800" height="600">'
    b'<rect width="40" height="30" fill="#9bb"/><circle cx="20" cy="17" r="8" fill="#576"/></svg>'
)
_DRAWN = Pages()


async def _page(request: Request) -> Response:
    name, language = request.path_params["name"], PageLanguage(request.path_params["language"])
    body = _DRAWN.render(view_of(name, language), frame_of(name, language))
    headers = {"content-security-policy": POLICY}
    return Response(body, media_type="text/html", headers=headers)


async def _asset(request: Request) -> Response:
    asset = assets()[request.path_params["name"]]
    return Response(asset.content, media_type=asset.media_type)


async def _picture(_request: Request) -> Response:
    return Response(PICTURE, media_type="image/svg+xml")


async def _live(_request: Request) -> Response:
    return Response('{"version": "7", "rounds": []}', media_type="application/json")


SITE = Starlette(
    routes=[
        Route("/sample/{language}/{name}", _page),
        Route("/assets/{name}", _asset),
        Route("/picture/1", _picture),
        Route("/live", _live),
    ]
)


class _Server(uvicorn.Server):
    """A server that tells when it listens."""

    def __init__(self) -> None:
        super().__init__(uvicorn.Config(SITE, port=0, log_level="error", loop="asyncio"))
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def sample_site() -> Iterator[int]:
    """Serve the sample pages on a free port of this machine; yields the port."""
    server = _Server()
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.listening.wait(20)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
