"""Work that talks to a platform: on a thread of its own, so that window and desk stay free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.operations.desk import Desk
    from moderator.ui.background import Background

T = TypeVar("T")


class _Errand(SideWork):
    """One piece of work with the desk; the store is made for several threads."""

    def __init__(self, parent: QObject, wanted: Callable[[Desk], Any]) -> None:
        super().__init__(parent, "platform")
        self._wanted = wanted
        self._desk: Desk | None = None

    def begin(self, desk: Desk) -> None:
        """Begin; the desk's own thread goes on meanwhile."""
        self._desk = desk
        self.start()

    def work(self) -> object:
        """Do what is wanted."""
        assert self._desk is not None  # noqa: S101  (`begin` has set it)
        return self._wanted(self._desk)


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
        self._background.ask(self, _same, errand.begin, errand.failed.emit)
        self.changed.emit()
        return True

    def give_up(self) -> None:
        """Listen no longer to the work that is under way; what it has asked for may still come."""
        errand, self._errand = self._errand, None
        if errand is not None:
            errand.stop()
            self.changed.emit()

    def wait(self, seconds: float) -> None:
        """Wait until the thread of the work has ended, but no longer than `seconds`."""
        if self._errand is not None:
            self._errand.wait(seconds)

    def _end(self, errand: _Errand, tell: Callable[[Any], object], value: object) -> None:
        if errand is not self._errand:
            return
        self._errand = None
        errand.deleteLater()
        tell(value)
        self.changed.emit()


def _same(desk: Desk) -> Desk:
    return desk
