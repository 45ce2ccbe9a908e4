from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from moderator.domain.pictures import PicturePurpose
from moderator.domain.rules import VoteRule
from moderator.operations.photo_reviews import list_reviews
from moderator.operations.pictures import check_picture, keep_picture, list_pictures
from moderator.operations.rounds import create_round, open_round
from moderator.operations.voting import list_counts
from moderator.ui import file_dialogs
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.dialogs.print_dialog import PrintDialog
from moderator.ui.main_window import PHONES, RESULTS, VOTE
from moderator.ui.scenes.printed_wall import photo_of_cards, photo_of_wall, print_cards
from tests.ui.driving import button, idle, shown
from tests.ui.photos.conftest import BLUE, RED, choose, until_reviewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.photo_reviews import ReviewedCard
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos_screen import PhotosScreen

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def review(
    screen: PhotosScreen,
    photo: Path,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> PhotosScreen:
    """Return the screen with the photo read."""
    choose(monkeypatch, photo)
    QTest.mouseClick(screen.start.choose, LEFT)
    until_reviewed(qtbot, window)
    return screen


def counted(desk: Desk, vote_round: VoteRound, ideas: list[Idea]) -> dict[int, int]:
    numbers = {idea.id: idea.number for idea in ideas}
    found: dict[int, int] = {}
    for count in list_counts(desk, vote_round.id):
        found[numbers[count.idea_id]] = found.get(numbers[count.idea_id], 0) + count.number
    return found


def card_of(screen: PhotosScreen, idea: Idea) -> ReviewedCard:
    assert screen.review.view is not None
    card = screen.review.view.review.card(idea.code)
    assert card is not None
    return card


def click_on(screen: PhotosScreen, x: float, y: float) -> None:
    """Click on a place of the photo, px of the photo."""
    view = screen.review.photo
    at: QPoint = view.mapFromScene(QPointF(x, y))
    assert view.viewport().rect().contains(at)
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)


def listed(screen: PhotosScreen) -> list[str]:
    cards = screen.review.cards
    lines = [cards.item(row).text().split("\n") for row in range(cards.count())]
    return [" · ".join(each[:2]) for each in lines]


@pytest.mark.journey
def test_from_print_over_the_photo_to_the_results_and_back(  # noqa: PLR0917
    screen: PhotosScreen,
    window: MainWindow,
    desk: Desk,
    workshop: Workshop,
    vote_round: VoteRound,
    ideas: list[Idea],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    printed, photo = tmp_path / "cards.pdf", tmp_path / "wall.jpg"
    monkeypatch.setattr(file_dialogs, "ask_for_target", lambda *_: printed)
    QTest.keyClick(screen, Qt.Key.Key_P, CONTROL)
    dialog = shown(PrintDialog)
    qtbot.waitUntil(dialog.confirm.isEnabled)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    idle(qtbot, window)
    # The same cards once more, only to know where on the pages they stand.
    _, entries = print_cards(desk, workshop.id, tmp_path)
    dots = {ideas[0].code: [RED, RED], ideas[1].code: [BLUE]}
    photo.write_bytes(photo_of_cards(printed.read_bytes(), entries[:3], dots))
    choose(monkeypatch, photo)
    QTest.mouseClick(screen.start.choose, LEFT)
    until_reviewed(qtbot, window)
    assert listed(screen) == [
        "1  Bänke · 2 dots",
        "2  Bücherschrank · 1 dot",
        "3  Radweg · 0 dots",
        "4  Linden pflanzen · not on the photo",
        "5  Kino im Saal · not on the photo",
        "6  Hofladen · not on the photo",
    ]
    screen.review.take_focus()
    QTest.keyClick(screen.review.cards, Qt.Key.Key_Return, CONTROL)
    idle(qtbot, window)
    assert window.stack.currentIndex() == VOTE
    assert counted(desk, vote_round, ideas) == {1: 2, 2: 1}
    window.show_place(RESULTS)
    idle(qtbot, window)
    ranking = window.results.panels[0].view.ranking
    assert ranking is not None
    assert [(line.number, line.dots) for line in ranking.ranking[:3]] == [(1, 2), (2, 1), (3, 0)]
    window.history.undo()
    idle(qtbot, window)
    assert counted(desk, vote_round, ideas) == {}
    window.history.redo()
    idle(qtbot, window)
    assert counted(desk, vote_round, ideas) == {1: 2, 2: 1}


def test_dots_are_corrected_by_clicks_and_taken_back_step_by_step(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    card = card_of(review, ideas[0])
    review.review.cards.choose(card.code)
    click_on(review, card.dots[0].x, card.dots[0].y)
    idle(qtbot, window)
    assert card_of(review, ideas[0]).total == 1
    QTest.mouseClick(review.review.of_card.colour.buttons[BLUE], LEFT)
    assert card.field is not None
    (left, top), (right, _), (_, bottom), _ = card.field
    click_on(review, right - (right - left) / 8, bottom - (bottom - top) / 6)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[0]).counts) == {RED: 1, BLUE: 1}
    assert review.review.of_card.reasons.text() == "1 red, 1 blue\nThe photo said: 2"
    window.history.undo()
    window.history.undo()
    idle(qtbot, window)
    assert card_of(review, ideas[0]) == card


def test_a_first_click_only_chooses_the_card(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    first, second = card_of(review, ideas[0]), card_of(review, ideas[1])
    review.review.cards.choose(first.code)
    review.review.photo.fit()
    click_on(review, second.dots[0].x, second.dots[0].y)
    idle(qtbot, window)
    assert review.review.current == second
    assert card_of(review, ideas[1]).total == 1


def test_everything_works_by_keys(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    page = review.review
    page.take_focus()
    page.cards.choose(ideas[2].code)
    for key in (Qt.Key.Key_3, Qt.Key.Key_Insert, Qt.Key.Key_Insert):
        QTest.keyClick(page.cards, key)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[2]).counts) == {BLUE: 2}
    QTest.keyClick(page.photo, Qt.Key.Key_Delete)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[2]).counts) == {BLUE: 1}
    seen = set()
    for _ in range(3):
        QTest.keyClick(page.cards, Qt.Key.Key_Space)
        seen.add(page.cards.code)
    assert seen == {idea.code for idea in ideas[:3]}
    large = page.photo.transform().m11()
    QTest.keyClick(page.photo, Qt.Key.Key_0)
    whole = page.photo.transform().m11()
    QTest.keyClick(page.photo, Qt.Key.Key_Plus)
    assert whole < min(large, page.photo.transform().m11())
    QTest.keyClick(page.photo, Qt.Key.Key_Minus)
    assert page.photo.transform().m11() == pytest.approx(whole)


@pytest.fixture
def other_photo(desk: Desk, workshop: Workshop, ideas: list[Idea], tmp_path: Path) -> Path:
    """Return a photo of the first card alone, with one dot only."""
    file = tmp_path / "again.jpg"
    left_out = [idea.code for idea in ideas[1:]]
    dots = {ideas[0].code: [RED]}
    file.write_bytes(photo_of_wall(desk, workshop.id, dots, tmp_path, left_out=left_out))
    return file


def test_two_photos_that_disagree_are_looked_at_before_they_count(
    screen: PhotosScreen,
    photo: Path,
    other_photo: Path,
    window: MainWindow,
    ideas: list[Idea],
    qtbot: QtBot,
) -> None:
    screen.read_files([photo, other_photo])
    until_reviewed(qtbot, window)
    page = screen.review
    assert page.photos.tabs.isVisible()
    assert page.current is not None
    assert page.current.code == ideas[0].code
    assert "Two photos of this card say different numbers." in page.of_card.reasons.text()
    assert page.of_card.confirm.isEnabled()
    QTest.mouseClick(page.accept, LEFT)
    question = shown(Confirmation)
    assert question.sentences[0] == "Nobody has looked at 1 doubtful card yet."
    QTest.mouseClick(question.cancel, LEFT)
    idle(qtbot, window)
    assert screen.isVisible()
    QTest.keyClick(page.cards, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert card_of(screen, ideas[0]).confirmed
    assert not page.of_card.confirm.isEnabled()
    QTest.mouseClick(page.accept, LEFT)
    idle(qtbot, window)
    assert window.stack.currentIndex() == VOTE
    assert window.status.note.text().endswith(" from photos counted.")


def test_what_is_no_photo_is_told_and_nothing_is_kept(
    screen: PhotosScreen, window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "wall.jpg"
    file.write_bytes(b"\xff\xd8\xff no photo")
    screen.read_files([file])
    qtbot.waitUntil(lambda: screen.banner.isVisible() and not screen.is_reading)
    idle(qtbot, window)
    assert screen.start.isVisible()
    assert "“wall.jpg” is damaged or not complete." in screen.banner.message
    assert screen.workshop is not None
    assert list_reviews(desk, screen.workshop.id) == []


def test_a_reading_is_stopped_and_nothing_of_it_is_kept(
    screen: PhotosScreen, photo: Path, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    screen.read_files([photo])
    qtbot.waitUntil(lambda: screen.is_reading)
    run = screen.run
    assert run is not None
    QTest.mouseClick(screen.reading.stop, LEFT)
    assert screen.start.isVisible()
    run.wait()
    idle(qtbot, window)
    assert screen.workshop is not None
    assert list_reviews(desk, screen.workshop.id) == []


def test_the_reading_is_taken_back_and_found_again(
    review: PhotosScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.history.undo()
    idle(qtbot, window)
    assert review.start.isVisible()
    assert not review.start.earlier.isVisible()
    window.history.redo()
    idle(qtbot, window)
    again = review.start.earlier.buttons[0]
    assert "wall.jpg, 3 dots" in again.text()
    QTest.mouseClick(again, LEFT)
    until_reviewed(qtbot, window)
    assert len(listed(review)) == 6


def test_the_way_back_leads_to_the_round(
    screen: PhotosScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.navigation.buttons[VOTE].isChecked()
    QTest.mouseClick(screen.back, LEFT)
    assert window.stack.currentIndex() == VOTE
    QTest.mouseClick(button(window.vote, "Count from a photo"), LEFT)
    idle(qtbot, window)
    assert screen.isVisible()
    assert screen.heading.text() == "Dots of “Was zuerst?” from photos"


def test_a_photo_from_a_table_is_counted_into_the_open_round(
    screen: PhotosScreen,
    photo: Path,
    window: MainWindow,
    desk: Desk,
    workshop: Workshop,
    qtbot: QtBot,
) -> None:
    keep_picture(desk, workshop.id, check_picture(photo.read_bytes(), PicturePurpose.WALL))
    window.show_place(PHONES)
    window.phones.mark_stale()
    idle(qtbot, window)
    QTest.mouseClick(window.phones.inbox.count, LEFT)
    until_reviewed(qtbot, window)
    assert screen.heading.text() == "Dots of “Was zuerst?” from photos"
    assert screen.review.view is not None
    assert screen.review.view.review.dots == 3
    assert list_pictures(desk, workshop.id) == []


def test_a_photo_that_comes_into_a_watched_folder_is_read_by_itself(
    screen: PhotosScreen,
    photo: Path,
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    shutil.copy(photo, folder / "old.jpg")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    QTest.mouseClick(screen.start.watch, LEFT)
    assert screen.start.watched.text() == "New photos in “camera” are read by themselves."
    (folder / "notes.txt").write_text("no photo")
    shutil.copy(photo, folder / "new.jpg")
    until_reviewed(qtbot, window)
    assert screen.review.view is not None
    assert [each.name for each in screen.review.view.review.photos] == ["new.jpg"]
    screen.begin_anew()
    idle(qtbot, window)
    assert [each.text().strip() for each in screen.start.new.buttons] == ["new.jpg"]
    QTest.mouseClick(screen.start.watch, LEFT)
    assert screen.start.folder.folder is None
    assert screen.start.watched.isHidden()


def test_readings_of_another_round_are_not_offered(
    review: PhotosScreen, window: MainWindow, desk: Desk, workshop: Workshop, qtbot: QtBot
) -> None:
    other = create_round(desk, workshop.id, "Und dann?", VoteRule())
    review.count_for(open_round(desk, other.id, 12))
    idle(qtbot, window)
    assert review.start.isVisible()
    assert review.start.earlier.buttons == []
