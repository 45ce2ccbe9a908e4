"""Finds a card's printed frame and the edge of its paper near where they should be, piece by piece.

The frame is a dark line, the edge a step from light to dark. Both are looked for in the brightness
across short pieces of the card's lines, which is the mean of some rows of pixels beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.card_geometry import Rect
from moderator.vision.homographies import pixels_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderator.vision.card_geometry import CardGeometry
    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_search import Grey

_SCALE = 3.0
"""Samples a mm of the card seen straight on."""

_AROUND = 8.0
"""How far on both sides of a line the brightness is taken, mm."""

_ALONG = 4
_PIECE = 6.0
"""Length of a piece of line or edge, mm."""

_LINE_INSIDE = 0.15
"""The frame's line lies inside the field: half its width, mm."""

_LINE_INK = 0.18
"""Width of the frame's line in mm times its darkness as a part of the paper's brightness."""

_STEP = 2
"""Samples on each side of an edge that are compared."""

_ACROSS = np.arange(-_AROUND, _AROUND + 1e-6, 1 / _SCALE)
_INSIDE = len(_ACROSS) // 2
"""The first so many samples of a profile lie inside the card."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of the lines of one layout, those of the frame first, then those of the paper's edge.

    Attributes:
        middles: on the card, mm, shape (pieces, 2).
        normals: pointing outwards, shape (pieces, 2).
        frame: how many belong to the frame.
        x: of the samples around each piece, mm, shape (pieces * rows, samples across).
        y: of the same samples.
    """

    middles: Matrix
    normals: Matrix
    frame: int
    x: NDArray[np.float32]
    y: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """How far outside its place each piece is, mm, and how clearly it was found, 0 to 1: (n,)."""

    offsets: Matrix
    weights: Matrix


@lru_cache(maxsize=64)
def pieces_of(geometry: CardGeometry) -> Pieces:
    """Return the pieces of a layout's frame and of the edge of its paper."""
    inset, field = _LINE_INSIDE, geometry.field
    line = Rect(field.x + inset, field.y + inset, field.w - 2 * inset, field.h - 2 * inset)
    frame, edge = _sides(line), _sides(geometry.card)
    middles, normals, points = (np.concatenate(both) for both in zip(frame, edge, strict=True))
    x, y = (points[..., axis].reshape(-1, len(_ACROSS)).astype(np.float32) for axis in (0, 1))
    return Pieces(middles, normals, len(frame[0]), x, y)


def _sides(rect: Rect) -> tuple[Matrix, Matrix, Matrix]:
    """Return middles and normals of the pieces of the four sides of `rect`, and their samples.

    Returns:
        Arrays of the shapes (pieces, 2), (pieces, 2) and (pieces, rows, samples across, 2), mm.
    """
    corners = rect.corners()
    middles, normals, points = [], [], []
    for corner, following in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        side = following - corner
        length = float(np.hypot(*side))
        count = max(int(length / _PIECE), 1)
        along = side / length
        normal = np.array([along[1], -along[0]])
        starts = corner + np.outer(np.arange(count) + 0.5, side / count)
        steps = np.linspace(-0.4, 0.4, _ALONG)[:, None] * side / count
        middles.append(starts)
        normals.append(np.tile(normal, (count, 1)))
        points.append(
            starts[:, None, None] + steps[None, :, None] + (_ACROSS[:, None] * normal)[None, None]
        )
    return np.concatenate(middles), np.concatenate(normals), np.concatenate(points)


def look_for(
    grey: Grey, homography: Matrix, pieces: Pieces, window: float, blur_mm: float
) -> tuple[Offsets, Offsets]:
    """Return where the pieces of the frame and those of the paper's edge are.

    Args:
        grey: the photo.
        homography: from mm on the card to px, as far as it is known.
        pieces: of the layout.
        window: how far from its place each piece is looked for, mm.
        blur_mm: standard deviation of the photo's blur there.
    """
    profiles = _profiles(grey, homography, pieces)
    frame, edge = profiles[: pieces.frame], profiles[pieces.frame :]
    return _line_offsets(frame, window, blur_mm), _edge_offsets(edge, window)


def _profiles(grey: Grey, homography: Matrix, pieces: Pieces) -> NDArray[np.float32]:
    """Return the brightness across each piece, from inside to outside: (pieces, across)."""
    across, down, depth = (
        np.float32(row[0]) * pieces.x + np.float32(row[1]) * pieces.y + np.float32(row[2])
        for row in homography
    )
    across /= depth
    down /= depth
    seen = pixels_at(grey, across, down).reshape(-1, _ALONG, len(_ACROSS))
    # A sum row by row: `mean` along this axis takes five times as long.
    total = seen[:, 0].astype(np.float32)
    for row in range(1, _ALONG):
        total += seen[:, row]
    return np.asarray(total / _ALONG, np.float32)


@lru_cache(maxsize=256)
def _columns(window: float, apart: int) -> tuple[Matrix, NDArray[np.intp], NDArray[np.intp]]:
    """Return the samples within a window, and those `apart` samples further in and out.

    One more sample on both sides belongs to it, so that a peak can be told finer than a sample.
    """
    last = len(_ACROSS) - 1
    reach = min(int(window * _SCALE + 1e-6) + 1, last // 2)
    columns = np.arange(last // 2 - reach, last // 2 + reach + 1)
    return _ACROSS[columns], np.clip(columns - apart, 0, last), np.clip(columns + apart, 0, last)


def _line_offsets(profiles: NDArray[np.float32], window: float, blur_mm: float) -> Offsets:
    """Return how far outside its place each dark line is."""
    spread = 0.6 * blur_mm
    smooth = _smoothed(profiles, max(spread * _SCALE, 0.4))
    beside = round(max(1.3, 0.4 + 1.5 * blur_mm) * _SCALE)
    places, inner, outer = _columns(window, beside)
    one, other = smooth[:, inner], smooth[:, outer]
    paper = np.maximum(np.maximum(one, other), np.float32(12.0))
    first = (len(_ACROSS) - len(places)) // 2
    dark = (np.minimum(one, other) - smooth[:, first : first + len(places)]) / paper
    offsets, height = _peaks(dark, places, window)
    expected = _LINE_INK / (2.5 * float(np.hypot(blur_mm, spread) + 0.15))
    return Offsets(offsets, np.clip((height / expected - 0.25) / 0.4, 0, 1))


def _smoothed(rows: NDArray[np.float32], spread: float) -> NDArray[np.float32]:
    kernel = cv2.getGaussianKernel(2 * int(2.5 * spread) + 1, spread).T
    return np.asarray(cv2.filter2D(rows, -1, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)


def _edge_offsets(profiles: NDArray[np.float32], window: float) -> Offsets:
    """Return how far outside its place each edge from light to dark is."""
    places, inner, outer = _columns(window, _STEP)
    fall = profiles[:, inner] - profiles[:, outer]
    paper = np.maximum(_paper(profiles[:, :_INSIDE]), np.float32(12.0))
    offsets, height = _peaks(fall / paper[:, None], places, window)
    return Offsets(offsets, np.clip((height - 0.06) / 0.2, 0, 1))


def _paper(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the brightness, in each row, that four fifths of the samples do not exceed.

    The 80th percentile; `np.percentile` takes five times as long for as few samples.
    """
    place = 0.8 * (rows.shape[1] - 1)
    below = int(place)
    ordered = np.partition(rows, (below, below + 1), axis=1)
    part = np.float32(place - below)
    return np.asarray((1 - part) * ordered[:, below] + part * ordered[:, below + 1], np.float32)


def _peaks(rows: Matrix, places: Matrix, window: float) -> tuple[Matrix, Matrix]:
    """Return place (mm, finer than a sample) and height of the highest peak within `window`."""
    likely = np.exp(-0.5 * (places[1:-1] / (0.7 * window)) ** 2).astype(np.float32)
    best = 1 + (rows[:, 1:-1] * likely).argmax(axis=1)
    pick = np.arange(len(rows))
    left, middle, right = (rows[pick, best + step].astype(np.float64) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    finer = np.where(bend < -1e-9, (left - right) / (2 * np.minimum(bend, -1e-9)), 0)
    return places[best] + np.clip(finer, -1, 1) / _SCALE, middle
