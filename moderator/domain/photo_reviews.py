"""Photos of the wall under review: what was read, and what a person made of it.

Places are pixels of the photo as kept, upright; corners run TL, TR, BR, BL of the upright card.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import PhotoReviewId, PictureId, RoundId, WorkshopId
    from moderator.domain.rules import DotColour

Point = tuple[float, float]
Quad = tuple[Point, ...]
DotCounts = dict["DotColour", int]

NAMED_BY_HAND = "code-by-hand"
"""Doubt of a card whose code a person named, because it could not be read."""


@dataclass(frozen=True, slots=True)
class ReviewedDot:
    """A dot on a card.

    Attributes:
        x: centre, px.
        y: centre, px.
        radius: px.
        counts: it lies in the field, or a person says that it counts.
        by_hand: a person put it there.
    """

    x: float
    y: float
    radius: float
    colour: DotColour
    counts: bool
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedPhoto:
    """A photo of a review.

    Attributes:
        name: of the file it came as.
        width: px.
        height: px.
        px_per_mm: median scale at the cards, 0 if none was found.
    """

    picture_id: PictureId
    name: str
    width: int
    height: int
    px_per_mm: float


@dataclass(frozen=True, slots=True)
class ReviewedCard:
    """A card that was found.

    Attributes:
        photo: index of the photo that shows it best.
        field: corners of the dot field, None where the card has none that is known.
        px_per_mm: scale at the card.
        dots: as they stand now, with those beside the field.
        doubts: why a person should look, as `moderator.vision.readings.Doubt` names them.
        as_read: dots in the field by colour before anybody changed anything.
        elsewhere: what other photos say of this card.
        confirmed: a person has looked and agrees.
    """

    code: CardCode
    photo: int
    corners: Quad
    field: Quad | None
    px_per_mm: float
    dots: tuple[ReviewedDot, ...]
    doubts: tuple[str, ...]
    as_read: DotCounts
    elsewhere: tuple[DotCounts, ...] = ()
    confirmed: bool = False

    @property
    def counts(self) -> Mapping[DotColour, int]:
        """Dots that count, by colour; colours without a dot are left out."""
        return Counter(dot.colour for dot in self.dots if dot.counts)

    @property
    def total(self) -> int:
        """Number of dots that count."""
        return sum(dot.counts for dot in self.dots)

    @property
    def needs_look(self) -> bool:
        """Whether it is doubtful and nobody has looked yet."""
        return bool(self.doubts) and not self.confirmed

    @property
    def says_something(self) -> bool:
        """Whether it can be counted: without a field, no dots do not mean that nobody chose it."""
        return self.field is not None or self.total > 0


@dataclass(frozen=True, slots=True)
class UnreadCard:
    """A place that looks like a card, but whose code cannot be told.

    Attributes:
        photo: index of the photo.
        corners: of its QR code.
    """

    photo: int
    corners: Quad


@dataclass(frozen=True, slots=True)
class PhotoReview:
    """One look at the wall, from one photo or several.

    Attributes:
        round_id: the round whose dots hang there, None where only handwriting was wanted.
        cards: each code once, ordered by code.
        unseen: codes that were issued and are on none of the photos; not the same as no dots.
        dot_mm: usual diameter of the dots, 0 if there are none.
        accepted_at: when its dots were counted into the round as they are drawn now; None if they
            never were, or were corrected since.
    """

    id: PhotoReviewId
    workshop_id: WorkshopId
    round_id: RoundId | None
    made_at: datetime
    photos: tuple[ReviewedPhoto, ...]
    cards: tuple[ReviewedCard, ...]
    unread: tuple[UnreadCard, ...]
    unseen: tuple[CardCode, ...]
    dot_mm: float
    accepted_at: datetime | None = None

    @property
    def doubtful(self) -> tuple[ReviewedCard, ...]:
        """Cards that a person should still look at."""
        return tuple(card for card in self.cards if card.needs_look)

    @property
    def dots(self) -> int:
        """Dots that count, on all cards."""
        return sum(card.total for card in self.cards)

    def card(self, code: CardCode) -> ReviewedCard | None:
        """Return the card with this code, None if it was not found."""
        return next((card for card in self.cards if card.code == code), None)


@dataclass(frozen=True, slots=True)
class PhotoEvidence:
    """A review as the protocol shows it.

    Attributes:
        round_id: the round whose dots were counted.
        names: number and title of the idea on each card that carries one.
        pictures: the photos as JPEG, small enough for a page; empty where one is gone.
    """

    review: PhotoReview
    round_id: RoundId
    names: Mapping[CardCode, str]
    pictures: tuple[bytes, ...]
