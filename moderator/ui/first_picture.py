"""Waiting with everything that can wait until the window shows its first picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.ui.main_window import MainWindow

_AT_LATEST = 2000
"""Milliseconds after which the wait ends anyway: a minimised window is not painted."""


class FirstPicture(QObject):
    """Calls `then` once, right after the first picture of `window` has gone to the screen."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(then)
        self._soon.start(_AT_LATEST)
        window.painted.connect(self._come)

    def _come(self) -> None:
        self._window.painted.disconnect(self._come)
        # What was painted is sent off before the timer comes.
        if self._soon.isActive():
            self._soon.start(0)
