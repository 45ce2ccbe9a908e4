from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rounds import RoundState
from moderator.domain.rules import read_rule
from moderator.errors import BadInput, CannotUndo, ModeratorError, NeedsDecision
from moderator.operations import agenda, clusters, history, ideas, rounds, voting, workshops
from moderator.operations.agenda import StepDraft
from moderator.operations.desk import open_desk
from moderator.operations.ideas import IdeaChange
from moderator.operations.workshops import WorkshopChange
from moderator.paths import Paths
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk

STEPS = 200


class Evening:
    """Does one random thing after another, as a moderator might."""

    def __init__(self, desk: Desk, seed: int, *, closes: bool) -> None:
        self.desk = desk
        self.closes = closes
        self.random = random.Random(seed)
        self.workshop_id: WorkshopId = workshops.create_workshop(desk, "Werkstatt").id
        self.codes: list[str] = []
        self.actions: list[Callable[[], object]] = [
            self.add_idea,
            self.add_idea,
            self.change_idea,
            self.remove_idea,
            self.merge,
            self.add_cluster,
            self.remove_cluster,
            self.add_step,
            self.change_workshop,
            self.create_round,
            self.open_round,
            self.change_rule,
            self.close_round,
            self.remove_round,
            self.make_codes,
            self.vote,
            self.vote,
            self.vote,
            self.count,
        ]

    def act(self) -> None:
        """Do one thing; what is refused is no operation, so another is tried."""
        while True:
            try:
                self.random.choice(self.actions)()
            except (BadInput, NeedsDecision, IndexError):
                continue
            return

    def _round(self, state: RoundState) -> VoteRound:
        found = rounds.list_rounds(self.desk, self.workshop_id)
        return self.random.choice([each for each in found if each.state is state])

    def add_idea(self) -> None:
        heading = self.random.choice(["", "Wege", "Grün", "Jugend"])
        draft = IdeaDraft(f"Idee {self.random.random()}", cluster=heading, table="3")
        ideas.add_idea(self.desk, self.workshop_id, draft)

    def change_idea(self) -> None:
        idea = self.random.choice(ideas.list_ideas(self.desk, self.workshop_id))
        heading = self.random.choice([None, "", "Neu"])
        ideas.change_idea(self.desk, idea.id, IdeaChange(title="Anders", cluster=heading))

    def remove_idea(self) -> None:
        idea = self.random.choice(ideas.list_ideas(self.desk, self.workshop_id))
        ideas.remove_idea(self.desk, idea.id)

    def merge(self) -> None:
        one, other = self.random.choices(ideas.list_ideas(self.desk, self.workshop_id), k=2)
        ideas.mark_duplicate(self.desk, one.id, other.id)

    def add_cluster(self) -> None:
        clusters.add_cluster(self.desk, self.workshop_id, f"Block {self.random.random()}")

    def remove_cluster(self) -> None:
        found = clusters.list_clusters(self.desk, self.workshop_id)
        clusters.remove_cluster(self.desk, self.random.choice(found).id)

    def add_step(self) -> None:
        agenda.add_step(self.desk, self.workshop_id, StepDraft("Pause", minutes=15))

    def change_workshop(self) -> None:
        change = WorkshopChange(place=f"Saal {self.random.randrange(9)}", participants=24)
        workshops.change_workshop(self.desk, self.workshop_id, change)

    def create_round(self) -> None:
        texts = ["dots=5", "dots=auto,per-idea=2", "dots=3,negative=1"]
        rule = read_rule(self.random.choice(texts))
        rounds.create_round(self.desk, self.workshop_id, "Runde", rule)

    def open_round(self) -> None:
        rounds.open_round(self.desk, self._round(RoundState.PREPARED).id)

    def change_rule(self) -> None:
        rule = read_rule(self.random.choice(["dots=2", "dots=6,per-idea=3"]))
        rounds.change_rule(self.desk, self._round(RoundState.OPEN).id, rule, set_aside=True)

    def close_round(self) -> None:
        # Ballots of a closed round cannot be taken back: such evenings go back only that far.
        if self.closes and self.random.random() < 0.4:
            rounds.close_round(self.desk, self._round(RoundState.OPEN).id)

    def remove_round(self) -> None:
        if self.random.random() < 0.3:
            rounds.remove_round(self.desk, self._round(RoundState.CLOSED).id)

    def make_codes(self) -> None:
        self.codes += voting.make_ballots(self.desk, self.workshop_id, 3)

    def vote(self) -> None:
        vote_round = self._round(RoundState.OPEN)
        options = rounds.list_options(self.desk, vote_round.id)
        dots = {self.random.choice(options).id: 1, self.random.choice(options).id: 1}
        code = self.random.choice([None, *self.codes])
        voting.cast_ballot(self.desk, vote_round.id, dots, code=code)

    def count(self) -> None:
        vote_round = self._round(RoundState.OPEN)
        option = self.random.choice(rounds.list_options(self.desk, vote_round.id))
        numbers = {option.id: self.random.randrange(5)}
        voting.enter_count(self.desk, vote_round.id, numbers, counted_by="Wand")


def _as_far_as_possible(step: Callable[[Desk, WorkshopId], object], evening: Evening) -> int:
    done = 0
    while True:
        try:
            step(evening.desk, evening.workshop_id)
        except CannotUndo:
            return done
        done += 1


@pytest.mark.slow
@pytest.mark.no_cover  # the same lines thousands of times; other tests run them, too
@pytest.mark.timeout(1800)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    turns=st.lists(st.integers(0, STEPS - 1), max_size=4),
    closes=st.booleans(),
)
def test_undo_then_redo_of_any_200_operations_gives_the_identical_store(
    seed: int, turns: list[int], *, closes: bool
) -> None:
    with TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        desk = open_desk(paths)
        evening = Evening(desk, seed, closes=closes)
        for number in range(STEPS):
            if number in turns:
                # People go back and forth in the middle, too; a new step then drops the rest.
                _take_back_three(evening)
            evening.act()
        # Steps taken back last would still be there to repeat if what came after was refused.
        evening.add_idea()
        before = store_contents(desk)
        undone = _as_far_as_possible(history.undo, evening)
        if not closes:
            # All the way back: only the workshop itself is left.
            assert undone > STEPS / 2
            assert ideas.list_ideas(desk, evening.workshop_id) == []
            assert rounds.list_rounds(desk, evening.workshop_id) == []
        desk.close()
        desk = evening.desk = open_desk(paths)
        redone = _as_far_as_possible(history.redo, evening)
        assert redone == undone
        assert store_contents(desk) == before
        desk.close()


def _take_back_three(evening: Evening) -> None:
    for _ in range(3):
        try:
            history.undo(evening.desk, evening.workshop_id)
        except ModeratorError:
            return
