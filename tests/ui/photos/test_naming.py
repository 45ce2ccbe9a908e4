from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from moderator.domain.rules import DotColour
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.scenes.printed_wall import photo_of_cards, print_cards
from tests.ui.driving import idle, shown
from tests.ui.photos.conftest import BLUE, RED, until_reviewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.photo_reviews import ReviewedCard
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos_screen import PhotosScreen

pytestmark = pytest.mark.gui
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def review(  # noqa: PLR0917
    screen: PhotosScreen,
    desk: Desk,
    workshop: Workshop,
    ideas: list[Idea],
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
) -> PhotosScreen:
    """Return a reading of four cards; the code of the first, with two dots, has a stain."""
    pdf, entries = print_cards(desk, workshop.id, tmp_path)
    dots = {ideas[0].code: [RED, RED], ideas[1].code: [BLUE]}
    file = tmp_path / "wall.jpg"
    file.write_bytes(photo_of_cards(pdf, entries[:4], dots, stained=[ideas[0].code]))
    screen.read_files([file])
    until_reviewed(qtbot, window)
    return screen


def card_of(screen: PhotosScreen, idea: Idea) -> ReviewedCard:
    assert screen.review.view is not None
    card = screen.review.view.review.card(idea.code)
    assert card is not None
    return card


def listed(screen: PhotosScreen) -> list[str]:
    cards = screen.review.cards
    return [cards.item(row).text().split("\n")[0] for row in range(cards.count())]


@pytest.mark.journey
def test_a_card_that_could_not_be_read_is_named_and_counted(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    page = review.review
    assert listed(review)[0] == "Unreadable card"
    assert page.place.isVisible()
    assert not page.of_card.isVisible()
    QTest.mouseClick(page.accept, LEFT)
    question = shown(Confirmation)
    assert question.sentences[0].startswith("1 card could not be read.")
    QTest.mouseClick(question.cancel, LEFT)
    page.take_focus()
    QTest.keyClick(page.cards, Qt.Key.Key_Return)
    assert page.place.search.hasFocus()
    QTest.keyClick(page.place.search, Qt.Key.Key_Return)
    assert not review.work.is_naming
    QTest.keyClicks(page.place.search, "1")
    QTest.keyClick(page.place.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.of_card.isVisible)
    idle(qtbot, window)
    assert page.current == card_of(review, ideas[0])
    assert dict(card_of(review, ideas[0]).counts) == {RED: 2}
    assert "A person has named this card. Are the dots right?" in page.of_card.reasons.text()
    assert listed(review)[0] == "1  Bänke"
    # The review is read after the answer, on the event that the step published.
    window.history.undo()
    qtbot.waitUntil(lambda: listed(review)[0] == "Unreadable card")
    idle(qtbot, window)
    window.history.redo()
    qtbot.waitUntil(lambda: listed(review)[0] == "1  Bänke")
    idle(qtbot, window)


def test_cards_on_no_photo_are_found_by_number_code_and_words(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    panel = review.review.place

    def found() -> list[str]:
        rows = (panel.cards.item(row) for row in range(panel.cards.count()))
        return [item.text() for item in rows if not item.isHidden()]

    assert found() == ["1  Bänke", "5  Kino im Saal", "6  Hofladen"]
    assert not panel.take.isEnabled()
    for typed in ("5", ideas[4].code.lower(), "saal kin"):
        panel.search.setText(typed)
        assert found() == ["5  Kino im Saal"]
        assert panel.take.isEnabled()
    panel.search.clear()
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.cards.currentItem().text() == "5  Kino im Saal"
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert review.review.cards.hasFocus()
    page = review.review
    page.cards.choose(ideas[1].code)
    assert not page.place.isVisible()
    page.photo.fit()
    assert page.view is not None
    corners = page.view.review.unread[0].corners
    middle = QPointF(sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    at = page.photo.mapFromScene(middle)
    QTest.mouseClick(page.photo.viewport(), LEFT, PLAIN, at)
    assert page.place.isVisible()
    assert page.cards.place == page.view.review.unread[0]
    # Where nothing was found, a person may point at a code; a click on a card ends that.
    page.cards.choose(ideas[1].code)
    page.photo.fit()
    at = page.photo.mapFromScene(QPointF(*page.view.review.cards[0].corners[0]) - QPointF(9, 9))
    QTest.mouseClick(page.photo.viewport(), LEFT, PLAIN, at)
    assert page.place.isVisible()
    assert page.current_place not in page.view.review.unread
    page.photo.card_clicked.emit(ideas[1].code)
    assert not page.place.isVisible()
    page.cards.choose(page.view.review.unread[0])
    QTest.mouseClick(panel.no_card, LEFT)
    idle(qtbot, window)
    assert not panel.isVisible()
    assert "Unreadable card" not in listed(review)


def test_dots_are_coloured_and_what_was_counted_says_when(
    review: PhotosScreen, window: MainWindow, ideas: list[Idea], qtbot: QtBot
) -> None:
    page = review.review
    page.cards.choose(ideas[1].code)
    page.photo.zoom(1)
    large = page.photo.transform().m11()
    before = card_of(review, ideas[1])
    page.photo.centerOn(before.dots[0].x, before.dots[0].y)
    at = page.photo.mapFromScene(QPointF(before.dots[0].x, before.dots[0].y))
    QTest.mouseClick(page.photo.viewport(), RIGHT, PLAIN, at)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[1]).counts) == {DotColour.YELLOW: 1}
    QTest.keyClick(page.cards, Qt.Key.Key_5)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[1]).counts) == {DotColour.ORANGE: 1}
    QTest.keyClick(page.cards, Qt.Key.Key_Insert)
    idle(qtbot, window)
    QTest.keyClick(page.cards, Qt.Key.Key_Right)
    assert page.dots.current is not None
    assert page.dots.current.by_hand
    QTest.keyClick(page.cards, Qt.Key.Key_Left)
    QTest.keyClick(page.cards, Qt.Key.Key_Delete)
    idle(qtbot, window)
    assert dict(card_of(review, ideas[1]).counts) == {RED: 1}
    assert page.photo.transform().m11() == large
    for _ in range(4):
        window.history.undo()
    qtbot.waitUntil(lambda: card_of(review, ideas[1]) == before)
    idle(qtbot, window)
    # What was counted says when, until it is corrected.
    review_id = review.review_id
    assert review_id is not None
    review.work.accept()
    idle(qtbot, window)
    window.vote.count_from_photo()
    idle(qtbot, window)
    assert " · counted " in review.start.earlier.buttons[0].text()
    review.open_review(review_id)
    until_reviewed(qtbot, window)
    assert review.review.counted.text().startswith("Counted at ")
    card = card_of(review, ideas[1])
    review.review.turn_wanted.emit(card.code, card.dots[0])
    idle(qtbot, window)
    assert not review.review.counted.isVisible()
