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

_ASKED = 5
"""Cards that decide on the layout of all."""

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

    def poses(self) -> list[CardPose | None]:
        """Return the pose of each card, in the order given."""
        for modules in self._kinds:
            self._rank(modules)
        return list(self._pool.map(self._pose, self._cards))

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
            (card for card in self._cards if card.modules == modules), key=lambda card: -card.side
        )[:_ASKED]

        def support(geometry: CardGeometry) -> float:
            found = [fit_layout(self._grey, card, geometry, self._horizon) for card in clear]
            return float(np.median([pose.support for pose in found]))

        layouts = self._kinds[modules]
        supports = list(self._pool.map(support, layouts))
        order = sorted(range(len(layouts)), key=lambda place: -supports[place])
        self._kinds[modules] = [layouts[place] for place in order]
        self._usual[modules] = max(supports, default=0.0)

    def _pose(self, card: FoundCard) -> CardPose | None:
        layouts = self._kinds[card.modules]
        if not layouts or self._usual[card.modules] < _NO_LAYOUT:
            return None
        best = fit_layout(self._grey, card, layouts[0], self._horizon)
        if best.support > _POOR * self._usual[card.modules]:
            return best
        for geometry in layouts[1:]:
            pose = fit_layout(self._grey, card, geometry, self._horizon)
            if pose.support > best.support + _CLEARLY_BETTER:
                best = pose
        return best
