"""The colours of sticky dots on the screen, and of what is written on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.rules import DotColour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.ui.palette import Colour

DOT_FILL: Mapping[DotColour, Colour] = {
    DotColour.RED: "#C8372D",
    DotColour.GREEN: "#2E7D32",
    DotColour.BLUE: "#1F5FBF",
    DotColour.YELLOW: "#F0BE1E",
    DotColour.ORANGE: "#E07B18",
    DotColour.BLACK: "#221F1A",
    DotColour.WHITE: "#FFFFFF",
}
"""Sticky dots in their paper colours; beside the colour there is always its name or initial."""

DOT_INK: Mapping[DotColour, Colour] = {
    DotColour.RED: "#FFFFFF",
    DotColour.GREEN: "#FFFFFF",
    DotColour.BLUE: "#FFFFFF",
    DotColour.YELLOW: "#221F1A",
    DotColour.ORANGE: "#221F1A",
    DotColour.BLACK: "#FFFFFF",
    DotColour.WHITE: "#221F1A",
}
