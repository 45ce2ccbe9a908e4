"""How the scale changes over a photo of a flat wall: the same for all cards on it.

The symbol of one card is too small to tell perspective. But on a plane seen by a camera the local
scale grows with the power 1.5 of the distance from the plane's horizon (Hartley & Zisserman,
"Multiple View Geometry", 8.6), and all cards hang on one wall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from moderator.vision.homographies import Matrix

_LEAST_CARDS = 6
_HELD = 1e-3
_POWER = 1.5


def horizon_of(places: Matrix, scales: Matrix) -> Matrix:
    """Return the wall's horizon as a line (a, b, 1): a x + b y + 1 = 0, in px.

    Args:
        places: of cards, px, shape (n, 2).
        scales: there, px per mm, shape (n,).
    """
    flat = np.array([0.0, 0.0, 1.0])
    if len(scales) < _LEAST_CARDS:
        return flat
    middle, spread = places.mean(axis=0), max(float(places.std()), 1.0)
    rows = np.column_stack([(places - middle) / spread, np.ones(len(scales))])
    values = np.log(scales)
    answer = np.zeros(3)
    trust = np.ones(len(scales))
    for _ in range(6):
        weighted = rows * trust[:, None]
        held = np.diag([_HELD * len(scales)] * 2 + [0.0])
        answer = np.linalg.solve(weighted.T @ rows + held, weighted.T @ values)
        left = np.abs(rows @ answer - values)
        trust = np.minimum(1.0, 0.01 / np.maximum(left, 1e-6))
    slope = answer[:2] / (_POWER * spread)
    line = np.array([*slope, 1.0 - float(slope @ middle)])
    return line / line[2] if abs(line[2]) > 0.05 else flat


def with_horizon(tilt: Matrix, middle: Matrix, horizon: Matrix) -> Matrix:
    """Return the homography with the slopes `tilt` at `middle` px and with that horizon.

    Its plane has the origin at `middle`. The horizon is where the plane's line at infinity goes, so
    it is at right angles to the first two columns.
    """
    there = float(horizon[:2] @ middle) + horizon[2]
    falls = -(horizon[:2] / there) @ tilt
    local = np.vstack([np.column_stack([tilt, np.zeros(2)]), [*falls, 1.0]])
    shift = np.array([[1, 0, middle[0]], [0, 1, middle[1]], [0, 0, 1]])
    return np.asarray(shift @ local)
