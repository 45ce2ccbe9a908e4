from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from moderator.domain.dot_budgets import DotBudgetRule
from moderator.domain.rounds import RoundState
from moderator.domain.rules import DotColour, read_rule
from moderator.domain.workshops import Language
from moderator.errors import StoreFull
from moderator.operations import voting as operations
from moderator.operations.rounds import create_round, list_rounds, open_round
from moderator.operations.voting import (
    ballot_count,
    cast_ballot,
    list_counts,
    make_ballots,
    results,
)
from moderator.operations.workshops import create_workshop
from moderator.ui import file_dialogs
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.main_window import START, VOTE
from moderator.ui.voting.codes_dialog import CodesDialog
from moderator.ui.voting.count_dialog import CountDialog
from moderator.ui.voting.round_dialog import RoundDialog
from tests.ui.driving import button, idle, is_shown, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.vote_screen import VoteScreen

pytestmark = pytest.mark.gui
RETURN = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_vote(
    workshop: Workshop, ideas: list[Idea], window: MainWindow, qtbot: QtBot
) -> Callable[[], VoteScreen]:
    """Return what goes to the vote screen of the workshop with six ideas."""

    def go() -> VoteScreen:
        assert ideas
        window.open_workshop(workshop)
        window.show_place(VOTE)
        idle(qtbot, window)
        return window.vote

    return go


@pytest.fixture
def opened(desk: Desk, workshop: Workshop, ideas: list[Idea]) -> VoteRound:
    """Return an open round with five dots, three at most on an idea, one against."""
    assert ideas
    rule = read_rule("dots=5,per-idea=3,negative=1")
    made = create_round(desk, workshop.id, "Was ist wichtig?", rule)
    return open_round(desk, made.id)


def type_line(vote: VoteScreen, *lines: str) -> None:
    for line in lines:
        QTest.keyClicks(vote.ballots.sheet.field, line)
        QTest.keyClick(vote.ballots.sheet.field, RETURN)


def test_a_round_is_prepared_with_a_rule_told_in_plain_words(
    open_vote: Callable[[], VoteScreen],
    workshop: Workshop,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    vote = open_vote()
    QTest.mouseClick(button(vote, "New round"), Qt.MouseButton.LeftButton)
    dialog = shown(RoundDialog)
    dialog.title.setText("Was ist uns wichtig?")
    form = dialog.form
    form.budget.setCurrentIndex(form.budget.findData(DotBudgetRule.DISTINCT_RANKS))
    form.people.setValue(5)
    form.per_idea.switch.click()
    form.per_idea.number.setValue(2)
    form.hidden.click()
    qtbot.waitUntil(lambda: "6·5/(2·5) = 3.0" in dialog.sheet.sentences.text())
    assert dialog.sheet.sentences.text().splitlines() == [
        "Everyone has 3 dots (6·5/(2·5) = 3.0 → 3).",
        "At most 2 on one idea.",
        "Dots may be left over.",
        "Dots on the own idea are fine.",
        "The result stays hidden until the round is closed.",
    ]
    QTest.keyClick(dialog.title, RETURN)
    qtbot.waitUntil(lambda: vote.current is not None)
    idle(qtbot, window)
    assert vote.prepared.isVisible()
    assert vote.prepared.people.value() == 5
    QTest.keyClick(vote.prepared.people, RETURN, CTRL)
    qtbot.waitUntil(vote.ballots.isVisible)
    idle(qtbot, window)
    stored = list_rounds(desk, workshop.id)[0]
    assert (stored.state, stored.dots, stored.people) == (RoundState.OPEN, 3, 5)
    assert vote.ballots.sheet.field.hasFocus()


def test_a_rule_nobody_could_keep_is_told_at_once(
    open_vote: Callable[[], VoteScreen], window: MainWindow, qtbot: QtBot
) -> None:
    vote = open_vote()
    vote.work.ask_for_round()
    dialog = shown(RoundDialog)
    dialog.form.must_use_all.click()
    dialog.form.dots.setValue(20)
    dialog.form.per_idea.set_limit(1)
    qtbot.waitUntil(dialog.sheet.note.isVisible)
    assert "Nobody could use all 20 dots" in dialog.sheet.note.text()
    dialog.reject()
    idle(qtbot, window)


def test_ballots_are_entered_one_after_the_other(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    vote = open_vote()
    assert vote.ballots.left.text() == "5"
    type_line(vote, "3 3 1", "")
    assert vote.ballots.left.text() == "5"
    type_line(vote, "2*3 -4", "")
    QTest.keyClicks(vote.ballots.sheet.field, "6 ")
    assert vote.ballots.sheet.draft.used == 1
    assert vote.ballots.left.text() == "4"
    type_line(vote, "")
    qtbot.waitUntil(lambda: vote.ballots.ballots.text() == "3")
    idle(qtbot, window)
    assert ballot_count(desk, opened.id) == 3
    ranking = {line.number: line.dots for line in results(desk, opened.id).ranking}
    assert ranking == {1: 1, 2: 3, 3: 2, 4: -1, 5: 0, 6: 1}
    assert window.status.note.text() == "Ballot 3 is saved."


def test_dots_are_clicked_and_moved_with_arrow_keys(
    opened: VoteRound, open_vote: Callable[[], VoteScreen], window: MainWindow, qtbot: QtBot
) -> None:
    assert opened.dots == 5
    vote = open_vote()
    sheet = vote.ballots.sheet
    row = QRectF(sheet.list.visualRect(sheet.model.index(1)))
    minus, plus = sheet.list.painter.buttons(row)
    for spot in (plus, plus, minus):
        QTest.mouseClick(
            sheet.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            spot.center().toPoint(),
        )
    assert vote.ballots.left.text() == "4"
    sheet.field.setFocus()
    QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    assert sheet.list.hasFocus()
    QTest.keyClick(sheet.list, Qt.Key.Key_Down)
    QTest.keyClick(sheet.list, Qt.Key.Key_Space)
    QTest.keyClick(sheet.list, Qt.Key.Key_Right)
    assert vote.ballots.left.text() == "2"
    QTest.keyClick(sheet.list, Qt.Key.Key_Left)
    assert vote.ballots.left.text() == "3"
    QTest.keyClick(sheet.list, Qt.Key.Key_1)
    assert sheet.field.hasFocus()
    assert sheet.field.text() == "1"
    idle(qtbot, window)


def test_backspace_takes_the_last_dot_back(
    opened: VoteRound, open_vote: Callable[[], VoteScreen]
) -> None:
    assert opened.dots == 5
    vote = open_vote()
    type_line(vote, "3 1")
    QTest.keyClick(vote.ballots.sheet.field, Qt.Key.Key_Backspace)
    assert vote.ballots.left.text() == "4"


def test_a_misfit_is_told_in_plain_words_and_not_saved(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    vote = open_vote()
    type_line(vote, "1*4 2 2", "")
    assert vote.ballots.banner.isVisible()
    assert vote.ballots.banner.message == (
        "6 dots are given, there are only 5. 4 dots on “1 Bänke”, at most 3 may go on one idea. "
        "The ballot is not saved yet."
    )
    assert vote.ballots.left.text() == "−1"
    window.look.change_language(Language.GERMAN)
    assert "höchstens" in vote.ballots.banner.message
    type_line(vote, "1*-1", "")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: ballot_count(desk, opened.id) == 1)
    assert not vote.ballots.banner.isVisible()


def test_what_is_no_idea_stays_in_the_line(
    opened: VoteRound, open_vote: Callable[[], VoteScreen]
) -> None:
    assert opened.dots == 5
    vote = open_vote()
    type_line(vote, "3 99")
    assert vote.ballots.banner.message.startswith("There is no idea 99 in this round.")
    assert vote.ballots.sheet.field.text() == "99"
    assert vote.ballots.sheet.draft.used == 1


def test_an_empty_ballot_is_not_saved_by_accident(
    opened: VoteRound, open_vote: Callable[[], VoteScreen], desk: Desk
) -> None:
    vote = open_vote()
    type_line(vote, "")
    assert vote.ballots.banner.message == "There is no dot on this ballot yet."
    assert ballot_count(desk, opened.id) == 0


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let every ballot fail until undone."""

    def fail(*_values: object, **_named: object) -> None:
        raise StoreFull("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(operations, "cast_ballot", fail)
        yield patch


def test_a_failed_ballot_comes_back_whole(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    full_disk: pytest.MonkeyPatch,
    desk: Desk,
) -> None:
    vote = open_vote()
    type_line(vote, "3 3 1", "")
    qtbot.waitUntil(vote.ballots.banner.isVisible)
    assert vote.ballots.sheet.draft.used == 3
    full_disk.undo()
    type_line(vote, "")
    qtbot.waitUntil(lambda: vote.ballots.ballots.text() == "1")
    idle(qtbot, window)
    assert ballot_count(desk, opened.id) == 1


def test_a_failed_ballot_waits_while_the_next_is_typed(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    full_disk: pytest.MonkeyPatch,
    desk: Desk,
) -> None:
    vote = open_vote()
    type_line(vote, "1 1", "")
    type_line(vote, "2")
    qtbot.waitUntil(vote.ballots.banner.isVisible)
    assert vote.ballots.sheet.draft.used == 1
    full_disk.undo()
    QTest.mouseClick(vote.ballots.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert vote.ballots.sheet.draft.used == 2
    type_line(vote, "")
    assert vote.ballots.sheet.draft.used == 1
    type_line(vote, "")
    qtbot.waitUntil(lambda: vote.ballots.ballots.text() == "2")
    idle(qtbot, window)
    assert {line.number: line.dots for line in results(desk, opened.id).ranking if line.dots} == {
        1: 2,
        2: 1,
    }


def test_a_ballot_code_replaces_its_ballot(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    code = make_ballots(desk, opened.workshop_id, 1, opened.id)[0]
    vote = open_vote()
    type_line(vote, code, "1 1", "")
    qtbot.waitUntil(lambda: vote.ballots.ballots.text() == "1")
    type_line(vote, code)
    assert vote.ballots.code.text() == code
    type_line(vote, "5", "")
    qtbot.waitUntil(lambda: "replaced" in window.status.note.text())
    idle(qtbot, window)
    assert ballot_count(desk, opened.id) == 1
    assert {line.number: line.dots for line in results(desk, opened.id).ranking if line.dots} == {
        5: 1
    }


def test_a_wrong_code_brings_the_ballot_back(
    opened: VoteRound, open_vote: Callable[[], VoteScreen], qtbot: QtBot
) -> None:
    assert opened.dots == 5
    vote = open_vote()
    type_line(vote, "1 1")
    vote.ballots.code.setText("nonsense")
    type_line(vote, "")
    qtbot.waitUntil(vote.ballots.banner.isVisible)
    assert vote.ballots.code.text() == "nonsense"
    assert vote.ballots.sheet.draft.used == 2


def test_ctrl_z_takes_the_last_ballot_back(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    vote = open_vote()
    type_line(vote, "1 1", "")
    idle(qtbot, window)
    QTest.keyClick(vote.ballots.sheet.field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: vote.ballots.ballots.text() == "0")
    idle(qtbot, window)
    assert ballot_count(desk, opened.id) == 0


def test_counted_dots_are_entered_and_replaced_whole(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    vote = open_vote()
    for typed, expected in (("1*7 2*3", {1: 7, 2: 3}), ("1=4 2=0", {1: 4})):
        vote.work.ask_for_count()
        idle(qtbot, window)
        dialog = shown(CountDialog)
        dialog.colour.setCurrentIndex(dialog.colour.findData(DotColour.GREEN))
        dialog.source.setText("left board")
        dialog.source.editingFinished.emit()
        QTest.keyClicks(dialog.sheet.field, typed)
        QTest.keyClick(dialog.sheet.field, RETURN)
        QTest.keyClick(dialog.sheet.field, RETURN)
        idle(qtbot, window)
        assert not is_shown(CountDialog)
        counts = list_counts(desk, opened.id)
        numbers = {line.number: line.dots for line in results(desk, opened.id).ranking if line.dots}
        assert numbers == expected
        assert {(count.colour, count.counted_by) for count in counts} == {
            (DotColour.GREEN, "left board")
        }


def test_a_stricter_rule_asks_what_happens_to_ballots(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    ideas: list[Idea],
) -> None:
    cast_ballot(desk, opened.id, {ideas[0].id: 3})
    vote = open_vote()
    QTest.keyClick(vote.ballots.sheet.field, Qt.Key.Key_R, CTRL | SHIFT)
    dialog = shown(RoundDialog)
    dialog.form.per_idea.number.setValue(2)
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    question = shown(Confirmation)
    question.reject()
    assert dialog.isVisible()
    dialog.submit()
    idle(qtbot, window)
    QTest.mouseClick(shown(Confirmation).confirm, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert not is_shown(RoundDialog)
    found = results(desk, opened.id)
    assert (found.ballots, found.set_aside) == (0, 1)
    assert "1 ballot was set aside." in window.status.note.text()


def test_closing_tells_what_is_destroyed_and_shows_the_ranking(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    ideas: list[Idea],
) -> None:
    cast_ballot(desk, opened.id, {ideas[2].id: 3})
    vote = open_vote()
    QTest.keyClick(vote.ballots.sheet.field, RETURN, CTRL | SHIFT)
    question = shown(Confirmation)
    told = " ".join(question.sentences)
    assert "destroyed for good" in told
    question.reject()
    assert list_rounds(desk, opened.workshop_id)[0].state is RoundState.OPEN
    vote.work.ask_to_close()
    QTest.mouseClick(shown(Confirmation).confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(vote.closed.isVisible)
    idle(qtbot, window)
    first = vote.closed.view.ranking.ranking[0]
    assert (first.title, first.dots, first.rank) == ("Radweg", 3, 1)
    assert vote.closed.facts.text() == "1 ballot"


def test_voting_codes_are_shown_once(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert opened.dots == 5
    vote = open_vote()
    vote.work.ask_for_codes()
    dialog = shown(CodesDialog)
    assert dialog.number.value() == 12
    dialog.number.setValue(3)
    dialog.submit()
    qtbot.waitUntil(dialog.codes.isVisible)
    codes = dialog.codes.toPlainText().splitlines()
    assert len(set(codes)) == 3
    assert all(len(code) == 8 and code[4] == "-" for code in codes)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.codes.toPlainText()
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: tmp_path / "codes.txt")
    QTest.mouseClick(button(dialog, "Save as text …"), Qt.MouseButton.LeftButton)
    assert (tmp_path / "codes.txt").read_text().splitlines() == codes
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: tmp_path)
    QTest.mouseClick(button(dialog, "Save as text …"), Qt.MouseButton.LeftButton)
    assert dialog.banner.message.startswith("The file could not be written: ")
    dialog.submit()
    assert not dialog.isVisible()


def test_a_prepared_round_is_deleted_after_asking(
    open_vote: Callable[[], VoteScreen],
    workshop: Workshop,
    ideas: list[Idea],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    assert ideas
    create_round(desk, workshop.id, "Zu viel", read_rule("dots=5"))
    vote = open_vote()
    vote.work.ask_to_remove()
    QTest.mouseClick(shown(Confirmation).confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vote.current is None)
    idle(qtbot, window)
    assert list_rounds(desk, workshop.id) == []
    assert not vote.tabs.isVisible()


def test_a_ballot_that_is_begun_waits_while_another_round_is_shown(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    workshop: Workshop,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    second = create_round(desk, workshop.id, "Womit beginnen?", read_rule("dots=2"))
    open_round(desk, second.id)
    vote = open_vote()
    for round_id in (opened.id, second.id):
        vote.go_to(round_id)
        idle(qtbot, window)
        assert vote.current is not None
        assert vote.current.id == round_id
        type_line(vote, "1 1")
        QTest.keyClicks(vote.ballots.sheet.field, "4")
    vote.go_to(opened.id)
    idle(qtbot, window)
    assert vote.ballots.left.text() == "3"
    assert vote.ballots.sheet.field.text() == "4"
    window.show_place(START)
    window.open_workshop(create_workshop(desk, "Anderer"))
    idle(qtbot, window)
    assert window.vote.has_unsaved_text()
    window.open_workshop(workshop)
    window.show_place(VOTE)
    vote.go_to(second.id)
    idle(qtbot, window)
    assert vote.ballots.left.text() == "0"


def test_a_ballot_that_fails_after_leaving_its_round_is_kept(
    opened: VoteRound,
    open_vote: Callable[[], VoteScreen],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    full_disk: pytest.MonkeyPatch,
) -> None:
    second = create_round(desk, opened.workshop_id, "Womit beginnen?", read_rule("dots=2"))
    open_round(desk, second.id)
    vote = open_vote()
    vote.go_to(opened.id)
    idle(qtbot, window)
    type_line(vote, "1 1", "")
    vote.tabs.setCurrentIndex(1)
    vote.ballots.leave()
    idle(qtbot, window)
    assert vote.current is not None
    assert vote.current.id == second.id
    assert vote.banner.message.startswith("The disk is full.")
    full_disk.undo()
    vote.tabs.setCurrentIndex(0)
    idle(qtbot, window)
    assert vote.ballots.banner.message == "1 ballot is not saved."
    QTest.mouseClick(vote.ballots.banner.buttons[0], Qt.MouseButton.LeftButton)
    type_line(vote, "")
    idle(qtbot, window)
    assert ballot_count(desk, opened.id) == 1
