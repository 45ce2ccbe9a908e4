"""Marks that show where to cut: lines at the paper's ends, crosses between labels, outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import points
from moderator.printing.inks import FRAME, SLOT, colour
from moderator.printing.sheets import PRINTER_MARGIN_MM, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from moderator.printing.boxes import Box
    from moderator.printing.sheets import Pair, Sheet

_FORM = "cut-marks"
_LENGTH_MM = 4.0
_LINE_MM = 0.2
_BLEED_GAP_MM = 1.0
"""Marks of print shops stand this far outside the bleed."""

_Segment = tuple[float, float, float, float]


def define_cut_marks(canvas: Canvas, sheet: Sheet, margin: float = PRINTER_MARGIN_MM) -> None:
    """Store the marks of `sheet` in the PDF, `margin` mm away from the paper's edge."""
    canvas.beginForm(_FORM)
    if sheet.cut_marks:
        height = sheet.page_mm[1]
        canvas.setStrokeColor(colour(FRAME))
        canvas.setLineWidth(points(_LINE_MM))
        for x1, y1, x2, y2 in _segments(sheet, margin):
            canvas.line(points(x1), points(height - y1), points(x2), points(height - y2))
        if sheet.shape is Shape.ROUND and not sheet.bleed_mm:
            _draw_outlines(canvas, sheet)
    canvas.endForm()


def draw_cut_marks(canvas: Canvas, offset_mm: Pair = (0.0, 0.0)) -> None:
    """Draw the stored marks on the present page, moved to the right and down."""
    canvas.saveState()
    canvas.translate(points(offset_mm[0]), -points(offset_mm[1]))
    canvas.doForm(_FORM)
    canvas.restoreState()


def _draw_outlines(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the rim of round labels: the line to cut along."""
    canvas.setStrokeColor(colour(SLOT))
    height = sheet.page_mm[1]
    for place in range(sheet.labels):
        label = sheet.label(place)
        canvas.ellipse(
            points(label.x),
            points(height - label.bottom),
            points(label.right),
            points(height - label.y),
        )


def _segments(sheet: Sheet, margin: float) -> Iterator[_Segment]:
    """Yield the lines in mm."""
    if sheet.bleed_mm:
        for place in range(sheet.labels):
            marks = _round_marks if sheet.shape is Shape.ROUND else _corner_marks
            yield from _on_paper(sheet, marks(sheet.label(place), sheet.bleed_mm + _BLEED_GAP_MM))
    elif sheet.shape is Shape.RECTANGLE:
        yield from _grid_marks(sheet, margin)


def _grid_marks(sheet: Sheet, margin: float) -> Iterator[_Segment]:
    """Yield lines along each cut at both ends of the paper, and where two cuts cross."""
    (across, down), (width, height) = sheet.cuts(), sheet.page_mm
    # Marks nearer to the paper's edge would not be printed.
    across = tuple(x for x in across if margin <= x <= width - margin)
    down = tuple(y for y in down if margin <= y <= height - margin)
    for x in across:
        for y, y_end in _marks(height, margin, down):
            yield x, y, x, y_end
    for y in down:
        for x, x_end in _marks(width, margin, across):
            yield x, y, x_end, y


def _corner_marks(label: Box, away: float) -> Iterator[_Segment]:
    """Yield two lines at each corner, along the cuts and outside the bleed."""
    for x, outwards in ((label.x, -1), (label.right, 1)):
        begin, end = away * outwards, (away + _LENGTH_MM) * outwards
        for y, down in ((label.y, -1), (label.bottom, 1)):
            yield x + begin, y, x + end, y
            yield x, y + away * down, x, y + (away + _LENGTH_MM) * down


def _round_marks(label: Box, away: float) -> Iterator[_Segment]:
    """Yield a line outside the bleed at each of the four ends of a round label."""
    x, y = label.x + label.w / 2, label.y + label.h / 2
    far = away + _LENGTH_MM
    yield label.x - far, y, label.x - away, y
    yield label.right + away, y, label.right + far, y
    yield x, label.y - far, x, label.y - away
    yield x, label.bottom + away, x, label.bottom + far


def _on_paper(sheet: Sheet, marks: Iterator[_Segment]) -> Iterator[_Segment]:
    """Yield those of `marks` that lie on the paper and in no other label's bleed."""
    labels = [sheet.label(place).grown(sheet.bleed_mm) for place in range(sheet.labels)]
    width, height = sheet.page_mm
    for mark in marks:
        x1, y1, x2, y2 = mark
        on_paper = min(x1, x2, y1, y2) >= 0 and max(x1, x2) <= width and max(y1, y2) <= height
        if on_paper and not any(_crosses(mark, label) for label in labels if _is_rectangle(sheet)):
            yield mark


def _is_rectangle(sheet: Sheet) -> bool:
    return sheet.shape is Shape.RECTANGLE


def _crosses(mark: _Segment, box: Box) -> bool:
    x1, y1, x2, y2 = mark
    return (
        min(x1, x2) < box.right
        and max(x1, x2) > box.x
        and min(y1, y2) < box.bottom
        and max(y1, y2) > box.y
    )


def _marks(length: float, margin: float, cuts: tuple[float, ...]) -> list[Pair]:
    """Return where marks stand along a cut: where others cross it, and at ends without a cross."""
    crosses = list(map(_middle, cuts))
    ends = [
        end
        for end in _ends(length, margin)
        if all(abs(end[0] - cross[0]) > 2 * _LENGTH_MM for cross in crosses)
    ]
    return ends + crosses


def _ends(length: float, margin: float) -> tuple[Pair, Pair]:
    return (margin, margin + _LENGTH_MM), (length - margin - _LENGTH_MM, length - margin)


def _middle(cut: float) -> Pair:
    return cut - _LENGTH_MM / 2, cut + _LENGTH_MM / 2
