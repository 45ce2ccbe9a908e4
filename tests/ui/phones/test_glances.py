"""What phones sent is looked at, taken, changed, put aside and taken back, by keys."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.offers import OfferDraft, OfferState
from moderator.domain.pictures import PicturePurpose, PictureState
from moderator.operations.comments import add_comment, list_comments, waiting_comments
from moderator.operations.ideas import list_ideas
from moderator.operations.offers import list_offers, send_idea
from moderator.operations.phone_doors import read_door
from moderator.operations.pictures import check_picture, keep_picture, list_pictures
from moderator.ui import file_dialogs
from moderator.ui.phones.glance_panel import MOST_SHOWN
from moderator.ui.phones.offer_dialog import OfferDialog
from moderator.ui.phones.picture_dialog import PictureDialog
from moderator.ui.phones.picture_reading import scaled_down
from tests.ui.driving import idle, is_shown, shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.phones_screen import PhonesScreen

pytestmark = pytest.mark.gui
KEY = Qt.Key


def a_photo(width: int = 64, height: int = 48) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "#336699").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def sent(phone_desk: Desk, workshop: Workshop, ideas: list[Idea]) -> None:
    """Two ideas, one of them with a picture, and a comment."""
    picture = check_picture(a_photo(), PicturePurpose.IDEA)
    send_idea(phone_desk, workshop.id, OfferDraft("Bank am Bach", "Mit Lehne", "3", picture))
    send_idea(phone_desk, workshop.id, OfferDraft("Grober Unfug"))
    add_comment(phone_desk, ideas[0].id, "Da mache ich mit.")


@pytest.fixture
def waiting(sent: None, screen: PhonesScreen, window: MainWindow, qtbot: QtBot) -> PhonesScreen:
    """Return the screen with what waits, and the keyboard on the list."""
    del sent
    screen.mark_stale()
    idle(qtbot, window)
    screen.glance.list.setFocus()
    return screen


def texts(screen: PhonesScreen) -> list[str]:
    return [item.text for item in screen.glance.list.items.lines]


def board(desk: Desk, workshop: Workshop) -> list[str]:
    return [each.title for each in list_ideas(desk, workshop.id)][6:]


def test_taken_put_aside_and_taken_back(
    waiting: PhonesScreen, window: MainWindow, workshop: Workshop, desk: Desk, qtbot: QtBot
) -> None:
    assert texts(waiting) == ["Bank am Bach", "Grober Unfug", "Da mache ich mit."]
    assert waiting.glance.heading.text() == "3 are waiting"
    QTest.keyClick(waiting.glance.list, KEY.Key_Return)
    qtbot.waitUntil(lambda: texts(waiting) == ["Grober Unfug", "Da mache ich mit."])
    idle(qtbot, window)
    assert board(desk, workshop) == ["Bank am Bach"]
    QTest.keyClick(waiting.glance.list, KEY.Key_Delete)
    qtbot.waitUntil(lambda: texts(waiting) == ["Da mache ich mit."])
    idle(qtbot, window)
    declined = list_offers(desk, workshop.id, OfferState.DECLINED)
    assert [each.title for each in declined] == ["Grober Unfug"]
    QTest.keyClick(waiting, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: texts(waiting) == ["Grober Unfug", "Da mache ich mit."])
    QTest.keyClick(waiting, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    everything = ["Bank am Bach", "Grober Unfug", "Da mache ich mit."]
    qtbot.waitUntil(lambda: texts(waiting) == everything)
    idle(qtbot, window)
    assert board(desk, workshop) == []


def test_changed_before_it_is_taken(
    waiting: PhonesScreen, window: MainWindow, workshop: Workshop, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(waiting.glance.list, KEY.Key_Down)
    QTest.keyClick(waiting.glance.list, KEY.Key_F2)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: is_shown(OfferDialog))
    dialog = shown(OfferDialog)
    dialog.title.setText("")
    dialog.confirm.click()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert board(desk, workshop) == []
    dialog.title.setText("Feiner Unfug")
    dialog.cluster.setCurrentText("Kultur")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: not is_shown(OfferDialog))
    idle(qtbot, window)
    assert board(desk, workshop) == ["Feiner Unfug"]
    assert list_ideas(desk, workshop.id)[-1].cluster_id is not None


def test_a_comment_is_shown_or_not_and_cannot_be_changed(
    waiting: PhonesScreen, window: MainWindow, ideas: list[Idea], desk: Desk, qtbot: QtBot
) -> None:
    for _ in range(2):
        QTest.keyClick(waiting.glance.list, KEY.Key_Down)
    assert not waiting.glance.change.isEnabled()
    QTest.keyClick(waiting.glance.list, KEY.Key_F2)
    waiting.glance.take.click()
    idle(qtbot, window)
    assert not is_shown(OfferDialog)
    assert [each.text for each in list_comments(desk, ideas[0].id)] == ["Da mache ich mit."]
    qtbot.waitUntil(lambda: len(texts(waiting)) == 2)
    QTest.keyClick(waiting, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert list_comments(desk, ideas[0].id) == []
    qtbot.waitUntil(lambda: len(texts(waiting)) == 3)
    waiting.decline(waiting.glance.list.items.lines[2])
    qtbot.waitUntil(lambda: texts(waiting) == ["Bank am Bach", "Grober Unfug"])
    idle(qtbot, window)
    assert waiting_comments(desk, ideas[0].workshop_id) == []


def test_a_picture_is_looked_at_before_its_idea_is_taken(
    waiting: PhonesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert waiting.glance.picture.isVisible()
    QTest.keyClick(waiting.glance.list, KEY.Key_Space)
    dialog = shown(PictureDialog)
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    assert dialog.picture.pixmap().width() == 64
    QTest.keyClick(dialog, KEY.Key_Escape)
    QTest.keyClick(waiting.glance.list, KEY.Key_Down)
    assert not waiting.glance.picture.isVisible()
    QTest.keyClick(waiting.glance.list, KEY.Key_Space)
    assert not is_shown(PictureDialog)
    idle(qtbot, window)


def test_every_word_stands_there_and_a_crowd_stays_a_short_list(
    waiting: PhonesScreen, workshop: Workshop, desk: Desk
) -> None:
    items = waiting.glance.list
    short = items.sizeHintForIndex(items.items.index(1, 0)).height()
    long = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 12)
    items.show_items([items.items.lines[0].__class__(text=long, below=long, when="19:02")])
    height = items.sizeHintForIndex(items.items.index(0, 0)).height()
    assert height > 8 * short
    assert not items.horizontalScrollBar().isVisible()
    (first, *_) = list_offers(desk, workshop.id)
    waiting.glance.show_waiting([first] * 1000, [], {})
    assert waiting.glance.heading.text() == "1000 are waiting"
    assert len(items.items.lines) == MOST_SHOWN


def test_what_phones_may_do_is_switched(
    screen: PhonesScreen, window: MainWindow, workshop: Workshop, desk: Desk, qtbot: QtBot
) -> None:
    glance = screen.glance
    for box in (glance.ideas_wait, glance.comments_wait, glance.open_joining):
        QTest.keyClick(box, KEY.Key_Space)
        idle(qtbot, window)
    door = read_door(desk, workshop.id)
    assert (door.ideas_wait, door.comments_wait, door.open_joining) == (False, False, True)
    QTest.keyClick(screen, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not glance.open_joining.isChecked())
    idle(qtbot, window)


def test_photos_are_looked_at_saved_and_put_aside(
    screen: PhonesScreen,
    window: MainWindow,
    phone_desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert screen.workshop is not None
    workshop_id = screen.workshop.id
    assert not screen.inbox.isVisible()
    for _ in range(2):
        checked = check_picture(a_photo(640, 480), PicturePurpose.WALL)
        keep_picture(phone_desk, workshop_id, checked)
    screen.mark_stale()
    idle(qtbot, window)
    photos = screen.inbox.list
    assert photos.count() == 2
    icon = photos.item(0).icon()
    assert icon.availableSizes()[0].width() == 96
    QTest.keyClick(photos, KEY.Key_Return)
    qtbot.waitUntil(lambda: is_shown(PictureDialog))
    dialog = shown(PictureDialog)
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    dialog.confirm.click()
    target = tmp_path / "wall.jpg"
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: target)
    screen.inbox.save.click()
    idle(qtbot, window)
    with Image.open(target) as saved:
        assert saved.size == (640, 480)
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: target / "x" / "wall.jpg")
    screen.inbox.save.click()
    qtbot.waitUntil(lambda: "wall.jpg cannot be written." in screen.banner.message)
    screen.inbox.done.click()
    qtbot.waitUntil(lambda: photos.count() == 1)
    idle(qtbot, window)
    left = list_pictures(phone_desk, workshop_id)
    assert [each.state for each in left] == [PictureState.INBOX]


def test_what_is_no_picture_gives_none() -> None:
    assert scaled_down(b"no picture", 10, 10).isNull()
    small = scaled_down(a_photo(4000, 3000), 100, 100)
    assert (small.width(), small.height()) == (100, 75)
