"""The phones screen, on a port and an address of the test's own."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.workshops import Language
from moderator.operations.desk import Actor
from moderator.settings import PhoneChoice
from moderator.ui.look import Look
from moderator.ui.main_window import PHONES
from tests.fakes.phone_servers import Phone
from tests.ui.driving import idle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from moderator.ui.main_window import MainWindow
    from moderator.ui.phones.server_process import ServerProcess
    from moderator.ui.phones_screen import PhonesScreen

HERE = "127.0.0.1"


@pytest.fixture
def look(qapp: QApplication, paths: Paths) -> Iterator[Look]:
    """Give an English look that lives in the window's profile: the server has to find both."""
    made = Look(qapp, paths.profile / "settings.json")
    made.change_language(Language.ENGLISH)
    made.remember(phones=PhoneChoice(address=HERE))
    yield made
    made.change_text_scale(100)
    made.change_language(Language.ENGLISH)


@pytest.fixture
def port(paths: Paths) -> int:
    """Return a free port that the server takes for the one of last time."""
    with socket.create_server((HERE, 0)) as tried:
        free: int = tried.getsockname()[1]
    (paths.profile / "phones.json").write_text(json.dumps({"port": free}), encoding="utf-8")
    return free


@pytest.fixture
def phone_desk(desk: Desk) -> Desk:
    """Return a desk on the window's store for what phones do."""
    return replace(desk, actor=Actor.PHONE)


@pytest.fixture
def screen(
    workshop: Workshop, ideas: list[Idea], window: MainWindow, qtbot: QtBot
) -> Iterator[PhonesScreen]:
    """Give the phones screen of the workshop with its six ideas, read."""
    assert len(ideas) == 6
    window.open_workshop(workshop)
    window.show_place(PHONES)
    idle(qtbot, window)
    yield window.phones
    window.phone_server.close()


@pytest.fixture
def server(screen: PhonesScreen) -> ServerProcess:
    """Return the process behind the screen, still off."""
    return screen.server


@pytest.fixture
def phone(port: int) -> Iterator[Callable[[str], Phone]]:
    """Give a maker of phones, each at its own address of this computer (Linux)."""
    made: list[Phone] = []

    def make(address: str = "127.0.0.2") -> Phone:
        made.append(Phone(f"http://{HERE}:{port}", address))
        return made[-1]

    yield make
    for each in made:
        each.close()
