"""Reads one photo of a wall: cards, dots, doubts, handwriting; see docs/photo.md for the method."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.card_geometry import Rect
from moderator.vision.card_layouts import CardLayouts
from moderator.vision.card_light import card_light
from moderator.vision.card_search import CardSearch
from moderator.vision.dot_colours import learn_palette
from moderator.vision.dot_counting import (
    CardCount,
    CountedDot,
    coloured_card,
    count_dots,
    dot_sizes,
)
from moderator.vision.doubts import confidence_of, doubts_of
from moderator.vision.homographies import flattened, project, quad, scale_at
from moderator.vision.readings import (
    CardReading,
    Dot,
    Doubt,
    PhotoFacts,
    UnreadPlace,
    WallReading,
)
from moderator.vision.stages import Stage, Stages
from moderator.vision.strange_areas import strange_areas
from moderator.vision.symbol_comparing import SURE_LEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from moderator.vision.card_pose import CardPose
    from moderator.vision.found_cards import FoundCard, FoundCards
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.photos import Photo
    from moderator.vision.stages import Told
    from moderator.vision.strange_areas import StrangeAreas

_MOST_WORKERS = 4
_WRITING_SCALE = (4.0, 10.0)
_WELL_LAID = 0.5
EDGE_PER_BLUR = 2.56
"""Width of an edge from 10 to 90 %, in standard deviations of the blur."""


@contextmanager
def workers() -> Iterator[Executor]:
    """Give as many threads as the machine has processors, four at most.

    The picture libraries work outside the interpreter's lock, so threads do help; each of them
    then computes alone, or they would wait for one another.
    """
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_WORKERS)) as pool:
            yield pool
    finally:
        cv2.setNumThreads(before)


def read_wall(
    photo: Photo,
    issued: IssuedCards,
    *,
    dot_mm: float = 0.0,
    found: FoundCards | None = None,
    told: Told | None = None,
    stopped: Callable[[], bool] | None = None,
) -> WallReading:
    """Read everything from one photo.

    Args:
        photo: of one wall.
        issued: the cards that may hang there.
        dot_mm: diameter of the dots, if a person said it; 0 finds it out.
        found: the cards of the photo, if a first look had to search it for them.
        told: is told of each stage as it begins.
        stopped: is asked before each stage whether to stop.

    Raises:
        ReadingStopped: `stopped` said so.
    """
    with workers() as pool:
        return _Reading(photo, issued, pool, Stages(told, stopped)).run(dot_mm, found)


def count_laid(
    photo: Photo,
    issued: IssuedCards,
    laid: Sequence[tuple[FoundCard, CardPose]],
    dot_mm: float = 0.0,
) -> list[CardReading]:
    """Read cards whose place on a photo is known already, in the order given.

    Args:
        photo: of one wall.
        issued: the cards that may hang there.
        laid: cards with their poses; together they tell the colours of the dots.
        dot_mm: diameter of the dots, if it is known; 0 finds it out.
    """
    with workers() as pool:
        return _Reading(photo, issued, pool, Stages()).count(laid, dot_mm)[0]


class _Reading:
    def __init__(self, photo: Photo, issued: IssuedCards, pool: Executor, stages: Stages) -> None:
        self._photo = photo
        self._grey = photo.grey()
        self._issued = issued
        self._pool = pool
        self._stages = stages

    def run(self, dot_mm: float, found: FoundCards | None) -> WallReading:
        self._stages.begin(Stage.FIND)
        if found is None:
            found = CardSearch(self._grey, self._issued, self._pool).run()
        self._stages.begin(Stage.LAY)
        cards = [*found.cards, *found.again]
        poses = CardLayouts(self._grey, cards, self._issued.geometries, self._pool).poses()
        laid = [(card, pose) for card, pose in zip(cards, poses, strict=True) if pose]
        bare = [card for card, pose in zip(cards, poses, strict=True) if not pose]
        self._stages.begin(Stage.LIGHT)
        readings, diameter = self.count(laid, dot_mm)
        readings += [self._without_field(card) for card in bare]
        self._stages.begin(Stage.DONE)
        return self._whole(found, readings, diameter)

    def count(
        self, laid: Sequence[tuple[FoundCard, CardPose]], dot_mm: float
    ) -> tuple[list[CardReading], float]:
        """Return what is on cards that are laid, in their order, and the usual size of the dots."""
        poses = [pose for _, pose in laid]
        lights = list(self._pool.map(lambda pose: card_light(self._photo.pixels, pose), poses))
        fields = [pose.geometry.field for pose in poses]
        well = [
            (light, field)
            for light, field, pose in zip(lights, fields, poses, strict=True)
            if pose.residual < _WELL_LAID
        ]
        palette = learn_palette(well)
        coloured = list(
            self._pool.map(
                lambda light, field: coloured_card(light, palette, field), lights, fields
            )
        )
        self._stages.begin(Stage.COUNT)
        sizes = dot_sizes(coloured, dot_mm)
        counts = list(self._pool.map(lambda card: count_dots(card, sizes), coloured))
        readings = self._pool.map(
            lambda card, count, each: self._reading(card, count, strange_areas(each), sizes.usual),
            laid,
            counts,
            coloured,
        )
        return list(readings), sizes.usual if any(count.dots for count in counts) else 0.0

    def _reading(
        self,
        laid: tuple[FoundCard, CardPose],
        count: CardCount,
        strange: StrangeAreas,
        diameter: float,
    ) -> CardReading:
        card, pose = laid
        doubts = doubts_of(card, pose, count, strange, diameter)
        geometry, homography = pose.geometry, pose.homography
        scale = float(np.clip(1.5 * pose.px_per_mm, *_WRITING_SCALE))
        return CardReading(
            code=card.code,
            layout=geometry.name,
            corners_px=quad(homography, geometry.card),
            field_px=quad(homography, geometry.field),
            px_per_mm=pose.px_per_mm,
            dots=tuple(_dot(dot, pose, doubts) for dot in count.dots),
            confidence=confidence_of(count, doubts),
            code_confidence=_code_confidence(card),
            doubts=doubts,
            handwriting=flattened(self._photo.pixels, homography, geometry.text, scale),
        )

    def _without_field(self, card: FoundCard) -> CardReading:
        symbol = Rect(0, 0, card.modules, card.modules)
        return CardReading(
            code=card.code,
            layout="",
            corners_px=quad(card.homography, symbol),
            field_px=None,
            px_per_mm=0.0,
            dots=(),
            confidence=0.0,
            code_confidence=_code_confidence(card),
            doubts=(Doubt.NO_FIELD,),
        )

    def _whole(
        self, found: FoundCards, readings: list[CardReading], diameter: float
    ) -> WallReading:
        cards, others = _once_each(readings)
        facts = photo_facts(self._photo, found.cards, cards)
        return WallReading(
            photos=(facts,),
            cards=tuple(cards),
            unread=tuple(
                UnreadPlace(
                    quad(place.homography, Rect(0, 0, place.modules, place.modules)), place.guesses
                )
                for place in found.failed
            ),
            unseen=tuple(sorted(self._issued.codes - {card.code for card in found.cards})),
            other_readings=tuple(others),
            dot_mm=diameter,
            seconds=self._stages.seconds,
        )


def photo_facts(
    photo: Photo, found: Sequence[FoundCard], cards: Sequence[CardReading]
) -> PhotoFacts:
    """Return name, size, scale and sharpness of a photo."""
    scales = [card.px_per_mm for card in cards if card.px_per_mm]
    blurs = [card.blur * card.side / card.modules for card in found]
    return PhotoFacts(
        photo.name,
        photo.width,
        photo.height,
        float(np.median(scales)) if scales else 0.0,
        round(EDGE_PER_BLUR * float(np.median(blurs)), 2) if blurs else 0.0,
    )


def _once_each(readings: Sequence[CardReading]) -> tuple[list[CardReading], list[CardReading]]:
    """Return the best reading of each code, ordered by code, and those of codes seen again."""
    cards: dict[str, CardReading] = {}
    others: list[CardReading] = []
    for reading in sorted(readings, key=lambda each: (each.code, -each.confidence)):
        if reading.code not in cards:
            cards[reading.code] = reading
            continue
        others.append(reading)
        first = cards[reading.code]
        if Doubt.CODE_TWICE not in first.doubts:
            cards[reading.code] = replace(first, doubts=(*first.doubts, Doubt.CODE_TWICE))
    return list(cards.values()), others


def _code_confidence(card: FoundCard) -> float:
    if np.isinf(card.lead):
        return 1.0
    return round(float(np.clip(0.5 + 0.05 * (card.lead - SURE_LEAD + 4), 0.5, 0.99)), 3)


def _dot(dot: CountedDot, pose: CardPose, doubts: tuple[Doubt, ...]) -> Dot:
    x, y = project(pose.homography, np.array([[dot.x, dot.y]]))[0]
    sure = min(dot.own / 0.9, 1.0) * (0.75 + 0.25 * min(max(dot.needed, 0.0) / 0.3, 1.0))
    return Dot(
        x=float(x),
        y=float(y),
        radius=dot.diameter / 2 * scale_at(pose.homography, (dot.x, dot.y)),
        colour=dot.colour,
        in_field=pose.geometry.field.holds(dot.x, dot.y),
        confidence=round(sure * (0.8 if Doubt.FIELD_UNCERTAIN in doubts else 1.0), 3),
        card_mm=(round(dot.x, 2), round(dot.y, 2)),
        diameter_mm=round(dot.diameter, 2),
    )
