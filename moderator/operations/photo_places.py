"""Places on a photo whose code could not be read: a person names the card, its dots then count.

A place is one that the reading has marked, or one that a person pointed at.

In three steps, so that the photo is read while nobody waits for the store: what is needed
(`place_to_read`), the reading itself on any thread (`read_place`), and keeping it (`name_place`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from moderator.domain.codes import shown_card_code
from moderator.domain.photo_reviews import NAMED_BY_HAND, UnreadCard
from moderator.errors import BadInput, NotFound, msg
from moderator.events import PhotosReviewed
from moderator.operations import pictures
from moderator.operations.photo_counting import issued_cards
from moderator.operations.photo_reviews import read_review, required_review
from moderator.operations.reviewed_cards import crops_of, reviewed_card
from moderator.storage import photo_readings as stored
from moderator.vision.assigned_cards import KnownCard, NamedPlace, read_named_card
from moderator.vision.photos import photo_from

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.domain.ids import PhotoReviewId
    from moderator.domain.photo_reviews import PhotoReview, Quad, ReviewedCard
    from moderator.operations.desk import Desk
    from moderator.vision import readings
    from moderator.vision.issued_cards import IssuedCards


@dataclass(frozen=True, slots=True)
class PlaceToRead:
    """A place with the card that a person says it is, and what is needed to count its dots."""

    review: PhotoReview
    place: UnreadCard
    code: CardCode
    issued: IssuedCards = field(repr=False)
    content: bytes = field(repr=False)


def place_to_read(
    desk: Desk, review_id: PhotoReviewId, place: UnreadCard, code: CardCode
) -> PlaceToRead:
    """Return what is needed to read a place as the card `code`.

    Raises:
        BadInput: this card was found elsewhere on the photos, or another one was found there.
        NotFound: there is no such review or card.
    """
    review = read_review(desk, review_id)
    issued = issued_cards(desk, review.workshop_id)
    _check(review, place, code)
    if code not in issued.codes:
        raise NotFound(
            msg("The card {code} is not known here."),
            msg("It may have been printed on another computer."),
            code=shown_card_code(code),
        )
    picture_id = review.photos[place.photo].picture_id
    return PlaceToRead(review, place, code, issued, pictures.picture_content(desk, picture_id))


def _check(review: PhotoReview, place: UnreadCard, code: CardCode) -> None:
    if review.card(code) is not None:
        raise BadInput(
            msg("The card {code} is on these photos already."),
            msg("Please choose another one."),
            code=shown_card_code(code),
        )
    if any(_covers(card, place) for card in review.cards):
        raise BadInput(
            msg("A card was found here already."), msg("Please look at the photo once more.")
        )


def _covers(card: ReviewedCard, place: UnreadCard) -> bool:
    """Tell whether the middle of a place lies on a card, which is convex."""
    x, y = (sum(each) / len(place.corners) for each in zip(*place.corners, strict=True))
    sides = zip(card.corners, (*card.corners[1:], card.corners[0]), strict=True)
    return card.photo == place.photo and all(
        (x2 - x1) * (y - y1) >= (y2 - y1) * (x - x1) for (x1, y1), (x2, y2) in sides
    )


def read_place(wanted: PlaceToRead) -> readings.CardReading:
    """Count the dots of the card at a place; touches no store and may run on any thread.

    Raises:
        BadInput: the photo cannot be read any more.
    """
    review, place = wanted.review, wanted.place
    photo = photo_from(wanted.content, review.photos[place.photo].name)
    known = [
        KnownCard(_four(card.corners), _four(card.field))
        for card in review.cards
        if card.photo == place.photo and card.field is not None
    ]
    pointed_at = place not in review.unread
    named = NamedPlace(wanted.code, _four(place.corners), review.dot_mm, pointed_at)
    return replace(read_named_card(photo, wanted.issued, named, known), photo=place.photo)


def _four(corners: Quad) -> readings.Quad:
    return corners[0], corners[1], corners[2], corners[3]


def name_place(desk: Desk, wanted: PlaceToRead, reading: readings.CardReading) -> ReviewedCard:
    """Keep what was read at a place as the card that a person named, as one step.

    The card stays marked until a person agrees with its dots.

    Raises:
        BadInput: this card was found elsewhere by now, or another one was found there.
        NotFound: there is no such review any more.
    """
    card = reviewed_card(reading)
    card = replace(card, doubts=(NAMED_BY_HAND, *card.doubts))
    with desk.doing("name_card", wanted.review.workshop_id) as doing:
        review = required_review(doing.work, wanted.review.id)
        _check(review, wanted.place, wanted.code)
        stored.save_card(doing.work, review, card)
        left = replace(
            review,
            unread=tuple(each for each in review.unread if each != wanted.place),
            unseen=tuple(each for each in review.unseen if each != wanted.code),
        )
        stored.save_places(doing.work, left)
        stored.keep_crops(doing.work, review, crops_of([reading]))
        stored.forget_acceptance(doing.work, review)
        doing.about["title"] = shown_card_code(card.code)
        doing.tell(PhotosReviewed(review.workshop_id))
    return card


def drop_place(desk: Desk, review_id: PhotoReviewId, place: UnreadCard) -> None:
    """Note that a place which looks like a card is none of this workshop; as one step.

    A place that is not there any more changes nothing.

    Raises:
        NotFound: there is no such review.
    """
    with desk.doing("drop_place", read_review(desk, review_id).workshop_id) as doing:
        review = required_review(doing.work, review_id)
        left = tuple(each for each in review.unread if each != place)
        stored.save_places(doing.work, replace(review, unread=left))
        doing.tell(PhotosReviewed(review.workshop_id))
