"""The dialog that brings in posts, driven like a person would, against a fake server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.operations.history import undo
from moderator.operations.ideas import list_ideas
from moderator.sync import hashtags
from moderator.ui.hashtag.hashtag_dialog import HashtagDialog
from tests.fakes.answers import FakeAnswer
from tests.fakes.mastodon import FakeMastodon, status
from tests.fakes.servers import serving
from tests.ui.driving import idle, is_shown, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def fake() -> FakeMastodon:
    return FakeMastodon(
        [
            status(4, "Mehr Bänke am Markt"),
            status(3, "mehr bänke am markt #markt"),
            status(2, "Ein Zebrastreifen", spoiler_text="Verkehr"),
            status(1, "Kino im Saal", in_reply_to_id="7"),
        ]
    )


@pytest.fixture
def address(fake: FakeMastodon) -> Iterator[str]:
    with serving(fake.handle) as url:
        yield url


@pytest.fixture
def dialog(capture: CaptureScreen, address: str, qtbot: QtBot) -> HashtagDialog:
    QTest.keyClick(capture.entry.title, Qt.Key.Key_I, CTRL_SHIFT)
    qtbot.waitUntil(lambda: is_shown(HashtagDialog))
    opened = shown(HashtagDialog)
    opened.server.setText(address)
    opened.hashtag.setText("#markt")
    return opened


def look(dialog: HashtagDialog, qtbot: QtBot) -> None:
    QTest.keyClick(dialog.hashtag, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.look_up.isEnabled)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() > 0 or dialog.banner.isVisible())


def test_ticked_posts_become_ideas_and_go_back_in_one_step(
    dialog: HashtagDialog, window: MainWindow, qtbot: QtBot, desk: Desk, workshop: Workshop
) -> None:
    look(dialog, qtbot)
    dialog_server = dialog.server.text()
    lines = dialog.list.posts.lines
    assert [each.can_be_ticked for each in lines] == [False, True, True]
    assert "1 answer left out" in dialog.summary.text()
    assert not dialog.confirm.isEnabled()
    dialog.tick_all.click()
    assert [each.text for each in dialog.list.posts.picked] == ["mehr bänke am markt #markt"]
    dialog.list.setCurrentIndex(dialog.list.posts.index(2, 0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    at = dialog.list.visualRect(dialog.list.posts.index(0, 0)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.number.text() == "2 of 3 ticked"
    dialog.confirm.click()
    idle(qtbot, window)
    assert window.banner.message == "Imported: #markt 2 ideas added."
    titles = [each.title for each in list_ideas(desk, workshop.id)]
    assert sorted(titles) == ["Ein Zebrastreifen", "mehr bänke am markt"]
    undo(desk, workshop.id)
    assert list_ideas(desk, workshop.id) == []
    again = window.files.ask_for_hashtag()
    assert again is not None
    assert (again.server.text(), again.hashtag.text()) == (dialog_server, "#markt")
    again.reject()


def test_trouble_is_told_and_what_was_typed_stays(
    dialog: HashtagDialog, fake: FakeMastodon, qtbot: QtBot
) -> None:
    fake.instead = [FakeAnswer.of_json(401, {"error": "The access token is invalid"})]
    look(dialog, qtbot)
    assert "only to people who have an account there" in dialog.banner.message
    assert dialog.hashtag.text() == "#markt"
    fake.posts.clear()
    look(dialog, qtbot)
    assert dialog.pages.currentIndex() == 1
    assert not dialog.banner.isVisible()


def test_a_look_that_takes_long_can_be_left(
    dialog: HashtagDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(hashtags, "read_hashtag", lambda *_: let_go.wait(60))
    dialog.look_up.click()
    reading = dialog.reading
    assert reading is not None
    assert not dialog.look_up.isEnabled()
    assert dialog.cancel.text() == "Stop"
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.summary.text() == "Stopped."
    assert dialog.look_up.isEnabled()
    let_go.set()
    reading.wait()
    qtbot.wait(1)
    assert dialog.summary.text() == "Stopped."
    dialog.reject()
    qtbot.waitUntil(lambda: not is_shown(HashtagDialog))
