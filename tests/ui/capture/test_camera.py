from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.operations.print_jobs import Paper
from moderator.ui.main_window import CAPTURE, VOTE
from moderator.ui.scenes.printed_wall import photo_of_cards, print_cards
from moderator.vision.camera import open_film
from tests.ui.driving import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow
    from moderator.vision.camera import Frame

pytestmark = pytest.mark.gui
NOTHING = np.full((270, 480, 3), 120, np.uint8)


class HeldUp:
    """A camera that sees what was held into it last; `None` pulls its plug."""

    number = 3

    def __init__(self) -> None:
        self.frame: Frame | None = NOTHING
        self.opened: list[int] = []
        self.closed = threading.Event()
        self._never = threading.Event()

    def open(self, first: int) -> HeldUp:
        self.opened.append(first)
        self.closed.clear()
        return self

    def read(self) -> Frame | None:
        # As fast as a quick camera.
        self._never.wait(0.01)
        return self.frame

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def held(capture: CaptureScreen, monkeypatch: pytest.MonkeyPatch) -> HeldUp:
    """Return the only camera of the computer."""
    source = HeldUp()
    monkeypatch.setattr(capture.camera, "open_source", source.open)
    return source


@pytest.fixture
def cards(desk: Desk, workshop: Workshop, ideas: list[Idea], tmp_path: Path) -> list[Frame]:
    """Return pictures of the printed cards of the first two ideas and of a blank card."""
    assert len(ideas) == 6
    pdf, entries = print_cards(desk, workshop.id, tmp_path)
    blank, blanks = print_cards(desk, workshop.id, tmp_path, Paper.BLANK)
    shown = [(pdf, entries[0]), (pdf, entries[1]), (blank, blanks[0])]
    contents = [photo_of_cards(paper, [entry], {}) for paper, entry in shown]
    return [
        np.asarray(cv2.imdecode(np.frombuffer(each, np.uint8), cv2.IMREAD_COLOR), np.uint8)
        for each in contents
    ]


@pytest.mark.journey
def test_a_card_held_into_the_camera_opens_its_idea(
    cards: list[Frame], held: HeldUp, capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    panel, editor = capture.camera.panel, capture.editor
    QTest.mouseClick(capture.bar.camera, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.told.text() == "Hold a card into the picture.")
    qtbot.waitUntil(lambda: not panel.preview.image.isNull())
    assert window.look.settings.camera == 3
    held.frame = cards[0]
    qtbot.waitUntil(lambda: editor.card is not None)
    assert editor.title.text() == "Bänke"
    assert panel.told.text() == "1  Bänke"
    held.frame = cards[1]
    qtbot.waitUntil(lambda: editor.title.text() == "Bücherschrank")
    editor.body.setPlainText("Am Brunnen")
    held.frame = cards[0]
    qtbot.waitUntil(lambda: panel.told.text() == "Please save what is typed first.")
    assert editor.title.text() == "Bücherschrank"
    editor.submit()
    qtbot.waitUntil(lambda: editor.title.text() == "Bänke")
    editor.close_editor()
    held.frame = cards[2]
    qtbot.waitUntil(lambda: bool(capture.entry.fields().code))
    assert panel.told.text().startswith("Blank card ")
    QTest.keyClick(capture.entry.title, Qt.Key.Key_K, _SHIFT_CONTROL)
    assert not panel.isVisible()
    assert held.closed.wait(30)
    idle(qtbot, window)


_SHIFT_CONTROL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


def test_the_camera_is_off_once_nobody_sees_it_and_opens_again_when_it_was_gone(
    ideas: list[Idea], held: HeldUp, capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert ideas
    panel = capture.camera.panel

    def has_picture() -> bool:
        return not panel.preview.image.isNull()

    capture.camera.toggle()
    qtbot.waitUntil(has_picture)
    window.show_place(VOTE)
    assert held.closed.wait(30)
    assert capture.camera.run is None
    assert panel.isHidden()
    window.show_place(CAPTURE)
    capture.camera.toggle()
    qtbot.waitUntil(has_picture)
    held.frame = None
    qtbot.waitUntil(panel.again.isVisible)
    assert panel.told.text() == "The camera gives no pictures any more."
    assert not has_picture()
    assert held.closed.wait(30)
    held.frame = NOTHING
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(has_picture)
    QTest.mouseClick(panel.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(held.opened) == 4)
    assert held.opened == [0, 3, 0, 4]
    capture.camera.close()
    idle(qtbot, window)


def film_of(content: bytes, file: Path) -> Path:
    """Write a film in which one picture stands still for as long as reading it takes."""
    frame = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    assert frame is not None
    size = frame.shape[1], frame.shape[0]
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 25, size)
    for _ in range(500):
        film.write(frame)
    film.release()
    return file


def test_without_a_camera_or_cards_a_sentence_says_so_and_a_film_does_as_well(  # noqa: PLR0917
    capture: CaptureScreen,
    window: MainWindow,
    desk: Desk,
    workshop: Workshop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    panel, files = capture.camera.panel, [tmp_path / "none.avi"]
    monkeypatch.setattr(capture.camera, "open_source", lambda _first: open_film(files[-1]))
    capture.camera.toggle()
    qtbot.waitUntil(panel.again.isVisible)
    assert panel.told.text() == "There are no cards yet that could hang on a wall."
    pdf, entries = print_cards(desk, workshop.id, tmp_path, Paper.BLANK)
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.told.text() == "The camera cannot be opened.")
    assert panel.advice.text() == "Please close other programs that use it, then try again."
    files.append(film_of(photo_of_cards(pdf, entries[:1], {}), tmp_path / "held.avi"))
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: capture.entry.fields().code == entries[0]["code"])
    capture.camera.close()
    idle(qtbot, window)
