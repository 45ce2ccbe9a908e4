"""Puts the interface behind addresses: who asks, how much comes along, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from moderator.platform_server.addresses import PICTURE, addresses
from moderator.platform_server.asking import Ask
from moderator.platform_server.bodies import LARGEST_JSON, read_bounded
from moderator.platform_server.interface import Interface
from moderator.platform_server.picture_files import LARGEST_PICTURE
from moderator.platform_server.problems import Problem
from moderator.platform_server.storage.access import holder_of
from moderator.platform_server.storage.shelf import ShelfBusy
from moderator.platform_server.throttling import Throttle, neighbourhood

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from moderator.platform_server.addresses import Endpoint
    from moderator.platform_server.storage.access import Holder
    from moderator.platform_server.storage.shelf import Shelf

WRONG_TOKENS = 20
"""Wrong tokens from one address within a minute; then it has to wait."""
_SCHEME = "bearer "


class Door:
    """Lets in who has a token.

    Attributes:
        wrong: addresses that tried wrong ones.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.wrong = Throttle(WRONG_TOKENS, 60)

    def holder(self, request: Request) -> Holder:
        """Return who asks.

        Raises:
            Problem: 401, no token of ours; 403, it may only read; 429, too many wrong ones.
        """
        address = neighbourhood(request.client.host) if request.client else ""
        pause = self.wrong.pause(address)
        if pause:
            raise too_many(pause)
        given = request.headers.get("authorization", "")
        token = given[len(_SCHEME) :] if given.lower().startswith(_SCHEME) else ""
        with self._shelf.reading() as connection:
            found = holder_of(connection, token) if token else None
        if found is None:
            self.wrong.note(address)
            raise _UNKNOWN
        if request.method not in {"GET", "HEAD"} and not found.writes:
            raise Problem(403, "read-only", "This token may only read.")
        return found


_UNKNOWN = Problem(
    401,
    "unauthorized",
    "A bearer token of this platform is needed.",
    headers={"WWW-Authenticate": "Bearer"},
)


def too_many(pause: int) -> Problem:
    """Return that somebody has to wait, `pause` in seconds."""
    title = "Too many requests; please wait."
    return Problem(429, "too-many", title, headers={"Retry-After": str(pause)})


def api_routes(shelf: Shelf, door: Door) -> list[Route]:
    """Return the routes of the interface."""
    interface = Interface(shelf)
    return [_route(path, methods, door) for path, methods in addresses(interface).items()]


def _route(path: str, methods: dict[str, Endpoint], door: Door) -> Route:
    most = LARGEST_PICTURE if path == PICTURE else LARGEST_JSON

    async def answer(request: Request) -> Response:
        holder = await run_in_threadpool(door.holder, request)
        if request.method == "PUT" and path != PICTURE:
            _check_kind(request)
        ask = Ask(
            method=request.method,
            path=request.path_params,
            query=request.query_params,
            headers=request.headers,
            body=await read_bounded(request, most),
            holder=holder,
        )
        endpoint = methods["GET" if request.method == "HEAD" else request.method]
        reply = await run_in_threadpool(endpoint, ask)
        headers = {"Cache-Control": "no-store", **reply.headers}
        media_type = None if reply.status == 204 else reply.media_type
        return Response(reply.body, reply.status, headers, media_type)

    return Route(path, guarded(answer), methods=list(methods))


def _check_kind(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        title = "This kind of content is not taken here."
        raise Problem(415, "media-type", title, "application/json.")


def guarded(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Return `answer` with every refusal told as problem details."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except Problem as problem:
            return told(problem)
        except ShelfBusy:
            busy = Problem(503, "busy", "The store is busy.", headers={"Retry-After": "2"})
            return told(busy)

    return endpoint


def told(problem: Problem) -> Response:
    """Return problem details as an answer."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    body = msgspec.json.encode(problem.document())
    return Response(body, problem.status, headers, "application/problem+json")
