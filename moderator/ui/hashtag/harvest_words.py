"""What a look under a hashtag brought, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.sync.hashtags import Harvest


def summed_up(w: Words, harvest: Harvest) -> str:
    """Return how many posts were read, what was left out and whether there are more."""
    left = {reason.value: number for reason, number in harvest.left_out.items()}
    parts = [w.plural("{n} post read", "{n} posts read", harvest.read)]
    if answers := left.get("reply"):
        parts.append(w.plural("{n} answer left out", "{n} answers left out", answers))
    if others := left.get("language"):
        parts.append(w.plural("{n} in another language", "{n} in other languages", others))
    if wordless := left.get("wordless", 0) + left.get("twice", 0):
        parts.append(w.plural("{n} without words or twice", "{n} without words or twice", wordless))
    if harvest.more:
        parts.append(w("there are older ones"))
    return " · ".join(parts)
