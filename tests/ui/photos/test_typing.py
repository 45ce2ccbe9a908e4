from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moderator.domain.ideas import Origin
from moderator.operations.ideas import list_ideas
from moderator.operations.print_jobs import Paper
from moderator.ui.main_window import CAPTURE
from moderator.ui.scenes.printed_wall import photo_of_wall
from tests.ui.driving import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos.transcription_page import TranscriptionPage

pytestmark = pytest.mark.gui
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def blank_cards(desk: Desk, workshop: Workshop, tmp_path: Path) -> Path:
    """Return a photo of three blank cards."""
    file = tmp_path / "blank.jpg"
    file.write_bytes(photo_of_wall(desk, workshop.id, {}, tmp_path, paper=Paper.BLANK))
    return file


def drop(capture: CaptureScreen, file: Path) -> None:
    """Drag a file over the screen and let it go."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, dragged, left, plain)
    QApplication.sendEvent(capture, entering)
    assert entering.isAccepted()
    letting_go = QDropEvent(QPoint(5, 5).toPointF(), copy, dragged, left, plain)
    QApplication.sendEvent(capture, letting_go)


@pytest.fixture
def page(
    capture: CaptureScreen, blank_cards: Path, window: MainWindow, qtbot: QtBot
) -> TranscriptionPage:
    """Return the page after the photo was dropped onto the board."""
    drop(capture, blank_cards)
    photos = window.photos
    qtbot.waitUntil(lambda: not photos.is_reading and photos.typing.isVisible())
    idle(qtbot, window)
    return photos.typing


def test_cards_are_typed_one_after_the_other(
    page: TranscriptionPage, window: MainWindow, desk: Desk, workshop: Workshop, qtbot: QtBot
) -> None:
    assert page.place.text().startswith("Card 1 of 3")
    assert not page.crop.pixmap().isNull()
    QTest.keyClicks(page.title, "Benches")
    assert window.photos.has_unsaved_text()
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert page.place.text().startswith("Card 2 of 3")
    assert page.title.text() == ""
    QTest.keyClick(page.title, Qt.Key.Key_Escape)
    assert page.place.text().startswith("Card 3 of 3")
    QTest.keyClicks(page.title, "Bike lane")
    QTest.keyClick(page.title, Qt.Key.Key_Tab)
    QTest.keyClicks(page.body, "To the station")
    QTest.keyClick(page.body, Qt.Key.Key_Return, CONTROL)
    idle(qtbot, window)
    assert page.done.isVisible()
    made = list_ideas(desk, workshop.id)
    assert [(idea.title, idea.body, idea.origin) for idea in made] == [
        ("Benches", "", Origin.PHOTO),
        ("Bike lane", "To the station", Origin.PHOTO),
    ]
    QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.stack.currentIndex() == CAPTURE
    assert len(window.capture.state.ideas) == 2


def test_what_was_typed_can_be_changed_and_the_rest_waits(
    page: TranscriptionPage, window: MainWindow, desk: Desk, workshop: Workshop, qtbot: QtBot
) -> None:
    QTest.keyClicks(page.title, "Bensches")
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.title.text() == "Bensches"
    page.title.setText("Benches")
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Benches"]
    window.show_place(CAPTURE)
    window.capture.handwriting_wanted.emit([])
    idle(qtbot, window)
    assert page.place.text().startswith("Card 2 of 3")


def test_without_photos_of_cards_the_screen_waits_for_some(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    capture.handwriting_wanted.emit([])
    idle(qtbot, window)
    assert window.photos.start.isVisible()
    assert window.navigation.buttons[CAPTURE].isChecked()


def test_what_is_typed_on_a_card_that_is_skipped_is_there_again(
    page: TranscriptionPage, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(page.title, "Ben")
    QTest.keyClick(page.title, Qt.Key.Key_Escape)
    assert page.title.text() == ""
    assert window.photos.has_unsaved_text()
    window.photos.go_back()
    window.capture.handwriting_wanted.emit([])
    idle(qtbot, window)
    assert page.place.text().startswith("Card 1 of 3")
    assert page.title.text() == "Ben"
