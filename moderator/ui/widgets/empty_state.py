"""What stands where nothing is yet: what this place is for and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from moderator.ui import icons
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look

_SIGN = 56
"""Side of the sign, px at 100 %."""
_GAP = 8


class EmptyState(QWidget):
    """A large quiet sign, one sentence, a second one, and the buttons to go on with.

    The sign is left out where words and buttons need its room: in small windows and large text.
    """

    def __init__(self, bound: Bindings, icon: str, title: str, advice: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._sign = QLabel()
        self._icon = icon
        heading, second = label("heading"), label("soft")
        for each in (heading, second):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setWordWrap(True)
        bound.text(heading.setText, title)
        bound.text(second.setText, advice)
        self._buttons = FlowLayout(12, centred=True)
        self._arrange(heading, second)
        bound.look(self, self._draw)

    def _arrange(self, heading: QLabel, second: QLabel) -> None:
        column = self._column
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(_GAP)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(_GAP)
        column.addWidget(heading)
        column.addWidget(second)
        column.addSpacing(16)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def add_button(self, button: QPushButton) -> None:
        """Offer a way on."""
        self._buttons.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sign where there is room for it."""
        super().resizeEvent(event)
        self._show_sign()

    def _draw(self, look: Look) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = icons.sign_pixmap(self._icon, look.colours.control, look.px(_SIGN), ratio)
        self._sign.setPixmap(pixmap)
        self._sign_height = look.px(_SIGN) + _GAP
        self._show_sign()

    def _show_sign(self) -> None:
        needed = self._column.totalHeightForWidth(self.width())
        if self._sign.isHidden():
            needed += self._sign_height
        self._sign.setHidden(self.height() < needed)
