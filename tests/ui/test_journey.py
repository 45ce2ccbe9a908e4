"""One evening from the first start to the ranking, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moderator.operations.ideas import list_ideas
from moderator.operations.rounds import list_rounds
from moderator.operations.voting import results
from moderator.operations.workshops import list_workshops
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.start.workshop_dialog import WorkshopDialog
from moderator.ui.voting.round_dialog import RoundDialog
from tests.ui.driving import idle, is_shown, shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow

pytestmark = [pytest.mark.gui, pytest.mark.journey]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def type_in(text: str) -> None:
    """Type wherever the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def dialog_opens(qtbot: QtBot, kind: type[QWidget]) -> None:
    """Wait until a dialog has the keyboard."""
    qtbot.waitUntil(lambda: is_shown(kind) and shown(kind).isActiveWindow())


def create_the_workshop(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_N, CTRL)
    dialog_opens(qtbot, WorkshopDialog)
    type_in("Village square")
    press(Qt.Key.Key_Tab)
    type_in("The Crown")
    with qtbot.waitSignal(window.workshop_opened):
        press(Qt.Key.Key_Return)
    idle(qtbot, window)


def collect_ideas(window: MainWindow, qtbot: QtBot) -> None:
    for title in ("Benches", "Book shelf", "Bike lane", "Lime trees", "Cinema"):
        type_in(title)
        press(Qt.Key.Key_Return)
    idle(qtbot, window)


def open_a_round(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_3, CTRL)
    idle(qtbot, window)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog_opens(qtbot, RoundDialog)
    type_in("What matters?")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.vote.prepared.isVisible)
    idle(qtbot, window)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.vote.ballots.isVisible)
    idle(qtbot, window)


def enter_ballots(window: MainWindow, qtbot: QtBot) -> None:
    for ballot in ("1*3 2 2", "1 1 4 5", "3*2 1"):
        type_in(ballot)
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.vote.ballots.ballots.text() == "3"


def close_the_round(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    dialog_opens(qtbot, Confirmation)
    press(Qt.Key.Key_Tab, SHIFT)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(window.vote.closed.isVisible)
    idle(qtbot, window)


def test_an_evening_by_keys(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    create_the_workshop(window, qtbot)
    collect_ideas(window, qtbot)
    workshop = list_workshops(desk)[0].workshop
    assert workshop.title == "Village square"
    assert len(list_ideas(desk, workshop.id)) == 5
    open_a_round(window, qtbot)
    enter_ballots(window, qtbot)
    close_the_round(window, qtbot)
    press(Qt.Key.Key_4, CTRL)
    idle(qtbot, window)
    panel = window.results.panels[0]
    assert panel.view.isVisible()
    assert panel.facts.text() == "3 ballots"
    assert [(line.rank, line.title, line.dots) for line in panel.view.ranking.ranking] == [
        (1, "Benches", 6),
        (2, "Book shelf", 2),
        (2, "Bike lane", 2),
        (4, "Lime trees", 1),
        (4, "Cinema", 1),
    ]
    stored = results(desk, list_rounds(desk, workshop.id)[0].id)
    assert [line.dots for line in stored.ranking] == [6, 2, 2, 1, 1]
