"""Where printed things stand on their page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.printing.boxes import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """Where one printed thing stands; boxes in mm from the upper left corner of the page.

    Attributes:
        page: counted from 1.
        code: of the card; empty on posters and tents.
        url: the text of the QR: an address, or the code alone.
        qr_mm: the symbol without its quiet zone; 0 wide where there is none.
        dots_mm: the field for sticky dots; 0 wide where the layout has none.
        text_mm: the region for print or handwriting.
        markers: further marks for reading photos; none on these layouts.
    """

    page: int
    code: str
    url: str
    card_mm: Box
    qr_mm: Box
    dots_mm: Box
    text_mm: Box
    markers: tuple[Box, ...] = ()


def no_field(beside: Box) -> Box:
    """Return what stands for a field that a layout does not have: a point in `beside`."""
    return Box(beside.x, beside.y, 0, 0)


def placed_codes(
    page: int, place: Box, codes: Sequence[tuple[str, Box]], words: Box
) -> Iterator[PlacedCard]:
    """Yield an entry for each of several codes on one piece, or one without a code.

    Args:
        page: the page, from 1 on.
        place: the piece on the page, mm.
        codes: texts, and symbols in mm from the piece's corner.
        words: where its words stand, mm from the piece's corner.
    """
    text = words.moved(place.x, place.y)
    for url, symbol in codes or [("", no_field(words))]:
        qr = symbol.moved(place.x, place.y)
        yield PlacedCard(page, "", url, place, qr, no_field(text), text)
