"""The print dialog, opened over six ideas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.operations.papers import Paper
from moderator.ui import file_dialogs
from moderator.ui.dialogs.print_dialog import PrintDialog
from tests.ui.driving import shown
from tests.ui.printing.choosing import previewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that is chosen wherever one is asked for."""
    chosen = tmp_path / "saved" / "chosen.pdf"
    chosen.parent.mkdir()
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: chosen)
    return chosen


@pytest.fixture
def dialog(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> PrintDialog:
    """Return the dialog, opened by its key, with its preview."""
    assert len(ideas) == 6
    QTest.keyClick(capture.entry.title, KEY.Key_P, CTRL)
    opened = shown(PrintDialog)
    qtbot.waitUntil(lambda: opened.form.paper.count() == len(Paper))
    previewed(qtbot, opened, window)
    return opened
