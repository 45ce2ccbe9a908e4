"""Finds places that look like a QR symbol too blurred for any reader: a matched filter.

What all symbols of one size share (three finder patterns, the even grey between them, the white
round it) is laid over the whole picture, in the scale and tilt of the cards already found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.found_cards import SymbolPlace
from moderator.vision.symbol_patterns import QUIET, fixed_modules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_search import Grey

_SIDE = 20.0
"""Side of a symbol in the picture that is searched, px: fewer lose the finder patterns."""

_LEAST = 0.3
_FINE = 8
_BLUR = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Place(SymbolPlace):
    """A place that may be a symbol; `likeness` is its correlation with the pattern, 0 to 1."""

    likeness: float

    @classmethod
    def at(cls, modules: int, tilt: Matrix, middle: Matrix, likeness: float) -> Place:
        """Return a place from its middle in px and the tilt from modules to px, shape (2, 2)."""
        found = np.eye(3)
        found[:2, :2] = tilt
        found[:2, 2] = middle - tilt @ np.full(2, modules / 2)
        return cls(modules, found, likeness)

    def changed(self, tilt: Matrix) -> Place:
        """Return a place with the same middle and another tilt."""
        return Place.at(self.modules, tilt, self.middle, self.likeness)


def search_places(
    grey: Grey, kinds: Sequence[tuple[int, Matrix]], pool: Executor, most: int
) -> list[Place]:
    """Return at most `most` places, the likeliest first, no two of them at the same spot.

    Args:
        grey: the photo.
        kinds: modules on a side, and the tilt from modules to px, of what is looked for.
        pool: does the work.
        most: how many places.
    """
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    sources = (np.asarray(half, np.uint8), grey)
    work = [pool.submit(_places_of, sources, modules, tilt, most) for modules, tilt in kinds]
    return _apart([place for each in work for place in each.result()], most)


def _places_of(sources: tuple[Grey, Grey], modules: int, tilt: Matrix, most: int) -> list[Place]:
    """Search at one scale and tilt; `sources` are the photo at half its size and as it is."""
    half, grey = sources
    side = float(np.sqrt(abs(np.linalg.det(tilt)))) * modules
    shrink = min(_SIDE / side, 1.0)
    size = (round(grey.shape[1] * shrink), round(grey.shape[0] * shrink))
    small = cv2.resize(half if shrink <= 0.5 else grey, size, interpolation=cv2.INTER_AREA)
    pattern = _pattern(modules, tilt * shrink)
    if min(small.shape) <= max(pattern.shape):
        return []
    alike = cv2.matchTemplate(small, pattern, cv2.TM_CCOEFF_NORMED)
    reach = np.ones((round(_SIDE * 0.75),) * 2, np.uint8)
    peaks = (alike == cv2.dilate(alike, reach)) & (alike > _LEAST)
    rows, columns = np.nonzero(peaks)
    best = np.argsort(-alike[rows, columns])[:most]
    offset = (np.array(pattern.shape[::-1]) - 1) / 2
    spots = np.stack([columns[best], rows[best]], axis=1) + offset
    middles = (spots + 0.5) / shrink - 0.5
    scores = alike[rows[best], columns[best]]
    return [
        Place.at(modules, tilt, middle, float(score))
        for middle, score in zip(middles, scores, strict=True)
    ]


def _pattern(modules: int, tilt: Matrix) -> NDArray[np.uint8]:
    fixed = fixed_modules(modules)
    grid = np.where(np.isnan(fixed), 0.5, fixed)
    fine: Matrix = np.kron(grid, np.ones((_FINE, _FINE)))
    fine = cv2.GaussianBlur(fine, (0, 0), _BLUR * _FINE)
    reach = np.abs(tilt) @ np.full(2, (modules + QUIET) / 2)
    width, height = (2 * int(np.ceil(each)) + 1 for each in reach)
    to_px = np.column_stack([tilt / _FINE, np.zeros(2)])
    middle = (fine.shape[0] - 1) / 2
    to_px[:, 2] = np.array([(width - 1) / 2, (height - 1) / 2]) - to_px[:, :2] @ [middle, middle]
    shrunk = cv2.warpAffine(
        cv2.GaussianBlur(fine, (0, 0), 0.4 * _FINE / np.sqrt(abs(np.linalg.det(tilt)))),
        to_px,
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(np.clip(shrunk * 255, 0, 255), np.uint8)


def _apart(places: list[Place], most: int) -> list[Place]:
    """Return the likeliest places, no two of which lie nearer than a third of a side."""
    ordered = sorted(places, key=lambda each: -each.likeness)
    middles = np.array([place.middle for place in ordered]).reshape(-1, 2)
    reaches = np.array([place.side / 3 for place in ordered])
    kept: list[int] = []
    for number, middle in enumerate(middles):
        if (np.abs(middles[kept] - middle).max(axis=1) > reaches[kept]).all():
            kept.append(number)
            if len(kept) == most:
                break
    return [ordered[number] for number in kept]


def turned(tilt: Matrix, degrees: float) -> Matrix:
    """Return `tilt` of a symbol that is turned clockwise on its wall."""
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(tilt @ turn)


def usual_tilt(tilts: Sequence[Matrix]) -> Matrix:
    """Return the middle of several tilts; each entry is the median."""
    return np.asarray(np.median(np.stack(tilts), axis=0))
