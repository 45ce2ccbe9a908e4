"""A field for a cluster: type a new heading or choose one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence


class HeadingChoice(QComboBox):
    """An editable list; typing offers the headings that contain what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.field = LineEdit()
        self.setLineEdit(self.field)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def offer(self, headings: Sequence[str]) -> None:
        """Offer `headings`; what is typed stays."""
        if [self.itemText(at) for at in range(self.count())] == list(headings):
            return
        typed, place = self.currentText(), self.field.cursorPosition()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(headings))
        self.setCurrentIndex(self.findText(typed, Qt.MatchFlag.MatchFixedString))
        self.setEditText(typed)
        self.field.setCursorPosition(place)
        self.blockSignals(False)
