"""What the window does when the server ends, moves, or is to be ended; programs stand in for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.network_adapters import Adapter, rate_adapters
from moderator.operations import network
from moderator.operations.phone_doors import note_printed_address, note_proof
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.phones import server_process
from moderator.ui.phones.server_process import ServerState
from moderator.ui.scenes.phones_plays import announcing
from tests.ui.driving import idle, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.phones.server_process import ServerProcess
    from moderator.ui.phones_screen import PhonesScreen

pytestmark = pytest.mark.gui
HOTSPOT = {"url": "http://192.168.137.1", "join_code": "7F3K9Q", "test_code": "4KWM7D"}


def begin(screen: PhonesScreen, qtbot: QtBot, *said: object) -> None:
    """Let phones in with a program that says what a server says."""
    screen.server.program = announcing(*said)
    screen.begin()
    qtbot.waitUntil(lambda: screen.server.state is ServerState.ON)


def test_a_server_that_ends_again_and_again_is_given_up(
    screen: PhonesScreen, server: ServerProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_process, "RESTART_AFTER_MS", (1,) * 5)
    starts: list[ServerState] = []
    server.changed.connect(lambda: starts.append(server.state))
    server.program = [sys.executable, "-c", "import sys; sys.exit('The store is locked.')"]
    screen.begin()
    qtbot.waitUntil(lambda: server.state is ServerState.FAILED)
    assert starts.count(ServerState.AGAIN) == 5
    assert screen.banner.message == (
        "Phones cannot come in: the page for them ended several times in a row. "
        "The store is locked."
    )
    assert screen.door.begin.isEnabled()
    server.program = ["/there/is/no/such/program"]
    screen.begin()
    qtbot.waitUntil(lambda: starts.count(ServerState.FAILED) == 2)
    assert "Phones cannot come in" in screen.banner.message
    begin(screen, qtbot, HOTSPOT)
    assert screen.banner.isHidden()


def test_what_the_server_says_is_shown_and_what_is_no_news_passed_over(
    screen: PhonesScreen, server: ServerProcess, qtbot: QtBot
) -> None:
    assert not screen.door.network.firewall.isVisible()
    said = ("hello", [1], 7, HOTSPOT, {"unheard": "of"}, {"wrong_codes": 23})
    begin(screen, qtbot, *said)
    qtbot.waitUntil(lambda: screen.banner.message.startswith("23 wrong voting codes"))
    assert screen.door.network.firewall.isVisible()
    server.counted.emit(2)
    assert screen.door.phones.text() == "2 phones are here"
    assert not screen.door.network.firewall.isVisible()


def test_closing_the_window_asks_while_phones_are_here(
    screen: PhonesScreen, server: ServerProcess, window: MainWindow, qtbot: QtBot
) -> None:
    begin(screen, qtbot, HOTSPOT, {"phones": 3})
    qtbot.waitUntil(lambda: server.phones == 3)
    window.close()
    question = shown(Confirmation)
    assert question.sentences == ["3 phones are here.", "What was sent so far is saved."]
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert server.state is ServerState.ON
    window.close()
    shown(Confirmation).confirm.click()
    assert not window.isVisible()
    assert server.served is None


def test_a_server_that_does_not_end_is_ended_by_force(
    screen: PhonesScreen, server: ServerProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moderator.ui.phones import endings

    monkeypatch.setattr(endings, "PATIENCE", 0.05)
    stubborn = announcing(HOTSPOT)
    stubborn[2] = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {stubborn[2]}"
    server.program = stubborn
    screen.begin()
    qtbot.waitUntil(lambda: server.state is ServerState.ON)
    screen.end()
    begin(screen, qtbot, HOTSPOT)


def test_another_workshop_sees_a_closed_door(
    screen: PhonesScreen, server: ServerProcess, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    from moderator.operations.workshops import WorkshopChange, create_workshop

    begin(screen, qtbot, HOTSPOT, {"phones": 3})
    other = create_workshop(desk, "Other", WorkshopChange())
    window.open_workshop(other)
    window.show_place(4)
    idle(qtbot, window)
    assert screen.door.begin.isVisible()
    assert screen.door.begin.isEnabled()
    assert screen.door.phones.text() == ""
    assert server.state is ServerState.ON


def test_what_is_known_of_addresses_is_told(
    screen: PhonesScreen, workshop: Workshop, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    def read_again() -> None:
        screen.mark_stale()
        idle(qtbot, window)

    note_proof(desk, workshop.id, "http://192.168.178.20")
    begin(screen, qtbot, HOTSPOT)
    for printed in ("", "http://192.168.137.1/", "https://example.org"):
        note_printed_address(desk, workshop.id, printed)
        read_again()
        assert screen.banner.isHidden()
    assert screen.door.proof.text() == "Not tested with a phone yet"

    note_proof(desk, workshop.id, "http://192.168.137.1")
    note_printed_address(desk, workshop.id, "http://192.168.178.20:8080")
    read_again()
    qtbot.waitUntil(lambda: screen.door.proof.text().startswith("Proven with a phone: "))
    assert screen.banner.property("role") == "danger"
    assert screen.banner.message.startswith(
        "The printed address http://192.168.178.20:8080 leads nowhere. "
        "Now it is http://192.168.137.1."
    )


def test_the_adapter_is_chosen_with_its_reasons_and_limits(
    screen: PhonesScreen, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = rate_adapters(
        [
            Adapter("Wi-Fi Direct", "192.168.137.1"),
            Adapter("wlan0", "192.168.178.42"),
            Adapter("tun0", "10.8.0.6"),
        ]
    )
    monkeypatch.setattr(network, "list_adapters", lambda: laptop)
    screen.network_chosen("")
    screen.mark_stale()
    idle(qtbot, window)
    offered = screen.door.network
    assert [offered.adapter.itemText(at) for at in range(offered.adapter.count())] == [
        "The likeliest: 192.168.137.1",
        "192.168.137.1 · Wi-Fi Direct · this laptop's own hotspot",
        "192.168.178.42 · wlan0 · Wi-Fi",
        "10.8.0.6 · tun0 · VPN, leads elsewhere",
    ]
    assert offered.hint.text() == (
        "The laptop's own hotspot usually takes 8 phones, and 12 people are expected: "
        "better use an access point."
    )
    begin(screen, qtbot, HOTSPOT, {"phones": 6})
    qtbot.waitUntil(lambda: screen.door.phones.text() == "6 of about 8 phones")
    offered.adapter.setFocus()
    QTest.keyClick(offered.adapter, Qt.Key.Key_Down)
    QTest.keyClick(offered.adapter, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.look.settings.phones.address == "192.168.178.42")
    assert offered.hint.text().startswith("Guest Wi-Fi often keeps phones apart")
    qtbot.waitUntil(lambda: screen.server.state is ServerState.ON)
    screen.network_chosen("192.168.43.5")
    assert offered.adapter.currentText() == "192.168.43.5 · not there at the moment"
