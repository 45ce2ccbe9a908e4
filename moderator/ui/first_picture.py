"""Waiting with everything that can wait until the window shows its first picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_AT_LATEST = 2000
"""Milliseconds after which the wait ends anyway: a minimised window is not painted."""


class FirstPicture(QObject):
    """Calls `then` once, right after the first picture of `window` has gone to the screen."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come)
        self._soon.start(_AT_LATEST)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the window being painted; what was painted is sent off before the timer comes."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._soon.start(0)
        return False

    def _come(self) -> None:
        self._window.removeEventFilter(self)
        self._then()
