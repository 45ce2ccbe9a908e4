"""Where the dots of an idea come from, in words and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.domain.tallies import RankedIdea
    from moderator.i18n import Words

PARTS = {
    "paper": msg("Paper"),
    "phone": msg("Phone"),
    "platform": msg("Platform"),
    "against": msg("Against"),
}
"""The parts in the order in which they stand in a bar."""


def parts_in(ranking: Iterable[RankedIdea]) -> list[str]:
    """Return the parts that occur at all."""
    lines = list(ranking)
    return [part for part in PARTS if any(getattr(line, part) for line in lines)]


def parts_text(w: Words, line: RankedIdea, shown: Iterable[str]) -> str:
    """Return for example “Paper 9 · Phone 4 · Against 1”."""
    return " · ".join(f"{w(PARTS[part])} {w.number(getattr(line, part))}" for part in shown)


def spoken_line(w: Words, line: RankedIdea) -> str:
    """Return a line of the ranking as a screen reader should say it."""
    rank = w("Rank {rank}, tied", rank=line.rank) if line.tied else w("Rank {rank}", rank=line.rank)
    dots = w.plural("{n} dot", "{n} dots", line.dots)
    return f"{rank}: {line.number} {line.title}, {dots}. {parts_text(w, line, PARTS)}"


def longest(ranking: Iterable[RankedIdea]) -> int:
    """Return the dots that fill a whole bar."""
    return max((line.paper + line.phone + line.platform for line in ranking), default=0)
