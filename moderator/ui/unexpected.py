"""Errors that nobody planned for: told, written down, never swallowed."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.failure_words import failure_words
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import BodyEdit

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from moderator.ui.look import Look

_log = logging.getLogger(__name__)


class ErrorDialog(FormDialog):
    """Says that something went wrong, with the details for whoever can help."""

    def __init__(self, look: Look, parent: QWidget, error: BaseException) -> None:
        super().__init__(look, parent, msg("Something went wrong"), msg("Go on"))
        self.cancel.hide()
        self.setMinimumWidth(look.px(520))
        for sentence in failure_words(look.w, error):
            self.column.addWidget(label("body", sentence, wrap=True))
        self.details = BodyEdit()
        self.details.setReadOnly(True)
        self.details.setPlainText("".join(traceback.format_exception(error)))
        self.details.setMinimumHeight(look.px(160))
        self.bound.text(self.details.setAccessibleName, msg("Details"))
        self.column.addWidget(self.details)
        copy = push_button(self.bound, msg("Copy"), icon="copy")
        copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.details.toPlainText())
        )
        self.column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)


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
            self._dialog = ErrorDialog(self._look, self._window, error)
            self._dialog.finished.connect(self._put_away)
            self._dialog.open()

    def _put_away(self) -> None:
        self._dialog = None
