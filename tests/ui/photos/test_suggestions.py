from __future__ import annotations

import threading
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.operations.ideas import list_ideas
from moderator.operations.photo_counting import issued_cards
from moderator.operations.photo_reviews import PhotoFile, Watch, keep_review, read_photos
from moderator.operations.print_jobs import Paper
from moderator.ui.scenes.printed_wall import photo_of_wall
from tests.ui.driving import idle

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos.transcription_page import TranscriptionPage

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


class ReaderOfTheDay:
    """Reads another word on each card, the same one again; stands still until it may go on."""

    def __init__(self) -> None:
        self.words = chain(("Benches", "Book shelf", "Bike lane"), repeat("More"))
        self.read_before: dict[bytes, str] = {}
        self.read_so_far = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def read(self, crop: NDArray[np.uint8]) -> str:
        assert crop.ndim == 3
        self.may_go_on.wait(60)
        self.read_so_far += 1
        seen = crop.tobytes()
        if seen not in self.read_before:
            self.read_before[seen] = next(self.words)
        return self.read_before[seen]


@pytest.fixture
def reader() -> ReaderOfTheDay:
    """Return what stands for the package."""
    return ReaderOfTheDay()


@pytest.fixture
def page(  # noqa: PLR0917
    capture: CaptureScreen,
    desk: Desk,
    workshop: Workshop,
    window: MainWindow,
    reader: ReaderOfTheDay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> TranscriptionPage:
    """Return the page with three cards to be typed; the package is installed."""
    photo = photo_of_wall(desk, workshop.id, {}, tmp_path, paper=Paper.BLANK)
    read = read_photos(issued_cards(desk, workshop.id), [PhotoFile("w.jpg", photo)], Watch())
    keep_review(desk, workshop.id, None, read)
    suggestions = window.photos.suggestions
    monkeypatch.setattr(suggestions, "can_read", lambda: True)
    monkeypatch.setattr(suggestions, "open_reader", lambda: reader)
    capture.handwriting_wanted.emit([])
    idle(qtbot, window)
    return window.photos.typing


@pytest.mark.journey
def test_a_suggestion_is_taken_replaced_or_skipped_and_never_saved_by_itself(
    page: TranscriptionPage,
    window: MainWindow,
    desk: Desk,
    workshop: Workshop,
    reader: ReaderOfTheDay,
    qtbot: QtBot,
) -> None:
    assert not page.suggest.isChecked()
    assert not page.install.isVisible()
    QTest.mouseClick(page.suggest, LEFT)
    assert window.look.settings.suggestions
    qtbot.waitUntil(lambda: page.title.text() == "Benches")
    assert page.title.selectedText() == "Benches"
    assert page.mark.text() == "Suggested – please check"
    assert page.mark.isVisible()
    # The next card is read while a person looks at this one.
    qtbot.waitUntil(lambda: reader.read_so_far == 2)
    assert not window.photos.has_unsaved_text()
    assert list_ideas(desk, workshop.id) == []
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Benches"]
    qtbot.waitUntil(lambda: page.title.text() == "Book shelf")
    QTest.keyClicks(page.title, "Shelf")
    assert page.title.text() == "Shelf"
    assert not page.mark.isVisible()
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page.title.text() == "Bike lane")
    QTest.keyClick(page.title, Qt.Key.Key_Escape)
    assert page.done.isVisible()
    assert not window.photos.has_unsaved_text()
    QTest.mouseClick(page.again, LEFT)
    QTest.mouseClick(page.skip, LEFT)
    QTest.mouseClick(page.skip, LEFT)
    qtbot.waitUntil(lambda: page.title.text() == "Bike lane")
    assert reader.read_so_far == 3
    window.photos.leave()
    idle(qtbot, window)
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Benches", "Shelf"]


def test_typing_does_not_wait_whatever_the_package_does(
    page: TranscriptionPage,
    window: MainWindow,
    reader: ReaderOfTheDay,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    reader.may_go_on.clear()
    QTest.mouseClick(page.suggest, LEFT)
    QTest.keyClicks(page.title, "Own words")
    reader.may_go_on.set()
    qtbot.waitUntil(lambda: reader.read_so_far == 2)
    idle(qtbot, window)
    assert page.title.text() == "Own words"
    assert not page.mark.isVisible()
    page.title.clear()
    QTest.mouseClick(page.suggest, LEFT)
    QTest.mouseClick(page.suggest, LEFT)
    qtbot.waitUntil(lambda: page.title.text() == "Benches")
    QTest.mouseClick(page.suggest, LEFT)
    assert page.title.text() == ""
    assert not window.look.settings.suggestions
    # A package that is broken is told, and without any the switch rests.
    photos = window.photos

    def broken() -> ReaderOfTheDay:
        raise ImportError

    monkeypatch.setattr(photos.suggestions, "open_reader", broken)
    photos.suggestions.forget()
    QTest.mouseClick(page.suggest, LEFT)
    qtbot.waitUntil(photos.banner.isVisible)
    assert photos.banner.message.startswith("Handwriting cannot be read on this computer.")
    assert not page.suggest.isChecked()
    monkeypatch.setattr(photos.suggestions, "can_read", lambda: False)
    photos.type_handwriting()
    idle(qtbot, window)
    assert not page.suggest.isEnabled()
    assert "pip install rapidocr" in page.install.text()
    assert page.title.isEnabled()
