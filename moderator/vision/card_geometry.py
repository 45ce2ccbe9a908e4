"""What is known of a printed card before it is looked for: plain measures in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Rect(NamedTuple):
    """A rectangle on a card: left, top, width and height in mm from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    def corners(self) -> NDArray[np.float64]:
        """Return the corners TL, TR, BR, BL as an array of shape (4, 2), mm."""
        right, bottom = self.x + self.w, self.y + self.h
        return np.array([[self.x, self.y], [right, self.y], [right, bottom], [self.x, bottom]])

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Tell whether a point lies inside, or at most `slack` mm outside."""
        return (
            self.x - slack <= x <= self.x + self.w + slack
            and self.y - slack <= y <= self.y + self.h + slack
        )


@dataclass(frozen=True, slots=True)
class CardGeometry:
    """Where everything stands on one kind of card, in mm from its upper left corner.

    Attributes:
        name: of the layout.
        size: width and height of the card.
        qr: the symbol without its quiet zone, for a symbol of `modules` modules on a side.
        modules: modules on one side of the symbol.
        field: the outer edge of the frame round the dots.
        text: the region for handwriting.
        slots: centres of the printed circles.
        slot_mm: their diameter.
    """

    name: str
    size: tuple[float, float]
    qr: Rect
    modules: int
    field: Rect
    text: Rect
    slots: tuple[tuple[float, float], ...] = ()
    slot_mm: float = 12.0

    @property
    def card(self) -> Rect:
        """The whole card."""
        return Rect(0.0, 0.0, *self.size)
