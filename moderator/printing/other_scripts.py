"""Faces for signs that the house's typeface does not have: Arabic, Hebrew, emoji.

They are read when a text first needs them. Arabic and Hebrew are joined scripts here: their letters
change with their neighbours, so words are shaped (`shaped_words`) and lines are put into the order
in which they are seen (`reading_order`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import pdfmetrics

from moderator.paths import resource
from moderator.printing.font_files import read_font

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

JOINERS = frozenset("\u200c\u200d")
"""Say whether two Arabic letters join; Persian needs the first of them in ordinary words."""

_ARABIC = (
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),
    range(0x0870, 0x0900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFF),
)
_HEBREW = (range(0x0590, 0x0600), range(0xFB1D, 0xFB50))
_EMOJI = (range(0x2010, 0x3300), range(0x1F000, 0x1FB00))

_JOINED_LETTERS = re.compile(
    "[{}]".format("".join(f"{chr(each[0])}-{chr(each[-1])}" for each in (*_HEBREW, *_ARABIC)))
)


class _Script(NamedTuple):
    """Blocks of signs, and the files of their face."""

    blocks: tuple[range, ...]
    regular: str
    bold: str


_SCRIPTS = (
    _Script(_ARABIC, "NotoSansArabic-Regular", "NotoSansArabic-Bold"),
    _Script(_HEBREW, "NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
    _Script(_EMOJI, "NotoEmoji-Regular", "NotoEmoji-Regular"),
)


@cache
def other_font(sign: int, *, bold: bool) -> TTFont | None:
    """Return the font that has `sign`, None if none of them does.

    Raises:
        NotFound: its file is missing or damaged.
    """
    for script in _SCRIPTS:
        if any(sign in block for block in script.blocks):
            font = _font(script.bold if bold else script.regular)
            return font if sign in font.face.charToGlyph else None
    return None


@cache
def _font(name: str) -> TTFont:
    font = read_font(name, resource("fonts", "others", f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def is_joined(sign: str) -> bool:
    """Tell whether a letter or mark takes its form from its neighbours; figures do not."""
    return (
        ord(sign) >= _HEBREW[0].start
        and unicodedata.bidirectional(sign) in {"R", "AL", "NSM"}
        and any(ord(sign) in block for block in chain(_HEBREW, _ARABIC))
    )


def has_joined_letters(text: str) -> bool:
    """Tell whether words of `text` must be shaped; at no cost for plain letters."""
    return not text.isascii() and _JOINED_LETTERS.search(text) is not None
