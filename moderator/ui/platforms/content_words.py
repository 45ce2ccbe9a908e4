"""The fields of an item in words: what would be sent, what was sent, what the platform shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.platforms import Content
    from moderator.i18n import Words

_NAMES = {
    "title": msg("Title"),
    "body": msg("Text"),
    "topic": msg("Topic"),
    "text": msg("Text"),
    "number": msg("Number"),
    "against": msg("Against"),
    "day": msg("Day"),
    "place": msg("Place"),
    "rule": msg("Rule"),
    "picture": msg("Picture"),
    "digest": msg("Picture"),
}
_LONG_WORD, _PIECE = re.compile(r"\S{17,}"), 9
"""Letters that fit into the narrowest column, and the pieces in which longer words may break."""
_PICTURES = frozenset({"picture", "digest"})


def fields_of(contents: Sequence[Content]) -> list[str]:
    """Return the names of the fields that mean something to people, as the contents have them."""
    found = dict.fromkeys(name for content in contents for name in content)
    return [name for name in found if name in _NAMES]


def field_word(w: Words, name: str) -> str:
    """Return what a field is called."""
    return w(_NAMES[name])


def value_words(w: Words, content: Content, name: str) -> str:
    """Return what stands in a field, “–” for nothing."""
    value = content.get(name, "")
    if name in _PICTURES and value != "":
        return w("a picture")
    return _breakable(str(value)) if value != "" else "–"


def _breakable(text: str) -> str:
    """Let long words break: labels cut off what has no place to break in a narrow column."""
    return _LONG_WORD.sub(
        lambda word: "\u200b".join(
            word.group()[at : at + _PIECE] for at in range(0, len(word.group()), _PIECE)
        ),
        text,
    )
