"""Puts the platform's web server together: the interface, the public pages, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from moderator.paths import resource
from moderator.platform_server.api_routes import Door, api_routes, told
from moderator.platform_server.headers import SafeHeaders
from moderator.platform_server.page_errors import refused
from moderator.platform_server.page_routes import Pages
from moderator.platform_server.problems import Problem
from moderator.platform_server.showing import API

if TYPE_CHECKING:
    from starlette.requests import Request

    from moderator.platform_server.storage.shelf import Shelf


def build_app(shelf: Shelf) -> Starlette:
    """Return the ASGI application that serves what stands on `shelf`."""
    routes = [Route("/openapi.yaml", _contract), *api_routes(shelf, Door(shelf))]
    routes += Pages(shelf).routes()
    app = Starlette(
        routes=routes,
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _no_address, Exception: _unexpected},
    )
    app.router.redirect_slashes = False
    return app


async def _contract(_request: Request) -> Response:
    content = resource("platform", "openapi.yaml").read_bytes()
    return Response(content, media_type="application/yaml")


async def _no_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (that is what it is registered for)
    title = "There is nothing at this address."
    name = "method" if error.status_code == 405 else "not-found"
    return _refused(request, Problem(error.status_code, name, title, headers=_headers(error)))


async def _unexpected(request: Request, _error: Exception) -> Response:
    return _refused(request, Problem(500, "fault", "Something unexpected went wrong."))


def _headers(error: HTTPException) -> dict[str, str]:
    return dict(error.headers or {})


def _refused(request: Request, problem: Problem) -> Response:
    return told(problem) if request.url.path.startswith(API) else refused(request, problem)
