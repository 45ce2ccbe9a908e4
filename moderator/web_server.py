"""uvicorn as our servers need it: it tells when it serves, and ends quietly when interrupted."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from types import FrameType

TURN_SECONDS = 0.02
"""How long a thread may go on while another one waits for its turn; Python's usual is 0.005."""

YOUNG_OBJECTS = 20_000
"""New objects after which the garbage collector looks at them; Python's usual is 700."""


def devote_process() -> None:
    """Let this process do nothing but serve: call it once everything is loaded.

    The garbage collector leaves alone what was loaded so far and looks at the rest less often: with
    two hundred requests under way it would look every second request, and find all still in use.
    Threads keep their turn longer: the writing thread gives its own away at every statement, and
    handing turns to and fro takes time that ballots wait for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    sys.setswitchinterval(TURN_SECONDS)


class WebServer(uvicorn.Server):
    """uvicorn, with a word when it has begun and without dying of the signal that ended it.

    Args:
        config: what is served, and how.
        begun: called once visitors can come.
    """

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
