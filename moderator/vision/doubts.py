"""When a person should look at a card: every way in which a count may be wrong leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.vision.dot_colours import is_usual
from moderator.vision.readings import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.vision.card_geometry import Rect
    from moderator.vision.card_pose import CardPose
    from moderator.vision.dot_counting import CardCount, CountedDot
    from moderator.vision.found_cards import FoundCard
    from moderator.vision.strange_areas import StrangeAreas

SURE_LEAD = 13.0
"""Matches accepted with less lead are shown to a person."""
_RESIDUAL = 0.8
_SEEN = 0.12
_COVERED = 0.06
_STRANGE = 15.0
"""mm² of something in the field that could be a dot of a colour that is not told."""
_LEFT_OVER = 0.3
_OWN, _OWN_SMALL = 0.6, 0.78
_PIN_LIKE = 9.0
"""Smaller dots, mm, are not far from heads of pins: they have to show more of themselves."""
_LIKE_A_PIN = 7.6
"""Diameter, mm, below which a lone spot on a wall with larger dots can be the head of a pin."""
_NEEDED = 0.12
_SPARE = 0.06
_NEAR_FRAME = 1.5
_SAME_SIZE = 0.15


def doubts_of(
    card: FoundCard, pose: CardPose, count: CardCount, strange: StrangeAreas, diameter: float
) -> tuple[Doubt, ...]:
    """Return why a person should look at a card; empty if nobody needs to.

    Args:
        card: how it was recognised.
        pose: how well it was laid over the photo.
        count: what was counted.
        strange: what in the field is neither paper nor dot.
        diameter: usual one of the dots, mm.
    """
    return tuple(
        dict.fromkeys(
            [
                *_of_place(card, pose, strange),
                *(each for dot in count.dots for each in _of_dot(dot, pose, diameter)),
                *([Doubt.COLOUR_LEFT_OVER] if count.left_over > _LEFT_OVER else []),
            ]
        )
    )


def _of_place(card: FoundCard, pose: CardPose, strange: StrangeAreas) -> Iterator[Doubt]:
    if card.lead < SURE_LEAD:
        yield Doubt.CODE_UNCERTAIN
    if pose.residual > _RESIDUAL or pose.seen < _SEEN:
        yield Doubt.FIELD_UNCERTAIN
    if strange.share > _COVERED:
        yield Doubt.FIELD_COVERED
    elif strange.largest > _STRANGE:
        yield Doubt.COLOUR_UNCERTAIN


def _of_dot(dot: CountedDot, pose: CardPose, diameter: float) -> Iterator[Doubt]:
    field = pose.geometry.field
    if _beside_frame(dot, field):
        yield Doubt.NEAR_FRAME
    if not field.holds(dot.x, dot.y):
        return
    if not is_usual(dot.colour, dot.hue):
        yield Doubt.COLOUR_UNCERTAIN
    least = _OWN_SMALL if dot.diameter < _PIN_LIKE and not dot.alone else _OWN
    if dot.own < least or dot.needed < _NEEDED or dot.spare < _SPARE:
        yield Doubt.HEAPED_DOTS
    if abs(dot.diameter / diameter - 1) > _SAME_SIZE and (not dot.alone or dot.seen < _LIKE_A_PIN):
        yield Doubt.ODD_SIZE


def _beside_frame(dot: CountedDot, field: Rect) -> bool:
    return field.holds(dot.x, dot.y, _NEAR_FRAME) and not field.holds(dot.x, dot.y, -_NEAR_FRAME)


def confidence_of(count: CardCount, doubts: tuple[Doubt, ...]) -> float:
    """Return from 0 to 1 how far a count may be trusted.

    Without doubt it lies near 1 and falls with the narrowest decision; each doubt takes a third.
    """
    narrow = min((min(dot.needed, dot.spare, 0.5) for dot in count.dots), default=0.5)
    base = 0.9 + 0.1 * min(max(narrow, 0.0) / 0.5, 1.0)
    return round(float(base * (2 / 3) ** len(doubts)), 3)
