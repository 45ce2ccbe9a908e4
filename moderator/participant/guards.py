"""The gate before every page: whom a request is for, where it comes from, how large it may be."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from moderator.participant import answers
from moderator.participant.forms import MULTIPART, PLAIN
from moderator.participant.identity import BALLOT
from moderator.participant.probes import PROBES
from moderator.participant.refusals import (
    ForeignPage,
    Refusal,
    TooLarge,
    TooSlow,
    WrongContentType,
    WrongHost,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from moderator.participant.site import Site

LARGEST_FORM = 64_000
"""Bytes of a form without a picture: a ballot of 2,000 ideas has 30,000."""
LARGEST_PICTURE_FORM = 15_000_000
BODY_SECONDS = 20.0
PICTURE_SECONDS = 120.0
"""Seconds that a body may take to arrive: 15 MB in two minutes are 1 Mbit/s."""
STILL_READ = 32_000_000
"""Bytes of a refused body that are read and thrown away, so that the phone can read the answer."""
PICTURE_PATHS = frozenset({"/idea", "/photo"})

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
    """ASGI middleware: lets through what a page of ours may have sent."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        probe = PROBES.get(scope["path"])
        if probe is not None and scope["method"] in {"GET", "HEAD"}:
            status, media_type, body = probe
            answer = Response(body, status, {"cache-control": "no-store"}, media_type)
            await answer(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limited = _Limited(receive, scope["path"] in PICTURE_PATHS and _is_multipart(headers))
        try:
            check_host(headers, self._site.entrance.names)
            if scope["method"] not in {"GET", "HEAD"}:
                check_origin(headers)
                _check_kind(scope, headers)
                limited.check_length(headers)
            self._note_presence(scope, headers)
            await self._app(scope, limited.receive, send)
        except Refusal as error:
            await self._refuse(scope, receive, send, error)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, error: Refusal) -> None:
        response = await answers.refused(self._site, Request(scope, receive), error)
        response.headers["connection"] = "close"
        await send(
            {
                "type": "http.response.start",
                "status": response.status_code,
                "headers": response.raw_headers,
            }
        )
        await send({"type": "http.response.body", "body": response.body, "more_body": True})
        await _read_away(receive)
        await send({"type": "http.response.body", "body": b""})

    def _note_presence(self, scope: Scope, headers: Headers) -> None:
        client, server = scope["client"], scope["server"]
        if client and not (server and client[0] == server[0]):  # the laptop itself is no phone
            card = cookie_parser(headers.get("cookie", "")).get(BALLOT, "")
            self._site.presence.note(client[0], card)


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_HEADERS]
        await send(message)

    return with_headers


def check_host(headers: Headers, names: frozenset[str]) -> None:
    """Refuse a request that was meant for a name that is not ours (DNS rebinding).

    A literal private address cannot be rebound: the browser was pointed at it. So the laptop may
    change its address without being restarted.

    Raises:
        WrongHost: the name is unknown.
    """
    try:
        host = (urlsplit(f"//{headers.get('host', '')}").hostname or "").rstrip(".")
    except ValueError as error:
        raise WrongHost from error
    if host in names:
        return
    try:
        if ip_address(host).is_private:
            return
    except ValueError:
        pass
    raise WrongHost


def check_origin(headers: Headers) -> None:
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


def _is_multipart(headers: Headers) -> bool:
    return headers.get("content-type", "").lower().startswith(MULTIPART)


def _check_kind(scope: Scope, headers: Headers) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] == "POST" and kind not in {PLAIN, MULTIPART, ""}:
        raise WrongContentType


class _Limited:
    """Counts the bytes of a body as they come, and how long they take."""

    def __init__(self, receive: Receive, with_picture: bool) -> None:
        self._receive = receive
        self._limit = LARGEST_PICTURE_FORM if with_picture else LARGEST_FORM
        self._seconds = PICTURE_SECONDS if with_picture else BODY_SECONDS
        self._read = 0
        self._until: float | None = None
        self._whole = False

    def check_length(self, headers: Headers) -> None:
        """Refuse a body that says itself that it is too large.

        Raises:
            TooLarge: it does.
        """
        told = headers.get("content-length", "0")
        if told.isascii() and told.isdigit() and int(told[:20]) > self._limit:
            raise TooLarge(self._limit)

    async def receive(self) -> Message:
        """Return the next part of the body.

        Raises:
            TooLarge: it is larger than a form of ours.
            TooSlow: it takes too long.
        """
        if self._whole:
            return await self._receive()
        loop = asyncio.get_running_loop()
        self._until = self._until or loop.time() + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise TooSlow from error
        self._read += len(message.get("body", b""))
        if self._read > self._limit:
            raise TooLarge(self._limit)
        self._whole = not message.get("more_body", False)
        return message


async def _read_away(receive: Receive) -> None:
    """Read what is left of a refused body, up to a limit and for a few seconds."""
    left = STILL_READ
    try:
        async with asyncio.timeout(5):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return
