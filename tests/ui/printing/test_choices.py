"""Which round, which ideas, what paper: chosen in the print dialog, found in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.rules import VoteRule
from moderator.operations.papers import Paper, PrintJob
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.voting import cast_ballot
from moderator.operations.voting_cards import count_voting_codes
from moderator.ui.dialogs.ideas_dialog import IdeasDialog
from tests.fakes.rendered_pages import Pages
from tests.ui.driving import button, idle, is_shown, shown
from tests.ui.printing.choosing import choose, go_to, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
KEY = Qt.Key
DARK = "#1E5631"


@pytest.fixture
def rounds(desk: Desk, workshop: Workshop, ideas: list[Idea]) -> list[VoteRound]:
    """Return a closed round and an open one; to be asked for before the dialog."""
    made = [create_round(desk, workshop.id, title, VoteRule()) for title in ("Vorne", "Hinten")]
    for each, idea in zip(made, ideas, strict=False):
        open_round(desk, each.id)
        cast_ballot(desk, each.id, {idea.id: 1})
    close_round(desk, made[0].id)
    return made


def lines(dialog: PrintDialog) -> list[str]:
    which = dialog.form.ideas.which
    return [which.itemText(at) for at in range(which.count())]


def shown_colour(dialog: PrintDialog) -> str:
    page = dialog.preview.view.widget()
    assert page is not None
    return page.grab().toImage().pixelColor(40, 3).name()


def test_ideas_of_one_cluster_are_printed(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    which = dialog.form.ideas.which
    assert lines(dialog) == [
        "All of the board (6)",
        "Grün (2)",
        "Kultur (2)",
        "Without a cluster (2)",
    ]
    QTest.keyClick(which, KEY.Key_Down)
    previewed(qtbot, dialog, window)
    assert dialog.preview.place.text() == "Page 1 of 1"
    dialog.submit()
    idle(qtbot, window)
    text = Pages(target.read_bytes()).all_text()
    assert "Bänke" in text
    assert "Radweg" not in text


def test_ideas_are_picked_by_hand_with_a_search(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    button(dialog, "Pick …").click()
    picking = shown(IdeasDialog)
    qtbot.waitUntil(picking.search.hasFocus)
    assert not picking.confirm.isEnabled()
    QTest.keyClicks(picking.search, "kultur")
    assert sum(not picking.list.item(at).isHidden() for at in range(6)) == 2
    QTest.keyClick(picking.search, KEY.Key_Down)
    assert picking.list.hasFocus()
    QTest.keyClick(picking.list, KEY.Key_Space)
    picking.search.clear()
    QTest.keyClicks(picking.search, "6")
    button(picking, "Tick all shown").click()
    assert picking.number.text() == "2 of 6 ticked"
    button(picking, "Untick all shown").click()
    assert picking.number.text() == "1 of 6 ticked"
    button(picking, "Tick all shown").click()
    QTest.keyClick(picking.search, KEY.Key_Return)
    previewed(qtbot, dialog, window)
    assert not is_shown(IdeasDialog)
    assert dialog.form.ideas.which.currentText() == "Picked by hand (2)"
    button(dialog, "Pick …").click()
    assert shown(IdeasDialog).number.text() == "2 of 6 ticked"
    QTest.keyClick(shown(IdeasDialog), KEY.Key_Escape)
    dialog.submit()
    idle(qtbot, window)
    text = Pages(target.read_bytes()).all_text()
    assert [each for each in ("Bücherschrank", "Hofladen") if each in text] == [
        "Bücherschrank",
        "Hofladen",
    ]
    assert "Linden" not in text
    assert window.banner.message == "Saved: chosen.pdf 2 cards on 1 page."


def test_the_poster_shows_the_round_that_is_chosen(
    rounds: list[VoteRound],
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    target: Path,
) -> None:
    choose(qtbot, dialog, window, "results")
    choice = dialog.form.round
    assert [choice.itemText(at) for at in range(choice.count())] == [
        "Round 2: Hinten",
        "Round 1: Vorne",
    ]
    go_to(choice, rounds[0].id)
    previewed(qtbot, dialog, window)
    dialog.submit()
    idle(qtbot, window)
    text = Pages(target.read_bytes()).all_text()
    assert "Vorne" in text
    assert "Hinten" not in text


def test_voting_cards_of_a_round_ask_for_those_of_this_round_only(  # noqa: PLR0917
    rounds: list[VoteRound],
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    target: Path,
) -> None:
    choose(qtbot, dialog, window, "ballots")
    choice = dialog.form.round
    assert [choice.itemText(at) for at in range(choice.count())] == [
        "Every round of the evening",
        "Round 2: Hinten",
    ]
    dialog.submit()
    idle(qtbot, window)
    again = window.files.ask_what_to_print()
    assert again is not None
    previewed(qtbot, again, window)
    go_to(again.form.round, rounds[1].id)
    again.submit()
    idle(qtbot, window)
    assert not is_shown(type(again))
    job = PrintJob(Paper.BALLOTS, target)
    assert count_voting_codes(desk, workshop.id, job) == 12
    assert count_voting_codes(desk, workshop.id, replace(job, round_id=rounds[1].id)) == 12


def test_coloured_paper_is_seen_and_remembered(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    assert shown_colour(dialog) == "#ffffff"
    go_to(dialog.form.stock.kind, "yellow")
    assert shown_colour(dialog) == "#fff2b3"
    assert not dialog.form.stock.warning.isVisible()
    dialog.submit()
    idle(qtbot, window)
    assert target.exists()
    again = window.files.ask_what_to_print()
    assert again is not None
    previewed(qtbot, again, window)
    assert again.form.stock.colour == "yellow"
    choose(qtbot, again, window, "coasters")
    assert not again.form.stock.isVisible()
    assert again.form.wish.paper_colour == ""


def test_paper_too_dark_for_codes_is_warned_about_and_not_printed(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    stock = dialog.form.stock
    go_to(stock.kind, "other")
    assert stock.other.isVisible()
    QTest.keyClicks(stock.other, "grass")
    assert "This is no colour" in stock.warning.text
    assert stock.warning.isVisible()
    stock.other.clear()
    QTest.keyClicks(stock.other, DARK)
    assert stock.warning.isVisible()
    assert stock.warning.text.startswith("This paper is too dark")
    previewed(qtbot, dialog, window)
    assert dialog.preview.place.text() == "Page 1 of 2"
    dialog.submit()
    idle(qtbot, window)
    assert "codes cannot be read safely" in dialog.banner.message
    assert not target.exists()
    stock.other.clear()
    QTest.keyClicks(stock.other, "#FFE9A8")
    assert not stock.warning.isVisible()
    dialog.submit()
    idle(qtbot, window)
    assert target.exists()
