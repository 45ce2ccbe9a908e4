from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from moderator.operations.ideas import list_ideas
from moderator.ui import file_dialogs
from moderator.ui.dialogs.print_dialog import PrintDialog
from tests.ui.driving import idle, shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that is chosen wherever one is asked for."""
    chosen = tmp_path / "chosen.pdf"
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: chosen)
    monkeypatch.setattr(file_dialogs, "ask_for_file", lambda *_: chosen)
    return chosen


def test_a_list_is_brought_in_and_summed_up(
    capture: CaptureScreen,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    target: Path,
) -> None:
    target.with_suffix(".csv").write_text("Titel;Tisch\nBänke;1\nLinden;2\n", encoding="utf-8")
    window.files.bring_in(workshop, target.with_suffix(".csv"))
    idle(qtbot, window)
    assert window.banner.message == "Imported: chosen.csv 2 ideas added."
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Bänke", "Linden"]
    # The board reads after the answer, on the event that the import published.
    qtbot.waitUntil(lambda: len(capture.state.ideas) == 2)
    window.files.bring_in(workshop, target.with_suffix(".csv"))
    idle(qtbot, window)
    assert window.banner.message == "Imported: chosen.csv 0 ideas added, 2 were there already."


def test_a_file_that_cannot_be_read_is_explained(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    target.write_bytes(b"%PDF")
    QTest.keyClick(capture.entry.title, Qt.Key.Key_I, CTRL)
    idle(qtbot, window)
    assert window.banner.isVisible()
    assert window.banner.property("role") == "danger"


def test_cards_are_printed_by_keys(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    assert len(ideas) == 6
    QTest.keyClick(capture.entry.title, Qt.Key.Key_P, CTRL)
    dialog = shown(PrintDialog)
    qtbot.waitUntil(dialog.confirm.isEnabled)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert target.read_bytes().startswith(b"%PDF")
    assert window.banner.message == "Saved: chosen.pdf 6 cards on 2 pages."
    assert [each.text() for each in window.banner.buttons] == ["Open file"]


def test_nothing_to_print_is_said(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    assert capture.isVisible()
    dialog = window.files.ask_what_to_print()
    assert dialog is not None
    qtbot.waitUntil(dialog.confirm.isEnabled)
    dialog.submit()
    idle(qtbot, window)
    assert "There are no cards to print yet." in dialog.banner.message
    assert not target.exists()


def test_the_protocol_is_saved(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot, target: Path
) -> None:
    assert len(ideas) == 6
    QTest.keyClick(capture.entry.title, Qt.Key.Key_E, CTRL)
    idle(qtbot, window)
    assert target.read_bytes().startswith(b"%PDF")
    assert window.banner.message == "Saved: chosen.pdf"


def test_the_chosen_kind_gives_the_suffix_that_was_not_typed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parent, typed = QWidget(), tmp_path / "protocol"
    qtbot.addWidget(parent)
    for chosen, kind, expected in (
        (str(typed), "Table (*.csv)", "protocol.csv"),
        (str(typed), "", "protocol.pdf"),
        (str(typed) + ".md", "Table (*.csv)", "protocol.md"),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, c=chosen, k=kind: (c, k))
        target = file_dialogs.ask_for_target(parent, "Save", "protocol.pdf", "x")
        assert target == tmp_path / expected
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert file_dialogs.ask_for_target(parent, "Save", "protocol.pdf", "x") is None


def test_a_file_to_open_is_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen = str(tmp_path / "a.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    assert file_dialogs.ask_for_file(parent, "Open", "x") == tmp_path / "a.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert file_dialogs.ask_for_file(parent, "Open", "x") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ideen für unseren Marktplatz", "Ideen-für-unseren-Marktplatz.pdf"),
        ("a/b\\c: *?", "a-b-c.pdf"),
        ("x" * 200, "x" * 60 + ".pdf"),
    ],
)
def test_file_names_are_made_of_titles(title: str, name: str) -> None:
    assert file_dialogs.file_name(title, ".pdf") == name
