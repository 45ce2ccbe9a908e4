"""What the vote screen asks of the desk; runs on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from moderator.domain.dot_budgets import DotBudget
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import ClusterId, RoundId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.rules import VoteRule
    from moderator.domain.tallies import Count, Results
    from moderator.operations.desk import Desk
    from moderator.operations.voting import BallotReceipt
    from moderator.ui.voting.ballot_page import Ballot
    from moderator.ui.voting.count_dialog import CountFields


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as the screen shows it; `results` is None while they may not be seen."""

    round: VoteRound
    ideas: list[Idea]
    headings: dict[ClusterId, str]
    ballots: int
    results: Results | None = None


def read_rounds(desk: Desk, workshop_id: WorkshopId) -> list[VoteRound]:
    """Return the rounds of a workshop."""
    return operations.rounds.list_rounds(desk, workshop_id)


def read_view(desk: Desk, round_id: RoundId, *, with_results: bool = False) -> RoundView:
    """Return what there is to see of an opened round."""
    vote_round = operations.rounds.read_round(desk, round_id)
    clusters = operations.clusters.list_clusters(desk, vote_round.workshop_id)
    show = with_results and operations.voting.may_show(vote_round)
    opened = vote_round.state is not RoundState.PREPARED
    return RoundView(
        round=vote_round,
        ideas=operations.rounds.list_options(desk, round_id) if opened else [],
        headings={each.id: each.heading for each in clusters},
        ballots=operations.voting.ballot_count(desk, round_id) if opened else 0,
        results=operations.voting.results(desk, round_id) if show else None,
    )


def preview(
    desk: Desk, workshop_id: WorkshopId, rule: VoteRule, people: int | None
) -> tuple[DotBudget, int]:
    """Return the dots everyone would get, and the number of ideas."""
    budget = operations.rounds.preview_budget(desk, workshop_id, rule, people)
    return budget, len(operations.ideas.list_ideas(desk, workshop_id))


def cast(desk: Desk, round_id: RoundId, ballot: Ballot) -> tuple[BallotReceipt, int]:
    """Save a ballot; returns the receipt and the number of ballots there are now."""
    receipt = operations.voting.cast_ballot(
        desk, round_id, ballot.draft.dots, code=ballot.code or None, key=ballot.key
    )
    return receipt, operations.voting.ballot_count(desk, round_id)


def read_counts(desk: Desk, round_id: RoundId) -> list[Count]:
    """Return what has been counted on paper so far."""
    return operations.voting.list_counts(desk, round_id)


def enter_count(desk: Desk, round_id: RoundId, fields: CountFields) -> int:
    """Save counted dots; returns how many."""
    return operations.voting.enter_count(
        desk, round_id, fields.numbers, colour=fields.colour, counted_by=fields.counted_by
    )
