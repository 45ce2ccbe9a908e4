"""Prints the calibration page of a sheet: outlines of its labels, rulers from two edges, advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import Box
from moderator.printing.inks import FRAME, INK, SLOT
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.sheets import PRINTER_MARGIN_MM, Shape
from moderator.printing.typefaces import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from moderator.printing.sheet_pages import PageSetup

_TARGET_MM = 50
"""Where both rulers have their long mark, from the left and from the top."""

_RULER_MM = 70
_TEXT_MM = 96.0
_HAIR_MM = 0.15


def place_calibration(target: BinaryIO, setup: PageSetup) -> Iterator[PlacedCard]:
    """Write the calibration page as PDF to `target`; yield where each label stands.

    Raises:
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    pages = SheetPages(target, setup)
    pen = PageDrawing(pages.canvas, setup.w)
    sheet = setup.sheet
    spots = [pages.next_spot() for _ in range(sheet.labels - setup.start + 1)]
    height = sheet.page_mm[1]
    with pen.at(0, height * 72 / 25.4):
        for spot in spots:
            (pen.ring if sheet.shape is Shape.ROUND else pen.frame)(spot.label, SLOT, _HAIR_MM)
        _draw_rulers(pen, setup)
        _draw_advice(pen, setup)
    for spot in spots:
        yield PlacedCard(
            page=spot.page,
            code="",
            url="",
            card_mm=spot.label,
            qr_mm=no_field(spot.label),
            dots_mm=no_field(spot.label),
            text_mm=spot.label,
        )
    pages.end()


def _draw_rulers(pen: PageDrawing, setup: PageSetup) -> None:
    """Draw millimetres from the left edge and from the top edge, moved by the offset."""
    right, down = setup.offset_mm
    along = min(_TARGET_MM + 30.0, setup.sheet.page_mm[1] - 30)
    for mark in range(int(PRINTER_MARGIN_MM) + 1, _RULER_MM + 1):
        long = (
            9.0 if mark == _TARGET_MM else 4.0 if mark % 10 == 0 else 2.5 if mark % 5 == 0 else 1.5
        )
        ink = INK if mark % 10 == 0 else FRAME
        x, y = mark + right, mark + down
        pen.rule((x, along), (x, along + long), ink, _HAIR_MM)
        pen.rule((along, y), (along + long, y), ink, _HAIR_MM)
        if mark % 10 == 0:
            bold = Weight.BOLD if mark == _TARGET_MM else Weight.REGULAR
            pen.words(
                Box(x - 5, along - 4, 10, 4), str(mark), (8, 8), weight=bold, side=Side.MIDDLE
            )
            pen.words(
                Box(along - 9, y - 2, 8, 4),
                str(mark),
                (8, 8),
                weight=bold,
                side=Side.RIGHT,
                middle=True,
            )
    pen.rule((PRINTER_MARGIN_MM + right, along), (_RULER_MM + right, along), INK, _HAIR_MM)
    pen.rule((along, PRINTER_MARGIN_MM + down), (along, _RULER_MM + down), INK, _HAIR_MM)


def _draw_advice(pen: PageDrawing, setup: PageSetup) -> None:
    w, (width, height) = setup.w, setup.sheet.page_mm
    side = min(_TEXT_MM, width - 2 * PRINTER_MARGIN_MM - 6)
    box = Box((width - side) / 2, height - 92, side, 66)
    pen.fill(box, "#FFFFFF")
    pen.frame(box, FRAME, 0.3)
    inner = box.grown(-5)
    name = setup.sheet.title(w.language.value)
    end = pen.words(inner, w("Calibration: {sheet}", sheet=name), (14, 9), weight=Weight.BOLD)
    right, down = setup.offset_mm
    steps = (
        w("Print at 100 percent, without fitting to the page."),
        w("Measure from the left edge of the paper to the long mark {n}.", n=_TARGET_MM),
        w("Offset to the right = {n} minus what was measured.", n=_TARGET_MM),
        w("The same from the top edge: offset down."),
        w(
            "Printed with an offset of {right} mm to the right and {down} mm down; add to it.",
            right=f"{right:g}",
            down=f"{down:g}",
        ),
        w("Hold the page and a label sheet against the light: outlines and labels match."),
    )
    text = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    pen.words(Box(inner.x, end + 2, inner.w, inner.bottom - end - 2), text, (10, 6.5))
