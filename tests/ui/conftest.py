"""A real window on a real store, driven like a person would."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from moderator.domain.ideas import IdeaDraft
from moderator.domain.workshops import Language
from moderator.operations.desk import open_desk
from moderator.operations.ideas import add_idea
from moderator.operations.workshops import WorkshopChange, create_workshop
from moderator.paths import Paths
from moderator.ui.background import Background
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow
from tests.ui.driving import PatientBot, idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen

_NO_SCREEN = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
"""What Qt says of its platform without a screen; no fault of the window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests of the window run where there is no screen."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_NO_SCREEN, extend=True))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Give a driver of widgets that has patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def empty_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile with an empty store; made once, copied for each test."""
    paths = Paths.for_profile(tmp_path_factory.mktemp("empty") / "profile")
    open_desk(paths).close()
    return paths.profile


@pytest.fixture
def paths(empty_profile: Path, tmp_path: Path) -> Paths:
    """Return a profile of the test's own with an empty store."""
    profile = tmp_path / "window-profile"
    shutil.copytree(empty_profile, profile)
    return Paths.for_profile(profile)


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path) -> Iterator[Look]:
    """Give an English look with settings of its own; Qt speaks English again afterwards."""
    # The window of the test before would be dressed once more: a third of a second for nothing.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = Look(qapp, tmp_path / "settings.json")
    made.change_language(Language.ENGLISH)
    yield made
    made.change_language(Language.ENGLISH)


@pytest.fixture
def desk(paths: Paths) -> Iterator[Desk]:
    """Give a second desk on the window's store, to prepare and to look with."""
    opened = open_desk(paths)
    yield opened
    opened.close()


@pytest.fixture
def workshop(desk: Desk) -> Workshop:
    """Return a workshop without ideas."""
    return create_workshop(desk, "Marktplatz", WorkshopChange(place="Halle", participants=12))


@pytest.fixture
def ideas(desk: Desk, workshop: Workshop) -> list[Idea]:
    """Return the six ideas of the workshop, in two clusters and without."""
    rows = [
        ("Bänke", "Grün"),
        ("Bücherschrank", "Kultur"),
        ("Radweg", ""),
        ("Linden pflanzen", "Grün"),
        ("Kino im Saal", "Kultur"),
        ("Hofladen", ""),
    ]
    drafts = [IdeaDraft(title, cluster=cluster, table="2") for title, cluster in rows]
    return [add_idea(desk, workshop.id, draft) for draft in drafts]


@pytest.fixture
def background(paths: Paths, qtbot: QtBot) -> Iterator[Background]:
    """Give the worker of the window, running."""
    failures: list[Exception] = []
    made = Background(lambda: open_desk(paths))
    made.unexpected.connect(failures.append)
    with qtbot.waitSignal(made.opened):
        made.start()
    yield made
    made.stop()
    assert not failures


@pytest.fixture
def window(look: Look, background: Background, qtbot: QtBot) -> MainWindow:
    """Give the window, shown."""
    made = MainWindow(look, background)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    idle(qtbot, made)
    return made


@pytest.fixture
def capture(workshop: Workshop, window: MainWindow, qtbot: QtBot) -> CaptureScreen:
    """Return the capture screen of the workshop, read."""
    window.open_workshop(workshop)
    idle(qtbot, window)
    return window.capture
