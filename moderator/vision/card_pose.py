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

import numpy as np

from moderator.vision.card_lines import look_for, pieces_of
from moderator.vision.homographies import corrected, correction_slopes, project, scale_at
from moderator.vision.perspective import with_horizon

if TYPE_CHECKING:
    from moderator.vision.card_geometry import CardGeometry
    from moderator.vision.card_lines import Offsets
    from moderator.vision.found_cards import FoundCard
    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_search import Grey

_WINDOWS = (5.0, 4.0, 2.6, 1.6, 1.0, 0.8)
"""How far from its place a piece is looked for, mm, step by step."""

_EDGE_WEIGHT = 0.3
_SYMBOL_WEIGHT = 3.0


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
    pieces = pieces_of(geometry)
    for step, window in enumerate(_WINDOWS):
        frame, edge = look_for(grey, homography, pieces, window, blur_mm)
        change = _solve(geometry, frame, edge, step)
        homography = _moved(homography, geometry, change)
    frame, edge = look_for(grey, homography, pieces, _WINDOWS[-1], blur_mm)
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


def _solve(geometry: CardGeometry, frame: Offsets, edge: Offsets, step: int) -> Matrix:
    """Return the correction, in the unit of `_unit`, that explains the offsets best."""
    moves = _moves(geometry)
    half = geometry.size[0] / 2
    symbol = np.full(8, _SYMBOL_WEIGHT * (2.0 if step < 2 else 0.5))
    values = np.concatenate([frame.offsets / half, edge.offsets / half, np.zeros(8)])
    weights = np.concatenate([frame.weights, edge.weights * _EDGE_WEIGHT, symbol])
    return _robust(moves, values, weights, _WINDOWS[step])


@lru_cache(maxsize=64)
def _moves(geometry: CardGeometry) -> Matrix:
    """Return how pieces and symbol move with the eight numbers of a correction: (rows, 8).

    One row for each piece, along its normal, and two for each corner of the symbol.
    """
    unit, pieces = np.linalg.inv(_unit(geometry)), pieces_of(geometry)
    along = correction_slopes(project(unit, pieces.middles))
    symbol = correction_slopes(project(unit, geometry.qr.corners())).reshape(-1, 8)
    return np.concatenate([np.einsum("ni,nij->nj", pieces.normals, along), symbol])


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
