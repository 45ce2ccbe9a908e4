from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from moderator.domain.workshops import Language
from moderator.operations.workshops import WorkshopChange, create_workshop, list_workshops
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.main_window import CAPTURE, START
from moderator.ui.start.workshop_dialog import WorkshopDialog
from tests.ui.driving import button, idle, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.look import Look
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui


def test_an_empty_start_says_what_to_do(window: MainWindow) -> None:
    assert button(window, "New workshop").isVisible()
    assert button(window, "Open the sample evening").isVisible()
    assert not window.navigation.buttons[1].isEnabled()


def test_a_workshop_is_created_by_keys_and_opened(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(WorkshopDialog)
    dialog.title.setText("Ideen für Oberholzhausen")
    dialog.place.setText("Gasthaus Krone")
    dialog.date.setDate(QDate(2026, 5, 4))
    dialog.people.setValue(30)
    dialog.language.setCurrentIndex(dialog.language.findData(Language.GERMAN))
    with qtbot.waitSignal(window.workshop_opened):
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    workshop = list_workshops(desk)[0].workshop
    assert (workshop.title, workshop.place) == ("Ideen für Oberholzhausen", "Gasthaus Krone")
    assert (workshop.held_on, workshop.participants) == (date(2026, 5, 4), 30)
    assert window.stack.currentIndex() == CAPTURE
    assert window.header.title.text() == "Ideen für Oberholzhausen"
    assert window.header.facts.text() == "Gasthaus Krone · 4 May 2026"
    assert window.look.settings.last_workshop == workshop.id


def test_a_workshop_without_title_stays_in_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.start.ask_for_new()
    dialog.place.setText("Bücherei")
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.message.startswith("The title is empty.")
    assert dialog.place.text() == "Bücherei"
    assert dialog.confirm.isEnabled()
    dialog.reject()


def test_rows_tell_place_day_ideas_and_rounds(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    create_workshop(desk, "Marktplatz", WorkshopChange(place="Halle", held_on=date(2026, 5, 4)))
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    index = window.start.model.index(0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Marktplatz, Halle · 4 May 2026 · 0 ideas"
    window.look.change_language(Language.GERMAN)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Marktplatz, Halle · 4. Mai 2026 · 0 Ideen"


def test_the_keyboard_is_on_the_list_as_soon_as_there_is_one(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    create_workshop(desk, "Marktplatz")
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    assert window.focusWidget() is window.start.list


def test_a_list_that_comes_late_does_not_take_the_keyboard_from_elsewhere(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    window.header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.header.setFocus()
    create_workshop(desk, "Marktplatz")
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    assert window.focusWidget() is window.header


def test_a_workshop_is_opened_with_enter(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    create_workshop(desk, "Marktplatz")
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    window.start.list.setFocus()
    with qtbot.waitSignal(window.workshop_opened):
        QTest.keyClick(window.start.list, Qt.Key.Key_Return)
    assert window.navigation.buttons[1].isEnabled()


def test_the_workshop_that_was_open_last_is_chosen(
    desk: Desk, workshop: Workshop, look: Look, window: MainWindow, qtbot: QtBot
) -> None:
    create_workshop(desk, "Neuer")
    look.remember(last_workshop=workshop.id)
    window.start.show_lines([])
    window.start.mark_stale()
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 2)
    chosen = window.start.current()
    assert chosen is not None
    assert chosen.id == workshop.id


def test_a_workshop_is_changed(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    create_workshop(desk, "Marktplatz")
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    window.start.list.setFocus()
    QTest.keyClick(window.start.list, Qt.Key.Key_F2)
    dialog = shown(WorkshopDialog)
    dialog.title.setText("Dorfplatz")
    dialog.submit()
    qtbot.waitUntil(lambda: window.start.model.lines[0].title == "Dorfplatz")


def test_deleting_asks_first_and_enter_keeps_everything(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    workshop = create_workshop(desk, "Marktplatz")
    qtbot.waitUntil(lambda: window.start.model.rowCount() == 1)
    window.open_workshop(workshop)
    window.show_place(START)
    idle(qtbot, window)
    window.start.list.setFocus()
    QTest.keyClick(window.start.list, Qt.Key.Key_Delete)
    question = shown(Confirmation)
    assert question.cancel.isDefault()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert len(list_workshops(desk)) == 1
    QTest.keyClick(window.start.list, Qt.Key.Key_Delete)
    QTest.mouseClick(shown(Confirmation).confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workshop is None)
    assert list_workshops(desk) == []
    assert not window.navigation.buttons[1].isEnabled()


def test_the_sample_evening_opens(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.workshop_opened):
        QTest.mouseClick(button(window, "Open the sample evening"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.capture.state.ideas) == 40)
    assert len(window.capture.state.clusters) == 6
