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
    from numpy.typing import NDArray

    from moderator.vision.homographies import Matrix
    from moderator.vision.symbol_patterns import Samples
    from moderator.vision.symbol_search import Grey

_HELD = np.diag([1e-4] * 6 + [0.4] * 2 + [0.0, 0.0])
"""How much each unknown is held back; the perspective terms most, as they are small on a card."""

_ROUNDING = np.eye(10) * 1e-9

_BELIEVED_STEPS = 2
"""Steps in which every sample counts alike; only then is it clear which ones are covered."""

_STILL = 5e-4
"""Largest change of a step, in half patterns, after which no further one is worth its time."""

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
    around: Surroundings,
    homography: Matrix,
    samples: Samples,
    half: float,
    steps: int,
    least: float = -1.0,
) -> Aligned:
    """Return `homography` moved so that the picture looks like `samples`.

    Args:
        around: the picture near the pattern.
        homography: a first guess, off by less than the blur of `around`.
        samples: what is expected where, in the homography's plane.
        half: half the size of the pattern, in units of the plane.
        steps: at most.
        least: likeness below which the place is given up after the first steps; the homography
            comes back as it was, with the likeness -1.
    """
    centre = samples.points.mean(axis=0)
    unit = np.array([[half, 0, centre[0]], [0, half, centre[1]], [0, 0, 1]])
    x, y = ((samples.points - centre) / half).T.astype(np.float32)
    expected = _Expected(x, y, samples.light.astype(np.float32))
    shift = np.array([[1, 0, -around.left], [0, 1, -around.top], [0, 0, 1]])
    # What runs away does so in its numbers, too; it is given up then.
    with np.errstate(all="ignore"):
        local = _followed(around, shift @ homography @ unit, expected, steps, least)
    if local is None:
        return Aligned(homography, -1.0)
    found = np.linalg.inv(shift) @ local @ np.linalg.inv(unit)
    seen = around.at(project(found, samples.points))[:, 0]
    return Aligned(found / found[2, 2], likeness(seen, samples.light))


def _followed(
    around: Surroundings, local: Matrix, expected: _Expected, steps: int, least: float
) -> Matrix | None:
    """Return a homography after at most so many steps, None where the place is given up."""
    trust: Matrix = np.ones_like(expected.x)
    for number in range(steps):
        seen, unknowns = _linear(around, local, expected)
        if number >= _BELIEVED_STEPS and least > 0 and likeness(seen, expected.light) < least:
            return None
        step, left = _step(seen, unknowns, trust)
        if number >= _BELIEVED_STEPS:
            trust = 1 / (1 + (left / (_DOUBTED * _middle_size(left) + 1e-6)) ** 2)
        local = corrected(local, step)
        if not np.isfinite(local).all():
            return None
        if number > _BELIEVED_STEPS and np.abs(step).max() < _STILL:
            break
    return local


@dataclass(frozen=True, slots=True, eq=False)
class _Expected:
    """What is expected where: points in half patterns from their middle, and light; each (n,).

    Short floats in rows: a step over a thousand points is then twice as fast, and what is rounded
    off is a thousandth of a px.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    light: NDArray[np.float32]


def _step(
    seen: NDArray[np.float32], unknowns: NDArray[np.float32], trust: Matrix
) -> tuple[Matrix, NDArray[np.float32]]:
    """Return the best small step, and what each sample would still be off after it."""
    trusted = unknowns * trust
    square = (trusted @ unknowns.T).astype(np.float64)
    held = _HELD * (np.trace(square[:6, :6]) / 6) + _ROUNDING
    answer = np.linalg.solve(square + held, -(trusted @ seen).astype(np.float64))
    left = seen + answer.astype(np.float32) @ unknowns
    return np.clip(answer[:8], -0.12, 0.12), left


def _linear(
    around: Surroundings, local: Matrix, expected: _Expected
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what is seen, shape (n,), and how it changes with the ten unknowns, shape (10, n).

    The unknowns are the eight numbers of `homographies.corrected`, then contrast and brightness.
    """
    x, y = expected.x, expected.y
    (a, b, c), (d, e, f), (g, h, i) = local.tolist()
    nearness = 1 / (g * x + h * y + i)
    column, row = (a * x + b * y + c) * nearness, (d * x + e * y + f) * nearness
    seen, right, lower = np.ascontiguousarray(
        pixels_at(around.layers, column[None], row[None])[0].T
    )
    # Slopes per px become slopes per unit of the plane.
    right *= nearness
    lower *= nearness
    away = right * column + lower * row
    across, down = a * right + d * lower - g * away, b * right + e * lower - h * away
    along = across * x + down * y
    unknowns = np.empty((10, len(x)), np.float32)
    unknowns[0], unknowns[1], unknowns[2] = across * x, across * y, across
    unknowns[3], unknowns[4], unknowns[5] = down * x, down * y, down
    unknowns[6], unknowns[7] = -along * x, -along * y
    unknowns[8], unknowns[9] = -expected.light, -1
    return seen, unknowns


def _middle_size(values: NDArray[np.float32]) -> float:
    """Return the median of the absolute values; of an even number, the upper one."""
    half = len(values) // 2
    return float(np.partition(np.abs(values), half)[half])


def likeness(seen: Matrix, expected: Matrix) -> float:
    """Return the correlation of two rows of values, 0 where one of them is flat."""
    one, other = seen - seen.mean(), expected - expected.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > 1e-9 else 0.0
