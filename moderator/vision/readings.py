"""What was read from photos of a wall: plain values for the review, the store and the protocol.

Places in photos are pixels of the upright picture (EXIF orientation applied); the centre of the
first pixel is 0, 0. Corners run TL, TR, BR, BL of the upright card.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from moderator.domain.codes import CardCode
    from moderator.domain.rules import DotColour
    from moderator.vision.found_cards import FoundCards

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]


class Doubt(StrEnum):
    """Why a person should look at the count of a card."""

    CODE_UNCERTAIN = "code-uncertain"
    """The code was recognised by likeness with the issued codes, and the next one is not far."""
    FIELD_UNCERTAIN = "field-uncertain"
    """The frame of the dot field was not found where it should be."""
    FIELD_COVERED = "field-covered"
    """A part of the dot field is covered or lies outside the photo."""
    HEAPED_DOTS = "heaped-dots"
    """Dots lie on top of each other so that the number could be another."""
    COLOUR_LEFT_OVER = "colour-left-over"
    """Colour in the field that the found dots do not explain."""
    COLOUR_UNCERTAIN = "colour-uncertain"
    """A dot could have another colour, or one that is not told apart."""
    ODD_SIZE = "odd-size"
    """A dot is of another size than most on this wall: a pin, or a dot of another kind."""
    NEAR_FRAME = "near-frame"
    """The centre of a dot lies close to the frame of the field, inside or outside."""
    NO_FIELD = "no-field"
    """The card has no dot field: a label, a beer mat, or a layout that is not known."""
    CODE_TWICE = "code-twice"
    """A card with this code hangs at two places of the photo; only one of them is counted."""
    PHOTOS_DISAGREE = "photos-disagree"
    """Two photos of this card gave different counts."""


class Hint(StrEnum):
    """What would make the next photo better."""

    CLOSER = "closer"
    ONE_BOARD = "one-board-per-photo"
    STEADIER = "steadier"
    MORE_LIGHT = "more-light"
    NO_CARDS = "no-cards"


@dataclass(frozen=True, slots=True)
class Dot:
    """One sticky dot.

    Attributes:
        x: centre in the photo, px.
        y: centre in the photo, px.
        radius: in the photo, px.
        colour: as read.
        in_field: the centre lies in the dot field; only such dots count.
        confidence: from 0 to 1.
        card_mm: centre on the card, mm from its upper left corner.
        diameter_mm: on the card.
    """

    x: float
    y: float
    radius: float
    colour: DotColour
    in_field: bool
    confidence: float
    card_mm: Point
    diameter_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class CardReading:
    """One card on one photo.

    Attributes:
        code: an issued code; a code that was not issued is never accepted.
        layout: name of the card's geometry; empty where the card has no dot field.
        corners_px: of the card.
        field_px: of the dot field, None where the card has none.
        px_per_mm: scale at the card.
        dots: every dot found on the card, in the field and outside.
        confidence: from 0 to 1, that code and count are right.
        code_confidence: from 0 to 1, of the code alone; 1 where the QR code itself was read.
        doubts: why a person should look; empty if nobody needs to.
        handwriting: the region for writing, upright, BGR, uint8, shape (height, width, 3).
        photo: index of the photo in `WallReading.photos`.
    """

    code: CardCode
    layout: str
    corners_px: Quad
    field_px: Quad | None
    px_per_mm: float
    dots: tuple[Dot, ...]
    confidence: float
    code_confidence: float
    doubts: tuple[Doubt, ...]
    handwriting: NDArray[np.uint8] | None = None
    photo: int = 0

    @property
    def counts(self) -> Mapping[DotColour, int]:
        """Dots in the field by colour; colours without a dot are left out."""
        return Counter(dot.colour for dot in self.dots if dot.in_field)

    @property
    def outside(self) -> Mapping[DotColour, int]:
        """Dots elsewhere on the card by colour: they count for nobody until a person says so."""
        return Counter(dot.colour for dot in self.dots if not dot.in_field)

    @property
    def needs_review(self) -> bool:
        """Whether the count in the field is doubtful. Dots outside alone do not make it so."""
        return bool(self.doubts)


@dataclass(frozen=True, slots=True)
class UnreadPlace:
    """What looks like a card of this program, but whose code could not be told.

    Attributes:
        corners_px: of its QR code, or of the card where only that was found.
        guesses: issued codes that it could be, the likeliest first; never accepted by themselves.
        photo: index of the photo in `WallReading.photos`.
    """

    corners_px: Quad
    guesses: tuple[CardCode, ...] = ()
    photo: int = 0


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """One photo: its name, its size in px upright, and how good it is.

    Attributes:
        px_per_mm: median scale at the cards, 0 if none was found.
        sharpness: width of an edge in px, from dark to light, at the cards; smaller is sharper.
    """

    name: str
    width: int
    height: int
    px_per_mm: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class WallReading:
    """Everything read from one photo, or from several of the same wall.

    Attributes:
        photos: the photos in the order given.
        cards: each code once, ordered by code.
        unread: places that look like cards but could not be told.
        unseen: codes that were issued and are on none of the photos; not the same as no dots.
        other_readings: readings of cards that another photo shows better.
        dot_mm: the usual diameter of the dots on this wall, 0 if there are none.
        seconds: time taken, by stage; `all` is the whole.
    """

    photos: tuple[PhotoFacts, ...]
    cards: tuple[CardReading, ...]
    unread: tuple[UnreadPlace, ...]
    unseen: tuple[CardCode, ...]
    other_readings: tuple[CardReading, ...]
    dot_mm: float
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class QuickLook:
    """What can be said of a photo before everything is counted.

    Attributes:
        photo: name, size, scale and sharpness.
        found: codes that were seen.
        issued: number of codes that were asked for.
        hints: what would make the next photo better, the most important first.
        whole: all cards of the photo, where it had to be searched for them; see `read_wall`.
    """

    photo: PhotoFacts
    found: tuple[CardCode, ...]
    issued: int
    hints: tuple[Hint, ...]
    whole: FoundCards | None = field(default=None, repr=False, compare=False)
