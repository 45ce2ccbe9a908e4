"""A corner of a label seen closely: where it is, and where print is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look

_SIDE_MM = 32.0
"""Both offsets of 10 mm fit around a corner in the middle."""
_PAPER, _LABEL_EDGE, _PRINT, _PRINT_EDGE, _ARROW = (
    "#FFFFFF",
    "#5B5449",
    "#FCE3AE",
    "#A8720C",
    "#A32E1C",
)
"""Of the light palette in both themes: it is paper."""
_HEAD = 7.0


class OffsetDrawing(QWidget):
    """Dashed: the label. Filled: what is printed. The arrow leads from one to the other."""

    def __init__(self, look: Look, bound: Bindings) -> None:
        super().__init__()
        self._look = look
        self._offset = QPointF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bound.look(self, lambda _look: self.updateGeometry())

    def show_offset(self, offset_mm: tuple[float, float]) -> None:
        """Draw this offset from now on, mm to the right and down."""
        self._offset = QPointF(*offset_mm)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(self._look.px(240), self._look.px(240))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(self._look.px(140), self._look.px(140))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, print, label and arrow."""
        side = min(self.width(), self.height()) - 2
        scale = side / _SIDE_MM
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF((self.width() - side) / 2, 1, side, side)
        painter.fillRect(square, QColor(_PAPER))
        painter.save()
        painter.setClipRect(square)
        corner = square.center()
        moved = corner + self._offset * scale
        far = QPointF(2 * side, 2 * side)
        painter.setBrush(QColor(_PRINT))
        painter.setPen(QPen(QColor(_PRINT_EDGE), 1.5))
        painter.drawRect(QRectF(moved, moved + far))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(_LABEL_EDGE), 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(corner, corner + far))
        if (moved - corner).manhattanLength() > _HEAD:
            _paint_arrow(painter, corner, moved)
        painter.restore()
        painter.setPen(QPen(QColor(self._look.colours.control), 1))
        painter.drawRect(square)
        painter.end()


def _paint_arrow(painter: QPainter, tail: QPointF, head: QPointF) -> None:
    along = head - tail
    along /= (along.x() ** 2 + along.y() ** 2) ** 0.5
    beside = QPointF(-along.y(), along.x())
    painter.setPen(QPen(QColor(_ARROW), 2))
    painter.drawLine(tail, head)
    painter.setBrush(QColor(_ARROW))
    base = head - along * _HEAD
    painter.drawPolygon(QPolygonF([head, base + beside * (_HEAD / 2), base - beside * (_HEAD / 2)]))
