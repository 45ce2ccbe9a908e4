from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.languages import Language
from moderator.operations.print_jobs import Paper
from moderator.ui.scenes.printed_wall import photo_of_wall
from tests.ui.driving import idle
from tests.ui.photos.conftest import until_reviewed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos_screen import PhotosScreen

pytestmark = pytest.mark.gui


def cut_off(page: QWidget, names: tuple[str, ...]) -> list[str]:
    """Return which of these parts of a page lie outside the window."""
    window = page.window()
    found = []
    for name in names:
        part: QWidget = getattr(page, name)
        corner = part.mapTo(window, part.rect().bottomRight())
        if not window.rect().contains(corner):
            found.append(name)
    return found


def test_review_and_typing_speak_german_and_keep_in_sight_in_large_text(  # noqa: PLR0917
    screen: PhotosScreen,
    photo: Path,
    window: MainWindow,
    desk: Desk,
    workshop: Workshop,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    window.look.change_language(Language.GERMAN)
    screen.read_files([photo])
    until_reviewed(qtbot, window)
    page = screen.review
    assert screen.heading.text() == "Punkte von „Was zuerst?“ aus Fotos"
    assert page.sum.text() == "3 Karten · 3 Punkte"
    assert page.accept.text() == "3 Punkte zählen"
    assert page.of_card.confirm.text().strip() == "So stimmt es"
    assert page.of_card.reasons.text() == "2 rot"
    rows = [page.cards.item(row).text() for row in range(page.cards.count())]
    assert rows[2:4] == ["3  Radweg\n0 Punkte", "4  Linden pflanzen · nicht auf dem Foto"]
    window.look.change_text_scale(200)
    idle(qtbot, window)
    assert cut_off(page, ("photo", "cards", "accept", "another", "handwriting")) == []
    assert page.photo.width() > page.cards.width() * 0.8
    window.look.change_text_scale(100)
    blank = tmp_path / "blank.jpg"
    blank.write_bytes(photo_of_wall(desk, workshop.id, {}, tmp_path, paper=Paper.BLANK))
    screen.transcribe()
    screen.read_files([blank])
    typing = screen.typing
    qtbot.waitUntil(lambda: not screen.is_reading and typing.isVisible())
    idle(qtbot, window)
    assert typing.place.text().startswith("Karte 1 von 3 · ")
    assert typing.next.text() == "Speichern, nächste Karte"
    assert typing.title.placeholderText() == "Was steht auf der Karte?"
    window.look.change_text_scale(200)
    idle(qtbot, window)
    assert cut_off(typing, ("crop", "title", "body", "next", "skip", "suggest")) == []
    qtbot.waitUntil(lambda: typing.body.geometry().bottom() < typing.next.geometry().top())
