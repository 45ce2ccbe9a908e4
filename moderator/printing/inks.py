"""Inks on paper: the light theme of the window, so that cards and bars look the same everywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor

from moderator.domain.ideas import CardColour

if TYPE_CHECKING:
    from collections.abc import Mapping

Ink = str
"""A colour written as #RRGGBB."""

BLACK: Ink = "#000000"
INK: Ink = "#221F1A"
SOFT: Ink = "#5B5449"
LINE: Ink = "#DFD6C6"
ACCENT: Ink = "#F2A91B"

PAPER: Ink = "#2F6F73"
PHONE: Ink = "#8A5A12"
PLATFORM: Ink = "#5D5A96"
AGAINST: Ink = "#A32E1C"
BAR_GROUND: Ink = "#E8DFCE"

FRAME: Ink = "#666666"
"""Frame of the dot field: 60 % grey, dark enough to be found on a photo of the wall."""

SLOT: Ink = "#CDCDCD"
"""Circles for dots and lines to write on: 20 % grey, too light to be taken for a dot."""

TINTS: Mapping[CardColour, Ink] = {
    CardColour.WHITE: "#FFFFFF",
    CardColour.YELLOW: "#FFF2B3",
    CardColour.GREEN: "#DCEFCE",
    CardColour.BLUE: "#D5E7F6",
    CardColour.RED: "#FAD8CC",
}
"""The colours in which the trade sells cards."""


@cache
def colour(ink: Ink) -> Color:
    """Return `ink` as the PDF library wants it."""
    return HexColor(ink)


@cache
def fill_operator(ink: Ink) -> str:
    """Return the PDF operator that fills with `ink` from here on, with a blank behind it."""
    return f"{_channels(ink)} rg "


@cache
def stroke_operator(ink: Ink) -> str:
    """Return the PDF operator that draws lines in `ink` from here on."""
    return f"{_channels(ink)} RG"


def _channels(ink: Ink) -> str:
    return " ".join(f"{int(ink[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
