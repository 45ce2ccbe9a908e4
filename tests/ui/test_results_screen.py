from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.ballots import VoteSource
from moderator.domain.rules import DotColour, read_rule
from moderator.domain.workshops import Language
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.voting import cast_ballot, enter_count
from moderator.ui import theme
from moderator.ui.main_window import RESULTS
from tests.ui.driving import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.results_screen import ResultsScreen

pytestmark = pytest.mark.gui


def a_round(desk: Desk, workshop: Workshop, title: str, rule: str) -> VoteRound:
    return open_round(desk, create_round(desk, workshop.id, title, read_rule(rule)).id)


@pytest.fixture
def rounds(desk: Desk, workshop: Workshop, ideas: list[Idea]) -> list[VoteRound]:
    """Return a closed round with dots from everywhere, and a hidden open one."""
    first = a_round(desk, workshop, "Was ist wichtig?", "dots=5,negative=1,weight-blue=2")
    cast_ballot(desk, first.id, {ideas[0].id: 3, ideas[1].id: 2})
    cast_ballot(desk, first.id, {ideas[0].id: 1, ideas[2].id: -1}, source=VoteSource.PHONE)
    enter_count(desk, first.id, {ideas[1].id: 1}, colour=DotColour.BLUE, counted_by="Wand")
    close_round(desk, first.id)
    second = a_round(desk, workshop, "Womit beginnen?", "dots=2,hidden")
    cast_ballot(desk, second.id, {ideas[3].id: 2})
    return [first, second]


@pytest.fixture
def results(
    rounds: list[VoteRound], workshop: Workshop, window: MainWindow, qtbot: QtBot
) -> ResultsScreen:
    """Return the results screen of the workshop."""
    assert len(rounds) == 2
    window.open_workshop(workshop)
    window.show_place(RESULTS)
    idle(qtbot, window)
    return window.results


def test_a_closed_round_shows_its_ranking_with_all_parts(
    results: ResultsScreen, window: MainWindow
) -> None:
    panel = results.panels[0]
    assert panel.title.text() == "Was ist wichtig?"
    assert panel.chip.text() == "closed"
    lines = [(line.rank, line.title, line.dots, line.tied) for line in panel.view.ranking.ranking]
    assert lines[:3] == [
        (1, "Bänke", 4, True),
        (1, "Bücherschrank", 4, True),
        (3, "Linden pflanzen", 0, True),
    ]
    assert lines[-1] == (6, "Radweg", -1, False)
    assert panel.view.ranking.parts == ["paper", "phone", "against"]
    tip = panel.view.ranking.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Bänke\nPaper 3 · Phone 1 · Against 0"
    spoken = panel.view.ranking.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Rank 1, tied: 2 Bücherschrank, 4 dots.")
    assert panel.facts.text() == "2 ballots · 1 dot counted on paper"
    assert panel.close_call.text().startswith("The first two are so close")
    assert panel.legend.isVisible()
    window.look.change_language(Language.GERMAN)
    assert panel.chip.text() == "geschlossen"
    assert panel.facts.text().startswith("2 Stimmzettel")


def test_a_hidden_round_says_why_there_is_nothing(
    results: ResultsScreen, rounds: list[VoteRound], window: MainWindow, qtbot: QtBot
) -> None:
    results.boxes[rounds[1].id].click()
    hidden = results.panels[1]
    assert hidden.isVisible()
    assert hidden.nothing.text() == "The result stays hidden until the round is closed."
    assert not hidden.view.isVisible()
    idle(qtbot, window)


def test_closing_elsewhere_reveals_the_ranking_side_by_side(
    results: ResultsScreen,
    rounds: list[VoteRound],
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    results.boxes[rounds[1].id].click()
    close_round(desk, rounds[1].id)
    qtbot.waitUntil(results.panels[1].view.isVisible)
    assert results.panels[0].view.isVisible()
    assert results.panels[1].view.ranking.ranking[0].title == "Linden pflanzen"
    results.boxes[rounds[0].id].click()
    assert results.panels[0].title.text() == "Womit beginnen?"
    assert not results.panels[1].isVisible()
    last = results.boxes[rounds[1].id]
    last.click()
    assert last.isChecked()
    idle(qtbot, window)


def test_f11_fills_the_projector_and_esc_leaves_it(
    results: ResultsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    results.setFocus()
    QTest.keyClick(results, Qt.Key.Key_F11)
    large = results.presentation
    assert large is not None
    qtbot.addWidget(large)
    assert large.isFullScreen()
    assert min(large.text_sizes()) >= theme.PROJECTOR_TEXT
    large.resize(1920, 1080)
    assert large.px(28) == 28
    assert "Bänke" in large.accessibleDescription()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()
    idle(qtbot, window)


def test_pages_are_turned_when_the_ranking_is_long(
    results: ResultsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    results.present()
    large = results.presentation
    assert large is not None
    qtbot.addWidget(large)
    assert large.pages == 1
    shown = results.shown[0].results
    assert shown is not None
    many = type(shown)(
        round=shown.round,
        ranking=shown.ranking * 5,
        ballots=1,
        set_aside=0,
        counts=(),
        close_call=False,
    )
    large.show_results([many])
    assert large.pages == -(-30 // large.rows)
    for _ in range(9):
        QTest.keyClick(large, Qt.Key.Key_PageDown)
    assert large.page == large.pages - 1
    QTest.keyClick(large, Qt.Key.Key_PageUp)
    assert large.page == large.pages - 2
    large.grab()
    large.close()
    idle(qtbot, window)


def test_no_round_says_what_to_do(workshop: Workshop, window: MainWindow, qtbot: QtBot) -> None:
    window.open_workshop(workshop)
    window.show_place(RESULTS)
    idle(qtbot, window)
    assert window.results.panels == []
    assert not window.results.show_button.isVisible()
