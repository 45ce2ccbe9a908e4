"""The public pages: marketplace, projects, ideas with their votes, plans, and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from moderator.domain.codes import is_card_code, normal_form
from moderator.paths import resource
from moderator.platform_server import page_data
from moderator.platform_server.api_routes import too_many
from moderator.platform_server.page_errors import page_guarded
from moderator.platform_server.problems import bad_request, not_found
from moderator.platform_server.rendering import render, style
from moderator.platform_server.shapes import UUID7
from moderator.platform_server.storage.visitor_votes import cast
from moderator.platform_server.throttling import Throttle, neighbourhood
from moderator.platform_server.visits import (
    A_YEAR,
    language_of,
    new_visitor,
    read_form,
    remember_language,
    remember_visitor,
    visitor_of,
)

if TYPE_CHECKING:
    from starlette.requests import Request

    from moderator.platform_server.storage.shelf import Shelf

VOTES_A_MINUTE = 60
VISITORS_IN_TEN_MINUTES = 40
"""From one address: a whole class behind one connection may vote, a program may not for long."""
_CHOICES: dict[str, bool | None] = {"for": True, "against": False, "none": None}
_HTML = "text/html"


class Pages:
    """Answers visitors."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.votes = Throttle(VOTES_A_MINUTE, 60)
        self.visitors = Throttle(VISITORS_IN_TEN_MINUTES, 600)

    def routes(self) -> list[Route]:
        """Return the routes of all pages."""
        found = [
            Route("/", page_guarded(self.market)),
            Route("/projects/{id}", page_guarded(self.project)),
            Route("/ideas/{id}", page_guarded(self.idea)),
            Route("/ideas/{id}/vote", page_guarded(self.vote), methods=["POST"]),
            Route("/plans/{id}", page_guarded(self.plan)),
            Route("/pictures/{id}", page_guarded(self.picture)),
            Route("/assets/{name}", page_guarded(_asset)),
            Route("/favicon.ico", page_guarded(_icon)),
        ]
        return found + [Route(path, page_guarded(self.card)) for path in ("/K/{code}", "/k/{code}")]

    async def market(self, request: Request) -> Response:
        """Show the marketplace."""
        with_data = await run_in_threadpool(self._read, page_data.market)
        return _page(request, "market.html", page=with_data)

    async def project(self, request: Request) -> Response:
        """Show a project with its ideas."""
        told = request.query_params.get("after", "0")
        after = int(told) if told.isascii() and told.isdigit() and len(told) < 13 else 0
        page = await run_in_threadpool(self._read, page_data.project_page, _id(request), after)
        return _page(request, "project.html", page=page)

    async def idea(self, request: Request) -> Response:
        """Show an idea with both kinds of votes."""
        visitor = visitor_of(request)
        page = await run_in_threadpool(self._read, page_data.idea_page, _id(request), visitor)
        return _page(request, "idea.html", page=page)

    async def plan(self, request: Request) -> Response:
        """Show a plan."""
        page = await run_in_threadpool(self._read, page_data.plan_page, _id(request))
        return _page(request, "plan.html", page=page)

    async def picture(self, request: Request) -> Response:
        """Give an idea's picture."""
        media_type, data = await run_in_threadpool(self._read, page_data.picture_of, _id(request))
        return Response(data, headers={"Cache-Control": "max-age=300"}, media_type=media_type)

    async def card(self, request: Request) -> Response:
        """Lead from a card's code to its idea."""
        code = normal_form(request.path_params["code"][:40])
        fits = is_card_code(code)
        page = page_data.CardPage(code if fits else "", [])
        if fits:
            page = await run_in_threadpool(self._read, page_data.card_page, code)
        if "application/json" in request.headers.get("accept", ""):
            return _card_as_data(page)
        if len(page.ideas) == 1:
            return _varying(RedirectResponse(f"/ideas/{page.ideas[0].id}", 303))
        answer = _page(request, "card.html", page=page)
        answer.status_code = 200 if page.ideas else 404
        return _varying(answer)

    async def vote(self, request: Request) -> Response:
        """Cast, change or take back a visitor's vote."""
        idea, form = _id(request), await read_form(request)
        choice = form.get("choice", "")
        if choice not in _CHOICES:
            raise bad_request("There is no such choice.")
        visitor = visitor_of(request)
        self._check_pace(request, is_new=not visitor)
        visitor = visitor or new_visitor()
        await run_in_threadpool(self._cast, idea, visitor, _CHOICES[choice])
        answer = RedirectResponse(f"/ideas/{idea}#online", 303)
        remember_visitor(request, answer, visitor)
        return answer

    def _check_pace(self, request: Request, *, is_new: bool) -> None:
        address = neighbourhood(request.client.host) if request.client else ""
        throttles = [self.votes, self.visitors] if is_new else [self.votes]
        pause = max(each.pause(address) for each in throttles)
        if pause:
            raise too_many(pause)
        for each in throttles:
            each.note(address)

    def _cast(self, idea: str, visitor: str, in_favour: bool | None) -> None:
        with self._shelf.writing() as connection:
            page_data.idea_page(connection, idea, "")  # it has to be there
            cast(connection, idea, visitor, in_favour)

    def _read(self, reader: Any, *args: Any) -> Any:
        with self._shelf.reading() as connection:
            return reader(connection, *args)


def _id(request: Request) -> str:
    given: str = request.path_params["id"]
    if not UUID7.fullmatch(given):
        raise not_found("")
    return given


def _page(request: Request, template: str, **values: Any) -> Response:
    body = render(template, language_of(request), path=request.url.path, **values)
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
    answer = Response(body, headers=headers, media_type=_HTML)
    remember_language(request, answer)
    return answer


def _card_as_data(page: page_data.CardPage) -> Response:
    if not page.ideas:
        raise not_found("No idea of this card is here.")
    ideas = [
        {"id": each.id, "title": each.title, "url": f"/ideas/{each.id}"} for each in page.ideas
    ]
    return _varying(JSONResponse({"code": page.code, "ideas": ideas}))


def _varying(answer: Response) -> Response:
    answer.headers["Vary"] = "Accept, Cookie, Accept-Language"
    return answer


async def _asset(request: Request) -> Response:
    name, content = style()
    if request.path_params["name"] != name:
        raise not_found("")
    headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return Response(content, headers=headers, media_type="text/css")


async def _icon(_request: Request) -> Response:
    content = resource("pages", "icon.svg").read_bytes()
    return Response(content, headers={"Cache-Control": "max-age=86400"}, media_type="image/svg+xml")
