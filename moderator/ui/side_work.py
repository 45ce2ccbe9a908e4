"""Work beside the desk, on a thread of its own, so that window and desk stay free meanwhile."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class SideWork(QObject):
    """One piece of work; after `stop`, or once its owner is gone, it tells nothing any more.

    Signals:
        done: what the work returned.
        failed: the error that ended it; one that nobody planned for is also logged.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, name: str) -> None:
        super().__init__(parent)
        self.stopped = threading.Event()
        self._telling = threading.RLock()
        # A window that closes takes its parts along; nobody may be told of anything then.
        self.destroyed.connect(partial(_fall_silent, self._telling, self.stopped))
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the work to end; what is being told just now is told to its end before."""
        _fall_silent(self._telling, self.stopped)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the thread has ended, but no longer than `seconds`."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def work(self) -> object:
        """Do the work; runs on the thread of its own and must not touch widgets."""
        raise NotImplementedError

    def tell(self, tell: Callable[[], object]) -> None:
        """Send a signal, unless nobody listens any more."""
        with self._telling:
            if not self.stopped.is_set():
                tell()

    def _run(self) -> None:
        try:
            value = self.work()
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if not isinstance(error, ModeratorError):
                _log.exception("%s: failed in a way that was not expected", self._thread.name)
            failure = error
            self.tell(lambda: self.failed.emit(failure))
        else:
            self.tell(lambda: self.done.emit(value))


def _fall_silent(telling: threading.RLock, stopped: threading.Event) -> None:
    # Between the look whether anybody listens and the signal, the sender must not be taken away.
    with telling:
        stopped.set()
