"""What a status means: arrived, refused, not arrived, or nobody knows.

The table stands in docs/sync.md. Only the status and the kind of the answer decide; sentences of
platforms change with their language and are only shown.
"""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from moderator.errors import msg
from moderator.sync.answers import (
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    SignInNeeded,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_LATER = frozenset({408, 425, 429, 503, 511})
_WHO = frozenset({401, 403, 407})
_GONE = frozenset({404, 410})
_LONGEST_WORDS = 300
_TAGS = re.compile(r"<[^<>]{0,500}>")
_BLANKS = re.compile(r"\s+")
_FOR_PROGRAMS = frozenset({"type", "status", "instance", "pointer"})
"""Members of problem details (RFC 9457) that tell people nothing."""


def judge(status: int, headers: Mapping[str, str], body: bytes, *, writes: bool) -> None:
    """Return if `status` is a yes.

    Raises:
        SignInNeeded: 401, 403.
        NotArrived: 408, 425, 429, 503, 511; with the pause that the server asks for.
        NotThere: 404 or 410 with data, for a request that only reads.
        Refused: any other 4xx.
        NoClearAnswer: everything else.
    """
    if 200 <= status < 300:
        return
    words = own_words(body)
    if status in _WHO:
        raise SignInNeeded(
            msg("The platform does not let us in (status {status}). {words}"),
            msg("Sign in again, or ask for the rights of a moderator there."),
            status=status,
            words=words,
        )
    if status in _LATER:
        raise NotArrived(
            msg("The platform asks for a pause (status {status})."),
            msg("It is sent later."),
            pause=asked_pause(headers),
            status=status,
        )
    if status in _GONE and not writes and not _is_page(headers):
        raise NotThere(msg("This does not exist on the platform any more."))
    if 400 <= status < 500 and (writes or not _is_page(headers)):
        raise Refused(
            msg("The platform refused it (status {status}). {words}"), status=status, words=words
        )
    raise NoClearAnswer(
        msg("The platform had a fault (status {status})."),
        msg("It will be looked up before anything is sent again."),
        status=status,
    )


def page_where_data_was_due() -> NoClearAnswer:
    """Return the error for a web page in place of data."""
    return NoClearAnswer(
        msg("A web page came where data was due; this looks like a sign-in page."),
        msg("Check the address, and whether the network here asks for a sign-in first."),
    )


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `Retry-After`, between 0 and an hour; None if it does not say.

    A date is read against the server's own clock, as ours may be wrong.
    """
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    try:
        if text.isdigit():
            seconds = float(text[:9])
        else:
            until = parsedate_to_datetime(text)
            seconds = (until - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), 3600.0)


def own_words(body: bytes) -> str:
    """Return what the platform says, short and without markup."""
    try:
        text = "; ".join(_sentences(json.loads(body)))
    except (ValueError, RecursionError):
        text = "" if b"<html" in body[:2000].lower() else body[:2000].decode(errors="replace")
    text = _BLANKS.sub(" ", _TAGS.sub("", text)).strip()
    return text if len(text) <= _LONGEST_WORDS else text[: _LONGEST_WORDS - 1] + "…"


def _sentences(data: Any, name: str = "", depth: int = 0) -> list[str]:
    if depth > 5:
        return []
    if isinstance(data, dict):
        problem = (depth == 0 and {"title", "status"} <= data.keys()) or "pointer" in data
        told = {key: each for key, each in data.items() if not (problem and key in _FOR_PROGRAMS)}
        return [s for key, each in told.items() for s in _sentences(each, str(key), depth + 1)]
    if isinstance(data, list):
        return [s for each in data[:10] for s in _sentences(each, name, depth + 1)]
    if data is None or data == "":
        return []
    quiet = name in {"", "detail", "message", "error", "base", "title"}
    return [str(data) if quiet else f"{name}: {data}"]


def _is_page(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type", "").strip().lower().startswith("text/")
