"""Scenes of photos of the wall."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.domain.rules import DotColour
from moderator.operations.ideas import list_ideas
from moderator.operations.photo_counting import issued_cards
from moderator.operations.photo_reviews import (
    PhotoFile,
    Watch,
    add_dot,
    keep_review,
    list_reviews,
    read_photos,
)
from moderator.operations.print_jobs import Paper
from moderator.operations.rounds import list_rounds
from moderator.ui.main_window import PHOTOS, VOTE
from moderator.ui.scenes.printed_wall import photo_of_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.operations.desk import Desk
    from moderator.ui.scenes.stage import Stage

RED, GREEN, BLUE, YELLOW = DotColour.RED, DotColour.GREEN, DotColour.BLUE, DotColour.YELLOW
_NAMES = ("IMG_4711.jpg", "IMG_4712.jpg")


def photos_wanted(stage: Stage) -> None:
    """Where photos are dropped."""
    _open(stage)


def photos_review(stage: Stage) -> None:
    """A card on which two photos do not agree."""
    review = _review(stage)
    _open(stage)
    stage.window.photos.open_review(review.id)


def photos_whole(stage: Stage) -> None:
    """The whole wall, with a dot put by hand."""
    photos_review(stage)
    stage.settle(0.3)
    stage.window.photos.review.photo.fit()


def photos_typing(stage: Stage) -> None:
    """A card being typed."""
    desk, workshop = stage.props.desk, stage.props.voting
    if not any(review.round_id is None for review in list_reviews(desk, workshop.id)):
        with tempfile.TemporaryDirectory() as folder:
            photo = photo_of_wall(desk, workshop.id, {}, Path(folder), paper=Paper.BLANK)
        _keep(desk, workshop.id, None, [photo])
    stage.window.open_workshop(workshop)
    stage.settle()
    stage.window.capture.handwriting_wanted.emit([])
    stage.settle()
    stage.window.photos.typing.title.setText("Obst und Kuchen")


def _open(stage: Stage) -> None:
    stage.window.open_workshop(stage.props.voting)
    stage.window.show_place(VOTE)
    stage.settle()
    vote = stage.window.vote
    vote.tabs.setCurrentIndex(0)
    vote.count_from_photo()
    stage.settle()
    stage.window.show_place(PHOTOS)


def _review(stage: Stage) -> PhotoReview:
    desk, workshop = stage.props.desk, stage.props.voting
    for known in list_reviews(desk, workshop.id):
        if known.round_id is not None:
            return known
    codes = [idea.code for idea in list_ideas(desk, workshop.id)]
    rounds = list_rounds(desk, workshop.id)
    opened = next(each for each in rounds if each.state is RoundState.OPEN)
    with tempfile.TemporaryDirectory() as folder:
        photos = [
            photo_of_wall(desk, workshop.id, dots, Path(folder), left_out=codes[10:])
            for dots in _dots(codes)
        ]
    review = _keep(desk, workshop.id, opened.id, photos)
    card = review.card(codes[2])
    if card is not None and card.field is not None:
        add_dot(desk, review.id, card.code, card.field[2], RED)
    return review


def _dots(codes: Sequence[CardCode]) -> list[dict[CardCode, Sequence[DotColour]]]:
    """Return the dots on two photos: between them, somebody has put one more."""
    first: dict[CardCode, Sequence[DotColour]] = {
        codes[0]: (RED, GREEN, GREEN, BLUE, YELLOW),
        codes[1]: (YELLOW, YELLOW, RED),
        codes[2]: (BLUE,),
        codes[4]: (RED, RED, RED, RED),
        codes[6]: (GREEN, BLUE),
        codes[8]: (YELLOW,),
    }
    return [first, {**first, codes[1]: (YELLOW, YELLOW, RED, BLUE)}]


def _keep(
    desk: Desk, workshop_id: WorkshopId, round_id: RoundId | None, photos: Sequence[bytes]
) -> PhotoReview:
    files = [PhotoFile(*each) for each in zip(_NAMES, photos, strict=False)]
    read = read_photos(issued_cards(desk, workshop_id), files, Watch())
    return keep_review(desk, workshop_id, round_id, read)


PHOTO_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (
    photos_wanted,
    photos_review,
    photos_whole,
    photos_typing,
)
