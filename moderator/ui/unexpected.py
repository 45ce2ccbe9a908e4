"""Errors that nobody planned for: told, written down, never swallowed."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from moderator.ui import dialogs_on_demand as dialogs

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from moderator.ui.dialogs.error_dialog import ErrorDialog
    from moderator.ui.look import Look

_log = logging.getLogger(__name__)


class Unexpected(QObject):
    """Catches what no part of the window caught, from every thread."""

    _caught = Signal(object)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._dialog: ErrorDialog | None = None
        self._caught.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch uncaught errors of the whole process from now on."""
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("an error that nobody planned for", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def show(self, error: BaseException) -> None:
        """Tell of an error; while one is told, others only go to the log."""
        if self._dialog is None:
            self._dialog = dialogs.ErrorDialog(self._look, self._window, error)
            self._dialog.finished.connect(self._put_away)
            self._dialog.open()

    def _put_away(self) -> None:
        self._dialog = None
