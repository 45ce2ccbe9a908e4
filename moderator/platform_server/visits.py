"""A visitor of the public pages: language, and the random mark that makes a vote count once."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from moderator.domain.languages import Language
from moderator.platform_server.bodies import LARGEST_FORM, read_bounded
from moderator.platform_server.problems import Problem, bad_request

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

VISITOR = "visitor"
LANGUAGE = "language"
A_YEAR = 31_536_000
_MARK = re.compile(r"\A[0-9A-Za-z_-]{32}\Z")


def language_of(request: Request) -> Language:
    """Return the language that was chosen, else that of the browser."""
    chosen = request.query_params.get(LANGUAGE) or request.cookies.get(LANGUAGE, "")
    if chosen in set(Language):
        return Language(chosen)
    first = request.headers.get("accept-language", "").strip().lower()
    return Language.ENGLISH if first.startswith("en") else Language.GERMAN


def remember_language(request: Request, response: Response) -> None:
    """Keep a language that was chosen with this request."""
    if request.query_params.get(LANGUAGE) in set(Language):
        _set(request, response, LANGUAGE, language_of(request).value)


def visitor_of(request: Request) -> str:
    """Return the visitor's mark, empty if there is none."""
    given = request.cookies.get(VISITOR, "")
    return given if _MARK.match(given) else ""


def new_visitor() -> str:
    """Return a new mark: 192 random bits."""
    return secrets.token_urlsafe(24)


def remember_visitor(request: Request, response: Response, visitor: str) -> None:
    """Keep the visitor's mark in the browser."""
    _set(request, response, VISITOR, visitor)


def _set(request: Request, response: Response, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=A_YEAR, httponly=True, samesite="lax", secure=secure, path="/"
    )


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form that a page of ours has sent.

    Raises:
        Problem: 403, a foreign page sent it; 400, 413 or 415, it is no form of ours.
    """
    _check_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Problem(415, "media-type", "This kind of content is not taken here.")
    body = await read_bounded(request, LARGEST_FORM)
    try:
        found = parse_qs(body.decode("ascii"), max_num_fields=20)
    except ValueError as error:
        raise bad_request("The form cannot be read.") from error
    return {name: values[0] for name, values in found.items()}


def _check_origin(request: Request) -> None:
    foreign = Problem(403, "foreign", "This form was sent by another page.")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise foreign
    told = request.headers.get("origin")
    if told is None:
        return
    try:
        source = urlsplit(told).netloc.lower()
    except ValueError as error:
        raise foreign from error
    if source != request.headers.get("host", "").lower():
        raise foreign
