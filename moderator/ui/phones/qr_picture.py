"""A QR code on the screen: black on white in every theme, with its quiet zone, in whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET_ZONE = 4
"""Modules on every side (ISO/IEC 18004)."""


class QrPicture(QWidget):
    """Shows the QR code of a text; nothing while the text is empty."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self._rows: tuple[bytes, ...] = ()
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_text(self, text: str) -> None:
        """Show the code of `text`."""
        if text != self.text:
            self.text = text
            self._rows = _encoded(text) if text else ()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, px."""
        return QSize(self._least, self._least)

    def sizeHint(self) -> QSize:
        """Return the size it asks for, px."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the modules."""
        del event
        if not self._rows:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        whole = len(self._rows) + 2 * QUIET_ZONE
        module = max(1, min(width, height) // whole)
        left, top = (width - module * whole) // 2, (height - module * whole) // 2
        ground = QRectF(left, top, module * whole, module * whole)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(ground, 2 * module, 2 * module)
        _paint_modules(
            painter, self._rows, left + QUIET_ZONE * module, top + QUIET_ZONE * module, module
        )


def _paint_modules(
    painter: QPainter, rows: tuple[bytes, ...], left: int, top: int, module: int
) -> None:
    black = QColor("black")
    for down, row in enumerate(rows):
        for across, sign in enumerate(row):
            if not sign:
                at = (left + across * module, top + down * module)
                painter.fillRect(*at, module, module, black)


def _encoded(text: str) -> tuple[bytes, ...]:
    # The encoder is loaded with the first code: a start shows none.
    from moderator.printing.qr_codes import QrEncoder  # noqa: PLC0415

    return QrEncoder("M").encode(text).rows
