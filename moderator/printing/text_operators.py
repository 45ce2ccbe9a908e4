"""Lines of text as PDF operators, as the canvas's own text objects would write them, only faster.

reportlab numbers the signs of a font as they first occur, 256 to a subset. Nearly every line needs
the first subset alone, and there each sign always looks the same. Lines with signs of other scripts
take a slower way: into the order in which they are seen, and joined letters through HarfBuzz.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.printing.reading_order import reads_from_right, seen_order
from moderator.printing.shaped_words import shaped_word
from moderator.printing.text_fit import LEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfbase.ttfonts import TTFont

    from moderator.printing.shaped_words import Glyph
    from moderator.printing.typefaces import Typeface

_ESCAPED = {
    code: f"\\{code:03o}" for code in range(256) if not 32 <= code < 127 or chr(code) in "()\\"
}
"""Signs that may not stand in a PDF string as they are, as octal escapes."""

_ELSEWHERE = "\0"
"""Stands for a sign in a further subset; escaped signs are never this."""


class _FirstSubset(dict[int, str]):
    """What stands in a PDF string for each sign; asked of the font once per sign."""

    def __init__(self, font: TTFont, document: PDFDocument) -> None:
        super().__init__()
        self._font = font
        self._document = document

    def __missing__(self, sign: int) -> str:
        self[sign] = shown = self._shown(sign)
        return shown

    def _shown(self, sign: int) -> str:
        if sign not in self._font.face.charToGlyph:
            return _ELSEWHERE
        ((subset, code),) = self._font.splitString(chr(sign), self._document)
        return _ELSEWHERE if subset else _escaped(code)


def _escaped(codes: bytes) -> str:
    return codes.decode("latin-1").translate(_ESCAPED)


class TextWriter:
    """Writes text in one cut of the typeface, and its other scripts, into one document."""

    def __init__(self, face: Typeface, document: PDFDocument) -> None:
        self._document = document
        self._face = face
        self._font = face.font
        self._first_name = self._font.getSubsetInternalName(0, document)
        self._first_subset = _FirstSubset(self._font, document)

    def operators(
        self, size: float, x: float, y: float, lines: Sequence[str], from_right: bool | None = None
    ) -> str:
        """Return what writes drawable `lines` at `size` pt, the first from `x`, `y` (pt).

        Their paragraph reads `from_right` or from left; None goes by its first letter.
        """
        shown = [line.translate(self._first_subset) for line in lines]
        strings = ") Tj T* (".join(shown)
        if _ELSEWHERE in strings:
            if from_right is None:
                from_right = reads_from_right(" ".join(lines))
            text = self._in_runs(lines, size, from_right=from_right)
        else:
            text = f"{self._first_name} {size:g} Tf ({strings}) Tj"
        return f"BT {size * LEADING:.2f} TL {x:.2f} {y:.2f} Td {text} ET"

    def _in_runs(self, lines: Sequence[str], size: float, *, from_right: bool) -> str:
        """Return what writes lines with signs of other subsets and fonts."""
        return " T* ".join(
            " ".join(
                self._joined(run.font, "".join(reversed(run.signs)), size)
                if run.font and run.joined
                else self._plain(run.font or self._font, "".join(run.signs), size)
                for run in self._face.runs(seen_order(line, from_right=from_right))
            )
            for line in lines
        )

    def _plain(self, font: TTFont, text: str, size: float) -> str:
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._document)} {size:g} Tf "
            f"({_escaped(codes)}) Tj"
            for subset, codes in font.splitString(text, self._document)
        )

    def _joined(self, font: TTFont, word: str, size: float) -> str:
        return " ".join(self._glyph(font, glyph, size) for glyph in shaped_word(font, word))

    def _glyph(self, font: TTFont, glyph: Glyph, size: float) -> str:
        ((subset, code),) = font.splitString(glyph.sign, self._document)
        name = font.getSubsetInternalName(subset, self._document)
        after = glyph.right + glyph.width - glyph.advance
        drawn = f"[{-glyph.right:g} ({_escaped(code)}) {after:g}] TJ"
        if glyph.up:
            drawn = f"{glyph.up * size / 1000:.2f} Ts {drawn} 0 Ts"
        return f"{name} {size:g} Tf {drawn}"
