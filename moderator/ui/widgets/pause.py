"""A pause in typing after which something is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class Pause(QObject):
    """Calls once, when nothing has happened for `length` milliseconds."""

    def __init__(self, owner: QObject, length: int, over: Callable[[], object]) -> None:
        super().__init__(owner)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(length)
        self._timer.timeout.connect(over)

    def begin(self, *_news: object) -> None:
        """Something has happened; takes and drops what a signal says."""
        self._timer.start()

    @property
    def is_on(self) -> bool:
        """Whether the call is still to come."""
        return self._timer.isActive()
