"""Reviews of photos of the wall and crops of handwriting, as rows."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from moderator.domain.codes import CardCode
from moderator.domain.ids import PhotoReviewId, PictureId, RoundId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.photo_reviews import (
    PhotoReview,
    ReviewedCard,
    ReviewedDot,
    ReviewedPhoto,
    UnreadCard,
)
from moderator.domain.rules import DotColour
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.domain.photo_reviews import DotCounts, Quad
    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_reviews = tables.photo_reviews
_photos = tables.reviewed_photos
_cards = tables.card_readings
_crops = tables.handwriting_crops
_accepted = tables.accepted_reviews
_pictures = tables.pictures


def add(work: UnitOfWork, review: PhotoReview) -> None:
    """Insert a review with its photos and cards."""
    work.add(_reviews, _review_row(review))
    for position, photo in enumerate(review.photos):
        work.add(
            _photos,
            {
                "photo_review_id": review.id,
                "position": position,
                "workshop_id": review.workshop_id,
                "picture_id": photo.picture_id,
                "name": photo.name,
                "px_per_mm": str(round(photo.px_per_mm, 3)),
            },
        )
    for card in review.cards:
        work.add(_cards, _card_row(review, card))


def save_card(work: UnitOfWork, review: PhotoReview, card: ReviewedCard) -> None:
    """Replace what is known of one card of a review."""
    work.put(_cards, _card_row(review, card))


def save_places(work: UnitOfWork, review: PhotoReview) -> None:
    """Replace what is known of places that could not be read, and of cards that were not seen."""
    work.put(_reviews, _review_row(review))


def accept(work: UnitOfWork, review: PhotoReview) -> None:
    """Note that the dots of a review are counted now, as they are drawn."""
    row: Row = {
        "photo_review_id": review.id,
        "workshop_id": review.workshop_id,
        "accepted_at": work.moment,
    }
    work.put(_accepted, row)


def forget_acceptance(work: UnitOfWork, review: PhotoReview) -> None:
    """Note that the dots of a review are not those that were counted any more."""
    work.drop(_accepted, review.id)


def _review_row(review: PhotoReview) -> Row:
    return {
        "id": review.id,
        "workshop_id": review.workshop_id,
        "round_id": review.round_id,
        "made_at": moment_text(review.made_at),
        "unread": _text([[each.photo, each.corners] for each in review.unread]),
        "unseen": _text(review.unseen),
        "dot_mm": str(round(review.dot_mm, 2)),
    }


def _card_row(review: PhotoReview, card: ReviewedCard) -> Row:
    return {
        "photo_review_id": review.id,
        "code": card.code,
        "workshop_id": review.workshop_id,
        "photo": card.photo,
        "place": _text([card.corners, card.field, card.px_per_mm]),
        "dots": _text([astuple(dot) for dot in card.dots]),
        "doubts": _text(card.doubts),
        "as_read": _text(card.as_read),
        "elsewhere": _text(card.elsewhere),
        "confirmed": int(card.confirmed),
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(reader: Reader, review_id: PhotoReviewId) -> PhotoReview | None:
    """Return the review with this id, None if there is none."""
    row = reader.read(_reviews, review_id)
    if row is None:
        return None
    accepted = reader.read(_accepted, review_id)
    return _review(
        {**row, "accepted_at": accepted["accepted_at"] if accepted else None},
        _photos_of(reader, review_id),
        reader.connection.execute(
            select(_cards).where(_cards.c.photo_review_id == review_id).order_by(_cards.c.code)
        ).mappings(),
    )


def _photos_of(reader: Reader, review_id: str) -> tuple[ReviewedPhoto, ...]:
    query = (
        select(_photos, _pictures.c.width_px, _pictures.c.height_px)
        .join(_pictures, _pictures.c.id == _photos.c.picture_id)
        .where(_photos.c.photo_review_id == review_id)
        .order_by(_photos.c.position)
    )
    return tuple(
        ReviewedPhoto(
            picture_id=PictureId(row["picture_id"]),
            name=row["name"],
            width=row["width_px"],
            height=row["height_px"],
            px_per_mm=float(row["px_per_mm"]),
        )
        for row in reader.connection.execute(query).mappings()
    )


def _review(
    row: Mapping[Any, Any], photos: tuple[ReviewedPhoto, ...], cards: Iterable[Mapping[Any, Any]]
) -> PhotoReview:
    return PhotoReview(
        id=PhotoReviewId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        round_id=RoundId(row["round_id"]) if row["round_id"] else None,
        made_at=read_moment(row["made_at"]),
        photos=photos,
        cards=tuple(map(_card, cards)),
        unread=tuple(
            UnreadCard(photo, _quad(corners)) for photo, corners in json.loads(row["unread"])
        ),
        unseen=tuple(map(CardCode, json.loads(row["unseen"]))),
        dot_mm=float(row["dot_mm"]),
        accepted_at=read_moment(row["accepted_at"]) if row["accepted_at"] else None,
    )


def _card(row: Mapping[Any, Any]) -> ReviewedCard:
    corners, field, px_per_mm = json.loads(row["place"])
    return ReviewedCard(
        code=CardCode(row["code"]),
        photo=row["photo"],
        corners=_quad(corners),
        field=_quad(field) if field else None,
        px_per_mm=px_per_mm,
        dots=tuple(_dot(*values) for values in json.loads(row["dots"])),
        doubts=tuple(json.loads(row["doubts"])),
        as_read=_counts(json.loads(row["as_read"])),
        elsewhere=tuple(map(_counts, json.loads(row["elsewhere"]))),
        confirmed=bool(row["confirmed"]),
    )


def _dot(x: float, y: float, radius: float, colour: str, *marks: bool) -> ReviewedDot:
    return ReviewedDot(x, y, radius, DotColour(colour), *marks)


def _counts(numbers: Mapping[str, int]) -> DotCounts:
    return {DotColour(colour): number for colour, number in numbers.items()}


def _quad(points: Iterable[Iterable[float]]) -> Quad:
    return tuple((x, y) for x, y in points)


def list_all(reader: Reader, workshop_id: WorkshopId) -> list[PhotoReviewId]:
    """Return the reviews of a workshop, the newest first."""
    query = (
        select(_reviews.c.id)
        .where(_reviews.c.workshop_id == workshop_id)
        .order_by(_reviews.c.id.desc())
    )
    return [PhotoReviewId(each) for each in reader.connection.scalars(query)]


def keep_crops(work: UnitOfWork, review: PhotoReview, crops: Mapping[CardCode, bytes]) -> None:
    """Keep crops of handwriting, outside the journal, in place of those that are there."""
    rows: list[Row] = [
        {
            "code": code,
            "photo_review_id": review.id,
            "workshop_id": review.workshop_id,
            "content": content,
        }
        for code, content in crops.items()
    ]
    statements = work.rows(_crops)
    for row in rows:
        # A crop of a card whose naming was taken back may lie there.
        statements.delete(work.raw, statements.key_of(row))
    if rows:
        statements.insert(work.raw, rows)


def crops_of(reader: Reader, workshop_id: WorkshopId) -> dict[CardCode, PhotoReviewId]:
    """Return every card with handwriting on a photo that is kept, and the newest such review."""
    same_card = and_(
        _cards.c.photo_review_id == _crops.c.photo_review_id, _cards.c.code == _crops.c.code
    )
    query = (
        select(_crops.c.code, _crops.c.photo_review_id)
        .join(_cards, same_card)
        .where(_crops.c.workshop_id == workshop_id)
        .order_by(_crops.c.photo_review_id)
    )
    return {
        CardCode(code): PhotoReviewId(review) for code, review in reader.connection.execute(query)
    }


def read_crop(reader: Reader, code: CardCode, review_id: PhotoReviewId) -> bytes | None:
    """Return a crop as JPEG, None if there is none."""
    row = reader.read(_crops, code, review_id)
    return bytes(row["content"]) if row and isinstance(row["content"], bytes) else None
