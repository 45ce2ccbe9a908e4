"""What stands where nothing is yet: what this place is for and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moderator.ui import icons
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look


class EmptyState(QWidget):
    """A large quiet sign, one sentence, a second one, and the buttons to go on with."""

    def __init__(self, bound: Bindings, icon: str, title: str, advice: str) -> None:
        super().__init__()
        self._sign = QLabel()
        self._icon = icon
        heading, second = label("heading"), label("soft")
        for each in (heading, second):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setWordWrap(True)
        bound.text(heading.setText, title)
        bound.text(second.setText, advice)
        bound.look(self, self._draw)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._arrange(heading, second)

    def _arrange(self, heading: QLabel, second: QLabel) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(heading)
        column.addWidget(second)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._buttons)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def add_button(self, button: QPushButton) -> None:
        """Offer a way on."""
        self._buttons.addWidget(button)

    def _draw(self, look: Look) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = icons.sign_pixmap(self._icon, look.colours.control, look.px(56), ratio)
        self._sign.setPixmap(pixmap)
