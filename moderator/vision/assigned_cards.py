"""Reads a card that a person has named: its symbol could be placed but not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from moderator.domain.codes import CardCode
from moderator.vision.card_geometry import Rect
from moderator.vision.card_pose import CardPose, fit_layout
from moderator.vision.found_cards import FoundCard, square
from moderator.vision.homographies import between, project, quad
from moderator.vision.perspective import horizon_of
from moderator.vision.readings import CardReading, Doubt
from moderator.vision.wall_reading import count_laid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.vision.card_geometry import CardGeometry
    from moderator.vision.homographies import Matrix
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.photos import Photo
    from moderator.vision.readings import Quad
    from moderator.vision.symbol_search import Grey

_SAME_FIELD = 2.0
"""Px by which the corners of a dot field may be off where its layout is told by them."""

_LEARNED_FROM = 8
"""Known cards that tell the colours of the dots; more tell no more."""

_NO_LAYOUT = 0.3
"""Support below which no known layout is printed there; as in `card_layouts`."""

_USUAL_PX = 1.0
"""Standard deviation of the blur on a photo where nothing is known of it, px."""


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card of the same photo that was read before: corners of card and dot field, px."""

    corners: Quad
    field: Quad


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """What a person said.

    Attributes:
        code: of the card.
        symbol: corners of its QR code, TL, TR, BR, BL, px.
        dot_mm: usual diameter of the dots on this wall, 0 if it is not known.
    """

    code: CardCode
    symbol: Quad
    dot_mm: float = 0.0


def read_named_card(
    photo: Photo, issued: IssuedCards, named: NamedPlace, known: Sequence[KnownCard]
) -> CardReading:
    """Count the dots of a card that a person has named.

    The layout is the one whose frame and edge are found best; colours of dots are learned from the
    other cards of the photo. Without a layout that fits, the card comes back without a field.

    Args:
        photo: the photo.
        issued: the cards that may hang there.
        named: the card and where its symbol lies.
        known: other cards of the photo.
    """
    grey = photo.grey()
    poses = [pose for card in known if (pose := _known_pose(card, issued)) is not None]
    best = _best_pose(grey, issued, named, poses)
    if best is None:
        return _without_field(named)
    others = [(_placeholder(pose), pose) for pose in poses[:_LEARNED_FROM]]
    return count_laid(photo, issued, [best, *others], named.dot_mm)[0]


def _known_pose(known: KnownCard, issued: IssuedCards) -> CardPose | None:
    """Return the pose of a card from its corners: the layout is the one whose field fits."""
    corners, field = np.array(known.corners), np.array(known.field)
    for geometry in issued.geometries:
        homography = between(geometry.card.corners(), corners)
        there = project(homography, geometry.field.corners())
        if np.abs(there - field).max() < _SAME_FIELD:
            return CardPose(geometry, homography, 0.0, 1.0, 1.0, 0.0)
    return None


def _best_pose(
    grey: Grey, issued: IssuedCards, named: NamedPlace, poses: Sequence[CardPose]
) -> tuple[FoundCard, CardPose] | None:
    horizon = _horizon(poses)
    tried = [
        (card, fit_layout(grey, card, geometry, horizon))
        for card, geometry in _candidates(issued, named, poses)
    ]
    best = max(tried, key=lambda each: each[1].support, default=None)
    return best if best is not None and best[1].support > _NO_LAYOUT else None


def _candidates(
    issued: IssuedCards, named: NamedPlace, poses: Sequence[CardPose]
) -> Iterator[tuple[FoundCard, CardGeometry]]:
    """Yield the layouts that the photo shows already, or all of them where it shows none."""
    used = {pose.geometry.name for pose in poses}
    corners = np.array(named.symbol)
    side = float(np.hypot(*(corners[2] - corners[0]))) / np.sqrt(2)
    for geometry in issued.geometries:
        if used and geometry.name not in used:
            continue
        homography = between(square(geometry.modules), corners)
        blur = _USUAL_PX * geometry.modules / max(side, 1.0)
        yield FoundCard(geometry.modules, homography, named.code, np.inf, blur), geometry


def _horizon(poses: Sequence[CardPose]) -> Matrix:
    if not poses:
        return np.array([0.0, 0.0, 1.0])
    places = [project(pose.homography, np.array([pose.geometry.size]) / 2)[0] for pose in poses]
    return horizon_of(np.stack(places), np.array([pose.px_per_mm for pose in poses]))


def _placeholder(pose: CardPose) -> FoundCard:
    """Return a card for a pose that only lends its colours; its count is thrown away."""
    symbol = project(pose.homography, pose.geometry.qr.corners())
    modules = pose.geometry.modules
    return FoundCard(modules, between(square(modules), symbol), CardCode(""), np.inf, 1.0)


def _without_field(named: NamedPlace) -> CardReading:
    symbol = between(square(1), np.array(named.symbol))
    return CardReading(
        code=named.code,
        layout="",
        corners_px=quad(symbol, Rect(0, 0, 1, 1)),
        field_px=None,
        px_per_mm=0.0,
        dots=(),
        confidence=0.0,
        code_confidence=1.0,
        doubts=(Doubt.NO_FIELD,),
    )
