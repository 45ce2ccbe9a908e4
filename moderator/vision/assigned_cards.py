"""Reads a card that a person has named: its symbol could be placed but not read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from moderator.domain.codes import CardCode
from moderator.vision.card_geometry import Rect
from moderator.vision.card_pose import CardPose, fit_layout
from moderator.vision.found_cards import FoundCard, SymbolPlace, square
from moderator.vision.homographies import between, jacobians, project, quad
from moderator.vision.perspective import horizon_of
from moderator.vision.place_search import search_places, turned
from moderator.vision.readings import CardReading, Doubt
from moderator.vision.symbol_comparing import SymbolReader
from moderator.vision.wall_reading import count_laid, workers

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

_POINTED = 1.2
"""How far from where a person pointed a symbol may reach, in sides of a symbol."""

_TURNS, _SIZES = (-12.0, -4.0, 4.0, 12.0), (0.94, 1.06)
"""How cards may hang against their neighbours: degrees, and sizes."""

_MOST_PLACES = 3
_UNIT = Rect(0, 0, 1, 1)
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
        roughly: a person pointed at the code; only its middle is known, to half its side.
    """

    code: CardCode
    symbol: Quad
    dot_mm: float = 0.0
    roughly: bool = False


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
    if named.roughly and poses:
        named = replace(named, symbol=_symbol_near(grey, issued, named, poses))
    best = _best_pose(grey, issued, named, poses)
    if best is None:
        return _without_field(named, poses)
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


def _symbol_near(
    grey: Grey, issued: IssuedCards, named: NamedPlace, poses: Sequence[CardPose]
) -> Quad:
    """Return the symbol at a place that a person pointed at.

    It lies like that of the nearest card; where no symbol can be seen, just there.
    """
    pointed, nearest = np.array(named.symbol).mean(axis=0), _nearest(named, poses)
    corners = project(nearest.homography, nearest.geometry.qr.corners())
    side = float(np.hypot(*(corners[2] - corners[0]))) / np.sqrt(2)
    reach = round(_POINTED * side)
    left, top = (max(round(float(each)) - reach, 0) for each in pointed)
    around = np.ascontiguousarray(grey[top : top + 2 * reach, left : left + 2 * reach])
    with workers() as pool:
        places = search_places(around, list(_kinds(issued, nearest)), pool, _MOST_PLACES)
    reader, moved = SymbolReader(grey, issued), np.array([[1, 0, left], [0, 1, top], [0, 0, 1]])
    for place in places:
        found = reader.coarse(SymbolPlace(place.modules, moved @ place.homography))
        if found is not None:
            return quad(found.homography, Rect(0, 0, found.modules, found.modules))
    x, y = pointed - corners.mean(axis=0)
    return quad(np.array([[1, 0, x], [0, 1, y], [0, 0, 1]]) @ _mm_to_symbol(nearest), _UNIT)


def _nearest(named: NamedPlace, poses: Sequence[CardPose]) -> CardPose:
    middle = np.array(named.symbol).mean(axis=0)
    return min(poses, key=lambda pose: float(np.hypot(*(_symbol_middle(pose) - middle))))


def _symbol_middle(pose: CardPose) -> Matrix:
    return np.asarray(project(pose.homography, pose.geometry.qr.corners()).mean(axis=0))


def _mm_to_symbol(pose: CardPose) -> Matrix:
    return between(_UNIT.corners(), project(pose.homography, pose.geometry.qr.corners()))


def _kinds(issued: IssuedCards, nearest: CardPose) -> Iterator[tuple[int, Matrix]]:
    """Yield what symbols near a card may look like: their modules, turns and sizes."""
    for geometry in issued.geometries:
        if geometry.name != nearest.geometry.name:
            continue
        middle = np.array([[geometry.qr.x + geometry.qr.w / 2, geometry.qr.y + geometry.qr.h / 2]])
        tilt = jacobians(nearest.homography, middle)[0] * (geometry.qr.w / geometry.modules)
        for degrees in _TURNS:
            for size in _SIZES:
                yield geometry.modules, turned(tilt, degrees) * size


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


def _without_field(named: NamedPlace, poses: Sequence[CardPose]) -> CardReading:
    """Return a card for dots put by hand; it reaches as far as the nearest card does."""
    corners, px_per_mm = quad(between(_UNIT.corners(), np.array(named.symbol)), _UNIT), 0.0
    if poses:
        nearest = _nearest(named, poses)
        x, y = np.array(named.symbol).mean(axis=0) - _symbol_middle(nearest)
        moved = np.array([[1, 0, x], [0, 1, y], [0, 0, 1]]) @ nearest.homography
        corners, px_per_mm = quad(moved, nearest.geometry.card), nearest.px_per_mm
    return CardReading(
        code=named.code,
        layout="",
        corners_px=corners,
        field_px=None,
        px_per_mm=px_per_mm,
        dots=(),
        confidence=0.0,
        code_confidence=1.0,
        doubts=(Doubt.NO_FIELD,),
    )
