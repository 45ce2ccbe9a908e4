"""The codes to join, as large as the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.phones.qr_picture import QrPicture
from moderator.ui.theme import PROJECTOR_TEXT
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from moderator.ui.look import Look

_LEAST = 160
_HEADING = 56
_FULL = (1920, 1080)
"""The screen that the sizes of text are meant for, px."""


class JoinDisplay(QWidget):
    """A window over the whole screen; Escape or a click closes it."""

    def __init__(self, look: Look, title: str, address: str, wifi: str, wifi_name: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sizes: list[tuple[QLabel, int, int]] = []
        self.bound = Bindings(look, self)
        self.page_code, self.wifi_code = QrPicture(_LEAST), QrPicture(_LEAST)
        self.page_code.show_text(address)
        self.wifi_code.show_text(wifi)
        self._arrange(title, address, wifi_name if wifi else "")
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _arrange(self, title: str, address: str, wifi_name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 40, 64, 40)
        column.setSpacing(24)
        column.addWidget(self._large(title, _HEADING, bold=True))
        row = QHBoxLayout()
        row.setSpacing(64)
        if wifi_name:
            row.addWidget(self._side(msg("1 Join the Wi-Fi"), self.wifi_code, wifi_name), 1)
        step = msg("2 Open the page") if wifi_name else msg("Open the page")
        row.addWidget(self._side(step, self.page_code, address), 1)
        column.addLayout(row, 1)
        advice = self._large("", PROJECTOR_TEXT)
        self.bound.text(
            advice.setText,
            msg("“No internet”? Stay connected. The page does not load? Switch mobile data off."),
        )
        column.addWidget(advice)

    def _side(self, step: str, picture: QrPicture, below: str) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        heading = self._large("", 40, bold=True)
        self.bound.text(heading.setText, step)
        column.addWidget(heading)
        column.addWidget(picture, 1)
        column.addWidget(self._large(below, 36))
        return side

    def _large(self, text: str, size: int, *, bold: bool = False) -> QLabel:
        made = label("", text, wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sizes.append((made, size, 700 if bold else 400))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let all text grow with the screen: the projector shows the same on any of them."""
        super().resizeEvent(event)
        scale = min(self.width() / _FULL[0], self.height() / _FULL[1])
        for each, size, weight in self._sizes:
            each.setStyleSheet(f"font-size: {round(size * scale)}px; font-weight: {weight};")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click."""
        del event
        self.close()
