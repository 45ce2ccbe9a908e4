"""The sample evening: there once, whole, believable and the same everywhere."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from moderator.domain.rounds import RoundState
from moderator.operations import upkeep
from moderator.operations.evenings import read_evening
from moderator.operations.sample_evening import sample_evening
from moderator.operations.workshops import (
    WorkshopChange,
    change_workshop,
    create_workshop,
    delete_workshop,
    list_workshops,
)
from moderator.storage.store import Store

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from moderator.operations.desk import Desk
    from moderator.storage.store import Task
    from moderator.storage.unit_of_work import UnitOfWork


def test_forty_ideas_in_six_clusters_and_two_closed_rounds_of_24_people(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    workshop = sample_evening(desk, lambda done, of: told.append((done, of)))
    evening = read_evening(desk, workshop.id, with_ballots=True)
    assert (len(evening.ideas), len(evening.clusters), len(evening.rounds)) == (40, 6, 2)
    assert evening.workshop.participants == 24
    assert sum(step.minutes for step in evening.steps) > 60
    for each in evening.rounds:
        result = evening.results[each.id]
        assert each.state is RoundState.CLOSED
        assert len(evening.ballots[each.id]) == result.ballots
        assert 20 <= result.ballots <= 24
        assert result.ranking[0].dots > result.ranking[-1].dots
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert sample_evening(desk) == workshop
    change_workshop(desk, workshop.id, WorkshopChange(title="Meine Werkstatt"))
    assert sample_evening(desk).title == "Meine Werkstatt"
    assert len(list_workshops(desk)) == 1
    assert all(check.ok for check in upkeep.examine(desk.paths) if check.check == "totals")


def test_it_is_the_same_evening_everywhere(desk: Desk) -> None:
    def ranking() -> list[tuple[str, int]]:
        evening = read_evening(desk, sample_evening(desk).id)
        return [
            (line.title, line.dots)
            for each in evening.rounds
            for line in evening.results[each.id].ranking
        ]

    first = ranking()
    delete_workshop(desk, sample_evening(desk).id)
    assert ranking() == first


@pytest.mark.parametrize("stop_at", [1, 30, 90])
def test_one_that_was_broken_off_is_made_anew(desk: Desk, stop_at: int) -> None:
    own = create_workshop(desk, "Eigene")
    writing, writes = Store.writing, count(1)

    def dying(store: Store, task: Task) -> AbstractContextManager[UnitOfWork]:
        if next(writes) > stop_at:
            raise KeyboardInterrupt
        return writing(store, task)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "writing", dying)
        with pytest.raises(KeyboardInterrupt):
            sample_evening(desk)
    made = sample_evening(desk)
    assert {each.workshop.id for each in list_workshops(desk)} == {own.id, made.id}
    assert len(read_evening(desk, made.id).results) == 2
