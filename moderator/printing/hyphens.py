"""Where words may be broken, by the patterns of their language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from moderator.domain.workshops import Language

if TYPE_CHECKING:
    from pyphen import Pyphen

Breaks = Callable[[str], Sequence[int]]
"""Returns the places in a word, in characters from its beginning, at which it may be broken."""

_PATTERNS = {Language.GERMAN: "de_DE", Language.ENGLISH: "en_GB"}
_LEAST_LETTERS = 6
_LEAST_AT_END = 3
"""Letters that must stay together at both ends: shorter ones look lost on a card."""

_MOST_LETTERS = 100
"""What is longer is no word: the longest in German laws had 67."""


@cache
def breaks_of(language: Language) -> Breaks:
    """Return where words of `language` may be broken; patterns are read at the first word."""

    @lru_cache(maxsize=4096)
    def breaks(word: str) -> tuple[int, ...]:
        letters = word.rstrip(".,;:!?)]}»“”’'\"")
        if not _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS or not letters.isalpha():
            return ()
        last = len(letters) - _LEAST_AT_END
        places = _patterns(language).positions(letters)
        return tuple(int(place) for place in places if _LEAST_AT_END <= place <= last)

    return breaks


@cache
def _patterns(language: Language) -> Pyphen:
    # Imported here: reading the German patterns takes half a second that most jobs do without.
    from pyphen import Pyphen  # noqa: PLC0415

    return Pyphen(lang=_PATTERNS[language])
