"""Keeping the pace that a platform allows, over all threads of a run."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pace:
    """Lets one request through every `1 / per_second` seconds, none while the platform rests."""

    def __init__(
        self,
        per_second: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0

    def keep(self) -> None:
        """Return when the next request may go out."""
        with self._lock:
            moment = self._clock()
            at = max(moment, self._next)
            self._next = at + self._gap
        if at > moment:
            self._sleep(at - moment)

    def rest(self, seconds: float) -> None:
        """Let nothing through for so long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
