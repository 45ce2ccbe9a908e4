"""Pages of a sheet one after the other: which label comes next, and where it stands on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.cut_marks import define_cut_marks, draw_cut_marks
from moderator.printing.page_boxes import name_page_boxes
from moderator.printing.streamed_pdf import StreamedCanvas

if TYPE_CHECKING:
    from typing import BinaryIO

    from moderator.i18n import Words
    from moderator.printing.sheets import Pair, Sheet

MOST_OFFSET_MM = 10.0


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How a job is printed.

    Attributes:
        start: the first label to print on, counted from 1: sheets that are partly used.
        offset_mm: moves everything to the right and down, for printers that are off.
        title: title of the document.
    """

    sheet: Sheet
    w: Words
    start: int = 1
    offset_mm: Pair = (0.0, 0.0)
    title: str = ""

    def require_usable(self) -> None:
        """Refuse a start or an offset that cannot be meant.

        Raises:
            BadInput: there is no such label, or the offset is too large.
        """
        if not 1 <= self.start <= self.sheet.labels:
            raise BadInput(
                msg("This sheet has labels 1 to {most}; printing cannot start at {start}."),
                most=self.sheet.labels,
                start=self.start,
            )
        require_offset(self.offset_mm)


def require_offset(offset_mm: Pair) -> None:
    """Refuse an offset that cannot be meant.

    Raises:
        BadInput: it is too large, or no number.
    """
    if not all(abs(each) <= MOST_OFFSET_MM for each in offset_mm):
        raise BadInput(
            msg("An offset lies between −{most} and {most} mm."), most=f"{MOST_OFFSET_MM:g}"
        )


class Spot(NamedTuple):
    """One label: its page from 1 on, its place on the sheet from 0 on, its box in mm."""

    page: int
    place: int
    label: Box


DrawBack = Callable[[Spot], None]
"""Draws the back of a label; the spot stands mirrored, as the page is turned on its long edge."""


class SheetPages:
    """A document on one sheet; `next_spot` leads from label to label and page to page."""

    def __init__(self, target: BinaryIO, setup: PageSetup, back: DrawBack | None = None) -> None:
        """Open the document; with `back`, every page is followed by its back."""
        sheet = setup.sheet
        size = points(sheet.page_mm[0]), points(sheet.page_mm[1])
        title = setup.title or setup.w("Cards")
        self.canvas = StreamedCanvas(target, size, setup.w.language.value, title)
        self.sheet = sheet
        self._offset = setup.offset_mm
        self._place = setup.start - 1
        self._page = 1
        self._back = back
        self._spots: list[Spot] = []
        self._boxes: dict[tuple[int, Box], Box] = {}
        define_cut_marks(self.canvas, sheet)

    def next_spot(self) -> Spot:
        """Return the next label; the page before goes to the file when it is full."""
        if self._place == self.sheet.labels:
            self._end_page()
            self._place = 0
        place = self._place
        self._place += 1
        spot = Spot(self._page, place, self._label(place))
        if self._back is not None:
            self._spots.append(spot)
        return spot

    def corner(self, spot: Spot) -> Pair:
        """Return the upper left corner of a label in pt, y pointing up."""
        return points(spot.label.x), points(self.sheet.page_mm[1] - spot.label.y)

    def on_page(self, spot: Spot, box: Box) -> Box:
        """Return `box` of the label on the page; equal boxes are one value in memory."""
        key = spot.place, box
        if key not in self._boxes:
            self._boxes[key] = box.moved(spot.label.x, spot.label.y)
        return self._boxes[key]

    def end(self) -> None:
        """Write the last page and what all pages share."""
        self._end_page()
        self.canvas.save()

    def _label(self, place: int) -> Box:
        key = place, Box(0, 0, 0, 0)
        if key not in self._boxes:
            self._boxes[key] = self.sheet.label(place).moved(*self._offset)
        return self._boxes[key]

    def _mirrored(self, place: int) -> Box:
        """Return a label as it stands when the page is turned on its long edge."""
        label = self.sheet.label(place)
        return label._replace(x=self.sheet.page_mm[0] - label.right).moved(*self._offset)

    def _end_page(self) -> None:
        draw_cut_marks(self.canvas, self._offset)
        name_page_boxes(self.canvas, self.sheet, map(self._label, range(self.sheet.labels)))
        self.canvas.showPage()
        self._page += 1
        if self._back is not None:
            self._draw_backs(self._back)

    def _draw_backs(self, draw: DrawBack) -> None:
        for spot in self._spots:
            draw(Spot(self._page, spot.place, self._mirrored(spot.place)))
        self._spots.clear()
        name_page_boxes(self.canvas, self.sheet, map(self._mirrored, range(self.sheet.labels)))
        self.canvas.showPage()
        self._page += 1
