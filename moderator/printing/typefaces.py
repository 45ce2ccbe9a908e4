"""The bundled typeface: measured, embedded as a subset, and safe for every sign people type.

A sign the typeface does not have is drawn in the face of its script where there is one
(`other_scripts`), else shown as a neutral box, never left out in silence; parts of a composed sign
(joiners, skin tones, marks without a glyph) vanish into their base.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportlab.pdfbase import pdfmetrics

from moderator.paths import resource
from moderator.printing.drawable_signs import Replacements, replaced
from moderator.printing.font_files import read_font
from moderator.printing.other_scripts import (
    JOINERS,
    has_joined_letters,
    is_joined,
    other_font,
)
from moderator.printing.shaped_words import widest_form, word_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportlab.pdfbase.ttfonts import TTFont

CAP_HEIGHT = 0.66
"""Height of capitals and figures, in em, as the typeface states it."""


class Weight(StrEnum):
    """Cuts of the typeface; the value is the file's name and the name inside the PDF."""

    REGULAR = "SourceSans3-Regular"
    ITALIC = "SourceSans3-Italic"
    SEMIBOLD = "SourceSans3-SemiBold"
    BOLD = "SourceSans3-Bold"


class _Face(Protocol):
    charToGlyph: Mapping[int, int]  # noqa: N815  (named by reportlab)
    charWidths: Mapping[int, float]  # noqa: N815
    defaultWidth: float  # noqa: N815


class _Widths(dict[int, float]):
    """Advance widths in em, of joined letters the widest; worked out once per sign."""

    def __init__(self, face: _Face, other: Callable[[int], TTFont | None]) -> None:
        super().__init__({ord(sign): 0.0 for sign in JOINERS})
        self._face = face
        self._other = other

    def __missing__(self, sign: int) -> float:
        self[sign] = width = self._width(sign)
        return width

    def _width(self, sign: int) -> float:
        face: _Face = self._face
        if sign not in face.charToGlyph and (font := self._other(sign)) is not None:
            if is_joined(chr(sign)):
                return widest_form(font, chr(sign))
            face = font.face
        return face.charWidths.get(sign, face.defaultWidth) / 1000


class Run(NamedTuple):
    """Signs in one font, None for the house's; `joined` ones take their forms from each other."""

    font: TTFont | None
    joined: bool
    signs: list[str]


class Typeface:
    """One cut of the typeface, registered for PDF under `name`."""

    def __init__(self, font: TTFont, *, bold: bool = False) -> None:
        face: _Face = font.face
        self.name: str = font.fontName
        self.font = font
        self._bold = bold
        self._face = face
        self._own = Replacements(face.charToGlyph.__contains__)
        self._all = Replacements(self._is_drawable, JOINERS)
        self._widths = _Widths(face, self.other)

    def other(self, sign: int) -> TTFont | None:
        """Return the font for a sign that this face does not have, None if there is none.

        Raises:
            NotFound: its file is missing or damaged.
        """
        return None if sign in self._face.charToGlyph else other_font(sign, bold=self._bold)

    def printable(self, text: str) -> str:
        r"""Return `text` in Unicode form C with only signs that this face has, and \n."""
        return replaced(text, self._own)

    def drawable(self, text: str) -> str:
        r"""Return `text` in Unicode form C with only signs that some face has, and \n.

        `StreamedCanvas.text_operators` draws them; other ways of writing need `printable` text.
        """
        return replaced(text, self._all)

    def width(self, text: str) -> float:
        """Return the width of drawable `text` in em: times the size in pt it is points."""
        if not text.isascii() and has_joined_letters(text):
            return self._joined_width(text)
        return sum(map(self._widths.__getitem__, map(ord, text)))

    def sign_width(self, sign: str) -> float:
        """Return the width of a drawable sign in em; no neighbour makes it wider."""
        return self._widths[ord(sign)]

    def _is_drawable(self, sign: int) -> bool:
        return sign in self._face.charToGlyph or self.other(sign) is not None

    def runs(self, text: str) -> list[Run]:
        """Return drawable `text` in runs, each in one font; joiners between plain signs go."""
        runs: list[Run] = []
        for sign in text:
            if sign in JOINERS:
                if runs and runs[-1].joined:
                    runs[-1].signs.append(sign)
                continue
            font = self.other(ord(sign))
            joined = font is not None and is_joined(sign)
            if not runs or runs[-1].font is not font or runs[-1].joined != joined:
                runs.append(Run(font, joined, []))
            runs[-1].signs.append(sign)
        return runs

    def _joined_width(self, text: str) -> float:
        return sum(
            word_width(run.font, "".join(run.signs))
            if run.font and run.joined
            else sum(map(self.sign_width, run.signs))
            for run in self.runs(text)
        )


# No default: the cache would take `typeface()` and `typeface(REGULAR)` for two, and register both.
@cache
def typeface(weight: Weight) -> Typeface:
    """Return a cut, read from the bundled file on first use.

    Raises:
        NotFound: the file is missing or damaged.
    """
    font = read_font(weight.value, resource("fonts", f"{weight.value}.ttf"))
    pdfmetrics.registerFont(font)
    return Typeface(font, bold=weight in {Weight.SEMIBOLD, Weight.BOLD})


def register_family() -> None:
    """Make all cuts known to running text, with italic and bold as inline markup.

    Raises:
        NotFound: a file is missing or damaged.
    """
    for weight in Weight:
        typeface(weight)
    pdfmetrics.registerFontFamily(
        "SourceSans3",
        normal=Weight.REGULAR.value,
        bold=Weight.SEMIBOLD.value,
        italic=Weight.ITALIC.value,
        boldItalic=Weight.BOLD.value,
    )
