"""What is drawn onto a photo: outlines of cards with their number of dots, and the dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from moderator.ui.dot_paint import DOT_FILL, DOT_INK
from moderator.ui.palette import LIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from moderator.domain.photo_reviews import Quad, ReviewedDot

# A photo is as light in the dark theme as in the light one, so its marks are of one palette.
_DOUBTFUL, _FINE, _CHOSEN, _UNREAD = "#F2A91B", "#2A6639", "#1B5E9E", LIGHT.danger
_HALO = "#FFFFFF"
_LETTER_FROM = 7.0
"""Radius on the screen, px, from which a letter fits into a dot."""


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen


def polygon_of(corners: Quad) -> QPolygonF:
    """Return corners, px of the photo, as a polygon."""
    return QPolygonF([QPointF(x, y) for x, y in corners])


class OutlineMark(QGraphicsItem):
    """The edge of a card."""

    def __init__(self, corners: Quad) -> None:
        super().__init__()
        self._polygon = polygon_of(corners)
        self._pens: tuple[QPen, ...] = ()

    def show_state(self, *, doubtful: bool, chosen: bool) -> None:
        """Draw a card as doubtful or fine, and as chosen."""
        colour = _CHOSEN if chosen else _DOUBTFUL if doubtful else _FINE
        width = 4.0 if chosen else 3.0 if doubtful else 2.0
        inner = _pen(_DOUBTFUL, 1.5, Qt.PenStyle.DashLine) if chosen and doubtful else None
        self._pens = tuple(
            pen for pen in (_pen(_HALO, width + 2), _pen(colour, width), inner) if pen
        )
        self.setZValue(2 if chosen else 1)
        self.update()

    def show_unread(self, *, chosen: bool = False) -> None:
        """Draw a place whose code could not be told."""
        if chosen:
            self._pens = (_pen(_HALO, 6), _pen(_CHOSEN, 4), _pen(_HALO, 1.5, Qt.PenStyle.DashLine))
        else:
            self._pens = (_pen(_HALO, 5), _pen(_UNREAD, 3, Qt.PenStyle.DashLine))
        self.setZValue(2 if chosen else 1)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the room the edge may take, px of the photo."""
        return self._polygon.boundingRect().adjusted(-20, -20, 20, 20)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the edge, light around it."""
        for pen in self._pens:
            painter.setPen(pen)
            painter.drawPolygon(self._polygon)


class NumberMark(QGraphicsItem):
    """How many dots a card has, in a box at its upper left corner; keeps its size."""

    def __init__(self, corners: Quad, text: str, font: QFont, *, doubtful: bool) -> None:
        super().__init__()
        self.text, self._font, self._doubtful = text, font, doubtful
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(QPointF(*corners[0]))
        self.setZValue(4)
        size = QFontMetricsF(font)
        width, height = size.horizontalAdvance(text) + 10, size.height()
        # Above the corner and to its left: little of the card is covered.
        self._box = QRectF(6 - width, 6 - height, width, height)

    def boundingRect(self) -> QRectF:
        """Return the box, px of the screen."""
        return self._box.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the box and the number."""
        painter.setPen(QPen(QColor(_HALO), 1.5))
        painter.setBrush(QColor(_DOUBTFUL if self._doubtful else LIGHT.ink))
        painter.drawRoundedRect(self._box, 5, 5)
        painter.setFont(self._font)
        painter.setPen(QColor(LIGHT.ink if self._doubtful else _HALO))
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self.text)


class DotMark(QGraphicsItem):
    """A dot: a ring in its colour, light around it, with its letter where there is room.

    One that does not count is only a dashed ring. The one that keys work on has a second ring.
    """

    def __init__(self, dot: ReviewedDot, letter: str, font: QFont, *, chosen: bool = False) -> None:
        super().__init__()
        self.dot, self._letter, self._font, self._chosen = dot, letter, font, chosen
        self.setPos(dot.x, dot.y)
        self.setZValue(3)

    def boundingRect(self) -> QRectF:
        """Return the room of the ring, px of the photo."""
        reach = self.dot.radius * 2 + 6
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def shape(self) -> QPainterPath:
        """Return where a click meets the dot."""
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), self.dot.radius, self.dot.radius)
        return path

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw ring and letter."""
        centre, radius = QPointF(0, 0), self.dot.radius * 1.12
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._chosen:
            around = radius * 1.35
            for pen in (_pen(_HALO, 6.0), _pen(_CHOSEN, 3.0)):
                painter.setPen(pen)
                painter.drawEllipse(centre, around, around)
        painter.setPen(_pen(_HALO, 5.0))
        painter.drawEllipse(centre, radius, radius)
        if not self.dot.counts:
            painter.setPen(_pen(LIGHT.ink, 2.0, Qt.PenStyle.DashLine))
            painter.drawEllipse(centre, radius, radius)
            return
        painter.setPen(_pen(DOT_FILL[self.dot.colour], 3.0))
        painter.drawEllipse(centre, radius, radius)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        scale = painter.worldTransform().m11()
        if self.dot.radius * abs(scale) < _LETTER_FROM and not self.dot.by_hand:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DOT_FILL[self.dot.colour]))
        # A dot put by hand covers the place whole: nothing of that colour may lie there.
        share = 1.0 if self.dot.by_hand else 0.62
        painter.drawEllipse(QPointF(0, 0), self.dot.radius * share, self.dot.radius * share)
        font = QFont(self._font)
        font.setPixelSize(max(1, round(self.dot.radius * 0.75)))
        painter.setFont(font)
        painter.setPen(QColor(DOT_INK[self.dot.colour]))
        half = self.dot.radius
        painter.drawText(
            QRectF(-half, -half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, self._letter
        )
