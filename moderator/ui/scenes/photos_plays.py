"""Scenes of photos of the wall."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

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
from moderator.ui.main_window import CAPTURE, PHOTOS, VOTE
from moderator.ui.scenes.printed_wall import (
    WRITTEN,
    photo_of_cards,
    photo_of_wall,
    print_cards,
)
from moderator.vision.photos import photo_from

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.operations.desk import Desk
    from moderator.ui.scenes.stage import Stage
    from moderator.vision.camera import Frame

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
    """A card being typed, with a suggestion of what it says."""
    review = _written(stage)
    stage.window.open_workshop(stage.props.voting)
    stage.settle()
    stage.window.capture.handwriting_wanted.emit([])
    stage.settle()
    page = stage.window.photos.typing
    hung = sorted(review.cards, key=lambda card: (round(card.corners[0][1], -2), card.corners[0]))
    says = dict(zip((card.code for card in hung), WRITTEN, strict=False))
    with QSignalBlocker(page.suggest):
        # The package itself need not be there.
        page.offer_suggestions(installed=True, wanted=True, install="")
    if page.current is not None:
        page.title.clear()
        code = page.current.code
        page.take_suggestion(code, says[code].replace("\n", " "))


def _written(stage: Stage) -> PhotoReview:
    desk, workshop = stage.props.desk, stage.props.voting
    for known in list_reviews(desk, workshop.id):
        if known.round_id is None:
            return known
    with tempfile.TemporaryDirectory() as folder:
        photo = photo_of_wall(desk, workshop.id, {}, Path(folder), paper=Paper.BLANK)
    return _keep(desk, workshop.id, None, [photo])


def photos_naming(stage: Stage) -> None:
    """A card whose code has a stain, being looked for by its words."""
    review = _stained(stage)
    _open(stage)
    stage.window.photos.open_review(review.id)
    stage.settle(0.3)
    page = stage.window.photos.review
    page.cards.choose(review.unread[0])
    page.place.search.setText("sam")


def capture_camera(stage: Stage) -> None:
    """A card held into the camera, and its idea opened."""
    desk, workshop = stage.props.desk, stage.props.voting
    with tempfile.TemporaryDirectory() as folder:
        pdf, entries = print_cards(desk, workshop.id, Path(folder))
    camera = stage.window.capture.camera
    frame = photo_from(photo_of_cards(pdf, entries[3:4], {}), "camera").pixels
    _open(stage)
    stage.window.show_place(CAPTURE)
    camera.open_source = lambda first: HeldStill(frame)  # type: ignore[method-assign]
    camera.toggle()
    for _ in range(_PATIENCE):
        stage.settle(0.1)
        if stage.window.capture.editor.card is not None:
            return


class HeldStill:
    """A camera that always sees the same."""

    number = -1

    def __init__(self, frame: Frame) -> None:
        self._frame, self._never = frame, threading.Event()

    def read(self) -> Frame:
        """Return the picture, as fast as a camera would."""
        self._never.wait(_FRAME)
        return self._frame

    def close(self) -> None:
        """There is nothing to let go."""


_FRAME, _PATIENCE = 0.03, 40


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
        if known.round_id is not None and not known.unread:
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


def _stained(stage: Stage) -> PhotoReview:
    desk, workshop = stage.props.desk, stage.props.voting
    for known in list_reviews(desk, workshop.id):
        if known.unread:
            return known
    codes = [idea.code for idea in list_ideas(desk, workshop.id)]
    rounds = list_rounds(desk, workshop.id)
    opened = next(each for each in rounds if each.state is RoundState.OPEN)
    with tempfile.TemporaryDirectory() as folder:
        pdf, entries = print_cards(desk, workshop.id, Path(folder))
    dots = {codes[0]: (RED, GREEN, BLUE), codes[1]: (YELLOW, RED, RED), codes[2]: (BLUE,)}
    photo = photo_of_cards(pdf, entries[:4], dots, stained=codes[1:2])
    return _keep(desk, workshop.id, opened.id, [photo])


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
CARD_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (photos_naming, capture_camera)
"""Single cards: one that could not be read, one held into the camera."""
