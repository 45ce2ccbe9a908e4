"""A text field whose undo keys reach the workshop once nothing typed is left to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_UNDO = QKeySequence.StandardKey.Undo
_REDO = QKeySequence.StandardKey.Redo


class LineEdit(QLineEdit):
    """One line of text."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where this field has nothing to undo or redo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            idle_undo = event.matches(_UNDO) and not self.isUndoAvailable()
            idle_redo = event.matches(_REDO) and not self.isRedoAvailable()
            if idle_undo or idle_redo:
                event.ignore()
                return False
        return super().event(event)


class BodyEdit(QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where this field has nothing to undo or redo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            history = self.document()
            idle_undo = event.matches(_UNDO) and not history.isUndoAvailable()
            idle_redo = event.matches(_REDO) and not history.isRedoAvailable()
            if idle_undo or idle_redo:
                event.ignore()
                return False
        return super().event(event)
