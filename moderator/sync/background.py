"""Syncing by itself, while a moderator has it switched on: soon when the network is back.

Nothing runs unless somebody called `start`. A platform that does not let us in ends it: trying a
wrong password again and again would lock the account. What needs a decision is told and waits.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from moderator.errors import ModeratorError
from moderator.sync.answers import SignInNeeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.sync.engine import Engine, Report

USUAL_PAUSE = 300.0
"""Seconds between two runs when all is well."""
FIRST_PAUSE = 15.0
"""Seconds after a run that met no network; it doubles up to the usual pause."""


class BackgroundSync:
    """Runs one engine after another on a thread of its own.

    Args:
        open_engine: makes the engine of the next run from what the board holds then.
        on_report: told after each run, on that thread: a report, or what kept it from running.
    """

    def __init__(
        self,
        open_engine: Callable[[], Engine],
        on_report: Callable[[Report | ModeratorError], None],
    ) -> None:
        self._open_engine = open_engine
        self._on_report = on_report
        self._stopped = threading.Event()
        self._soon = threading.Event()
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; the first run comes at once."""
        self._thread = threading.Thread(target=self._run, name="background-sync", daemon=True)
        self._thread.start()

    def hurry(self) -> None:
        """Run soon, for example because the network is back."""
        self._soon.set()

    def stop(self) -> None:
        """End after the requests that are under way, and wait for that."""
        self._stopped.set()
        self._soon.set()
        with self._lock:
            if self._engine is not None:
                self._engine.steering.cancel()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopped.is_set():
            self._soon.clear()
            fine = self._one_run()
            pause = USUAL_PAUSE if fine else _next_pause(pause)
            if not self._stopped.is_set():
                self._soon.wait(pause)

    def _one_run(self) -> bool:
        """Run once; False if the network or the platform was not there."""
        try:
            with self._lock:
                if self._stopped.is_set():
                    return True
                self._engine = self._open_engine()
            report = self._engine.apply()
        except ModeratorError as error:
            self._on_report(error)
            return False
        if isinstance(report.trouble, SignInNeeded):
            self._stopped.set()
        self._on_report(report)
        return report.trouble is None


def _next_pause(before: float) -> float:
    """Return the pause after a failure: it begins anew after a run that went well."""
    return FIRST_PAUSE if before in {0.0, USUAL_PAUSE} else min(before * 2, USUAL_PAUSE)
