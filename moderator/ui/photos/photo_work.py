"""What the photo screen asks of the desk; runs on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.ui import operations_on_demand as operations
from moderator.ui.phones.picture_reading import scaled_down

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QImage

    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import PhotoReviewId, PictureId, RoundId, WorkshopId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.domain.pictures import Picture
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.operations.transcription import HandwrittenCard

LONGEST_SHOWN = 6000
"""px; larger photos are shown smaller, which spares memory."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review as the screen shows it.

    Attributes:
        ideas: the idea of each card that carries one.
        unseen_ideas: ideas whose card is on no photo, by number.
        unseen_blank: number of blank cards that are on no photo.
    """

    review: PhotoReview
    round: VoteRound | None
    ideas: Mapping[CardCode, Idea]
    unseen_ideas: tuple[Idea, ...]
    unseen_blank: int

    def __post_init__(self) -> None:
        """Make sure that nothing unseen is lost."""
        if len(self.unseen_ideas) + self.unseen_blank != len(self.review.unseen):
            raise AssertionError(self.review.unseen)


@dataclass(frozen=True, slots=True)
class EarlierPhotos:
    """What can be gone on with: photos that tables sent, and readings of before."""

    sent: list[Picture]
    reviews: list[PhotoReview]


def read_earlier(desk: Desk, workshop_id: WorkshopId, round_id: RoundId | None) -> EarlierPhotos:
    """Return photos that wait, and what was read before for this round and no other."""
    reviews = operations.photo_reviews.list_reviews(desk, workshop_id)
    return EarlierPhotos(
        operations.pictures.list_pictures(desk, workshop_id),
        [each for each in reviews if round_id is not None and each.round_id == round_id],
    )


def read_review(desk: Desk, review_id: PhotoReviewId) -> ReviewView:
    """Return a review with the names of its cards."""
    review = operations.photo_reviews.read_review(desk, review_id)
    ids = operations.photo_counting.ideas_of_cards(desk, review.workshop_id)
    ideas = {}
    for code in (*(card.code for card in review.cards), *review.unseen):
        if (idea_id := ids.get(code)) is not None:
            ideas[code] = operations.ideas.read_idea(desk, idea_id)
    unseen = [ideas[code] for code in review.unseen if code in ideas]
    return ReviewView(
        review=review,
        round=_round(desk, review),
        ideas=ideas,
        unseen_ideas=tuple(sorted(unseen, key=lambda idea: idea.number)),
        unseen_blank=len(review.unseen) - len(unseen),
    )


def _round(desk: Desk, review: PhotoReview) -> VoteRound | None:
    rounds = operations.rounds.list_rounds(desk, review.workshop_id)
    return next((each for each in rounds if each.id == review.round_id), None)


def read_photo(desk: Desk, picture_id: PictureId) -> QImage:
    """Return a photo for the screen."""
    content = operations.pictures.picture_content(desk, picture_id)
    return scaled_down(content, LONGEST_SHOWN, LONGEST_SHOWN)


def read_handwriting(desk: Desk, card: HandwrittenCard) -> QImage:
    """Return the handwriting on a card."""
    content = operations.transcription.handwriting(desk, card)
    return scaled_down(content, LONGEST_SHOWN, LONGEST_SHOWN)
