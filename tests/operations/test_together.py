"""Operations that share a commit: each stands by itself, and nothing is told too early."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import WorkshopId
from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, CannotUndo, NotFound
from moderator.events import DotsChanged
from moderator.operations import history, ideas, rounds, voting, workshops
from moderator.operations.desk import open_desk
from moderator.operations.together import Done, Failed, run_together
from moderator.storage import ballot_totals
from tests.fakes.batches import adding, errors_of, titles
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from tests.fakes.boards import Board


def test_votes_together_count_each_once_with_one_commit_and_their_own_answers(
    desk: Desk, board: Board, heard: list[Event], commits: list[bool]
) -> None:
    opened = board.opened("dots=3")
    code = board.code()
    heard.clear()
    commits.clear()
    outcomes = run_together(
        desk,
        [
            partial(board.cast, opened, {1: 3}, code),
            partial(board.cast, opened, {1: 4}),
            partial(board.cast, opened, {2: 1}, code),
            partial(board.cast, opened, {2: 2}),
        ],
    )
    first, refused, again, other = outcomes
    assert isinstance(refused, Failed)
    assert isinstance(refused.error, voting.BallotRefused)
    with pytest.raises(BadInput, match="Too many dots"):
        refused.result()
    assert first.result() == voting.BallotReceipt(accepted=True, left=0, replaced=False)
    assert again.result() == voting.BallotReceipt(accepted=True, left=2, replaced=True)
    assert other.result() == voting.BallotReceipt(accepted=True, left=1, replaced=False)
    assert commits == [True]
    assert board.result(opened) == {2: 3}
    assert heard == [DotsChanged(board.workshop_id, opened.id)] * 3
    with desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []


def test_the_word_that_all_is_written_comes_before_the_commit(
    desk: Desk, board: Board, profile: Paths, commits: list[bool]
) -> None:
    other = open_desk(profile)
    seen: list[tuple[bool, list[bool]]] = []

    def written() -> None:
        there = [each.title for each in ideas.list_ideas(other, board.workshop_id)]
        seen.append(("Neu" in there, list(commits)))

    commits.clear()
    run_together(desk, [adding(board, "Neu"), adding(board, " ")], written)
    assert seen == [(False, [])]
    assert "Neu" in titles(board)
    other.close()
    assert run_together(desk, [], written) == []
    assert len(seen) == 1


def test_the_same_key_twice_is_one_effect_within_the_same_commit(desk: Desk, board: Board) -> None:
    opened = board.opened()
    dots = board.dots({1: 2})
    one, two, third = run_together(
        desk, [lambda: voting.cast_ballot(desk, opened.id, dots, key="phone-7")] * 3
    )
    assert one.result() == two.result() == third.result()
    assert board.result(opened) == {1: 2}


def test_a_task_sees_what_the_tasks_before_it_did_and_nobody_else_does_yet(
    desk: Desk, board: Board
) -> None:
    prepared = rounds.create_round(desk, board.workshop_id, "Runde", board.opened().rule)
    other = open_desk(desk.paths)

    def look() -> tuple[int, int]:
        return len(titles(board)), len(ideas.list_ideas(other, board.workshop_id))

    outcomes = run_together(
        desk,
        [
            adding(board, "Bänke"),
            look,
            lambda: rounds.open_round(desk, prepared.id).state,
            # Reads the round first, then writes.
            lambda: voting.enter_count(desk, prepared.id, board.dots({1: 4})),
            lambda: history.undo(desk, board.workshop_id).operation,
            lambda: history.redo(desk, board.workshop_id).operation,
        ],
    )
    assert [each.result() for each in outcomes] == [
        "Bänke",
        (7, 6),
        RoundState.OPEN,
        4,
        "enter_count",
        "enter_count",
    ]
    assert look() == (7, 7)
    other.close()


def test_each_can_be_taken_back_by_itself_afterwards(desk: Desk, board: Board) -> None:
    before = store_contents(desk)
    run_together(desk, [adding(board, "Eins"), adding(board, " "), adding(board, "Zwei")])
    after = store_contents(desk)
    entries = history.list_entries(desk, board.workshop_id)
    assert [each.about["title"] for each in entries[:2]] == ["Zwei", "Eins"]
    history.undo(desk, board.workshop_id)
    assert titles(board)[-1] == "Eins"
    history.undo(desk, board.workshop_id)
    assert store_contents(desk) == before
    history.redo(desk, board.workshop_id)
    history.redo(desk, board.workshop_id)
    assert store_contents(desk) == after


def test_a_task_that_fails_after_its_operation_keeps_the_operation_as_it_would_singly(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    def add_then_fail() -> str:
        adding(board, "Gespeichert")()
        return adding(board, " ")()

    outcomes = run_together(desk, [add_then_fail, adding(board, "Danach")])
    assert errors_of(outcomes) == [BadInput, None]
    assert titles(board)[-2:] == ["Gespeichert", "Danach"]
    assert len(heard) == 2


def test_nothing_is_told_before_the_commit(
    desk: Desk, board: Board, heard: list[Event], commits: list[bool]
) -> None:
    known: list[int] = []
    desk.bus.subscribe(lambda _event: known.append(len(commits)))
    commits.clear()
    run_together(desk, [adding(board, "Eins"), lambda: str(len(heard)), adding(board, "Zwei")])
    assert known == [1, 1]


def test_a_batch_within_a_batch_joins_it(
    desk: Desk, board: Board, commits: list[bool], heard: list[Event]
) -> None:
    commits.clear()

    def inner() -> str:
        return str(errors_of(run_together(desk, [adding(board, "Innen"), adding(board, " ")])))

    outer = run_together(desk, [adding(board, "Davor"), inner, adding(board, "Danach")])
    assert [each.result() for each in outer][1] == str([None, BadInput])
    assert titles(board)[-3:] == ["Davor", "Innen", "Danach"]
    assert commits == [True]
    assert len(heard) == 3


def test_closing_a_round_in_a_batch_destroys_its_key_for_what_follows(
    desk: Desk, board: Board
) -> None:
    opened = board.opened()
    code = board.code()
    outcomes = run_together(
        desk,
        [
            lambda: str(board.cast(opened, {1: 2}, code).left),
            lambda: rounds.close_round(desk, opened.id).state,
            lambda: str(board.cast(opened, {1: 2})),
            adding(board, "Danach"),
        ],
    )
    assert errors_of(outcomes) == [None, None, BadInput, None]
    assert board.result(opened) == {1: 2}
    wal = desk.paths.store_file.with_name(desk.paths.store_file.name + "-wal")
    assert wal.stat().st_size == 0
    assert [history.undo(desk, board.workshop_id).operation for _ in range(2)] == [
        "add_idea",
        "close_round",
    ]
    with pytest.raises(CannotUndo):
        history.undo(desk, board.workshop_id)


def test_batches_of_many_threads_and_single_writers_share_commits(
    desk: Desk, board: Board, commits: list[bool]
) -> None:
    opened = board.opened("dots=3")
    commits.clear()

    def cast(number: int) -> list[Done[object] | Failed]:
        tasks: list[Callable[[], object]] = [
            partial(board.cast, opened, {1 + number % 6: 4 if place == 2 else 1})
            for place in range(5)
        ]
        if number % 3:
            return run_together(desk, tasks)
        return [Done(partial(board.cast, opened, {1: 1})())]

    with ThreadPoolExecutor(8) as crowd:
        told = [each for outcomes in crowd.map(cast, range(30)) for each in outcomes]
    counted = sum(isinstance(each, Done) for each in told)
    assert counted == 10 + 20 * 4
    assert voting.ballot_count(desk, opened.id) == counted
    assert sum(board.result(opened).values()) == counted
    assert len(commits) <= 30
    with desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []


def test_what_does_not_exist_fails_by_itself(desk: Desk, board: Board) -> None:
    nowhere = WorkshopId("nowhere")
    outcomes = run_together(
        desk,
        [
            lambda: workshops.read_workshop(desk, nowhere).title,
            lambda: ideas.add_idea(desk, nowhere, IdeaDraft("Nirgends")).title,
            adding(board, "Da"),
        ],
    )
    assert errors_of(outcomes) == [NotFound, NotFound, None]
