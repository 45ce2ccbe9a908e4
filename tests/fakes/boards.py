"""A workshop in a real store with ideas on its board, spoken of by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import read_rule
from moderator.operations import ideas, rounds, voting, workshops

if TYPE_CHECKING:
    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import IdeaId, RoundId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.operations.voting import BallotReceipt


@dataclass(frozen=True, slots=True)
class Board:
    """A workshop with its ideas; `ids[0]` is the idea with number 1."""

    desk: Desk
    workshop_id: WorkshopId
    ids: list[IdeaId]

    def opened(self, rule: str = "dots=5", title: str = "Runde 1") -> VoteRound:
        prepared = rounds.create_round(self.desk, self.workshop_id, title, read_rule(rule))
        return rounds.open_round(self.desk, prepared.id)

    def dots(self, numbers: dict[int, int]) -> dict[IdeaId, int]:
        return {self.ids[number - 1]: dots for number, dots in numbers.items()}

    def code(self, round_id: RoundId | None = None) -> BallotCode:
        return voting.make_ballots(self.desk, self.workshop_id, 1, round_id)[0]

    def cast(
        self, vote_round: VoteRound, numbers: dict[int, int], code: str | None = None
    ) -> BallotReceipt:
        return voting.cast_ballot(self.desk, vote_round.id, self.dots(numbers), code=code)

    def result(self, vote_round: VoteRound) -> dict[int, int]:
        """Return the dots of every option that has any, by number."""
        ranking = voting.results(self.desk, vote_round.id).ranking
        return {line.number: line.dots for line in ranking if line.dots}


def board_with(desk: Desk, *clusters: str, title: str = "Werkstatt") -> Board:
    """Return a new workshop with one idea for each of `clusters`; "" hangs in none."""
    workshop_id = workshops.create_workshop(desk, title).id
    drafts = [IdeaDraft(f"Idee {n}", cluster=each) for n, each in enumerate(clusters, start=1)]
    return Board(desk, workshop_id, [ideas.add_idea(desk, workshop_id, each).id for each in drafts])
