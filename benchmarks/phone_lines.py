"""A phone's connection: HTTP/1.1, kept alive, as light as possible beside the server it measures.

It understands what the phone server sends and no more: every answer has a length, or none is due.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 30.0
"""Seconds after which a request counts as lost."""
_SELF_ADDRESS = "127.0.0.2"
"""Not the server's own, or the server would take the phones for the laptop itself (Linux)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        head: status line and headers, as they came.
        seconds: from sending the request to the last byte of the answer.
    """

    status: int
    head: bytes
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """Return a header, empty if there is none; `name` in lower case."""
        _, found, rest = self.head.partition(b"\r\n" + name.encode() + b": ")
        return rest.partition(b"\r\n")[0].decode() if found else ""


class Line(asyncio.Protocol):
    """One connection to the server; one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._got = b""
        self._head = b""
        self._missing = -1
        self._answer: asyncio.Future[Answer] | None = None
        self._sent = 0.0

    @classmethod
    async def open(cls, port: int) -> Line:
        """Connect to the server at `port` of this computer, as another one would."""
        loop = asyncio.get_running_loop()
        local = (_SELF_ADDRESS, 0) if sys.platform == "linux" else None
        _, line = await loop.create_connection(cls, "127.0.0.1", port, local_addr=local)
        return line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the connection."""
        # uvloop's transports are of a kind of their own.
        self._transport = cast("asyncio.Transport", transport)

    @property
    def is_open(self) -> bool:
        """Whether a request can be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def send(self, request: bytes) -> asyncio.Future[Answer]:
        """Send a whole request; the future brings the answer.

        It fails with `ConnectionError` where the server closes the connection instead.
        """
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._got, self._missing = b"", -1
        self._sent = time.perf_counter()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        """Take in bytes of the answer."""
        self._got += data
        if self._missing < 0 and not self._read_head():
            return
        if len(self._got) >= self._missing:
            self._settle()

    def _read_head(self) -> bool:
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._head, self._got = self._got[: end + 2], self._got[end + 4 :]
        place = self._head.find(b"\r\ncontent-length: ")
        length = self._head[place + 18 : self._head.find(b"\r\n", place + 18)]
        self._missing = int(length) if place >= 0 and not self._has_no_body() else 0
        return True

    def _has_no_body(self) -> bool:
        return self._head[9:12] == b"304"

    def _settle(self) -> None:
        taken = time.perf_counter() - self._sent
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result(Answer(int(self._head[9:12]), self._head, self._got, taken))

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever still waits."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed by the server"))

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()


@dataclass
class Browser:
    """What a phone's browser adds to every request.

    Attributes:
        cookies: those the server has set.
        origin: address of the page its forms stand on.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """Return a request for a page."""
        return self._request("GET", path, {"Accept": "text/html", **(headers or {})}, b"")

    def post(self, path: str, fields: Mapping[str, object]) -> bytes:
        """Return a form as the script of a page sends it; the answer is JSON."""
        body = urlencode(fields).encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
            "Content-Length": str(len(body)),
            "Origin": self.origin,
        }
        return self._request("POST", path, headers, body)

    def _request(self, method: str, path: str, more: Mapping[str, str], body: bytes) -> bytes:
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Connection": "keep-alive",
            "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 "
            "(KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
            **more,
            "Sec-Fetch-Site": "same-origin",
            "Referer": f"{self.origin}/ballot",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
        }
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {headers[name]}" for name in headers)]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def heard(self, answer: Answer) -> None:
        """Keep the cookies of an answer."""
        for line in answer.head.split(b"\r\n"):
            if line.startswith(b"set-cookie: "):
                name, _, value = line[12:].partition(b";")[0].decode().partition("=")
                self.cookies[name] = value.strip('"')
