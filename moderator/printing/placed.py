"""Where printed things stand on their page."""

from __future__ import annotations

from dataclasses import dataclass

from moderator.printing.boxes import Box


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
