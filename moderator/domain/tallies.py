"""From ballots and counted dots to a ranking in which every part stays visible.

A result is the sum over ballots (each replaced whole) plus the sum over counting sources (each
replaced whole): `dots = paper + phone + platform - against`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import IdeaId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.rules import DotColour, VoteRule

CLOSE_CALL = 2
"""A difference up to this is read as a tie: 39 against 37 (globallearningpartners.com)."""


@dataclass(frozen=True, slots=True)
class Count:
    """Dots counted on paper for one idea; `counted_by` names who or what counted."""

    idea_id: IdeaId
    colour: DotColour
    number: int
    counted_by: str
    source: VoteSource = VoteSource.TYPED


@dataclass(frozen=True, slots=True)
class BallotTotal:
    """Dots for and against one idea over all ballots of one source."""

    idea_id: IdeaId
    source: VoteSource
    dots_for: int
    dots_against: int


@dataclass(frozen=True, slots=True)
class RankedIdea:
    """One line of the ranking; `tied` says that another idea has the same rank."""

    idea_id: IdeaId
    number: int
    code: CardCode
    title: str
    dots: int
    rank: int
    paper: int
    phone: int
    platform: int
    against: int
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """The ranking of a round with the number of ballots behind it.

    Attributes:
        ballots: ballots that count.
        set_aside: ballots that no longer fit a changed rule and wait to be replaced.
        close_call: the first place is decided by so few dots that it is to be read as a tie.
    """

    round: VoteRound
    ranking: tuple[RankedIdea, ...]
    ballots: int
    set_aside: int
    counts: tuple[Count, ...]
    close_call: bool


@dataclass(slots=True)
class _Parts:
    paper: int = 0
    phone: int = 0
    platform: int = 0
    against: int = 0

    @property
    def dots(self) -> int:
        return self.paper + self.phone + self.platform - self.against


_PART_OF = {
    VoteSource.TYPED: "paper",
    VoteSource.PHOTO: "paper",
    VoteSource.PHONE: "phone",
    VoteSource.PLATFORM: "platform",
}

Option = tuple["IdeaId", int, "CardCode", str]
"""Idea id, number, code and title of an option."""


def rank_ideas(
    options: Sequence[Option],
    totals: Iterable[BallotTotal],
    counts: Iterable[Count],
    rule: VoteRule,
) -> tuple[RankedIdea, ...]:
    """Return the ranking: equal dots share the better rank, the next rank is skipped (1, 2, 2, 4).

    Options without a dot are listed too. Ties are ordered by idea number.
    """
    parts = {idea_id: _Parts() for idea_id, *_ in options}
    for total in totals:
        _add(parts[total.idea_id], total.source, total.dots_for, total.dots_against)
    for count in counts:
        worth = count.number * rule.weight(count.colour)
        _add(parts[count.idea_id], count.source, max(worth, 0), max(-worth, 0))
    ordered = sorted(options, key=lambda option: (-parts[option[0]].dots, option[1]))
    scores = [parts[idea_id].dots for idea_id, *_ in ordered]
    first_place: dict[int, int] = {}
    times: dict[int, int] = {}
    for place, score in enumerate(scores, start=1):
        first_place.setdefault(score, place)
        times[score] = times.get(score, 0) + 1
    return tuple(
        _line(option, parts[option[0]], first_place[score], times[score] > 1)
        for option, score in zip(ordered, scores, strict=True)
    )


def _add(parts: _Parts, source: VoteSource, dots_for: int, dots_against: int) -> None:
    name = _PART_OF[source]
    setattr(parts, name, getattr(parts, name) + dots_for)
    parts.against += dots_against


def _line(option: Option, parts: _Parts, rank: int, tied: bool) -> RankedIdea:
    idea_id, number, code, title = option
    return RankedIdea(
        idea_id=idea_id,
        number=number,
        code=code,
        title=title,
        dots=parts.dots,
        rank=rank,
        paper=parts.paper,
        phone=parts.phone,
        platform=parts.platform,
        against=parts.against,
        tied=tied,
    )


def is_close_call(ranking: Sequence[RankedIdea]) -> bool:
    """Tell whether first and second place differ by so few dots that nothing is decided."""
    return (
        len(ranking) > 1
        and ranking[0].dots > 0
        and 0 <= ranking[0].dots - ranking[1].dots <= CLOSE_CALL
    )
