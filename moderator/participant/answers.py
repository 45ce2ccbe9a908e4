"""Answers: a page, a JSON document, a redirection, or why something was refused."""

from __future__ import annotations

import gzip
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.responses import RedirectResponse, Response

from moderator.participant import cookies, identity
from moderator.participant.forms import header
from moderator.participant.notices import notice_named
from moderator.participant.pages import page_words
from moderator.participant.refusals import retry_after, status_of
from moderator.participant.views import Frame, MessageView, Notice, PageLanguage

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from moderator.errors import ModeratorError
    from moderator.i18n import Words
    from moderator.participant.identity import Voter
    from moderator.participant.site import Site
    from moderator.participant.views import PageView

_LANGUAGES = frozenset(PageLanguage)

PACKING = 1
"""Of gzip: a ballot of 40 ideas gets 4 kB instead of 3, in a third of the time."""


def wants_json(request: Request) -> bool:
    """Tell whether a script of the page asks, which wants JSON."""
    return "json" in header(request, "accept")


def language_of(site: Site, request: Request) -> PageLanguage:
    """Return the language chosen on this phone, else the browser's, else the workshop's."""
    # Most phones never choose one; taking all cookies apart takes longer than this look.
    if cookies.LANGUAGE in header(request, "cookie"):
        chosen = request.cookies.get(cookies.LANGUAGE, "")
        if chosen in _LANGUAGES:
            return PageLanguage(chosen)
    return _spoken(header(request, "accept-language")[:200]) or site.workshop_language


@lru_cache(maxsize=1000)
def _spoken(accepted: str) -> PageLanguage | None:
    """Return the first language of an Accept-Language header that the pages speak."""
    for tag in accepted.split(","):
        spoken = tag.partition(";")[0].strip().lower()[:2]
        if spoken in {PageLanguage.GERMAN, PageLanguage.ENGLISH}:
            return PageLanguage(spoken)
    return None


def words_of(site: Site, request: Request) -> Words:
    """Return the words of the language that the phone shows."""
    return page_words(language_of(site, request))


def bad_news(site: Site, request: Request, error: ModeratorError) -> Notice:
    """Return what went wrong as a notice above a page."""
    return Notice(*words_of(site, request).error(error), good=False)


async def page(
    site: Site,
    request: Request,
    view: PageView | Callable[[], PageView],
    *,
    voter: Voter | None = None,
    notice: Notice | None = None,
    status: int = 200,
) -> Response:
    """Return a whole page; rendered on a reading thread, so that nobody waits for it.

    Args:
        site: what is served.
        request: who asks.
        view: what the page shows, or what reads that from the store on the same thread.
        voter: whose page it is.
        notice: what is told above it; else what the address says.
        status: of HTTP.
    """
    language = language_of(site, request)
    told = notice or notice_named(page_words(language), request.query_params)
    frame = site.frame(request, language, voter, told, str(uuid.uuid4()))
    packed = "gzip" in header(request, "accept-encoding")
    body = await site.read(lambda: _body(site, view, frame, packed))
    headers = {"cache-control": "no-store", "vary": "accept-encoding, accept-language, cookie"}
    if packed:
        headers["content-encoding"] = "gzip"
    response = Response(body, status, headers, "text/html; charset=utf-8")
    _forget_wrong_code(request, response)
    return response


def _body(site: Site, view: PageView | Callable[[], PageView], frame: Frame, packed: bool) -> bytes:
    body = site.pages.render(view() if callable(view) else view, frame)
    return gzip.compress(body, PACKING, mtime=0) if packed else body


def _forget_wrong_code(request: Request, response: Response) -> None:
    error = getattr(request.state, "wrong_code", None)
    if error is not None:
        cookies.forget(response, cookies.BALLOT)
        cookies.remember(response, cookies.TOKEN, error.token)


def redirect(path: str, said: str = "", **values: object) -> Response:
    """Return a redirection to a page of ours, which then tells `said` (a name of `notices`)."""
    asked = {"said": said, **values} if said else values
    query = "&".join(f"{name}={quote(str(value))}" for name, value in asked.items())
    response = RedirectResponse(f"{path}?{query}" if query else path, 303)
    response.headers["cache-control"] = "no-store"
    return response


def done(site: Site, request: Request, back: str, said: str, **values: int) -> Response:
    """Tell that something was done: as JSON to a script, by going back to a page otherwise."""
    if not wants_json(request):
        return redirect(back, said, **values)
    body = _confirmation(language_of(site, request), said, tuple(values.items()))
    return Response(body, 200, {"cache-control": "no-store"}, "application/json")


@lru_cache(maxsize=1000)
def _confirmation(language: PageLanguage, said: str, values: tuple[tuple[str, int], ...]) -> bytes:
    asked = {"said": said, **{name: str(value) for name, value in values}}
    notice = notice_named(page_words(language), asked)
    message = notice.sentence if notice else ""
    return msgspec.json.encode({"ok": True, "message": message, **dict(values)})


def json_answer(content: object, status: int = 200) -> Response:
    """Return a JSON document that nobody keeps."""
    return Response(
        msgspec.json.encode(content), status, {"cache-control": "no-store"}, "application/json"
    )


def file(content: bytes, media_type: str, seconds: int, *, for_ever: bool = False) -> Response:
    """Return a file that a browser may keep for some seconds, or for ever under this name."""
    kept = f"public, max-age={seconds}" + (", immutable" if for_ever else "")
    return Response(content, 200, {"cache-control": kept}, media_type)


async def refused(site: Site, request: Request, error: ModeratorError) -> Response:
    """Tell why something was refused: problem details (RFC 9457) or a page."""
    title, detail = words_of(site, request).error(error)
    status = status_of(error)
    if wants_json(request):
        content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        response = json_answer(content, status)
        response.headers["content-type"] = "application/problem+json"
    else:
        response = await page(site, request, MessageView(title, detail, status), status=status)
    note_refusal(response, error)
    return response


def note_refusal(response: Response, error: ModeratorError) -> None:
    """Add to an answer when to come back, and what a phone with a wrong code is known by."""
    wait = retry_after(error)
    if wait is not None:
        response.headers["retry-after"] = str(wait)
    if isinstance(error, identity.WrongCode):
        cookies.remember(response, cookies.TOKEN, error.token)
