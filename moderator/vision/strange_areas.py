"""What lies in a dot field and is neither bare paper nor of a known colour: something covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from moderator.vision.card_geometry import Rect
from moderator.vision.card_light import SCALE

if TYPE_CHECKING:
    from moderator.vision.dot_counting import ColouredCard

_FRAME = 1.0
_THICK = 3
"""Strokes of a pen and rims of dots are thinner, mm."""


class StrangeAreas(NamedTuple):
    """Strange areas in a field: their share of it, and the largest of them in mm²."""

    share: float = 0.0
    largest: float = 0.0


def strange_areas(card: ColouredCard) -> StrangeAreas:
    """Return what in the field of a card is neither paper nor dot, thin strokes left aside."""
    field = card.field
    inside = Rect(field.x + _FRAME, field.y + _FRAME, field.w - 2 * _FRAME, field.h - 2 * _FRAME)
    window = card.light.window(inside)
    known = card.masks.paper[window].copy()
    for mask in card.masks.of.values():
        known |= mask[window]
    brush = np.ones((_THICK * SCALE,) * 2, np.uint8)
    thick = cv2.morphologyEx((~known).astype(np.uint8), cv2.MORPH_OPEN, brush)
    _, _, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=4)
    largest = int(stats[1:, cv2.CC_STAT_AREA].max(initial=0))
    return StrangeAreas(float(thick.mean()), largest / SCALE**2)
