"""The dialog for errors that nobody planned for."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.failure_words import failure_words
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import BodyEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from moderator.ui.look import Look


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
