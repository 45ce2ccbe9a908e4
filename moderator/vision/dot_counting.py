"""Counts the dots of one card: discs of the wall's usual size, now and then of another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.blobs import Blob, find_blobs
from moderator.vision.card_light import SCALE
from moderator.vision.disc_fitting import BlobFit, Disc, Size
from moderator.vision.dot_colours import colour_masks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from moderator.domain.rules import DotColour
    from moderator.vision.card_geometry import Rect
    from moderator.vision.card_light import CardLight
    from moderator.vision.dot_colours import ColourMasks, Palette
    from moderator.vision.homographies import Matrix

SOLD_SIZES = (8.0, 12.0, 19.0)
"""Diameters of the marking dots that are sold, mm."""

_SMALLEST, _LARGEST = 6.0, 24.0
_SAME_SIZE = 0.08
_OTHER = 0.15
_BLEACHED = 0.23
"""A dot in glare or deep blur may look smaller by so much, none looks larger."""
_PIN_LIKE = 9.0
"""Sizes below, mm, are not far from heads of pins (5 to 7.5 mm)."""
_PIN = 0.86
"""Free spots smaller than this part of the usual size are pins, or scraps."""
_FREE = 0.85
_BEYOND = 1
"""Samples from the card's edge within which a spot may be cut off there."""
_MIXED = 4
"""Samples over which the colours of two dots that meet mix."""
_WELL_EXPLAINED = 0.2
"""Part of a disc's area, unexplained or wrongly covered, that is no reason to try other sizes."""
_LEAST_AREA = np.pi / 4 * (SOLD_SIZES[0] * SCALE) ** 2
"""Samples of the smallest dot that is sold."""


@dataclass(frozen=True, slots=True)
class CountedDot:
    """A dot on a card: centre and diameter in mm, colour, hue of its spot in degrees.

    `seen` is the diameter of its spot, mm, where it stands alone. See `disc_fitting.Disc` for the
    rest.
    """

    x: float
    y: float
    diameter: float
    colour: DotColour
    own: float
    needed: float
    spare: float
    alone: bool
    hue: float = 0.0
    seen: float = 0.0


@dataclass(frozen=True, slots=True)
class CardCount:
    """What was counted on one card.

    Attributes:
        dots: in the field and outside.
        left_over: largest area in the field that no disc explains, in smallest dots sold.
    """

    dots: tuple[CountedDot, ...]
    left_over: float


@dataclass(frozen=True, slots=True, eq=False)
class ColouredCard:
    """A card with its colours sorted: light, masks, spots, and the field of the dots in mm."""

    light: CardLight
    masks: ColourMasks
    blobs: tuple[Blob, ...]
    field: Rect


def coloured_card(light: CardLight, palette: Palette, field: Rect) -> ColouredCard:
    """Sort the pixels of a card by colour and join them to spots."""
    masks = colour_masks(light, palette)
    return ColouredCard(light, masks, tuple(find_blobs(masks)), field)


@dataclass(frozen=True, slots=True)
class DotSizes:
    """Diameters on one wall, mm: the usual one, and others of which a dot stands alone."""

    usual: float
    others: tuple[float, ...] = ()


def dot_sizes(cards: Iterable[ColouredCard], told: float = 0.0) -> DotSizes:
    """Return which sizes the dots of a wall have.

    Of the round spots in the fields, the size with most others within 8 % is the usual one, unless
    a person told it; 12 mm where no dot stands alone.
    """
    alone = _sizes_alone(cards)
    usual = told or _most_frequent(alone) or SOLD_SIZES[1]
    others = [
        size
        for size in SOLD_SIZES
        if abs(size / usual - 1) > _OTHER and (np.abs(alone / size - 1) < _SAME_SIZE).any()
    ]
    return DotSizes(usual, tuple(others))


def _sizes_alone(cards: Iterable[ColouredCard]) -> Matrix:
    return np.array(
        [
            blob.diameter_mm
            for card in cards
            for blob in card.blobs
            if blob.is_round
            and _SMALLEST < blob.diameter_mm < _LARGEST
            and card.field.holds(*_on_card(blob.middle, card.light))
        ]
    )


def _most_frequent(sizes: Matrix) -> float:
    if not len(sizes):
        return 0.0
    near = np.abs(sizes[:, None] / sizes[None, :] - 1) < _SAME_SIZE
    weight = near.sum(axis=1) * np.minimum(sizes / 8.0, 1.0)
    return float(np.median(sizes[near[weight.argmax()]]))


def _on_card(middle: tuple[float, float], light: CardLight) -> tuple[float, float]:
    return (
        (middle[0] + 0.5) / SCALE + light.rect.x,
        (middle[1] + 0.5) / SCALE + light.rect.y,
    )


def count_dots(card: ColouredCard, sizes: DotSizes) -> CardCount:
    """Count the dots of a card.

    Args:
        card: the card.
        sizes: of the dots on this wall.
    """
    light = card.light
    dots: list[CountedDot] = []
    left_over = 0.0
    for blob in card.blobs:
        if not _reaches(blob, light, card.field):
            dots += _outside(blob, light, sizes.usual)
            continue
        found, left = _fit(blob, light, card.masks, sizes)
        hue = _hue(blob, light)
        seen = blob.diameter_mm
        dots += [replace(dot, hue=hue, seen=seen if dot.alone else 0.0) for dot in found]
        left_over = max(left_over, left / _LEAST_AREA)
    return CardCount(tuple(dots), left_over)


def _hue(blob: Blob, light: CardLight) -> float:
    """Return the hue of a spot, degrees in CIE L*a*b*."""
    green_red, blue_yellow = light.lab[blob.around][blob.pixels][:, 1:].mean(axis=0)
    return float(np.degrees(np.arctan2(blue_yellow, green_red)))


def _reaches(blob: Blob, light: CardLight, field: Rect) -> bool:
    """Tell whether a spot lies at least partly in the field."""
    left, top = _on_card((blob.left, blob.top), light)
    right, bottom = left + blob.width / SCALE, top + blob.height / SCALE
    return (
        left < field.x + field.w - 1
        and right > field.x + 1
        and top < field.y + field.h - 1
        and bottom > field.y + 1
    )


def _outside(blob: Blob, light: CardLight, diameter: float) -> Iterator[CountedDot]:
    """Yield a spot outside the field that can only be a dot."""
    sizes = {diameter, *SOLD_SIZES} if diameter > 9 else {diameter, *SOLD_SIZES[1:]}
    near = [size for size in sizes if abs(blob.diameter_mm / size - 1) < 1.5 * _SAME_SIZE]
    if blob.is_round and near:
        yield CountedDot(*_on_card(blob.middle, light), near[0], blob.colour, 1.0, 1.0, 1.0, True)


def _fit(
    blob: Blob, light: CardLight, masks: ColourMasks, sizes: DotSizes
) -> tuple[Sequence[CountedDot], float]:
    """Return the dots that explain a spot, and how many samples they leave."""
    if blob.is_round and not _is_cut(blob, light):
        size = _nearest_size(blob.diameter_mm, sizes)
        if size:
            x, y = _on_card(blob.middle, light)
            same = float(np.clip(1.3 - 2.5 * abs(blob.diameter_mm / size - 1), 0, 1))
            return [CountedDot(x, y, size, blob.colour, same, 1.0, 1.0, True)], 0.0
    corner = max(blob.left - 4, 0), max(blob.top - 4, 0)
    around = (
        slice(corner[1], blob.top + blob.height + 4),
        slice(corner[0], blob.left + blob.width + 4),
    )
    paper = masks.paper[around]
    own = np.zeros(paper.shape, np.bool_)
    row, column = blob.top - corner[1], blob.left - corner[0]
    small = sizes.usual < _PIN_LIKE and blob.diameter_mm < _PIN * sizes.usual
    if small and _stands_free(blob, masks):
        return [], float(blob.area)
    own[row : row + blob.height, column : column + blob.width] = blob.pixels
    fit, discs = _best_fit(own, paper, sizes)
    dots = [_dot(disc, corner, light, blob.colour, len(discs) == 1) for disc in discs]
    return dots, fit.left_over()


def _is_cut(blob: Blob, light: CardLight) -> bool:
    """Tell whether a spot reaches the edge of the card, where it goes on out of sight."""
    height, width = light.share.shape[:2]
    right, bottom = blob.left + blob.width, blob.top + blob.height
    return bool(min(blob.left, blob.top, width - right, height - bottom) <= _BEYOND)


def _nearest_size(diameter: float, sizes: DotSizes) -> float:
    """Return the size that a round spot of `diameter` mm has, 0 if it is none."""
    if abs(diameter / sizes.usual - 1) < _SAME_SIZE:
        return sizes.usual
    known = [sizes.usual, *(size for size in SOLD_SIZES if abs(size / sizes.usual - 1) > _OTHER)]
    nearest = min(known, key=lambda size: abs(np.log(diameter / size)))
    smaller, larger = (_OTHER, _OTHER) if nearest < _PIN_LIKE else (_BLEACHED, _OTHER)
    return nearest if -smaller < diameter / nearest - 1 < larger else 0.0


def _stands_free(blob: Blob, masks: ColourMasks) -> bool:
    """Tell whether there is no other dot nearly all around a spot, which could hide a part of it.

    Bare paper may be there, and the shadow that a pin throws.
    """
    reach = 2 * _MIXED
    rows = slice(max(blob.top - reach, 0), blob.top + blob.height + reach)
    columns = slice(max(blob.left - reach, 0), blob.left + blob.width + reach)
    own = np.zeros(masks.paper.shape, np.uint8)
    own[blob.around] = blob.pixels
    near = cv2.dilate(own[rows, columns], np.ones((5, 5), np.uint8))
    far = cv2.dilate(near, np.ones((3, 3), np.uint8))
    others = np.zeros(near.shape, np.bool_)
    for colour, mask in masks.of.items():
        if colour is not blob.colour:
            others |= mask[rows, columns]
    # Where two dots meet, their colours mix to neither for about a mm.
    taken = cv2.dilate(others.astype(np.uint8), np.ones((2 * _MIXED + 1,) * 2, np.uint8))
    free = taken[(far > 0) & (near == 0)] == 0
    return bool(free.mean() > _FREE)


def _best_fit(
    own: NDArray[np.bool_], paper: NDArray[np.bool_], sizes: DotSizes
) -> tuple[BlobFit, list[Disc]]:
    """Fit discs of the usual size; unless one explains the spot well, of the others too."""
    usual = Size.usual(sizes.usual / 2 * SCALE)
    fit = BlobFit(own, paper, [usual])
    discs = fit.run()
    area = np.pi * usual.radius**2
    if len(discs) == 1 and fit.cost() - usual.cost < _WELL_EXPLAINED * min(area, _LEAST_AREA):
        return fit, discs
    others = [
        Size.other(size / 2 * SCALE, usual, seen=size in sizes.others)
        for size in SOLD_SIZES
        if abs(size / sizes.usual - 1) > _OTHER
    ]
    mixed = BlobFit(own, paper, [usual, *others])
    found = mixed.run()
    return (mixed, found) if mixed.cost() < fit.cost() else (fit, discs)


def _dot(
    disc: Disc,
    corner: tuple[int, int],
    light: CardLight,
    colour: DotColour,
    alone: bool,
) -> CountedDot:
    x, y = _on_card((disc.x + corner[0], disc.y + corner[1]), light)
    diameter = 2 * disc.radius / SCALE
    return CountedDot(x, y, diameter, colour, disc.own, disc.needed, disc.spare, alone)
