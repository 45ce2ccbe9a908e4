"""Decides in which layout the cards of a photo were printed, and lays each of them over it.

A symbol says how many modules it has, not on which card it stands. But nearly all cards of a wall
come from one sheet: the layout whose frame and edge are found best on several cards is tried first
on all of them, another one only where it finds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.card_pose import fit_layout
from moderator.vision.perspective import horizon_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from moderator.vision.card_geometry import CardGeometry
    from moderator.vision.card_pose import CardPose
    from moderator.vision.found_cards import FoundCard
    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_search import Grey

_ASKED, _ASKED_FIRST = 5, 3
"""Cards that decide on the layout of all; the first of them rule most layouts out."""

_NO_LAYOUT = 0.3
"""Support below which no known layout is printed there: a label, or another program's card."""

_POOR = 0.45
_CLEARLY_BETTER = 0.5


class CardLayouts:
    """Lays all cards of one photo; `poses` has one for each card, None where no layout fits."""

    def __init__(
        self,
        grey: Grey,
        cards: Sequence[FoundCard],
        geometries: Sequence[CardGeometry],
        pool: Executor,
    ) -> None:
        self._grey = grey
        self._cards = cards
        self._pool = pool
        self._kinds = {
            modules: [each for each in geometries if each.modules == modules]
            for modules in {card.modules for card in cards}
        }
        self._horizon = self._wall_horizon()
        self._usual = dict.fromkeys(self._kinds, 0.0)
        self._fitted: dict[tuple[int, CardGeometry], CardPose] = {}

    def poses(self) -> list[CardPose | None]:
        """Return the pose of each card, in the order given."""
        for modules in self._kinds:
            self._rank(modules)
        return list(self._pool.map(self._pose, range(len(self._cards))))

    def _wall_horizon(self) -> Matrix:
        known = [card for card in self._cards if self._kinds[card.modules]]
        if not known:
            return np.array([0.0, 0.0, 1.0])
        places = np.stack([card.middle for card in known])
        sides = [self._kinds[card.modules][0].qr.w for card in known]
        scales = np.array([card.side for card in known]) / sides
        return horizon_of(places, scales)

    def _rank(self, modules: int) -> None:
        """Order the layouts of one kind of symbol by how well they fit the clearest cards."""
        clear = sorted(
            (place for place, card in enumerate(self._cards) if card.modules == modules),
            key=lambda place: -self._cards[place].side,
        )[:_ASKED]
        layouts = self._kinds[modules]
        first = self._supports(layouts, clear[:_ASKED_FIRST])
        # The median of five lies between the least and the most of any three of them.
        most = max((min(each) for each in first), default=0.0)
        open_ones = [
            layout for layout, each in zip(layouts, first, strict=True) if max(each) >= most
        ]
        self._supports(open_ones, clear[_ASKED_FIRST:])
        supports = {
            layout: float(np.median([self._fit(place, layout).support for place in clear]))
            for layout in open_ones
        }
        self._kinds[modules] = sorted(layouts, key=lambda each: -supports.get(each, -np.inf))
        self._usual[modules] = max(supports.values(), default=0.0)

    def _supports(
        self, layouts: Sequence[CardGeometry], places: Sequence[int]
    ) -> list[list[float]]:
        """Return how well each layout fits each of some cards."""
        pairs = [(place, layout) for layout in layouts for place in places]
        found = [pose.support for pose in self._pool.map(lambda pair: self._fit(*pair), pairs)]
        return [found[n : n + len(places)] for n in range(0, len(found), max(len(places), 1))]

    def _fit(self, place: int, geometry: CardGeometry) -> CardPose:
        """Return the pose of one card in one layout; what was asked before is not done again."""
        if (place, geometry) not in self._fitted:
            card = self._cards[place]
            self._fitted[place, geometry] = fit_layout(self._grey, card, geometry, self._horizon)
        return self._fitted[place, geometry]

    def _pose(self, place: int) -> CardPose | None:
        modules = self._cards[place].modules
        layouts = self._kinds[modules]
        if not layouts or self._usual[modules] < _NO_LAYOUT:
            return None
        best = self._fit(place, layouts[0])
        if best.support > _POOR * self._usual[modules]:
            return best
        for geometry in layouts[1:]:
            pose = self._fit(place, geometry)
            if pose.support > best.support + _CLEARLY_BETTER:
                best = pose
        return best
