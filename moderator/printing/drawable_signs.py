"""What a text turns into when only some signs can be drawn: composed, controls gone, boxes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BOX = "□"
"""Stands for a sign that no face has."""

_COMPOSED_EMOJI = re.compile(
    "\u200d[^\u0600-\u08ff]|[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\ufe00-\ufe0f]"
)


class Replacements(dict[int, "str | None"]):
    """What `str.translate` puts for each sign; worked out once per sign."""

    def __init__(self, known: Callable[[int], bool], kept: frozenset[str] = frozenset()) -> None:
        """Take a rule for signs that can be drawn, and controls that stay for those who draw."""
        super().__init__({ord("\n"): "\n"} | {ord(sign): sign for sign in kept})
        self._known = known

    def __missing__(self, sign: int) -> str | None:
        self[sign] = replacement = self._replacement(chr(sign))
        return replacement

    def _replacement(self, sign: str) -> str | None:
        category = unicodedata.category(sign)
        if category in {"Cc", "Cf", "Cs"}:
            return " " if sign == "\t" else None
        if category in {"Zs", "Zl", "Zp"}:
            return " "
        if self._known(ord(sign)):
            return sign
        return None if category in {"Mn", "Me"} else BOX


def replaced(text: str, replacements: Replacements) -> str:
    r"""Return `text` in Unicode form C as `replacements` has it, with line breaks as \n."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = _COMPOSED_EMOJI.sub("", composed).translate(replacements)
    # Where a control character is gone, a letter and a mark may have come together.
    joined = unicodedata.normalize("NFC", shown)
    return shown if joined == shown else joined.translate(replacements)
