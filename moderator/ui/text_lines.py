"""Breaking text into the lines of a small box, in the largest size that fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

_LEADING = 0.88
"""The typeface is made for long texts; a few words on a card stand closer."""
_KEPT = 8192
"""Broken texts that are remembered: two boards of 2,000 cards with title and body."""


@dataclass(frozen=True, slots=True)
class BrokenText:
    """Lines in a font; `whole` says that nothing was left out and no word was broken."""

    lines: tuple[str, ...]
    font: QFont
    line_height: float
    whole: bool

    @property
    def height(self) -> float:
        """Height of all lines, px."""
        return self.line_height * len(self.lines)


def fit_text(text: str, fonts: Sequence[QFont], width: float, height: float) -> BrokenText:
    """Break `text` in the first of `fonts` (largest first) in which it fits whole.

    In the smallest one, what does not fit is replaced by “…”.
    """
    broken = None
    for font in fonts:
        broken = _break(text, font.key(), _Font(font), int(width), int(height))
        if broken.whole:
            break
    if broken is None:
        raise ValueError
    return broken


class _Font:
    """A font beside its key: equal to every other, so that only the key tells fonts apart."""

    def __init__(self, font: QFont) -> None:
        self.font = font

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Font)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=_KEPT)
def _break(text: str, _key: str, holder: _Font, width: int, height: int) -> BrokenText:
    font = holder.font
    metrics = QFontMetricsF(font)
    spacing = metrics.lineSpacing() * _LEADING
    most = max(1, int(height / spacing))
    flat = text.replace("\n", " ")
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    whole = True
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(lines) + 1 == most and start + length < len(flat):
            lines.append(metrics.elidedText(flat[start:], Qt.TextElideMode.ElideRight, width))
            whole = False
            break
        lines.append(flat[start : start + length].rstrip())
        end = start + length
        whole = whole and (end >= len(flat) or flat[end - 1] in " -–/" or flat[end] == " ")
    layout.endLayout()
    return BrokenText(tuple(lines), font, spacing, whole)
