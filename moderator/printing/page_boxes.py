"""Tells a print shop where pages are trimmed and how far colour runs beyond (ISO 32000-1, 14.11.2).

Only pages with bleed say so: on all others what is trimmed is the paper itself, as a PDF means when
it says nothing. A page with several labels names the rectangle around all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import Box, points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

    from moderator.printing.sheets import Sheet


def name_page_boxes(canvas: Canvas, sheet: Sheet, labels: Iterable[Box]) -> None:
    """Set the boxes of the present page and those after it, from all `labels` on it (mm)."""
    if not sheet.bleed_mm:
        return
    trim = _around(list(labels))
    canvas.setTrimBox(_corners(trim, sheet))
    canvas.setBleedBox(_corners(trim.grown(sheet.bleed_mm), sheet))


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _corners(box: Box, sheet: Sheet) -> tuple[float, float, float, float]:
    """Return lower left and upper right corner in pt, on the paper."""
    width, height = sheet.page_mm
    left, right = max(box.x, 0), min(box.right, width)
    top, bottom = max(box.y, 0), min(box.bottom, height)
    lower, upper = points(height - bottom), points(height - top)
    return round(points(left), 3), round(lower, 3), round(points(right), 3), round(upper, 3)
