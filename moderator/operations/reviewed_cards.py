"""Cards as a review keeps them, made from what was read on a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from moderator.domain.photo_reviews import ReviewedCard, ReviewedDot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import Quad
    from moderator.vision import readings

_CROP_QUALITY = 85


def reviewed_card(
    card: readings.CardReading, others: Iterable[readings.CardReading] = ()
) -> ReviewedCard:
    """Return a card as it is kept; `others` are readings of any cards on other photos."""
    return ReviewedCard(
        code=card.code,
        photo=card.photo,
        corners=rounded(card.corners_px),
        field=rounded(card.field_px) if card.field_px else None,
        px_per_mm=round(card.px_per_mm, 3),
        dots=tuple(map(_dot, card.dots)),
        doubts=tuple(doubt.value for doubt in card.doubts),
        as_read=dict(card.counts),
        elsewhere=tuple(dict(other.counts) for other in others if other.code == card.code),
    )


def _dot(dot: readings.Dot) -> ReviewedDot:
    return ReviewedDot(
        round(dot.x, 1), round(dot.y, 1), round(dot.radius, 1), dot.colour, dot.in_field
    )


def rounded(corners: readings.Quad) -> Quad:
    """Return corners to a tenth of a px."""
    return tuple((round(x, 1), round(y, 1)) for x, y in corners)


def crops_of(cards: Iterable[readings.CardReading]) -> dict[CardCode, bytes]:
    """Return the handwriting on each card that has any room for it, as JPEG."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, _CROP_QUALITY]
    return {
        card.code: cv2.imencode(".jpg", card.handwriting, quality)[1].tobytes()
        for card in cards
        if card.handwriting is not None and card.handwriting.size
    }
