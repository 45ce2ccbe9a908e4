"""Plane to picture and back: homographies, and small corrections to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from moderator.vision.card_geometry import Rect
    from moderator.vision.readings import Quad

Matrix = NDArray[Any]
"""An array of floats; homographies have the shape (3, 3), points the shape (n, 2)."""


def project(homography: Matrix, points: Matrix) -> Matrix:
    """Return `points`, shape (n, 2), where `homography` takes them."""
    moved = points @ homography[:, :2].T + homography[:, 2]
    projected: Matrix = moved[:, :2] / moved[:, 2:]
    return projected


def between(source: Matrix, target: Matrix) -> Matrix:
    """Return the homography that takes four points to four others, both of shape (4, 2)."""
    found = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32))
    return np.asarray(found, np.float64)


def jacobians(homography: Matrix, points: Matrix) -> Matrix:
    """Return how the projected points move with the points: shape (n, 2, 2), [out, in]."""
    moved = points @ homography[:, :2].T + homography[:, 2]
    depth = moved[:, 2, None, None]
    where = (moved[:, :2] / moved[:, 2:])[:, :, None]
    slopes: Matrix = (homography[None, :2, :2] - where * homography[None, 2:, :2]) / depth
    return slopes


def correction_slopes(points: Matrix) -> Matrix:
    """Return how `points` move with the eight numbers of `corrected`: shape (n, 2, 8)."""
    x, y = points[:, 0], points[:, 1]
    zero, one = np.zeros_like(x), np.ones_like(x)
    across = np.stack([x, y, one, zero, zero, zero, -x * x, -x * y], axis=1)
    down = np.stack([zero, zero, zero, x, y, one, -x * y, -y * y], axis=1)
    return np.stack([across, down], axis=1)


def corrected(homography: Matrix, step: Matrix) -> Matrix:
    """Return `homography` after a small step, eight numbers, in the plane that it starts from."""
    change = np.eye(3)
    change.flat[:8] += step
    better = homography @ change
    return np.asarray(better / better[2, 2], np.float64)


def pixels_at(picture: NDArray[Any], x: Matrix, y: Matrix) -> NDArray[Any]:
    """Return the values of a picture between its pixels; outside it is black.

    Args:
        picture: shape (height, width) or (height, width, channels).
        x: px, shape (rows, columns).
        y: px, of the same shape.
    """
    across, down = x.astype(np.float32, copy=False), y.astype(np.float32, copy=False)
    return cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)


def scale_at(homography: Matrix, point: tuple[float, float]) -> float:
    """Return how many px one unit of the plane takes at `point`."""
    slope = jacobians(homography, np.array([point]))[0]
    return float(np.sqrt(abs(np.linalg.det(slope))))


def quad(homography: Matrix, rect: Rect) -> Quad:
    """Return the corners of `rect` in the picture: TL, TR, BR, BL."""
    corners = [(float(x), float(y)) for x, y in project(homography, rect.corners())]
    return corners[0], corners[1], corners[2], corners[3]


def flattened(pixels: NDArray[Any], homography: Matrix, rect: Rect, scale: float) -> NDArray[Any]:
    """Return the part `rect` of a plane seen straight on, at `scale` px per unit.

    Args:
        pixels: the picture.
        homography: from the plane to the picture.
        rect: the part that is wanted.
        scale: px per unit of the plane in the result.
    """
    size = max(round(rect.w * scale), 1), max(round(rect.h * scale), 1)
    to_plane = np.array(
        [
            [1 / scale, 0, rect.x + 0.5 / scale],
            [0, 1 / scale, rect.y + 0.5 / scale],
            [0, 0, 1],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE
    return cv2.warpPerspective(pixels, homography @ to_plane, size, flags=flags, borderMode=border)
