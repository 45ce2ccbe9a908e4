"""uvicorn as the phone server needs it."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from moderator.participant.app import build_app
from moderator.participant.connections import KEEP_ALIVE_SECONDS, PhoneProtocol

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine, Iterator
    from types import FrameType

    from moderator.participant.site import Site

GRACE_SECONDS = 5


class PhoneServer(uvicorn.Server):
    """uvicorn, told apart by what it announces and by ending quietly when it is interrupted."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._begun()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in good order at the first interruption, at once at the second."""
        if threading.current_thread() is not threading.main_thread():
            yield  # signals come to the main thread only
            return
        stopping = [signal.SIGINT, signal.SIGTERM]
        before = {each: signal.signal(each, self._stop) for each in stopping}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def phone_server(
    site: Site,
    begun: Callable[[], None] = lambda: None,
    watch: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> PhoneServer:
    """Return the server for `site`; `run([socket])` serves until it is told to stop.

    Args:
        site: the workshop as it is served.
        begun: called once phones can come.
        watch: runs beside it as long as it is served.
    """
    config = uvicorn.Config(
        build_app(site, watch),
        http=PhoneProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return PhoneServer(config, begun)
