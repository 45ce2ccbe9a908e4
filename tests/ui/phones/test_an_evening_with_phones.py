"""Phones are let in, come, send, and are sent away: the real server process, real requests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from requests.exceptions import ConnectionError as NoAnswer

from moderator.operations.ideas import list_ideas
from moderator.operations.phone_doors import read_addresses
from moderator.ui.phones import server_process
from moderator.ui.phones.left_behind import find
from moderator.ui.phones.self_test_dialog import SelfTestDialog
from moderator.ui.phones.server_process import ServerState
from tests.ui.driving import idle, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from moderator.ui.main_window import MainWindow
    from moderator.ui.phones.server_process import ServerProcess
    from moderator.ui.phones_screen import PhonesScreen
    from tests.fakes.phone_servers import Phone

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(sys.platform != "linux", reason="phones need addresses 127.0.0.x"),
]
WINDOW = """
import sys
from PySide6.QtCore import QCoreApplication
from pathlib import Path
from moderator.ui.phones.server_process import ServerProcess, own_program
app = QCoreApplication(sys.argv)
profile = Path(sys.argv[1])
server = ServerProcess(own_program(profile, None), profile)
server.changed.connect(lambda: server.door and print(server.door.url, flush=True))
server.start(sys.argv[2], "127.0.0.1")
app.exec()
"""


def let_in(screen: PhonesScreen, server: ServerProcess, qtbot: QtBot) -> None:
    """Press the button and wait until phones can come."""
    QTest.keyClick(screen.door.begin, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: server.state is ServerState.ON)


def test_from_the_first_phone_to_the_last(  # noqa: PLR0917 (one evening)
    screen: PhonesScreen,
    server: ServerProcess,
    phone: Callable[[], Phone],
    window: MainWindow,
    workshop: Workshop,
    desk: Desk,
    qtbot: QtBot,
    port: int,
) -> None:
    let_in(screen, server, qtbot)
    assert screen.door.state.text() == "Phones can come in"
    assert screen.door.address.text() == f"http://127.0.0.1:{port}"
    assert screen.door.page_code.text == f"http://127.0.0.1:{port}"
    guest = phone()
    assert "Marktplatz" in guest.get("/").text
    qtbot.waitUntil(lambda: screen.door.phones.text() == "1 phone is here")

    assert screen.door.proof.text() == "Not tested with a phone yet"
    screen.door.test.click()
    dialog = shown(SelfTestDialog)
    code = dialog.address.text().partition("/test/")[2]
    guest.get(f"/test/{code}")
    qtbot.waitUntil(lambda: dialog.step.text().startswith("The phone has arrived"))
    guest.say(f"/test/{code}", key=uuid4())
    qtbot.waitUntil(lambda: dialog.step.text().startswith("It works"))
    qtbot.waitUntil(lambda: screen.door.proof.text().startswith("Proven with a phone: "))
    assert read_addresses(desk, workshop.id).proven == f"http://127.0.0.1:{port}"
    dialog.confirm.click()
    idle(qtbot, window)

    sent = guest.say("/idea", key=uuid4(), title="Bank am Bach", body="Mit Lehne")
    assert sent.json()["ok"]
    qtbot.waitUntil(lambda: screen.glance.heading.text() == "1 is waiting")
    assert len(list_ideas(desk, workshop.id)) == 6
    screen.glance.list.setFocus()
    QTest.keyClick(screen.glance.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.glance.heading.text() == "From phones")
    idle(qtbot, window)
    assert list_ideas(desk, workshop.id)[-1].title == "Bank am Bach"

    screen.door.end.click()
    assert server.state is ServerState.OFF
    assert screen.door.begin.isVisible()

    def nobody_answers() -> bool:
        try:
            guest.get("/")
        except NoAnswer:
            return True
        return False

    qtbot.waitUntil(nobody_answers)
    assert find(window.look.profile) is None


def test_a_killed_server_comes_back_at_the_same_address(
    screen: PhonesScreen,
    server: ServerProcess,
    phone: Callable[[], Phone],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server_process, "RESTART_AFTER_MS", (1,) * 5)
    let_in(screen, server, qtbot)
    address, guest = screen.door.address.text(), phone()
    assert guest.get("/").status_code == 200
    first = find(screen.look.profile)
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: server.state is ServerState.AGAIN)
    assert screen.door.state.text() == "Interrupted, starting again …"
    assert not screen.door.begin.isEnabled()
    qtbot.waitUntil(lambda: server.state is ServerState.ON)
    assert screen.door.address.text() == address
    assert guest.get("/").status_code == 200
    second = find(screen.look.profile)
    assert second is not None
    assert second.pid != first.pid


def test_a_server_outlives_its_window_and_the_next_window_takes_over(
    screen: PhonesScreen,
    phone: Callable[[], Phone],
    workshop: Workshop,
    paths: Paths,
    qtbot: QtBot,
    port: int,
) -> None:
    crashed = subprocess.Popen(
        [sys.executable, "-c", WINDOW, paths.profile, workshop.id],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert crashed.stdout is not None
    assert crashed.stdout.readline().strip() == f"http://127.0.0.1:{port}"
    crashed.kill()
    crashed.wait()
    crashed.stdout.close()
    guest = phone()
    assert guest.get("/").status_code == 200
    left = find(paths.profile)
    assert left is not None

    let_in(screen, screen.server, qtbot)
    assert screen.door.address.text() == f"http://127.0.0.1:{port}"
    assert guest.get("/").status_code == 200
    own = find(paths.profile)
    assert own is not None
    assert own.pid != left.pid
    # Its parent was killed; where nobody takes in orphans, what is left of it stays listed.
    assert not left.is_running() or left.status() == psutil.STATUS_ZOMBIE
