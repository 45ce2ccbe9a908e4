"""Lays a known pattern exactly over a symbol in the photo (Gauss-Newton, inverse of its blur).

Follows Baker & Matthews, "Lucas-Kanade 20 years on" (2004): the corners move until the difference
between picture and pattern is smallest; brightness and contrast are solved for in each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.homographies import (
    corrected,
    pixels_at,
    project,
)

if TYPE_CHECKING:
    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_patterns import Samples
    from moderator.vision.symbol_search import Grey

_STIFFNESS = 40.0
"""How much the perspective terms are held back; they are small on one card."""


_BELIEVED_STEPS = 2
_DOUBTED = 2.5
"""Samples off by more than so many medians lose their weight: a dot or pin covers them."""


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """A pattern laid over the photo.

    Attributes:
        homography: from the pattern's plane, with the origin and unit it was given, to px.
        likeness: correlation of picture and pattern, from -1 to 1.
    """

    homography: Matrix
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A part of the photo and its slopes: `layers` has grey, d/dx and d/dy, shape (h, w, 3)."""

    layers: Matrix
    left: int
    top: int

    @classmethod
    def of(cls, grey: Grey, corners: Matrix, margin: float, blur: float) -> Surroundings:
        """Cut out `corners` with `margin` px around, blurred by `blur` px."""
        low = np.floor(corners.min(axis=0) - margin).astype(int)
        high = np.ceil(corners.max(axis=0) + margin).astype(int)
        left, top = (int(value) for value in np.clip(low, 0, np.array(grey.shape[::-1]) - 2))
        right, bottom = (int(value) for value in np.maximum(high, (left + 2, top + 2)))
        part: Matrix = grey[top:bottom, left:right].astype(np.float32)
        if blur > 0.2:
            part = cv2.GaussianBlur(part, (0, 0), blur)
        across = cv2.Sobel(part, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
        down = cv2.Sobel(part, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
        return cls(np.dstack([part, across, down]), left, top)

    def at(self, places: Matrix) -> Matrix:
        """Return grey and slopes at `places`, px of the photo: shape (n, 3)."""
        x, y = places[None, :, 0] - self.left, places[None, :, 1] - self.top
        return np.asarray(pixels_at(self.layers, x, y)[0], np.float64)


def align(
    around: Surroundings, homography: Matrix, samples: Samples, half: float, steps: int
) -> Aligned:
    """Return `homography` moved so that the picture looks like `samples`.

    Args:
        around: the picture near the pattern.
        homography: a first guess, off by less than the blur of `around`.
        samples: what is expected where, in the homography's plane.
        half: half the size of the pattern, in units of the plane.
        steps: at most.
    """
    centre = samples.points.mean(axis=0)
    unit = np.array([[half, 0, centre[0]], [0, half, centre[1]], [0, 0, 1]])
    points = (samples.points - centre) / half
    local = homography @ unit
    trust = np.ones(len(points))
    for number in range(steps):
        step, left = _step(around, local, points, samples.light, trust)
        if number >= _BELIEVED_STEPS:
            trust = 1 / (1 + (left / (_DOUBTED * np.median(np.abs(left)) + 1e-6)) ** 2)
        local = corrected(local, step)
        if not np.isfinite(local).all():
            return Aligned(homography, -1.0)
        if np.abs(step).max() < 1e-4:
            break
    seen = around.at(project(local, points))[:, 0]
    found = local @ np.linalg.inv(unit)
    return Aligned(found / found[2, 2], likeness(seen, samples.light))


def _step(
    around: Surroundings, local: Matrix, points: Matrix, light: Matrix, trust: Matrix
) -> tuple[Matrix, Matrix]:
    """Return the best small step, and what each sample would still be off after it."""
    seen = around.at(project(local, points))
    across, down = _slopes_in_plane(local, points, seen[:, 1], seen[:, 2])
    x, y = points[:, 0], points[:, 1]
    along = across * x + down * y
    # One column for each number of `homographies.corrected`, then contrast and brightness.
    columns = [across * x, across * y, across, down * x, down * y, down, -along * x, -along * y]
    unknowns = np.stack([*columns, -light, -np.ones_like(light)], axis=1)
    trusted = unknowns * trust[:, None]
    square = unknowns.T @ trusted
    energy = np.trace(square[:6, :6]) / 6
    held = np.diag([1e-4] * 6 + [_STIFFNESS * 1e-2] * 2 + [0.0, 0.0]) * energy
    held += np.eye(10) * 1e-9
    answer = np.linalg.solve(square + held, -trusted.T @ seen[:, 0])
    left = seen[:, 0] + unknowns @ answer
    return np.clip(answer[:8], -0.12, 0.12), left


def _slopes_in_plane(
    local: Matrix, points: Matrix, across: Matrix, down: Matrix
) -> tuple[Matrix, Matrix]:
    """Return slopes of the picture, per px, as slopes per unit of the plane."""
    moved = points @ local[:, :2].T + local[:, 2]
    depth = moved[:, 2]
    x, y = moved[:, 0] / depth, moved[:, 1] / depth
    return (
        (across * (local[0, 0] - x * local[2, 0]) + down * (local[1, 0] - y * local[2, 0])) / depth,
        (across * (local[0, 1] - x * local[2, 1]) + down * (local[1, 1] - y * local[2, 1])) / depth,
    )


def likeness(seen: Matrix, expected: Matrix) -> float:
    """Return the correlation of two rows of values, 0 where one of them is flat."""
    one, other = seen - seen.mean(), expected - expected.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > 1e-9 else 0.0
