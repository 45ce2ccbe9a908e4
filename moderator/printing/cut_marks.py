"""Marks that show where to cut: lines at the paper's ends, crosses between labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import points
from moderator.printing.inks import FRAME, colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from moderator.printing.sheets import Pair, Sheet

_FORM = "cut-marks"
_LENGTH_MM = 4.0
_LINE_MM = 0.2

_Segment = tuple[float, float, float, float]


def define_cut_marks(canvas: Canvas, sheet: Sheet, margin: float) -> None:
    """Store the marks of `sheet` in the PDF, `margin` mm away from the paper's edge."""
    canvas.beginForm(_FORM)
    if sheet.cut_marks:
        canvas.setStrokeColor(colour(FRAME))
        canvas.setLineWidth(points(_LINE_MM))
        height = sheet.page_mm[1]
        for x1, y1, x2, y2 in _segments(sheet, margin):
            canvas.line(points(x1), points(height - y1), points(x2), points(height - y2))
    canvas.endForm()


def draw_cut_marks(canvas: Canvas) -> None:
    """Draw the stored marks on the present page."""
    canvas.doForm(_FORM)


def _segments(sheet: Sheet, margin: float) -> Iterator[_Segment]:
    """Yield the lines in mm: along each cut at both ends, and where two cuts cross."""
    across, down = sheet.cuts()
    width, height = sheet.page_mm
    for x in across:
        for y, y_end in (*_ends(height, margin), *map(_middle, down)):
            yield x, y, x, y_end
    for y in down:
        for x, x_end in (*_ends(width, margin), *map(_middle, across)):
            yield x, y, x_end, y


def _ends(length: float, margin: float) -> tuple[Pair, Pair]:
    return (margin, margin + _LENGTH_MM), (length - margin - _LENGTH_MM, length - margin)


def _middle(cut: float) -> Pair:
    return cut - _LENGTH_MM / 2, cut + _LENGTH_MM / 2
