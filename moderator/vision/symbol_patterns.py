"""The parts of a QR symbol that are alike in all symbols of one size, and what blur does to them.

Module positions follow ISO/IEC 18004:2015, 6.3: finder patterns with separators, timing patterns,
one alignment pattern from version 2 to 6, and the quiet zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import erf, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderator.vision.homographies import Matrix

QUIET = 2
"""Modules of the quiet zone that are looked at; the outer two may be shadowed by the edge."""

_FINE = 2
"""Samples of a module on a side."""

_DARK, _LIGHT, _OPEN = 0.0, 1.0, np.nan


@dataclass(frozen=True, eq=False)
class Samples:
    """Points on a symbol and how light they are: `points` (n, 2) in modules, `light` (n,)."""

    points: Matrix
    light: Matrix


@cache
def fixed_modules(modules: int) -> NDArray[np.float64]:
    """Return light 1, dark 0 and NaN where symbols differ; the quiet zone of `QUIET` included."""
    grid = np.full((modules, modules), _OPEN)
    finder = _rings(7, (_DARK, _LIGHT, _DARK, _DARK))
    for row, column in ((0, 0), (0, modules - 8), (modules - 8, 0)):
        grid[row : row + 8, column : column + 8] = _LIGHT
    for row, column in ((0, 0), (0, modules - 7), (modules - 7, 0)):
        grid[row : row + 7, column : column + 7] = finder
    stripes = np.arange(8, modules - 8) % 2
    grid[6, 8 : modules - 8] = stripes
    grid[8 : modules - 8, 6] = stripes
    if modules >= 25:
        grid[-9:-4, -9:-4] = _rings(5, (_DARK, _LIGHT, _DARK))
    return np.pad(grid, QUIET, constant_values=_LIGHT)


def _rings(side: int, lights: tuple[float, ...]) -> NDArray[np.float64]:
    pattern = np.zeros((side, side))
    for depth, light in enumerate(lights):
        pattern[depth : side - depth, depth : side - depth] = light
    return pattern


@cache
def open_modules(modules: int) -> NDArray[np.bool_]:
    """Return where symbols of this size differ, shape (modules, modules)."""
    return np.isnan(fixed_modules(modules)[QUIET:-QUIET, QUIET:-QUIET])


@cache
def fixed_samples(modules: int, blur: float) -> Samples:
    """Return the parts alike in all symbols, blurred by `blur` modules (standard deviation)."""
    fixed = fixed_modules(modules)
    unknown = np.isnan(fixed)
    return _sampled(np.where(unknown, 0.5, fixed), ~unknown, blur)


@cache
def coarse_samples(modules: int, blur: float) -> Samples:
    """Return every third of `fixed_samples`: enough to find the place."""
    fine = fixed_samples(modules, blur)
    return Samples(fine.points[::3], fine.light[::3])


def full_samples(light: NDArray[np.float32], blur: float) -> Samples:
    """Return a whole symbol, shape (modules, modules), with its quiet zone, blurred."""
    whole = np.pad(light.astype(np.float64), QUIET, constant_values=_LIGHT)
    return _sampled(whole, np.ones(whole.shape, np.bool_), blur)


def _sampled(grid: Matrix, wanted: NDArray[np.bool_], blur: float) -> Samples:
    side = grid.shape[0]
    middles = (np.arange(_FINE * side) + 0.5) / _FINE
    blurs = _fine_weights(side, blur)
    light = blurs @ grid @ blurs.T
    inside = np.kron(wanted, np.ones((_FINE, _FINE), np.bool_))
    columns, rows = np.meshgrid(middles - QUIET, middles - QUIET)
    return Samples(np.stack([columns[inside], rows[inside]], axis=1), light[inside])


@cache
def _fine_weights(side: int, blur: float) -> Matrix:
    return _blur_weights((np.arange(_FINE * side) + 0.5) / _FINE, side, blur)


@cache
def blur_matrix(modules: int, blur: float) -> NDArray[np.float32]:
    """Return the matrix B that blurs a symbol M, quiet zone added, as B M Bᵀ: (modules, padded)."""
    middles = np.arange(modules) + QUIET + 0.5
    return _blur_weights(middles, modules + 2 * QUIET, blur).astype(np.float32)


def _blur_weights(places: Matrix, side: int, blur: float) -> Matrix:
    """Return how much each of `side` modules adds at `places` under a Gaussian: (places, side)."""
    edges = np.arange(side + 1, dtype=np.float64)
    edges[0], edges[-1] = -np.inf, np.inf
    below = _normal_integral((edges[None, :] - places[:, None]) / max(blur, 1e-3))
    return np.diff(below, axis=1)


_normal_integral = np.vectorize(lambda value: 0.5 + 0.5 * erf(value / sqrt(2)), otypes=[float])
