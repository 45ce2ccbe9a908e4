"""A closed round as the .pb format sees it: options, ballots and the kind of vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, NotFound, msg
from moderator.exchange.pabulib.layout import VoteType, meta_of_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.domain.ballots import Dots
    from moderator.domain.evenings import Evening
    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea, Results


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote.

    Attributes:
        options: what could be voted for, by number.
        ballots: dots on each ballot that counts, none 0; blank ballots are only counted.
        imported: META of the .pb file the round came from, empty for a round of one's own.
    """

    round: VoteRound
    options: tuple[RankedIdea, ...]
    ballots: tuple[Dots, ...]
    blank: int
    type: VoteType
    imported: Mapping[str, str]


def vote_of(evening: Evening, round_id: RoundId) -> Vote:
    """Return the vote of a closed round.

    Raises:
        NotFound: there is no such round.
        BadInput: the round is not closed, or dots were counted that belong to no ballot.
    """
    each = next((each for each in evening.rounds if each.id == round_id), None)
    if each is None:
        raise NotFound(msg("There is no such round."), msg("Please check the name of the round."))
    if each.state is not RoundState.CLOSED:
        raise BadInput(
            msg("The round “{title}” is not closed yet."),
            msg("Ballots can be exported once it is closed."),
            title=each.title,
        )
    if round_id not in evening.results or round_id not in evening.ballots:
        raise ValueError("an export of ballots needs an evening that was read with its ballots")
    results = evening.results[round_id]
    _check_no_counts(results)
    ballots = [
        {idea_id: number for idea_id, number in ballot.dots.items() if number}
        for ballot in evening.ballots[round_id]
        if ballot.counted
    ]
    filled = tuple(dots for dots in ballots if dots)
    imported = _imported(meta_of_facts(each.source_key, evening.workshop.source), filled)
    return Vote(
        round=each,
        options=tuple(sorted(results.ranking, key=lambda line: line.number)),
        ballots=filled,
        blank=len(ballots) - len(filled),
        type=VoteType(imported["vote_type"]) if imported else _own_type(each, filled),
        imported=imported,
    )


def _check_no_counts(results: Results) -> None:
    dots = sum(count.number for count in results.counts)
    if dots:
        raise BadInput(
            msg("{dots} dots of the round “{title}” were counted and belong to no ballot."),
            msg("A .pb file holds ballots only. Please export as .xlsx, .csv or .json."),
            dots=dots,
            title=results.round.title,
        )


def _imported(meta: dict[str, str], ballots: Sequence[Dots]) -> dict[str, str]:
    """Return META if it describes these ballots, else nothing: then it belongs to another vote."""
    said = meta.get("vote_type")
    points = {number for dots in ballots for number in dots.values()}
    fits = {
        VoteType.CUMULATIVE: all(number > 0 for number in points),
        VoteType.SCORING: True,
        VoteType.APPROVAL: points <= {1},
        VoteType.CHOOSE_ONE: points <= {1} and all(len(dots) == 1 for dots in ballots),
    }
    return meta if said in fits and fits[VoteType(said)] else {}


def _own_type(each: VoteRound, ballots: Sequence[Dots]) -> VoteType:
    against = each.rule.negative_dots or any(n < 0 for dots in ballots for n in dots.values())
    return VoteType.SCORING if against else VoteType.CUMULATIVE
