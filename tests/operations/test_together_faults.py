"""What goes wrong among operations that share a commit, and who is told."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput, StoreBusy, StoreError, StoreFull
from moderator.events import IdeaAdded
from moderator.operations import clusters, history, ideas, rounds, voting
from moderator.operations.desk import Actor
from moderator.operations.together import Done, run_together
from moderator.storage import ballot_totals, receipts
from moderator.storage.sqlite import _Writing
from moderator.storage.store import Task
from tests.fakes.batches import SmallDisk, adding, errors_of, half, titles
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.operations.voting import BallotReceipt
    from moderator.storage.unit_of_work import UnitOfWork
    from tests.fakes.boards import Board


def test_a_commit_that_fails_is_told_to_every_task_and_work_goes_on(
    desk: Desk, board: Board, heard: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = board.opened()
    heard.clear()
    before = store_contents(desk)

    def full(writing: _Writing, _kind: object, _error: object, _trace: object) -> None:
        writing._raw.execute("ROLLBACK")
        raise StoreFull("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(_Writing, "__exit__", full)
        outcomes = run_together(
            desk,
            [
                adding(board, "Eins"),
                adding(board, " "),
                lambda: rounds.close_round(desk, opened.id).title,
                lambda: str(len(titles(board))),
            ],
        )
    assert errors_of(outcomes) == [StoreFull, BadInput, StoreFull, StoreFull]
    assert heard == []
    assert store_contents(desk) == before
    # What was kept in mind of the round is not what was taken back: it is open.
    board.cast(opened, {1: 1}, board.code())
    assert errors_of(run_together(desk, [adding(board, "Danach")])) == [None]
    assert titles(board)[-1] == "Danach"


def test_a_disk_that_fills_up_fails_those_who_need_room(desk: Desk, board: Board) -> None:
    disk = SmallDisk(desk)

    def add_long() -> str:
        draft = IdeaDraft("Lang", body="lang " * 800)
        return ideas.add_idea(desk, board.workshop_id, draft).title

    long = [add_long] * 12
    outcomes = run_together(desk, [adding(board, "Eins"), disk.fill, *long, adding(board, " ")])
    disk.make_room()
    eins, full, *told, refused = errors_of(outcomes)
    assert (eins, full, refused) == (None, None, BadInput)
    assert StoreFull in told
    assert titles(board)[6:] == ["Eins"] + ["Lang"] * told.count(None)
    assert desk.store.examine() == []


def test_a_full_disk_that_costs_the_transaction_is_told_to_all_of_them(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    disk = SmallDisk(desk)
    before = store_contents(desk)

    def need_much_room() -> str:
        # A single row in a table without triggers: SQLite rolls back all there was before it.
        with desk.doing("test", board.workshop_id) as doing:
            receipts.keep_answer(doing.work, "key", "test", "", {"long": "x" * 100_000})
        return "saved"

    outcomes = run_together(
        desk, [adding(board, "Eins"), disk.fill, need_much_room, adding(board, "Zwei"), disk.fill]
    )
    disk.make_room()
    assert set(errors_of(outcomes)) == {StoreFull}
    assert heard == []
    assert store_contents(desk) == before
    assert errors_of(run_together(desk, [adding(board, "Eins")])) == [None]
    assert desk.store.examine() == []


def test_somebody_who_interrupts_leaves_nothing_half_done(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    before = store_contents(desk)

    with pytest.raises(KeyboardInterrupt):
        run_together(
            desk, [adding(board, "Eins"), half(board, KeyboardInterrupt()), adding(board, "Zwei")]
        )
    assert heard == []
    assert store_contents(desk) == before
    assert len(history.list_entries(desk, board.workshop_id)) == 7
    assert errors_of(run_together(desk, [adding(board, "Danach")])) == [None]


def test_a_store_that_cannot_be_written_is_told_to_every_task_that_writes(
    desk: Desk, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_writing: _Writing) -> None:
        raise StoreBusy("Another program is holding the store.")

    with monkeypatch.context() as held:
        held.setattr(_Writing, "__enter__", busy)
        outcomes = run_together(desk, [adding(board, "Eins"), adding(board, "Zwei")])
    assert errors_of(outcomes) == [StoreBusy, StoreBusy]
    assert len(titles(board)) == 6
    assert run_together(desk, []) == []


def test_a_transaction_that_breaks_off_takes_back_its_rows_and_its_entry(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    outcomes = run_together(
        desk, [adding(board, "Eins"), half(board, ValueError()), adding(board, "Zwei")]
    )
    assert errors_of(outcomes) == [None, ValueError, None]
    assert titles(board)[-2:] == ["Eins", "Zwei"]
    entries = history.list_entries(desk, board.workshop_id)
    assert "test" not in {each.operation for each in entries}
    assert [type(each) for each in heard] == [IdeaAdded, IdeaAdded]


def test_a_batch_that_is_interrupted_takes_nothing_of_another_thread_with_it(
    desk: Desk, board: Board
) -> None:
    inside, go_on = threading.Event(), threading.Event()
    told: list[object] = []

    def hold() -> None:
        with desk.store.writing(Task("hold", "moderator")):
            inside.set()
            assert go_on.wait(timeout=20)
        told.append("held")

    def interrupted() -> None:
        def interrupt() -> str:
            raise KeyboardInterrupt

        try:
            run_together(desk, [adding(board, "Weg"), interrupt])
        except KeyboardInterrupt:
            told.append("interrupted")

    crowd = [threading.Thread(target=hold)]
    crowd[0].start()
    assert inside.wait(timeout=20)
    for act in (interrupted, lambda: told.append(run_together(desk, [adding(board, "Da")]))):
        crowd.append(threading.Thread(target=act))
        crowd[-1].start()
    while desk.store._commits._waiting < 2:
        crowd[-1].join(timeout=0.001)
    go_on.set()
    for each in crowd:
        each.join(timeout=20)
    assert len(told) == 3
    assert [Done("Da")] in told
    assert titles(board)[6:] == ["Da"]


def test_a_step_that_others_built_on_fails_by_itself_and_not_at_the_common_commit(
    desk: Desk, board: Board
) -> None:
    phone = replace(desk, actor=Actor.PHONE)
    clusters.add_cluster(desk, board.workshop_id, "Jugend")
    ideas.add_idea(phone, board.workshop_id, IdeaDraft("Halfpipe", cluster="Jugend"))
    outcomes = run_together(
        desk,
        [
            adding(board, "Eins"),
            lambda: history.undo(desk, board.workshop_id).operation,
            lambda: history.undo(desk, board.workshop_id).operation,
            lambda: history.redo(desk, board.workshop_id).operation,
        ],
    )
    assert errors_of(outcomes) == [None, None, StoreError, None]
    assert titles(board)[6:] == ["Halfpipe", "Eins"]


def test_a_step_whose_ground_is_gone_cannot_be_repeated(desk: Desk, board: Board) -> None:
    phone = replace(desk, actor=Actor.PHONE)
    cluster = clusters.add_cluster(desk, board.workshop_id, "Jugend")
    ideas.add_idea(phone, board.workshop_id, IdeaDraft("Halfpipe", cluster="Jugend"))
    history.undo(phone, board.workshop_id)
    clusters.remove_cluster(desk, cluster.id)
    with pytest.raises(StoreError, match="still used"):
        history.redo(phone, board.workshop_id)
    assert len(titles(board)) == 6


def test_a_ballot_that_fails_half_written_is_taken_back_by_itself(
    desk: Desk, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, keep = board.opened(), receipts.keep_answer
    codes = [board.code() for _ in range(3)]
    runs: list[str] = []

    def break_off(work: UnitOfWork, key: str, *rest: Any) -> None:
        runs.append(key)
        if key == "1":
            raise LookupError(key)
        keep(work, key, *rest)

    def casting(number: int) -> BallotReceipt:
        dots = board.dots({1: number + 1})
        return voting.cast_ballot(desk, opened.id, dots, code=codes[number], key=str(number))

    monkeypatch.setattr(receipts, "keep_answer", break_off)
    tasks = [partial(casting, number) for number in range(3)]
    assert errors_of(run_together(desk, tasks)) == [None, LookupError, None]
    # Done again with care, since the ballots of the others could not be told from it.
    assert runs == ["0", "1", "0", "1", "2"]
    assert board.result(opened) == {1: 1 + 3}
    assert voting.ballot_count(desk, opened.id) == 2
    with desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []


def test_a_ballot_that_is_refused_costs_the_others_nothing(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    tasks: list[Callable[[], object]] = [
        partial(voting.cast_ballot, desk, opened.id, board.dots({1: dots}), code=board.code())
        for dots in (2, 9, 3)
    ]
    tasks.append(partial(board.result, opened))
    outcomes = run_together(desk, tasks)
    assert errors_of(outcomes[:3]) == [None, voting.BallotRefused, None]
    # Who looks at the totals in between finds them in step.
    assert outcomes[3] == Done({1: 5})
