"""Lays a card's printed frame and edge exactly over the photo, starting from its QR symbol.

The symbol alone, extended over the whole card, is off by several mm at the far side. So the frame
round the dot field (a dark line) and the edge of the paper (a step) are looked for where they
should be, piece by piece, and the homography is moved until it explains them; pieces that fit
nowhere, because a dot or another card covers them, lose their weight (Huber).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.card_geometry import Rect
from moderator.vision.homographies import (
    corrected,
    correction_slopes,
    pixels_at,
    project,
    scale_at,
)
from moderator.vision.perspective import with_horizon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderator.vision.card_geometry import CardGeometry
    from moderator.vision.found_cards import FoundCard
    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_search import Grey

_SCALE = 3.0
"""Samples a mm of the card seen straight on."""

_AROUND = 8.0
_ALONG = 4
_PIECE = 6.0
"""Length of a piece of line or edge, mm."""

_WINDOWS = (5.0, 4.0, 2.6, 1.6, 1.0, 0.8)
"""How far from its place a piece is looked for, mm, step by step."""

_LINE_INSIDE = 0.15
"""The frame's line lies inside the field: half its width, mm."""

_EDGE_WEIGHT = 0.3
_SYMBOL_WEIGHT = 3.0
_LINE_INK = 0.18
"""Width of the frame's line in mm times its darkness as a part of the paper's brightness."""


@dataclass(frozen=True, slots=True, eq=False)
class CardPose:
    """Where a card lies in the photo.

    Attributes:
        geometry: the layout that fits best.
        homography: from mm on the card to px.
        residual: mean distance of the frame from where it was found, mm.
        seen: share of the frame that was found, from 0 to 1.
        edges: share of the paper's edge that was found, from 0 to 1.
        moved: how far the symbol had to move against the frame, mm.
    """

    geometry: CardGeometry
    homography: Matrix
    residual: float
    seen: float
    edges: float
    moved: float

    @property
    def support(self) -> float:
        """How much of what is printed was found where this layout has it; up to 2."""
        return self.seen + self.edges - 0.3 * self.moved

    @property
    def px_per_mm(self) -> float:
        """Scale in the middle of the card."""
        width, height = self.geometry.size
        return scale_at(self.homography, (width / 2, height / 2))


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """Pieces of lines: nominal points (n, 2) mm, normals (n, 2), offsets found (n,), weights."""

    points: Matrix
    normals: Matrix
    offsets: Matrix
    weights: Matrix


def start_of(card: FoundCard, geometry: CardGeometry, horizon: Matrix) -> Matrix:
    """Return the homography from mm on the card to px that follows from symbol and horizon."""
    module = geometry.qr.w / card.modules
    middle = geometry.qr.x + geometry.qr.w / 2, geometry.qr.y + geometry.qr.h / 2
    to_middle = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1]])
    found = with_horizon(card.tilt / module, card.middle, horizon) @ to_middle
    return np.asarray(found / found[2, 2])


def fit_layout(grey: Grey, card: FoundCard, geometry: CardGeometry, horizon: Matrix) -> CardPose:
    """Return the pose of a card, taking it to be printed in one layout."""
    homography = start_of(card, geometry, horizon)
    start = project(homography, geometry.qr.corners())
    blur_mm = card.blur * geometry.qr.w / card.modules
    for step, window in enumerate(_WINDOWS):
        frame, edge = _look(grey, homography, geometry, window, blur_mm)
        change = _solve(geometry, frame, edge, step)
        homography = _moved(homography, geometry, change)
    frame, edge = _look(grey, homography, geometry, _WINDOWS[-1], blur_mm)
    residual = float(np.average(np.abs(frame.offsets), weights=frame.weights + 1e-3))
    there = project(np.linalg.inv(homography), start)
    moved = float(np.abs(there - geometry.qr.corners()).mean())
    return CardPose(
        geometry,
        homography,
        residual,
        float(frame.weights.mean()),
        float(edge.weights.mean()),
        moved,
    )


def _look(
    grey: Grey, homography: Matrix, geometry: CardGeometry, window: float, blur_mm: float
) -> tuple[_Pieces, _Pieces]:
    lines = _probes(_line_of(geometry.field))
    edges = _probes(geometry.card)
    reach = max(1.3, 0.4 + 1.5 * blur_mm)
    frame = _line_offsets(_profiles(grey, homography, lines), window, reach, blur_mm)
    edge = _edge_offsets(_profiles(grey, homography, edges), window)
    return _Pieces(lines.middles, lines.normals, *frame), _Pieces(
        edges.middles, edges.normals, *edge
    )


def _line_of(field: Rect) -> Rect:
    inset = _LINE_INSIDE
    return Rect(field.x + inset, field.y + inset, field.w - 2 * inset, field.h - 2 * inset)


@dataclass(frozen=True, slots=True, eq=False)
class _Probes:
    """Where to look: places on the card in mm, two arrays of shape (pieces, along, across).

    `middles` and `normals` of the pieces have the shape (pieces, 2).
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    middles: Matrix
    normals: Matrix


_ACROSS = np.arange(-_AROUND, _AROUND + 1e-6, 1 / _SCALE)


@lru_cache(maxsize=64)
def _probes(rect: Rect) -> _Probes:
    """Return probes across the four sides of `rect`, pointing outwards."""
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
    x, y = (np.concatenate(points)[..., axis].astype(np.float32) for axis in (0, 1))
    return _Probes(x, y, np.concatenate(middles), np.concatenate(normals))


def _profiles(grey: Grey, homography: Matrix, probes: _Probes) -> Matrix:
    """Return the brightness across each piece, from inside to outside: (pieces, across)."""
    across, down, depth = (
        np.float32(row[0]) * probes.x + np.float32(row[1]) * probes.y + np.float32(row[2])
        for row in homography
    )
    pieces, along, _ = depth.shape
    flat = (pieces * along, -1)
    seen = pixels_at(grey, (across / depth).reshape(flat), (down / depth).reshape(flat))
    return np.asarray(seen.reshape(depth.shape).mean(axis=1, dtype=np.float64))


def _line_offsets(
    profiles: Matrix, window: float, reach: float, blur_mm: float
) -> tuple[Matrix, Matrix]:
    """Return how far outside its place each dark line is, mm, and how clear it is, 0 to 1."""
    steps = round(reach * _SCALE)
    spread = 0.6 * blur_mm
    smooth = _smoothed(profiles, max(spread * _SCALE, 0.4))
    one, other = np.roll(smooth, steps, 1), np.roll(smooth, -steps, 1)
    paper = np.maximum(np.maximum(one, other), 12.0)
    dark = (np.minimum(one, other) - smooth) / paper
    offsets, height = _peaks(dark, window)
    expected = _LINE_INK / (2.5 * float(np.hypot(blur_mm, spread) + 0.15))
    return offsets, np.clip((height / expected - 0.25) / 0.4, 0, 1)


def _smoothed(rows: Matrix, spread: float) -> Matrix:
    kernel = cv2.getGaussianKernel(2 * int(2.5 * spread) + 1, spread).T
    return np.asarray(cv2.filter2D(rows, -1, kernel, borderType=cv2.BORDER_REPLICATE))


def _edge_offsets(profiles: Matrix, window: float) -> tuple[Matrix, Matrix]:
    """Return how far outside its place each edge from light to dark is, and how clear it is."""
    fall = np.roll(profiles, 2, 1) - np.roll(profiles, -2, 1)
    paper = np.maximum(np.percentile(profiles[:, : len(_ACROSS) // 2], 80, axis=1), 12.0)
    offsets, height = _peaks(fall / paper[:, None], window)
    return offsets, np.clip((height - 0.06) / 0.2, 0, 1)


def _peaks(rows: Matrix, window: float) -> tuple[Matrix, Matrix]:
    """Return place (mm, finer than a sample) and height of the highest peak within `window`."""
    likely = np.exp(-0.5 * (_ACROSS / (0.7 * window)) ** 2)
    weighed = np.where(np.abs(_ACROSS) <= window, rows * likely, -np.inf)
    best = np.clip(weighed.argmax(axis=1), 1, rows.shape[1] - 2)
    pick = np.arange(len(rows))
    left, middle, right = (rows[pick, best + step] for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    finer = np.where(bend < -1e-9, (left - right) / (2 * np.minimum(bend, -1e-9)), 0)
    return _ACROSS[best] + np.clip(finer, -1, 1) / _SCALE, middle


def _solve(geometry: CardGeometry, frame: _Pieces, edge: _Pieces, step: int) -> Matrix:
    """Return the correction, in the unit of `_unit`, that explains the offsets best."""
    unit = np.linalg.inv(_unit(geometry))
    scale = unit[0, 0]
    width = _WINDOWS[step]
    rows, values, weights = [], [], []
    for pieces, weight in ((frame, 1.0), (edge, _EDGE_WEIGHT)):
        moves = correction_slopes(project(unit, pieces.points))
        rows.append(np.einsum("ni,nij->nj", pieces.normals, moves))
        values.append(pieces.offsets * scale)
        weights.append(pieces.weights * weight)
    symbol = correction_slopes(project(unit, geometry.qr.corners())).reshape(-1, 8)
    rows.append(symbol)
    values.append(np.zeros(len(symbol)))
    weights.append(np.full(len(symbol), _SYMBOL_WEIGHT * (2.0 if step < 2 else 0.5)))
    return _robust(np.concatenate(rows), np.concatenate(values), np.concatenate(weights), width)


def _robust(rows: Matrix, values: Matrix, weights: Matrix, width: float) -> Matrix:
    """Solve by least squares in which what is far off counts less (Huber)."""
    answer: Matrix = np.zeros(8)
    limit = 0.02
    held = np.diag([0.02] * 6 + [0.3 * width] * 2)
    for _ in range(4):
        left = np.abs(rows @ answer - values)
        trust = weights * np.minimum(1.0, limit / np.maximum(left, 1e-9))
        answer = np.linalg.solve(rows.T @ (rows * trust[:, None]) + held, rows.T @ (values * trust))
        limit = max(0.25 * width / 60, 0.004)
    return answer


def _unit(geometry: CardGeometry) -> Matrix:
    """Return the plane in which corrections are solved for: the middle is 0, half the card is 1."""
    width, height = geometry.size
    half = width / 2
    return np.array([[half, 0, width / 2], [0, half, height / 2], [0, 0, 1]])


def _moved(homography: Matrix, geometry: CardGeometry, change: Matrix) -> Matrix:
    unit = _unit(geometry)
    found = corrected(homography @ unit, change) @ np.linalg.inv(unit)
    return np.asarray(found / found[2, 2])
