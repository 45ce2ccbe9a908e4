"""Labels in the roles that the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(role: str = "", text: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text: what people typed is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        # A wrapping label takes what width there is; without this it claims its longest line.
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change the role of a widget that is already shown."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Have the style sheet read again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
