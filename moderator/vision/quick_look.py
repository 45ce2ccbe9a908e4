"""A first look at a photo: what is readable at once, and what would make a better photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.first_cards import first_cards
from moderator.vision.readings import Hint, PhotoFacts, QuickLook
from moderator.vision.wall_reading import EDGE_PER_BLUR, workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.vision.found_cards import FoundCard
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.photos import GreyPhoto, Photo

CLOSE_ENOUGH = 1.3
"""px a mm; below, codes can hardly be read but only recognised, and small dots drown."""

SHARP_ENOUGH = 4.0
"""Widest edge, px, of a photo that need not be steadier."""

LIGHT_ENOUGH = 70
"""Grey value from 0 to 255 that the lightest tenth of a photo, mostly paper, should reach."""


def quick_look(photo: Photo | GreyPhoto, issued: IssuedCards) -> QuickLook:
    """Return what can be said of a photo at once, or soon where it has to be searched.

    Args:
        photo: in colour or in grey.
        issued: the cards that may hang there.
    """
    grey = photo.grey()
    with workers() as pool:
        cards = first_cards(grey, issued, pool)
    facts = _facts(photo, cards.laid, issued)
    light = float(np.percentile(grey[::16, ::16], 90))
    hints = tuple(_hints(facts, light, found=bool(cards.codes)))
    found = tuple(sorted(cards.codes))
    return QuickLook(facts, found, len(issued.codes), hints, cards.whole)


def _facts(photo: Photo | GreyPhoto, laid: Sequence[FoundCard], issued: IssuedCards) -> PhotoFacts:
    scales = [
        card.side / geometry.qr.w
        for card in laid
        for geometry in issued.geometries_of(card.modules)[:1]
    ]
    blurs = [card.blur * card.side / card.modules for card in laid]
    return PhotoFacts(
        photo.name,
        photo.width,
        photo.height,
        round(float(np.median(scales)), 2) if scales else 0.0,
        round(EDGE_PER_BLUR * float(np.median(blurs)), 1) if blurs else 0.0,
    )


def _hints(facts: PhotoFacts, light: float, *, found: bool) -> Iterator[Hint]:
    if not found:
        yield Hint.NO_CARDS
    if light < LIGHT_ENOUGH:
        yield Hint.MORE_LIGHT
    if facts.sharpness > SHARP_ENOUGH:
        yield Hint.STEADIER
    if found and facts.px_per_mm < CLOSE_ENOUGH:
        yield Hint.ONE_BOARD if facts.width > facts.height else Hint.CLOSER
