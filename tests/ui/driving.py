"""Finding what a person sees, and waiting until the window has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)

PATIENCE_MS = 60_000
"""A crowded machine is slow, and waiting long costs nothing where things hold."""


class PatientBot(QtBot):
    """Waits as long as `PATIENCE_MS` unless told otherwise, not five seconds."""

    def waitUntil(  # noqa: N802 (as pytest-qt calls it)
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, *signal: Any, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        return super().waitSignal(*signal, timeout=timeout, **more)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)


def idle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way and every screen on show is read.

    Window managers give the keyboard back when a dialog closes; without a screen nobody does.
    """

    def has_keyboard() -> bool:
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return True
        if not window.isActiveWindow():
            window.activateWindow()
        return window.isActiveWindow()

    def at_rest() -> bool:
        fresh = not any(screen.isVisible() and screen.is_stale for screen in window.screens)
        return fresh and window.background.under_way == 0 and has_keyboard()

    qtbot.waitUntil(at_rest)


def shown(kind: type[W]) -> W:
    """Return the dialog of this kind that is on show."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next(each for each in found if each.isVisible())


def is_shown(kind: type[QWidget]) -> bool:
    """Tell whether a dialog of this kind is on show."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return any(each.isVisible() for each in found)


def button(within: QWidget, text: str) -> QPushButton:
    """Return the button with this word that is on show."""
    found = [each for each in within.findChildren(QPushButton) if each.text().strip() == text]
    return next(each for each in found if each.isVisible())
