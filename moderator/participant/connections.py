"""Connections that cannot be used to make others wait: slow, endless or idle ones are closed.

uvicorn itself waits for ever for the first request of a connection and keeps headers of any length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from moderator.participant.forms import PICTURE_PATHS

if TYPE_CHECKING:
    import asyncio

    from uvicorn.config import Config
    from uvicorn.server import ServerState

HEADER_SECONDS = 10.0
"""Seconds within which the first line and all headers of a request must have come."""
BODY_SECONDS = 20.0
PICTURE_SECONDS = 120.0
"""Seconds that a body may take to arrive: 15 MB in two minutes are 1 Mbit/s."""
LARGEST_HEAD = 16_384
"""Bytes of first line and headers together."""
MOST_UNDECIDED = 1000
"""Connections that have not sent a whole head yet; the oldest makes room for another."""
MOST_OPEN = 4000
"""Connections altogether; the one that was silent longest makes room for another."""
KEEP_ALIVE_SECONDS = 20
"""Seconds an unused connection stays open: pages ask every three to five."""

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_undecided: dict[PhoneProtocol, None] = {}
_open: dict[PhoneProtocol, None] = {}
"""In the order in which they were last heard of."""


class PhoneProtocol(HttpToolsProtocol):
    """uvicorn's protocol with limits on what comes before a request is understood."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        # uvicorn goes by the root logger's handlers here. Addresses and codes stay out of logs.
        self.access_log = False
        self._head_bytes = self._piece = self._piece_before = 0
        self._in_head = True
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        if len(_open) >= MOST_OPEN:
            next(iter(_open)).give_up()
        _open[self] = None
        self._await_head()

    def _await_head(self) -> None:
        self._in_head, self._head_bytes = True, 0
        self._deadline = self.loop.call_later(HEADER_SECONDS, self.give_up)
        if len(_undecided) >= MOST_UNDECIDED:
            next(iter(_undecided)).give_up()
        _undecided[self] = None

    def give_up(self) -> None:
        """Close the connection at once, also if what it was sent is not read."""
        self._decided()
        _open.pop(self, None)
        self.transport.abort()

    def _decided(self) -> None:
        _undecided.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def data_received(self, data: bytes) -> None:
        """Take in bytes; too long a head ends the connection."""
        if _open.pop(self, self) is None:
            _open[self] = None
        if self._in_head and self._deadline is None:
            self._await_head()
        self._piece = len(data)
        if self._in_head:
            self._head_bytes += self._piece
        super().data_received(data)
        if self._in_head and self._head_bytes > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self._decided()
            self.transport.close()

    def on_headers_complete(self) -> None:
        """Hand the request to the application.

        Raises:
            ValueError: the head came in few large pieces and is too long; uvicorn answers 400.
        """
        self._in_head = False
        self._decided()
        most = self._head_bytes + self._piece_before
        if most > LARGEST_HEAD and self._length_of_head() > LARGEST_HEAD:
            raise ValueError(LARGEST_HEAD)
        super().on_headers_complete()
        seconds = PICTURE_SECONDS if self.scope["path"] in PICTURE_PATHS else BODY_SECONDS
        self._deadline = self.loop.call_later(seconds, self._body_is_late)

    def _length_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _body_is_late(self) -> None:
        self._decided()
        if not (self.cycle.response_started or self.transport.is_closing()):
            self.transport.write(_TOO_SLOW)
        self.transport.close()

    def on_message_complete(self) -> None:
        """Expect the next request on this connection; its time begins with its first byte."""
        self._decided()
        super().on_message_complete()
        # The head of the next request may have begun in the same piece.
        self._in_head, self._head_bytes, self._piece_before = True, 0, self._piece

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._decided()
        _open.pop(self, None)
        super().connection_lost(exc)
