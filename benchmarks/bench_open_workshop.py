"""Opening a workshop of 2,000 ideas, against a bare SELECT and an empty list of Qt."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QListView

from benchmarks.filled_stores import make_workshop
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import Sample, cpu_ratios, timed, turns_of, wall_ratios
from moderator.operations.desk import open_desk
from moderator.operations.workshops import create_workshop, read_workshop
from moderator.paths import Paths
from moderator.ui.background import Background
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop

TITLE = "Opening a workshop: from the click to its ideas drawn on the board"
MOST_TIMES = 3.0
_SIZE = (1280, 800)
_SELECT = (
    "SELECT * FROM ideas WHERE workshop_id = ? AND removed_at IS NULL AND duplicate_of IS NULL "
    "ORDER BY number"
)
_LOOK_EVERY = 50
"""Milliseconds after which a wait looks again, should nothing happen."""
_PATIENCE = 60.0
"""Seconds after which opening has failed."""


def measure(choice: Choice, findings: Findings) -> None:
    """Open the big workshop again and again, in between the empty list and another workshop."""
    ideas = choice.size(2_000, 50)
    paths = Paths(choice.folder / "profile")
    desk, workshop_id = make_workshop(paths.profile, ideas)
    other, big = create_workshop(desk, "Another evening"), read_workshop(desk, workshop_id)
    desk.close()
    app = QApplication([])
    background = Background(lambda: open_desk(paths))
    window = MainWindow(Look(app, paths.settings_file), background)
    background.start()
    window.resize(*_SIZE)
    window.show()
    _wait_for(lambda: bool(window.start.model.lines) and not background.under_way)
    bare = "bare SELECT, empty QListView shown"
    samples = turns_of(
        {
            "Moderator": lambda: _opened(window, big, other, ideas),
            bare: lambda: _bare(paths.store_file, big.id, ideas),
        },
        choice.repetitions,
    )
    window.close()
    background.stop()
    findings.tell(f"\n{ideas:,} ideas")
    findings.table("ms per opening", samples, scale=1e3)
    ours, theirs = samples["Moderator"], samples[bare]
    findings.at_most("opening, time", wall_ratios(ours, theirs), MOST_TIMES)
    findings.at_most("opening, CPU", cpu_ratios(ours, theirs), MOST_TIMES)


class _Painted(QObject):
    """Tells whether a widget was painted while `counts` held."""

    def __init__(self, widget: QWidget, counts: Callable[[], bool]) -> None:
        super().__init__()
        self.seen = False
        self._counts = counts
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.seen |= event.type() == QEvent.Type.Paint and self._counts()
        return False


def _opened(window: MainWindow, big: Workshop, other: Workshop, ideas: int) -> Sample:
    """Open the big workshop while another one is open."""
    capture = window.capture
    window.show()
    window.open_workshop(other)
    _come_to_rest(window)
    # One row more for each heading of a cluster.
    painted = _Painted(capture.board.viewport(), lambda: capture.model.rowCount() >= ideas)

    def open_it() -> int:
        window.open_workshop(big)
        _wait_for(lambda: painted.seen)
        return 1

    sample = timed(open_it)
    _come_to_rest(window)
    # Beside another window it would be painted anew whenever that one takes the keyboard.
    window.hide()
    QApplication.processEvents()
    return sample


def _come_to_rest(window: MainWindow) -> None:
    _wait_for(lambda: not window.background.under_way and not window.screen_shown.is_stale)


def _bare(file: Path, workshop_id: str, ideas: int) -> Sample:
    """Read the same rows by the driver alone and show an empty list of the same size."""
    view, lines = QListView(), QStringListModel()
    painted = _Painted(view.viewport(), lambda: True)
    view.setModel(lines)
    view.resize(*_SIZE)

    def open_it() -> int:
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute(_SELECT, (workshop_id,)).fetchall()
        if len(found) != ideas:
            raise AssertionError(len(found))
        view.show()
        _wait_for(lambda: painted.seen)
        return 1

    sample = timed(open_it)
    view.close()
    return sample


def _wait_for(reached: Callable[[], bool]) -> None:
    begin = time.monotonic()
    wake = QTimer()
    wake.start(_LOOK_EVERY)
    while not reached():
        # Sleeping, as a window does: to ask again and again would keep the worker from its work.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() - begin > _PATIENCE:
            raise TimeoutError
    wake.stop()
    # What was painted is sent off at the end of the event.
    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(run(TITLE, 15, measure))
