from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from moderator.errors import BadInput
from moderator.events import DotsChanged
from moderator.operations.desk import open_desk
from moderator.operations.workshops import create_workshop, list_workshops
from moderator.ui.background import Background
from tests.fakes.boards import Board, board_with

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.paths import Paths

pytestmark = pytest.mark.gui


def test_work_is_done_on_another_thread_and_answered_on_this_one(
    background: Background, qtbot: QtBot
) -> None:
    asker, threads = QObject(), list[threading.Thread]()
    answers: list[tuple[int, threading.Thread]] = []

    def work(_desk: Desk) -> int:
        threads.append(threading.current_thread())
        return 7

    background.ask(asker, work, lambda value: answers.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert threads[0] is not threading.current_thread()
    assert answers == [(7, threading.current_thread())]
    qtbot.waitUntil(lambda: background.under_way == 0)


def test_what_is_asked_before_the_store_is_open_waits(paths: Paths, qtbot: QtBot) -> None:
    background, asker, found = Background(lambda: open_desk(paths)), QObject(), list[int]()
    background.ask(asker, lambda desk: create_workshop(desk, "Früh"), changes=True)
    background.ask(asker, lambda desk: len(list_workshops(desk)), found.append)
    background.start()
    qtbot.waitUntil(lambda: found == [1])
    background.stop()


def test_everything_asked_for_is_done_before_the_end(paths: Paths, desk: Desk) -> None:
    background, asker = Background(lambda: open_desk(paths)), QObject()
    background.start()
    for number in range(20):
        background.ask(asker, partial(create_workshop, title=f"Abend {number}"))
    background.stop()
    assert len(list_workshops(desk)) == 20


def test_a_failure_is_told_to_who_asked(background: Background, qtbot: QtBot) -> None:
    asker, errors = QObject(), list[Exception]()

    def refuse(_desk: Desk) -> None:
        raise BadInput("No.")

    with qtbot.waitSignal(background.not_saved), qtbot.assertNotEmitted(background.unexpected):
        background.ask(asker, refuse, failed=errors.append, changes=True)
    assert [str(error) for error in errors] == ["No."]


def test_an_unplanned_error_is_told_as_well(paths: Paths, qtbot: QtBot) -> None:
    background, asker, errors = Background(lambda: open_desk(paths)), QObject(), list[Exception]()

    def stumble(_desk: Desk) -> None:
        raise ZeroDivisionError

    background.start()
    with qtbot.waitSignal(background.unexpected):
        background.ask(asker, stumble, failed=errors.append)
    assert isinstance(errors[0], ZeroDivisionError)
    background.stop()


def test_nobody_is_called_who_is_gone_or_took_it_back(background: Background, qtbot: QtBot) -> None:
    asker, gone, answers = QObject(), QObject(), list[str]()
    background.ask(gone, lambda _desk: "gone", answers.append)
    errand = background.ask(asker, lambda _desk: "cancelled", answers.append)
    errand.cancel()
    delete(gone)
    background.ask(asker, lambda _desk: "here", answers.append)
    qtbot.waitUntil(lambda: background.under_way == 0)
    assert answers == ["here"]


def test_the_answer_comes_before_the_events_and_names_who_asked(
    background: Background, qtbot: QtBot
) -> None:
    asker, heard = QObject(), list[object]()
    background.happened.connect(lambda _event, who: heard.append(who))
    background.ask(
        asker,
        lambda desk: create_workshop(desk, "Abend"),
        lambda workshop: heard.append(workshop.title),
        changes=True,
    )
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["Abend", asker]


def test_changes_of_other_programs_are_noticed(
    background: Background, qtbot: QtBot, desk: Desk
) -> None:
    with qtbot.waitSignal(background.changed_elsewhere):
        create_workshop(desk, "Von nebenan")


def test_ballots_of_other_programs_are_told_without_reading_everything(
    opened: tuple[Board, VoteRound], background: Background, qtbot: QtBot
) -> None:
    board, vote_round = opened
    with (
        qtbot.assertNotEmitted(background.changed_elsewhere),
        qtbot.waitSignal(background.happened) as told,
    ):
        board.cast(vote_round, {1: 1})
    assert told.args == [DotsChanged(board.workshop_id, vote_round.id), None]


def test_nothing_is_at_rest_before_the_events_are_told(
    background: Background, qtbot: QtBot
) -> None:
    asker, left = QObject(), list[int]()
    background.happened.connect(lambda *_: left.append(background.under_way))
    background.ask(asker, lambda desk: create_workshop(desk, "Abend"), changes=True)
    qtbot.waitUntil(lambda: background.under_way == 0)
    assert left == [1]


@pytest.fixture
def opened(desk: Desk) -> tuple[Board, VoteRound]:
    """Return a board with an open round, made before the worker looks."""
    board = board_with(desk, "", "")
    return board, board.opened()
