"""Photos of a wall on which cards hang that this program printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from moderator.domain.rules import DotColour, VoteRule
from moderator.operations.rounds import create_round, open_round
from moderator.ui.main_window import VOTE
from moderator.ui.scenes.printed_wall import photo_of_wall
from tests.ui.driving import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.photos_screen import PhotosScreen

RED, BLUE = DotColour.RED, DotColour.BLUE


@pytest.fixture
def vote_round(desk: Desk, workshop: Workshop, ideas: list[Idea]) -> VoteRound:
    """Return an open round on the six ideas."""
    del ideas
    made = create_round(desk, workshop.id, "Was zuerst?", VoteRule())
    return open_round(desk, made.id, 12)


@pytest.fixture
def photo(desk: Desk, workshop: Workshop, ideas: list[Idea], tmp_path: Path) -> Path:
    """Return a photo of three cards: two dots on the first, one on the second, none on the third.

    Three more ideas hang elsewhere.
    """
    dots = {ideas[0].code: [RED, RED], ideas[1].code: [BLUE]}
    left_out = [idea.code for idea in ideas[3:]]
    file = tmp_path / "wall.jpg"
    file.write_bytes(photo_of_wall(desk, workshop.id, dots, tmp_path, left_out=left_out))
    return file


@pytest.fixture
def screen(
    window: MainWindow, workshop: Workshop, vote_round: VoteRound, qtbot: QtBot
) -> PhotosScreen:
    """Return the screen of photos, opened from the round by its button."""
    del vote_round
    window.open_workshop(workshop)
    window.show_place(VOTE)
    idle(qtbot, window)
    window.vote.count_from_photo()
    idle(qtbot, window)
    return window.photos


def choose(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Let the system's dialog answer with these files."""
    answer = [str(file) for file in files], ""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: answer)


def until_reviewed(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until photos are read and shown."""
    photos = window.photos
    qtbot.waitUntil(lambda: not photos.is_reading and photos.review.isVisible())
    idle(qtbot, window)
