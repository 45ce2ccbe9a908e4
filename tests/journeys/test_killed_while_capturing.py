"""`kill -9` of the window while ideas are typed: what was shown as saved is there, none twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moderator.operations import ideas, workshops
from moderator.operations.desk import open_desk
from moderator.ui.background import Background
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.paths import Paths

KILLS = 200
IDEAS_PER_RUN = 12
LOADED = [
    "moderator.operations.history",
    "moderator.printing.wifi",
    "moderator.storage.sqlite",
    "moderator.ui.photos.ways_in",
    "moderator.ui.workshop_screens",
]
"""What the window loads once it is open. Each one is forked from a process that has it already."""

pytestmark = [
    pytest.mark.gui,
    pytest.mark.journey,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix"),
]


def _type_until_killed(paths: Paths, workshop_id: WorkshopId, told: Connection) -> None:
    """Open the window on a workshop, type ideas, and tell each that is shown as saved.

    The window is dressed once, when it is whole; and it sleeps where it waits, as it does in life.
    """
    app = QApplication([])
    background = Background(lambda: open_desk(paths))
    look = Look(app, paths.settings_file, dressed=False)
    window = MainWindow(look, background)
    window.complete()
    look.dress()
    saved = iter(range(IDEAS_PER_RUN))
    background.saved.connect(lambda: told.send(next(saved)))
    window.show()
    window.open_by_id(workshop_id)
    background.start()
    while window.capture.workshop is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for number in range(IDEAS_PER_RUN):
        QTest.keyClicks(window.capture.entry.title, f"Idea {number}")
        QTest.keyClick(window.capture.entry.title, Qt.Key.Key_Return)
        app.processEvents()
    app.exec()


def _kill_somewhere(
    context: multiprocessing.context.ForkServerContext, paths: Paths, workshop_id: WorkshopId
) -> int:
    """Return how many ideas the window had shown as saved when it was killed."""
    listening, telling = context.Pipe(duplex=False)
    process = context.Process(
        target=_type_until_killed, args=(paths, workshop_id, telling), daemon=True
    )
    process.start()
    telling.close()
    saved = 0
    for _ in range(random.randrange(IDEAS_PER_RUN)):
        saved = listening.recv() + 1
    listening.poll(random.random() * 0.004)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while True:
        try:
            saved = listening.recv() + 1
        except EOFError:
            return saved


def test_no_idea_shown_as_saved_is_lost_or_doubled_by_200_kills_of_the_window(desk: Desk) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *LOADED])
    for run in range(KILLS):
        workshop_id = workshops.create_workshop(desk, f"Werkstatt {run}").id
        saved = _kill_somewhere(context, desk.paths, workshop_id)
        there = ideas.list_ideas(desk, workshop_id)
        # Typed ideas may be committed before the window comes to show it; never the other way.
        assert saved <= len(there)
        assert [each.title for each in there] == [f"Idea {n}" for n in range(len(there))]
        assert [each.number for each in there] == list(range(1, len(there) + 1))
    assert desk.store.examine() == []
