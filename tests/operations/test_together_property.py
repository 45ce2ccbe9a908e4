"""Any mix of operations together does what they do one by one."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rounds import RoundState
from moderator.errors import ModeratorError
from moderator.operations import history, ideas, rounds, upkeep, voting
from moderator.operations.desk import open_desk
from moderator.operations.together import run_together
from moderator.paths import Paths
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[list[Desk]]:
    """Return two desks on new stores, to do the same in two ways."""
    desks = []
    for name in ("together", "singly"):
        paths = Paths(tmp_path_factory.mktemp(name))
        paths.create_profile()
        shutil.copyfile(empty_store, paths.store_file)
        desks.append(open_desk(paths))
    yield desks
    for each in desks:
        each.close()


class Doings:
    """Turns a drawn number into a call on one of two boards that went the same way so far."""

    def __init__(self, desk: Desk) -> None:
        self.board = board_with(desk, "Grün", "Wege", "")
        self.opened = self.board.opened("dots=3")
        self.codes = voting.make_ballots(desk, self.board.workshop_id, 3)

    def task(self, kind: int, number: int) -> Callable[[], object]:
        desk, board = self.board.desk, self.board
        ids: list[IdeaId] = board.ids
        workshop_id: WorkshopId = board.workshop_id
        idea = ids[number % len(ids)]
        kinds: list[Callable[[], object]] = [
            partial(ideas.add_idea, desk, workshop_id, IdeaDraft(f"Neu {number}")),
            partial(ideas.add_idea, desk, workshop_id, IdeaDraft(" ")),
            partial(ideas.change_idea, desk, idea, ideas.IdeaChange(title=f"Titel {number}")),
            partial(ideas.remove_idea, desk, idea),
            partial(board.cast, self.opened, {1 + number % 3: number}, self.codes[number % 3]),
            partial(board.cast, self.opened, {1: 1}, "ZZZZZZZ"),
            partial(voting.enter_count, desk, self.opened.id, {idea: number}),
            partial(history.undo, desk, workshop_id),
            partial(history.redo, desk, workshop_id),
            partial(rounds.close_round, desk, self.opened.id),
        ]
        return kinds[kind]

    def told(self, result: Callable[[], object]) -> str:
        """Return what the person is told: what it is about, or why not."""
        try:
            result()
        except ModeratorError as error:
            return f"{type(error).__name__}: {error}"
        return "done"

    def state(self) -> tuple[object, ...]:
        desk, workshop_id = self.board.desk, self.board.workshop_id
        return (
            [
                (each.number, each.title, each.removed_at is None)
                for each in ideas.list_ideas(desk, workshop_id)
            ],
            self.board.result(self.opened) if self.closed() else None,
            voting.ballot_count(desk, self.opened.id),
            [
                (each.kind, each.operation, each.about.get("title"))
                for each in history.list_entries(desk, workshop_id)
            ],
            {each.check: each.ok for each in upkeep.examine(desk.paths)}["totals"],
        )

    def closed(self) -> bool:
        # Taken back far enough, the round itself is gone.
        listed = rounds.list_rounds(self.board.desk, self.board.workshop_id)
        states = {each.id: each.state for each in listed}
        return states.get(self.opened.id) is RoundState.CLOSED


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=8), max_size=3
    )
)
def test_any_mix_of_operations_together_equals_running_them_singly(
    twins: list[Desk], batches: list[list[tuple[int, int]]]
) -> None:
    one, other = (Doings(desk) for desk in twins)
    for batch in batches:
        outcomes = run_together(one.board.desk, [one.task(*each) for each in batch])
        together = [one.told(each.result) for each in outcomes]
        assert together == [other.told(other.task(*each)) for each in batch]
    assert one.state() == other.state()
