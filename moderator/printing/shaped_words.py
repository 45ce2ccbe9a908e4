"""Words of joined scripts as glyphs: HarfBuzz chooses the forms and places the marks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase.ttfonts import shapeStr

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

_REMEMBERED = 2000
_JOIN = "\u200d"


class Glyph(NamedTuple):
    """One glyph; lengths in thousandths of an em.

    Attributes:
        sign: the sign that stands for the glyph in its font.
        width: how far the sign itself moves the pen.
        advance: how far the glyph moves it.
        right: how far to the right of the pen it is drawn.
        up: how far above the baseline.
    """

    sign: str
    width: float
    advance: float
    right: float
    up: float


@lru_cache(maxsize=_REMEMBERED)
def shaped_word(font: TTFont, word: str) -> tuple[Glyph, ...]:
    """Return the glyphs of `word`, from left to right as they are seen."""
    # At 1000 pt reportlab's lengths are thousandths of an em.
    shaped = shapeStr(word, font.fontName, 1000, force=True)
    return tuple(
        Glyph(sign, data.width, data.x_advance, data.x_offset, data.y_offset)
        for sign, data in zip(str(shaped), shaped.__shapeData__, strict=True)
    )


def word_width(font: TTFont, word: str) -> float:
    """Return the width of `word` in em."""
    return sum(glyph.advance for glyph in shaped_word(font, word)) / 1000


def widest_form(font: TTFont, sign: str) -> float:
    """Return the width in em of the widest form of a letter: alone, first, inside or last."""
    sides = ("", _JOIN)
    return max(word_width(font, f"{before}{sign}{after}") for before in sides for after in sides)
