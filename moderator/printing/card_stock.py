"""Coloured card stock: whether a code printed in black on it can still be read.

ISO/IEC 15415 grades the contrast of a symbol by the light that paper and ink throw back: 40 % apart
is the grade C that readers are asked to manage. Printed black throws back about 5 %, so the paper
has to throw back 45 %; as a contrast ratio of the sRGB colours (WCAG 2.2, relative luminance) black
on such a paper is (0.45 + 0.05) / 0.05 = 10 to 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.domain.ideas import CardColour
from moderator.errors import BadInput, msg
from moderator.printing.inks import BLACK, TINTS

if TYPE_CHECKING:
    from moderator.printing.inks import Ink

LOWEST_CONTRAST = 10.0
"""Black codes are refused on stock below this contrast ratio."""

_HEX = re.compile(r"#?(?P<digits>[0-9a-fA-F]{6})")


def stock_colour(name: str) -> Ink:
    """Return the colour of card stock named by a card colour, or written as #RRGGBB.

    Raises:
        BadInput: it is neither.
    """
    if name.lower() in set(CardColour):
        return TINTS[CardColour(name.lower())]
    found = _HEX.fullmatch(name.strip())
    if found is None:
        raise BadInput(
            msg("“{colour}” is not a colour of card stock."),
            msg("Name one of {known}, or write it as #RRGGBB."),
            colour=name[:40],
            known=", ".join(CardColour),
        )
    return f"#{found['digits'].upper()}"


def contrast(one: Ink, other: Ink) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def require_contrast(stock: Ink) -> None:
    """Refuse card stock on which a black code cannot be read safely.

    Raises:
        BadInput: its contrast with black lies below `LOWEST_CONTRAST`.
    """
    ratio = contrast(BLACK, stock)
    if ratio < LOWEST_CONTRAST:
        raise BadInput(
            msg("On paper of the colour {colour} codes cannot be read safely: {ratio} to 1."),
            msg("Lighter paper with a contrast of at least {least} to 1 works."),
            colour=stock,
            ratio=f"{ratio:.1f}",
            least=f"{LOWEST_CONTRAST:g}",
        )


def _luminance(ink: Ink) -> float:
    red, green, blue = (_linear(int(ink[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
