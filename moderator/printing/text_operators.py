"""Lines of text as PDF operators, as the canvas's own text objects would write them, only faster.

reportlab numbers the signs of a font as they first occur, 256 to a subset. Nearly every line needs
the first subset alone, and there each sign always looks the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.printing.text_fit import LEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument

_ESCAPED = {
    code: f"\\{code:03o}" for code in range(256) if not 32 <= code < 127 or chr(code) in "()\\"
}
"""Signs that may not stand in a PDF string as they are, as octal escapes."""

_ELSEWHERE = "\0"
"""Stands for a sign in a further subset; escaped signs are never this."""


class _FirstSubset(dict[int, str]):
    """What stands in a PDF string for each sign; asked of the font once per sign."""

    def __init__(self, font: Any, document: PDFDocument) -> None:
        super().__init__()
        self._font = font
        self._document = document

    def __missing__(self, sign: int) -> str:
        ((subset, code),) = self._font.splitString(chr(sign), self._document)
        self[sign] = shown = _ELSEWHERE if subset else _escaped(code)
        return shown


def _escaped(codes: bytes) -> str:
    return codes.decode("latin-1").translate(_ESCAPED)


class TextWriter:
    """Writes text in one of reportlab's TrueType fonts into one document."""

    def __init__(self, font: Any, document: PDFDocument) -> None:
        self._document = document
        self._font = font
        self._first_name = font.getSubsetInternalName(0, document)
        self._first_subset = _FirstSubset(font, document)

    def operators(self, size: float, x: float, y: float, lines: Sequence[str]) -> str:
        """Return what writes printable `lines` at `size` pt, the first from `x`, `y` (pt)."""
        shown = [line.translate(self._first_subset) for line in lines]
        strings = ") Tj T* (".join(shown)
        if _ELSEWHERE in strings:
            text = " T* ".join(self._in_subsets(line, size) for line in lines)
        else:
            text = f"{self._first_name} {size:g} Tf ({strings}) Tj"
        return f"BT {size * LEADING:.2f} TL {x:.2f} {y:.2f} Td {text} ET"

    def _in_subsets(self, line: str, size: float) -> str:
        return " ".join(
            f"{self._font.getSubsetInternalName(subset, self._document)} {size:g} Tf "
            f"({_escaped(codes)}) Tj"
            for subset, codes in self._font.splitString(line, self._document)
        )
