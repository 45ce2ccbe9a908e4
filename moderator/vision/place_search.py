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
_FLAT = 2.0
"""Standard deviation of the grey values, 0 to 255, below which there is nothing to be seen."""

_NOWHERE = np.zeros((2, 0), np.int32)
_FINE = 8
_BLUR = 0.5


@dataclass(frozen=True, eq=False)
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

    @classmethod
    def of(cls, place: SymbolPlace, likeness: float) -> Place:
        """Return a place that was found otherwise."""
        return cls(place.modules, place.homography, likeness)

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
    half = np.asarray(
        cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8
    )
    shrinks = [_shrink(modules, tilt) for modules, tilt in kinds]
    # Turned patterns of one size are laid over the same picture.
    needed = list(dict.fromkeys(shrinks))
    pictures = dict(
        zip(needed, pool.map(lambda each: _shrunk(half, grey, each), needed), strict=True)
    )
    work = [
        pool.submit(_places_of, pictures[shrink], shrink, kind, most)
        for shrink, kind in zip(shrinks, kinds, strict=True)
    ]
    return _apart([place for each in work for place in each.result()], most)


def _shrink(modules: int, tilt: Matrix) -> float:
    """Return the part of its size to which a photo shrinks for a kind of symbol."""
    side = float(np.sqrt(abs(np.linalg.det(tilt)))) * modules
    return round(min(_SIDE / side, 1.0), 6)


def _shrunk(half: Grey, grey: Grey, shrink: float) -> Grey:
    """Return a photo, known as it is and at half its size, in a part of its size."""
    size = (round(grey.shape[1] * shrink), round(grey.shape[0] * shrink))
    source = half if shrink <= 0.5 else grey
    # To more than half the size, two neighbours in each direction see every pixel there is.
    way = cv2.INTER_LINEAR if size[0] * 2 >= source.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(source, size, interpolation=way), np.uint8)


def _places_of(small: Grey, shrink: float, kind: tuple[int, Matrix], most: int) -> list[Place]:
    """Search a picture, shrunk to a part of its size, at one scale and tilt."""
    modules, tilt = kind
    pattern = _pattern(modules, tilt * shrink)
    if min(small.shape) <= max(pattern.shape):
        return []
    alike = _likeness(small, pattern)
    reach = np.ones((round(_SIDE * 0.75),) * 2, np.uint8)
    highest = cv2.dilate(alike, reach)
    peaks = cv2.compare(alike, np.maximum(highest, np.float32(_LEAST), out=highest), cv2.CMP_GE)
    columns, rows = cv2.findNonZero(peaks).reshape(-1, 2).T if peaks.any() else _NOWHERE
    best = np.argsort(-alike[rows, columns])[:most]
    offset = (np.array(pattern.shape[::-1]) - 1) / 2
    spots = np.stack([columns[best], rows[best]], axis=1) + offset
    middles = (spots + 0.5) / shrink - 0.5
    scores = alike[rows[best], columns[best]]
    return [
        Place.at(modules, tilt, middle, float(score))
        for middle, score in zip(middles, scores, strict=True)
    ]


def _likeness(small: Grey, pattern: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the correlation of a pattern with what lies under it, for each place it fits in.

    OpenCV can do this at once (TM_CCOEFF_NORMED), but takes twice as long: it sums in double
    precision, pixel by pixel. Flat areas have nothing to be compared and count as little alike.
    """
    height, width = pattern.shape
    flat = pattern - pattern.mean()
    flat /= np.linalg.norm(flat) / np.sqrt(flat.size)
    sums: Matrix = cv2.matchTemplate(small.astype(np.float32), flat / flat.size, cv2.TM_CCORR)
    inside = (
        slice(height // 2, height // 2 + sums.shape[0]),
        slice(width // 2, width // 2 + sums.shape[1]),
    )
    mean: Matrix = cv2.boxFilter(small, cv2.CV_32F, (width, height))[inside]
    spread: Matrix = cv2.sqrBoxFilter(small, cv2.CV_32F, (width, height))[inside]
    # In place: fresh memory for millions of numbers costs more than the sums.
    mean *= mean
    spread -= mean
    np.sqrt(np.maximum(spread, np.float32(_FLAT**2), out=spread), out=spread)
    sums /= spread
    return sums


def _pattern(modules: int, tilt: Matrix) -> NDArray[np.float32]:
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
    return np.asarray(shrunk, np.float32)


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
