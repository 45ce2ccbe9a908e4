"""A text field whose undo keys reach the workshop once nothing typed is left to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyleOptionFrame

_UNDO = QKeySequence.StandardKey.Undo
_REDO = QKeySequence.StandardKey.Redo
_AFTER_PREFIX = 8
"""Blank between prefix and text, px."""


class LineEdit(QLineEdit):
    """One line of text, on request with its name inside, before what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._prefix = ""

    def set_prefix(self, prefix: str) -> None:
        """Show `prefix` in front of the text for good, unlike a placeholder."""
        self._prefix = prefix
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Make room anew when the text size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._make_room()

    def _make_room(self) -> None:
        if self._prefix:
            width = self.fontMetrics().horizontalAdvance(self._prefix)
            self.setTextMargins(width + _AFTER_PREFIX, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the prefix into its margin."""
        super().paintEvent(event)
        if not self._prefix:
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(box.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._prefix)
        painter.end()

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
