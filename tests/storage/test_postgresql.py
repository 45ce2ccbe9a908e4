from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import ProgrammingError

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rounds import RoundState
from moderator.domain.rules import read_rule
from moderator.errors import BadInput, CannotUndo, Unreachable
from moderator.operations import evenings, history, ideas, rounds, upkeep, voting, workshops
from moderator.operations.desk import open_desk
from moderator.operations.sample_evening import sample_evening
from moderator.operations.together import Done, run_together
from moderator.operations.voting import BallotRefused
from moderator.paths import Paths
from tests.fakes.boards import board_with
from tests.fakes.postgresql_server import postgresql_server
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs sockets in the file system")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql_server() as url:
        yield url


@pytest.fixture
def shared(server: str, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(Paths(tmp_path / "laptop"), server)
    yield desk
    desk.close()


def test_the_sample_evening_is_the_same_on_both_databases(shared: Desk, desk: Desk) -> None:
    there = evenings.read_evening(shared, sample_evening(shared).id)
    here = evenings.read_evening(desk, sample_evening(desk).id)
    assert [each.title for each in there.ideas] == [each.title for each in here.ideas]
    for one, other in zip(there.results.values(), here.results.values(), strict=True):
        assert [(line.number, line.dots, line.rank) for line in one.ranking] == [
            (line.number, line.dots, line.rank) for line in other.ranking
        ]


def test_capture_search_vote_undo_close_on_postgresql(shared: Desk) -> None:
    workshop = workshops.create_workshop(shared, "Werkstatt")
    added = [
        ideas.add_idea(shared, workshop.id, IdeaDraft(title, cluster="Wege"))
        for title in ("Sichere Schulwege", "Radweg zum Bahnhof", "Bänke am Markt")
    ]
    assert [each.number for each in ideas.search_ideas(shared, workshop.id, "schul")] == [1]
    prepared = rounds.create_round(shared, workshop.id, "Runde", read_rule("dots=3,per-idea=2"))
    vote_round = rounds.open_round(shared, prepared.id)
    code = voting.make_ballots(shared, workshop.id, 2)[0]
    voting.cast_ballot(shared, vote_round.id, {added[0].id: 2}, code=code, key="one")
    voting.cast_ballot(shared, vote_round.id, {added[0].id: 2}, code=code, key="one")
    voting.cast_ballot(shared, vote_round.id, {added[1].id: 1}, code=code)
    with pytest.raises(BadInput, match="at most 2"):
        voting.cast_ballot(shared, vote_round.id, {added[1].id: 3}, code=code)
    before = store_contents(shared)
    history.undo(shared, workshop.id)
    history.undo(shared, workshop.id)
    history.redo(shared, workshop.id)
    history.redo(shared, workshop.id)
    assert store_contents(shared) == before
    closed = rounds.close_round(shared, vote_round.id)
    assert closed.state is RoundState.CLOSED
    assert [line.dots for line in voting.results(shared, vote_round.id).ranking] == [1, 0, 0]
    history.undo(shared, workshop.id)
    with pytest.raises(CannotUndo):
        history.undo(shared, workshop.id)


def test_two_laptops_see_each_other_and_opening_again_changes_nothing(
    shared: Desk, server: str, tmp_path: Path
) -> None:
    other = open_desk(Paths(tmp_path / "other"), server)
    other.changed_elsewhere()
    workshop = workshops.create_workshop(shared, "Gemeinsam")
    assert other.changed_elsewhere()
    assert not other.changed_elsewhere()
    assert workshops.find_workshop(other, "Gemeinsam") == workshop
    other.close()
    checks = {each.check: each.ok for each in upkeep.examine(shared.paths, server)}
    assert checks["store"]
    assert checks["totals"]


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://anna:geheim@/werkstatt?host={tmp_path}"
    with pytest.raises(Unreachable, match="does not answer") as told:
        open_desk(Paths(tmp_path / "laptop"), url)
    assert "geheim" not in str(told.value)


def test_operations_together_on_postgresql_are_each_by_themselves(shared: Desk) -> None:
    board = board_with(shared, "Grün", "")
    opened = board.opened("dots=3")
    code = board.code()

    def break_the_transaction() -> str:
        with shared.doing("test", board.workshop_id) as doing:
            doing.work.connection.exec_driver_sql("SELECT nothing FROM nowhere").close()
        return "never"

    outcomes = run_together(
        shared,
        [
            lambda: str(board.cast(opened, {1: 3}, code).left),
            lambda: str(board.cast(opened, {1: 4}).left),
            break_the_transaction,
            lambda: str(board.cast(opened, {2: 1}, code).left),
            lambda: str(voting.ballot_count(shared, opened.id)),
            lambda: history.undo(shared, board.workshop_id).operation,
        ],
    )
    told = [each.value if isinstance(each, Done) else type(each.error) for each in outcomes]
    assert told == ["0", BallotRefused, ProgrammingError, "2", "1", "cast_ballot"]
    assert board.result(opened) == {1: 3}
