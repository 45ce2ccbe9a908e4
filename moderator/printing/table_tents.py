"""Prints table tents: both faces of a folded page say how to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import Box, points
from moderator.printing.inks import FRAME
from moderator.printing.join_help import JoinArtist, JoinHelp, draw_title, join_stations
from moderator.printing.page_drawing import PageDrawing, turned_box
from moderator.printing.placed import placed_codes
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.sheets import PRINTER_MARGIN_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from moderator.printing.join_help import DrawnCode
    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheet_pages import PageSetup

_TITLE_SHARE = 0.12
_FOLD_MM = 6.0
_FOLD_LINE_MM = 0.2


def place_tents(
    target: BinaryIO, tables: Iterable[str], setup: PageSetup, help_: JoinHelp
) -> Iterator[PlacedCard]:
    """Write one tent for each of `tables` as PDF to `target`; yield where each code stands.

    A tent without codes yields one entry for each face.

    Raises:
        BadInput: the address or the network cannot be used.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    stations = join_stations(help_, setup.w)
    pages = SheetPages(target, setup)
    face = _Face(PageDrawing(pages.canvas, setup.w), setup, help_.title)
    artist = JoinArtist(face.pen, stations, setup.w)
    width, height = setup.sheet.label_mm
    for table in tables:
        upper, lower = pages.next_spot(), pages.next_spot()
        left, top = pages.corner(lower)
        # The upper face hangs upside down from the fold.
        with face.pen.at(left + points(width), top, turned=True):
            codes = face.draw(artist, table)
        turned = [(code.text, turned_box(code.symbol, width, height)) for code in codes]
        yield from placed_codes(upper.page, upper.label, turned, face.words)
        with face.pen.at(left, top):
            face.draw_fold()
            codes = face.draw(artist, table)
        yield from placed_codes(lower.page, lower.label, codes, face.words)
    pages.end()


class _Face:
    """Draws one face of a tent."""

    def __init__(self, pen: PageDrawing, setup: PageSetup, title: str) -> None:
        self.pen = pen
        self._w = setup.w
        self._title = title
        self.words = setup.sheet.area()

    def draw(self, artist: JoinArtist, table: str) -> list[DrawnCode]:
        area = self.words
        heading = Box(area.x, area.y, area.w, area.h * _TITLE_SHARE)
        beside = self._w("Table {name}", name=table) if table else ""
        draw_title(self.pen, heading, self._title, beside)
        top = heading.bottom + area.h * 0.04
        return artist.draw(Box(area.x, top, area.w, area.bottom - top))

    def draw_fold(self) -> None:
        """Draw a short line at both ends of the fold."""
        width = self.words.x + self.words.right
        for end, inwards in ((PRINTER_MARGIN_MM, 1), (width - PRINTER_MARGIN_MM, -1)):
            self.pen.rule((end, 0), (end + _FOLD_MM * inwards, 0), FRAME, _FOLD_LINE_MM)
