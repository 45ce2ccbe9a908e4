"""A bar for one line of a ranking: where its dots came from, and the dots against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from moderator.printing.boxes import points
from moderator.printing.inks import (
    AGAINST,
    BAR_GROUND,
    PAPER,
    PHONE,
    PLATFORM,
    SOFT,
    colour,
)
from moderator.printing.typefaces import Typeface, Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.printing.inks import Ink
    from moderator.reports.contents import Part

INKS: Mapping[str, Ink] = {
    "paper": PAPER,
    "phone": PHONE,
    "platform": PLATFORM,
    "against": AGAINST,
}

_HEIGHT = points(3.2)
_THIN = points(1.0)
_GAP = points(0.35)
_TEXT_SIZE = 8.0
_TEXT_HEIGHT = 11.0
_SQUARE = 4.5


class RankingBar(Flowable):
    """Draws `parts` to a scale on which `most` dots fill the width; names them if `told_apart`."""

    def __init__(self, parts: Sequence[Part], most: int, *, told_apart: bool) -> None:
        super().__init__()
        self._parts = [part for part in parts if part.dots]
        self._most = max(most, 1)
        self._told_apart = told_apart

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width; the height depends on what there is to say."""
        self.width = available_width
        against = any(part.key == "against" for part in self._parts)
        self.height = _HEIGHT + (_THIN + _GAP if against else 0)
        if self._told_apart and self._parts:
            self.height += _TEXT_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bar, below it the dots against, below that the figures."""
        top = self.height - _HEIGHT
        self._fill(BAR_GROUND)
        self.canv.rect(0, top, self.width, _HEIGHT, stroke=0, fill=1)
        x = 0.0
        for part in self._parts:
            length = part.dots / self._most * self.width
            self._fill(INKS[part.key])
            if part.key == "against":
                self.canv.rect(0, top - _GAP - _THIN, length, _THIN, stroke=0, fill=1)
            else:
                self.canv.rect(x, top, length, _HEIGHT, stroke=0, fill=1)
                x += length
        if self._told_apart:
            self._draw_figures()

    def _draw_figures(self) -> None:
        face = typeface(Weight.REGULAR)
        x, baseline = 0.0, 2.2
        for part in self._parts:
            self._fill(INKS[part.key])
            self.canv.rect(x, baseline, _SQUARE, _SQUARE, stroke=0, fill=1)
            x = self._write(face, x + _SQUARE + 2, baseline, f"{part.name} {part.dots}") + 7

    def _write(self, face: Typeface, x: float, baseline: float, text: str) -> float:
        self._fill(SOFT)
        self.canv.setFont(face.name, _TEXT_SIZE)
        self.canv.drawString(x, baseline, text)
        return x + face.width(text) * _TEXT_SIZE

    def _fill(self, ink: Ink) -> None:
        self.canv.setFillColor(colour(ink))
