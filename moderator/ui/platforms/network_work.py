"""Work that talks to a platform: on a thread of its own, so that window and desk stay free."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.operations.desk import Desk
    from moderator.ui.background import Background

_log = logging.getLogger(__name__)
T = TypeVar("T")


class _Errand(QObject):
    """One piece of work on its way; tells nothing any more once it is given up."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, work: Callable[[Desk], Any]) -> None:
        super().__init__(parent)
        self._work = work
        self.given_up = threading.Event()
        # A window that closes takes its screens along; nobody may be told of anything then.
        self.destroyed.connect(self.given_up.set)
        self.thread_of_work: threading.Thread | None = None

    def start(self, desk: Desk) -> None:
        """Begin; the store is made for several threads, and the desk's own goes on meanwhile."""
        thread = threading.Thread(target=self._run, args=(desk,), name="platform", daemon=True)
        self.thread_of_work = thread
        thread.start()

    def _run(self, desk: Desk) -> None:
        try:
            value = self._work(desk)
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if not isinstance(error, ModeratorError):
                _log.exception("talking to a platform failed in a way that was not expected")
            if not self.given_up.is_set():
                self.failed.emit(error)
        else:
            if not self.given_up.is_set():
                self.done.emit(value)


class NetworkWork(QObject):
    """Does one piece of work at a time.

    Signals:
        changed: work has begun or ended.
    """

    changed = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._errand: _Errand | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._errand is not None

    def do(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> bool:
        """Have `work` done on a thread of its own; False if other work is under way.

        Args:
            work: what to do; must not touch widgets.
            done: called with the result on the main thread.
            failed: called with the error on the main thread.
        """
        if self._errand is not None:
            return False
        errand = self._errand = _Errand(self, work)
        errand.done.connect(lambda value: self._end(errand, done, value))
        errand.failed.connect(lambda error: self._end(errand, failed, error))
        self._background.ask(self, _same, errand.start, errand.failed.emit)
        self.changed.emit()
        return True

    def give_up(self) -> None:
        """Listen no longer to the work that is under way; what it has asked for may still come."""
        errand, self._errand = self._errand, None
        if errand is not None:
            errand.given_up.set()
            self.changed.emit()

    def wait(self, seconds: float) -> None:
        """Wait until the thread of the work has ended, but no longer than `seconds`."""
        thread = self._errand.thread_of_work if self._errand is not None else None
        if thread is not None:
            thread.join(seconds)

    def _end(self, errand: _Errand, tell: Callable[[Any], object], value: object) -> None:
        if errand is not self._errand:
            return
        self._errand = None
        errand.deleteLater()
        tell(value)
        self.changed.emit()


def _same(desk: Desk) -> Desk:
    return desk
