"""Boxes in millimetres from the upper left corner, y pointing down: the language of layouts."""

from __future__ import annotations

from typing import NamedTuple

POINTS_PER_MM = 72 / 25.4


class Box(NamedTuple):
    """A rectangle: left, top, width and height in mm."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge in mm."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge in mm."""
        return self.y + self.h

    def moved(self, x: float, y: float) -> Box:
        """Return the box moved by `x` to the right and `y` down, to the thousandth of a mm."""
        return Box(round(self.x + x, 3), round(self.y + y, 3), round(self.w, 3), round(self.h, 3))

    def grown(self, by: float) -> Box:
        """Return the box with `by` mm more on every side (fewer if negative)."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def contains(self, other: Box, slack: float = 1e-6) -> bool:
        """Tell whether `other` lies inside, touching edges allowed."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Box) -> bool:
        """Tell whether both share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


def points(mm: float) -> float:
    """Return `mm` in PDF points (1/72 inch)."""
    return mm * POINTS_PER_MM
