"""Reading a whole evening at once, for boards and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.evenings import Evening
from moderator.domain.rounds import RoundState
from moderator.operations.voting import may_show, results_of
from moderator.operations.workshops import required
from moderator.storage import ballots, clusters, ideas, rounds, steps

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk


def read_evening(desk: Desk, workshop_id: WorkshopId, *, with_ballots: bool = False) -> Evening:
    """Return everything of a workshop that may be shown now, on one snapshot.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        with_ballots: include the anonymous ballots of closed rounds.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.reading() as reader:
        workshop = required(reader, workshop_id)
        every_round = rounds.list_all(reader, workshop_id)
        shown = [each for each in every_round if may_show(each)]
        closed = [each for each in every_round if each.state is RoundState.CLOSED]
        return Evening(
            workshop=workshop,
            steps=tuple(steps.list_all(reader, workshop_id)),
            clusters=tuple(clusters.list_all(reader, workshop_id)),
            ideas=tuple(ideas.list_board(reader, workshop_id)),
            rounds=tuple(every_round),
            results={each.id: results_of(reader, each) for each in shown},
            ballots={each.id: ballots.list_box(reader, each.id) for each in closed}
            if with_ballots
            else {},
        )
