"""The bundled typeface: measured, embedded as a subset, and safe for every sign people type.

A sign the typeface does not have is shown as a neutral box, never left out in silence; parts of a
composed sign (joiners, skin tones, marks without a glyph) vanish into the box of their base.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Protocol

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from moderator.errors import NotFound, msg
from moderator.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BOX = "□"
"""Stands for a sign that the typeface does not have."""

CAP_HEIGHT = 0.66
"""Height of capitals and figures, in em, as the typeface states it."""

_COMPOSED_EMOJI = re.compile("\u200d.|[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\ufe00-\ufe0f]")


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


class _Replacements(dict[int, "str | None"]):
    """What `str.translate` puts for each sign; worked out once per sign."""

    def __init__(self, face: _Face) -> None:
        super().__init__({ord("\n"): "\n"})
        self._known = face.charToGlyph

    def __missing__(self, sign: int) -> str | None:
        self[sign] = replacement = self._replacement(chr(sign))
        return replacement

    def _replacement(self, sign: str) -> str | None:
        category = unicodedata.category(sign)
        if category in {"Cc", "Cf", "Cs"}:
            return " " if sign == "\t" else None
        if category in {"Zs", "Zl", "Zp"}:
            return " "
        if ord(sign) in self._known:
            return sign
        return None if category in {"Mn", "Me"} else BOX


class _Widths(dict[int, float]):
    """Advance widths in em; worked out once per sign."""

    def __init__(self, face: _Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, sign: int) -> float:
        self[sign] = width = self._face.charWidths.get(sign, self._face.defaultWidth) / 1000
        return width


class Typeface:
    """One cut of the typeface, registered for PDF under `name`."""

    def __init__(self, name: str, face: _Face) -> None:
        self.name = name
        self._replacements = _Replacements(face)
        self._widths = _Widths(face)

    def printable(self, text: str) -> str:
        r"""Return `text` in Unicode form C with only signs that can be drawn, and \n."""
        composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        shown = _COMPOSED_EMOJI.sub("", composed).translate(self._replacements)
        # Where a control character is gone, a letter and a mark may have come together.
        joined = unicodedata.normalize("NFC", shown)
        return shown if joined == shown else joined.translate(self._replacements)

    def width(self, text: str) -> float:
        """Return the width of printable `text` in em: times the size in pt it is points."""
        return sum(map(self._widths.__getitem__, map(ord, text)))


# No default: the cache would take `typeface()` and `typeface(REGULAR)` for two, and register both.
@cache
def typeface(weight: Weight) -> Typeface:
    """Return a cut, read from the bundled file on first use.

    Raises:
        NotFound: the file is missing or damaged.
    """
    font = _read_font(weight.value, resource("fonts", f"{weight.value}.ttf"))
    pdfmetrics.registerFont(font)
    return Typeface(weight.value, font.face)


def _read_font(name: str, file: Path) -> TTFont:
    try:
        return TTFont(name, str(file))
    except (TTFError, OSError) as error:
        raise NotFound(
            msg("The typeface file {file} is missing or damaged."),
            msg("Nothing was printed. Please install Moderator again."),
            file=file.name,
        ) from error


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
