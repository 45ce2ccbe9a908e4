"""Strokes that all painted lists share: a ground, one line of text, a chip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from moderator.ui.palette import Colour

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def fill(painter: QPainter, box: QRectF, colour: Colour, radius: float = 8) -> None:
    """Fill `box` with rounded corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box, radius, radius)


def panel(
    painter: QPainter, box: QRectF, ground: Colour, edge: tuple[Colour, float], radius: float = 8
) -> None:
    """Fill `box` and draw its edge, a colour and a width in px, inside of it; in one stroke."""
    colour, width = edge
    painter.setBrush(QColor(ground))
    painter.setPen(QPen(QColor(colour), width))
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def outline(
    painter: QPainter, box: QRectF, colour: Colour, width: float = 1, radius: float = 8
) -> None:
    """Draw the edge of `box`, inside of it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), width))
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    colour: Colour,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Write one line into `box`, shortened with “…” where it does not fit; returns its width."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, align, shown)
    return metrics.horizontalAdvance(shown)


def chip_before(
    painter: QPainter, right: float, middle: float, text: str, font: QFont, colours: tuple[str, str]
) -> float:
    """Paint a chip that ends at `right`; returns where it begins.

    Args:
        painter: paints.
        right: right edge, px.
        middle: vertical middle, px.
        text: the word on it.
        font: its font.
        colours: ground and ink.
    """
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 20, metrics.height() + 6
    chip = QRectF(right - width, middle - height / 2, width, height)
    fill(painter, chip, colours[0], height / 2)
    write(painter, chip, text, font, colours[1], CENTRE)
    return chip.left()
