"""The phones screen as a whole: its room, its keys, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from shiboken6 import isValid

from moderator.domain.workshops import Language
from moderator.ui.main_window import PHONES
from moderator.ui.phones.network_words import firewall_words
from moderator.ui.phones.server_process import ServerState
from moderator.ui.scenes.phones_plays import announcing
from tests.ui.driving import idle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.ui.main_window import MainWindow
    from moderator.ui.phones_screen import PhonesScreen

pytestmark = pytest.mark.gui
LONGEST = {"url": "http://192.168.178.123:49152", "test_code": "4KWM7D"}


@pytest.fixture
def screen(
    workshop: Workshop, ideas: list[Idea], window: MainWindow, qtbot: QtBot
) -> Iterator[PhonesScreen]:
    """Give the screen while phones can come in."""
    assert ideas
    window.open_workshop(workshop)
    window.show_place(PHONES)
    idle(qtbot, window)
    server = window.phone_server
    server.program = announcing(LONGEST, {"phones": 12})
    window.phones.door.network.wifi_typed.emit("Gemeindehaus-Oberholzhausen", "Sommerfest-2026")
    window.phones.begin()
    qtbot.waitUntil(lambda: server.state is ServerState.ON and server.phones == 12)
    yield window.phones
    server.close()
    window.look.change_text_scale(100)


def whole(screen: PhonesScreen) -> tuple[QScrollArea, QWidget]:
    """Return the area that scrolls and the page in it."""
    area = screen.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    page = area.widget()
    assert page is not None
    return area, page


def cut_off(page: QWidget) -> list[str]:
    """Return the texts of one line that have less room than they need."""
    labels = [each for each in page.findChildren(QLabel) if each.isVisible()]
    return [
        each.text()
        for each in labels
        if not each.wordWrap() and each.sizeHint().width() > each.width() + 1
    ]


def test_nothing_is_ever_wider_than_the_window(
    screen: PhonesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    area, page = whole(screen)
    window.look.change_language(Language.GERMAN)
    for percent, size in ((125, (1280, 800)), (100, (960, 600)), (200, (960, 600))):
        window.look.change_text_scale(percent)
        window.resize(*size)
        idle(qtbot, window)
        qtbot.waitUntil(lambda: page.width() == area.viewport().width())
        assert page.minimumSizeHint().width() <= area.viewport().width(), percent
        qtbot.waitUntil(lambda: not cut_off(page))


def test_a_usual_window_shows_everything_at_once_and_keys_reach_it(screen: PhonesScreen) -> None:
    area, _ = whole(screen)
    assert area.verticalScrollBar().maximum() == 0
    door, glance = screen.door, screen.glance
    assert QApplication.focusWidget() is door.large
    passed: list[QWidget | None] = [door.large]
    for _ in range(9):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    network = door.network
    assert passed == [
        door.large,
        door.posters,
        door.test,
        door.end,
        network.adapter,
        network.wifi_name,
        network.wifi_password,
        glance.ideas_wait,
        glance.comments_wait,
        glance.open_joining,
    ]
    nameless = [
        each
        for each in screen.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not (each.accessibleName() or getattr(each, "text", str)())
    ]
    assert nameless == []


def test_the_large_codes_fill_the_screen_and_close_with_escape(
    screen: PhonesScreen, qtbot: QtBot
) -> None:
    QTest.keyClick(screen, Qt.Key.Key_F11)
    display = screen.display
    assert display is not None
    qtbot.waitUntil(display.isVisible)
    assert display.page_code.text == LONGEST["url"]
    assert display.wifi_code.text == "WIFI:T:WPA;S:Gemeindehaus-Oberholzhausen;P:Sommerfest-2026;;"
    display.activateWindow()
    qtbot.waitUntil(display.isActiveWindow)
    QTest.keyClick(display, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(display))


def test_a_window_without_phones_begins_with_its_button(
    workshop: Workshop, window: MainWindow, qtbot: QtBot
) -> None:
    window.open_workshop(workshop)
    window.show_place(PHONES)
    idle(qtbot, window)
    assert QApplication.focusWidget() is window.phones.door.begin


def test_each_system_has_its_sentence_about_the_firewall() -> None:
    said = {firewall_words(system) for system in ("win32", "darwin", "linux")}
    assert len(said) == 3
    assert "Windows firewall" in firewall_words("win32")
