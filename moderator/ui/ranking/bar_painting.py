"""Draws one bar: its parts side by side, what counts against cut off at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

if TYPE_CHECKING:
    from moderator.domain.tallies import RankedIdea
    from moderator.ui.palette import Palette

_FORMS = {
    "paper": Qt.BrushStyle.SolidPattern,
    "phone": Qt.BrushStyle.Dense2Pattern,
    "platform": Qt.BrushStyle.BDiagPattern,
    "against": Qt.BrushStyle.DiagCrossPattern,
}
"""Each part is told apart by form too, not by colour alone."""


def part_brush(part: str, colours: Palette) -> QBrush:
    """Return how a part is filled."""
    return QBrush(QColor(getattr(colours, f"part_{part}")), _FORMS[part])


def paint_bar(
    painter: QPainter, box: QRectF, line: RankedIdea, whole: int, colours: Palette
) -> None:
    """Paint the bar of `line` into `box`; `whole` dots would fill it."""
    round_off = QPainterPath()
    round_off.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(round_off, QColor(colours.bar_ground))
    painter.setClipPath(round_off)
    left = box.left()
    for part in ("paper", "phone", "platform"):
        width = _width(box, getattr(line, part), whole)
        painter.fillRect(QRectF(left, box.top(), width, box.height()), part_brush(part, colours))
        left += width
    against = min(_width(box, line.against, whole), left - box.left())
    if against:
        end = QRectF(left - against, box.top(), against, box.height())
        painter.fillRect(end, QColor(colours.bar_ground))
        painter.fillRect(end, part_brush("against", colours))
    painter.restore()


def _width(box: QRectF, dots: int, whole: int) -> float:
    return box.width() * dots / whole if whole else 0.0
