"""The gate before every page: whom a request is for, where it comes from, how large it may be."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from moderator.participant import answers
from moderator.participant.forms import MULTIPART, PICTURE_PATHS, PLAIN, told_headers
from moderator.participant.probes import PROBES
from moderator.participant.refusals import (
    ForeignPage,
    Refusal,
    TooLarge,
    WrongContentType,
    WrongHost,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from moderator.participant.site import Site

    Page = Callable[[Request], Awaitable[Response]]

LARGEST_FORM = 64_000
"""Bytes of a form without a picture: a ballot of 2,000 ideas has 30,000."""
LARGEST_PICTURE_FORM = 15_000_000
STILL_READ = 32_000_000
"""Bytes of a refused body that are read and thrown away, so that the phone can read the answer."""
STILL_READ_SECONDS = 5

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with it browsers send "Origin: null" with our own forms, which could then
    # not be told from those of a foreign page.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


class Gate:
    """ASGI middleware: lets through what a page of ours may have sent.

    Args:
        app: answers it.
        site: what is served.
        frequent: what answers requests that come by the hundred, by method and path; they need
            not look for their way through `app`, which takes a good part of what a poll costs.
    """

    def __init__(
        self, app: ASGIApp, site: Site, frequent: Mapping[tuple[str, str], Page] | None = None
    ) -> None:
        self._app = app
        self._site = site
        self._frequent = frequent or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = told_headers(scope)
        body = _Body(receive, headers, with_picture=scope["path"] in PICTURE_PATHS)
        send = _Answer(send, body).send
        probe = PROBES.get(scope["path"])
        if probe is not None and scope["method"] in {"GET", "HEAD"}:
            status, media_type, content = probe
            answer = Response(content, status, {"cache-control": "no-store"}, media_type)
            await answer(scope, receive, send)
            return
        try:
            self._check(scope, headers, body)
            page = self._frequent.get((scope["method"], scope["path"]))
            if page is None:
                await self._app(scope, body.receive, send)
            else:
                response = await page(Request(scope, body.receive))
                await response(scope, body.receive, send)
        except Refusal as error:
            answer = await answers.refused(self._site, Request(scope, receive), error)
            await answer(scope, receive, send)

    def _check(self, scope: Scope, headers: Mapping[str, str], body: _Body) -> None:
        check_host(headers, self._site.entrance.names)
        if scope["method"] not in {"GET", "HEAD"}:
            check_origin(headers)
            _check_kind(scope, headers)
        body.check_length()
        client, server = scope["client"], scope["server"]
        if client and not (server and client[0] == server[0]):  # the laptop itself is no phone
            self._site.presence.note(client[0], headers.get("cookie", ""))


class _Answer:
    """Adds our headers; ends the connection in good order if the body was not read to its end.

    uvicorn would read on for ever. Closed at once, the phone would not get to read the answer.
    """

    def __init__(self, send: Send, body: _Body) -> None:
        self._send = send
        self._body = body

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_HEADERS]
            if not self._body.whole:
                message["headers"].append((b"connection", b"close"))
        elif not (self._body.whole or message.get("more_body", False)):
            await self._send({**message, "more_body": True})
            await self._body.read_away()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)


def check_host(headers: Mapping[str, str], names: frozenset[str]) -> None:
    """Refuse a request that was meant for a name that is not ours (DNS rebinding).

    A literal private address cannot be rebound: the browser was pointed at it. So the laptop may
    change its address without being restarted.

    Raises:
        WrongHost: the name is unknown.
    """
    if not _leads_here(headers.get("host", ""), names):
        raise WrongHost


@lru_cache(maxsize=1000)
def _leads_here(told: str, names: frozenset[str]) -> bool:
    try:
        host = (urlsplit(f"//{told}").hostname or "").rstrip(".")
        return host in names or ip_address(host).is_private
    except ValueError:
        return False


def check_origin(headers: Mapping[str, str]) -> None:
    """Refuse a form that a foreign page has sent (CSRF).

    Browsers tell with every POST where it comes from; what tells nothing is no browser.

    Raises:
        ForeignPage: it comes from elsewhere.
    """
    site = headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise ForeignPage
    told = headers.get("origin") or headers.get("referer")
    if told is None:
        return
    try:
        source = urlsplit(told)
    except ValueError as error:
        raise ForeignPage from error
    if source.scheme != "http" or source.netloc.lower() != headers.get("host", "").lower():
        raise ForeignPage


def _is_multipart(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").lower().startswith(MULTIPART)


def _check_kind(scope: Scope, headers: Mapping[str, str]) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] == "POST" and kind not in {PLAIN, MULTIPART, ""}:
        raise WrongContentType


class _Body:
    """The body of a request: counts its bytes as they come. Its time is up to the connection.

    Attributes:
        whole: it has come to its end.
    """

    def __init__(self, receive: Receive, headers: Mapping[str, str], *, with_picture: bool) -> None:
        self._receive = receive
        self._told = headers.get("content-length", "")
        large = with_picture and _is_multipart(headers)
        self._limit = LARGEST_PICTURE_FORM if large else LARGEST_FORM
        self._read = 0
        self.whole = self._told in {"", "0"} and "transfer-encoding" not in headers

    def check_length(self) -> None:
        """Refuse a body that says itself that it is too large.

        Raises:
            TooLarge: it does.
        """
        if self._told.isascii() and self._told.isdigit() and int(self._told[:20]) > self._limit:
            raise TooLarge(self._limit)

    async def receive(self) -> Message:
        """Return the next part of the body.

        Raises:
            TooLarge: it is larger than a form of ours.
        """
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self._limit:
            raise TooLarge(self._limit)
        self.whole = not message.get("more_body", False)
        return message

    async def read_away(self) -> None:
        """Read what is left of a refused body, up to a limit and for a few seconds."""
        left = STILL_READ
        with suppress(TimeoutError):
            async with asyncio.timeout(STILL_READ_SECONDS):
                while left > 0 and not self.whole:
                    message = await self._receive()
                    left -= len(message.get("body", b""))
                    self.whole = not message.get("more_body", False)
