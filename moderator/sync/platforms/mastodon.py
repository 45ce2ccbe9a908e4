"""Mastodon: the public timeline of a hashtag, read without an account.

From its documentation (mastodon/documentation 00478975df22, methods/timelines, entities/Status,
api/rate-limits), not tried on a running server. `GET /api/v1/timelines/tag/:hashtag` gives up to 40
posts, the newest first; `max_id` asks for older ones, and the `Link` header names it. Servers may
show it to people with an account only (401, older ones 422). Other programs of the same network
speak the same way, so it is read tolerantly.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from requests.utils import parse_header_links

from moderator.domain.plain_text import clean_body, clean_line
from moderator.domain.posts import TEXT_SIGNS, Post
from moderator.sync.judging import asked_pause
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

PER_PAGE = 40
ACCOUNT_NEEDED = frozenset({401, 403, 422})
_LONGEST_NAME = 80
_LONGEST_ADDRESS = 500
_EMOJI = re.compile(r":\w{1,50}:")


def page_call(tag: str, before: str) -> Call:
    """Return the request for a page of posts older than `before`, empty for the newest."""
    params: dict[str, str | int] = {"limit": PER_PAGE}
    if before:
        params["max_id"] = before
    return Call("GET", f"/api/v1/timelines/tag/{quote(tag, safe='')}", params=params)


def next_page(headers: Mapping[str, str], rows: list[Any]) -> str:
    """Return what the next page has to be older than, empty if there is none.

    Of the address in the `Link` header only `max_id` is taken: nobody is sent elsewhere by it.
    """
    if not rows:
        return ""
    links = headers.get("Link", "")
    if not links:
        return str(rows[-1]["id"]) if len(rows) >= PER_PAGE else ""
    for link in parse_header_links(links):
        if link.get("rel") == "next":
            return next(iter(parse_qs(urlsplit(link["url"]).query).get("max_id", [])), "")
    return ""


def read_post(status: dict[str, Any], host: str) -> Post | None:
    """Return a post as plain text, None if it is not public or says nothing in words.

    What somebody only passed on is told as what it is: a post of its first author.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it has an unknown shape.
    """
    status = status.get("reblog") or status
    text = clean_body(_whole(plain_text(str(status["content"])))[:TEXT_SIGNS])
    if str(status.get("visibility", "public")) != "public" or not any(map(str.isalnum, text)):
        return None
    account = status["account"]
    uri = _line(str(status["uri"]), _LONGEST_ADDRESS)
    name = _EMOJI.sub("", str(account.get("display_name") or ""))
    return Post(
        id=_line(str(status["id"]), _LONGEST_NAME),
        uri=uri,
        url=_address(status.get("url")) or _address(uri),
        text=text,
        author=_line(name, _LONGEST_NAME),
        handle=_handle(account, host),
        posted_at=_moment(str(status["created_at"])),
        language=str(status.get("language") or "").partition("-")[0].casefold()[:8],
        warning=_line(plain_text(str(status.get("spoiler_text") or "")), 200),
        sensitive=bool(status.get("sensitive")),
        reply=bool(status.get("in_reply_to_id")),
    )


def _handle(account: Mapping[str, Any], host: str) -> str:
    """Return `name@server`; people of the server that is asked come without it."""
    name = _line(str(account["acct"]), _LONGEST_NAME + 120)
    if "@" in name:
        return name
    home = urlsplit(str(account.get("url") or "")).hostname
    return f"{name}@{home or host}"


def _address(text: object) -> str:
    """Return an address that a person may be sent to, empty if it is anything else."""
    address = _line(str(text or ""), _LONGEST_ADDRESS)
    return address if address.startswith(("https://", "http://")) and " " not in address else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _whole(text: str) -> str:
    # Half of a pair is valid JSON and no text.
    return text.encode("utf-8", "replace").decode()


def _line(text: str, most: int) -> str:
    return clean_line(_whole(text)[:most], most)


def minutes_to_wait(headers: Mapping[str, str]) -> int:
    """Return for how many minutes, 1 to 60, a server wants to be left alone after a 429.

    It is `Retry-After`, else `X-RateLimit-Reset` against the server's own clock, else five minutes:
    the span its limits are counted in.
    """
    seconds = asked_pause(headers)
    if seconds is None:
        try:
            until = _moment(headers.get("X-RateLimit-Reset", ""))
            seconds = (until - _server_time(headers)).total_seconds()
        except ValueError:
            seconds = 300.0
    return min(max(math.ceil(seconds / 60), 1), 60)


def _server_time(headers: Mapping[str, str]) -> datetime:
    try:
        return datetime.strptime(headers.get("Date", ""), "%a, %d %b %Y %H:%M:%S GMT").replace(
            tzinfo=UTC
        )
    except ValueError:
        return datetime.now(UTC)
