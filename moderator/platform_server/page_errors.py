"""Refusals as pages for visitors: one sentence on what happened, one on what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from moderator.errors import msg
from moderator.platform_server.api_routes import told
from moderator.platform_server.problems import Problem
from moderator.platform_server.rendering import render
from moderator.platform_server.storage.shelf import ShelfBusy
from moderator.platform_server.visits import language_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

_SENTENCES = {
    403: (msg("This form was sent by another page."), msg("Please vote on the idea's own page.")),
    404: (msg("There is nothing at this address."), msg("Perhaps it was taken away.")),
    429: (msg("Too many votes from here at once."), msg("Please try again in a few minutes.")),
    503: (msg("The platform is busy."), msg("Please try again in a moment.")),
    500: (msg("Something unexpected went wrong."), msg("Please try again in a moment.")),
}
_OTHER = (msg("This could not be understood."), msg("Please go back and try again."))


def page_guarded(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Return `answer` with every refusal shown as a page, or as data to programs."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except Problem as problem:
            return refused(request, problem)
        except ShelfBusy:
            return refused(request, Problem(503, "busy", "", headers={"Retry-After": "2"}))

    return endpoint


def refused(request: Request, problem: Problem) -> Response:
    """Return a refusal in the form that the visitor reads."""
    if "application/json" in request.headers.get("accept", ""):
        return told(problem)
    title, advice = _SENTENCES.get(problem.status, _OTHER)
    body = render("message.html", language_of(request), path="/", title=title, advice=advice)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(body, problem.status, headers, "text/html")
