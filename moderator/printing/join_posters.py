"""Prints the join poster: one page that says from afar how to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.boxes import Box
from moderator.printing.join_help import JoinArtist, JoinHelp, draw_title, join_stations
from moderator.printing.page_drawing import PageDrawing
from moderator.printing.placed import placed_codes
from moderator.printing.sheet_pages import SheetPages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheet_pages import PageSetup

_TITLE_SHARE = 0.13


def place_join_poster(target: BinaryIO, setup: PageSetup, help_: JoinHelp) -> Iterator[PlacedCard]:
    """Write the poster as PDF to `target`; yield where each code stands.

    Raises:
        BadInput: the address or the network cannot be used.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    stations = join_stations(help_, setup.w)
    pages = SheetPages(target, setup)
    pen = PageDrawing(pages.canvas, setup.w)
    area = setup.sheet.area()
    spot = pages.next_spot()
    heading = Box(area.x, area.y, area.w, area.h * _TITLE_SHARE)
    top = heading.bottom + area.h * 0.03
    with pen.at(*pages.corner(spot)):
        draw_title(pen, heading, help_.title)
        artist = JoinArtist(pen, stations, setup.w)
        codes = artist.draw(Box(area.x, top, area.w, area.bottom - top))
    yield from placed_codes(spot.page, spot.label, codes, area)
    pages.end()
