"""Puts the phone server's application together: addresses, gate, errors."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from moderator.errors import ModeratorError
from moderator.participant import (
    answers,
    ballot_pages,
    card_pages,
    idea_pages,
    join_pages,
    result_pages,
    self_test_pages,
)
from moderator.participant.api_description import api_description
from moderator.participant.forms import header
from moderator.participant.guards import Gate
from moderator.participant.pages import assets, icon_name
from moderator.participant.refusals import (
    NoSuchPage,
    NotThisWay,
    TooLarge,
    Unexpected,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from starlette.requests import Request

    from moderator.participant.refusals import Refusal
    from moderator.participant.site import Site

    Page = Callable[[Site, Request], Awaitable[Response]]
    Answering = Callable[[Request], Awaitable[Response]]

A_YEAR = 31_536_000

_PAGES: tuple[tuple[str, str, Page], ...] = (
    ("GET", "/live", result_pages.live),
    ("POST", "/ballot", ballot_pages.cast),
    ("GET", "/ballot", ballot_pages.show_ballot),
    ("GET", "/K/{code}", card_pages.show_card),
    ("GET", "/k/{code}", card_pages.show_card),
    ("POST", "/K/{code}/dots", card_pages.spend_dots),
    ("POST", "/K/{code}/join-in", card_pages.choose_joining_in),
    ("POST", "/K/{code}/comment", card_pages.comment),
    ("GET", "/", join_pages.first_page),
    ("GET", "/V/{code}", join_pages.scan_voting_card),
    ("GET", "/v/{code}", join_pages.scan_voting_card),
    ("POST", "/enter", join_pages.enter),
    ("POST", "/open-joining", join_pages.open_joining),
    ("POST", "/leave", join_pages.leave),
    ("POST", "/language", join_pages.choose_language),
    ("GET", "/help", join_pages.help_page),
    ("GET", "/idea", idea_pages.idea_form),
    ("POST", "/idea", idea_pages.add_idea),
    ("GET", "/table/{name}", idea_pages.table_page),
    ("POST", "/table/{name}", idea_pages.add_at_table),
    ("POST", "/photo", idea_pages.send_photo),
    ("GET", "/pictures/{picture}", card_pages.show_picture),
    ("GET", "/results", result_pages.show_results),
    ("GET", "/test/{code}", self_test_pages.show_self_test),
    ("POST", "/test/{code}", self_test_pages.answer_self_test),
)

_FREQUENT = (("GET", "/live"), ("POST", "/ballot"))
"""What a room full of phones asks and sends at the same time."""


def build_app(
    site: Site, watch: Callable[[], Coroutine[Any, Any, None]] | None = None
) -> Starlette:
    """Return the ASGI application that serves `site`; it starts and stops the site itself.

    Args:
        site: the workshop as it is served.
        watch: runs beside it as long as it is served.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await site.start()
        watching = asyncio.create_task(watch()) if watch else None
        try:
            yield
        finally:
            if watching is not None:
                watching.cancel()
            await site.stop()

    pages = {path: _page(site, path) for path in dict.fromkeys(path for _, path, _ in _PAGES)}
    routes = [Route(path, page, methods=_methods(path)) for path, page in pages.items()]
    frequent = {(way, path): pages[path] for way, path in _FREQUENT}
    routes += [
        Route("/assets/{name}", _asset),
        Route("/favicon.ico", _icon),
        Route("/openapi.json", _api),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Gate, site=site, frequent=frequent)],
        exception_handlers={HTTPException: _no_page(site), Exception: _unexpected(site)},
        lifespan=lifespan,
    )


def _methods(path: str) -> list[str]:
    """Return all methods of an address, so that a 405 can name them."""
    return [way for way, named, _ in _PAGES if named == path]


def _page(site: Site, path: str) -> Answering:
    pages = {way: page for way, named, page in _PAGES if named == path}

    async def endpoint(request: Request) -> Response:
        page = pages["GET" if request.method == "HEAD" else request.method]
        try:
            return await page(site, request)
        except TooLarge:
            raise  # the gate answers, and closes the connection
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is left to read it
        except ModeratorError as error:
            return await answers.refused(site, request, error)

    return endpoint


def _no_page(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def no_page(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101  (that is what it is registered for)
        refusal: Refusal = NotThisWay() if error.status_code == 405 else NoSuchPage()
        response = await answers.refused(site, request, refusal)
        response.headers.update(error.headers or {})
        return response

    return no_page


def _unexpected(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def unexpected(request: Request, _error: Exception) -> Response:
        return await answers.refused(site, request, Unexpected())

    return unexpected


async def _asset(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    packed = "gzip" in header(request, "accept-encoding")
    content = _packed(request.path_params["name"]) if packed else asset.content
    response = answers.file(content, asset.media_type, A_YEAR, for_ever=True)
    response.headers["vary"] = "accept-encoding"
    if packed:
        response.headers["content-encoding"] = "gzip"
    return response


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(assets()[name].content, mtime=0)


async def _icon(_request: Request) -> Response:
    asset = assets()[icon_name()]
    return answers.file(asset.content, asset.media_type, 86_400)


async def _api(_request: Request) -> Response:
    return answers.json_answer(api_description())
