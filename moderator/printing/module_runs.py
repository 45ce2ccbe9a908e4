"""Matrices of QR modules as vector paths: finder patterns whole, the rest as runs, row by row.

Thousands of symbols are drawn, so each step on the modules is one loop in C.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIGHT = b"\xff"
_FINDER = 7
"""Modules on one side of a finder pattern."""


class Outline:
    """Turns symbols of one size into paths."""

    def __init__(self, modules: int) -> None:
        self._stride = modules + 1
        self._rectangles = _Rectangles(self._stride)
        corners = ((0, 0), (modules - _FINDER, 0), (0, modules - _FINDER))
        self._finder_path = " ".join(_finder_rectangles(x, y) for x, y in corners)
        finders = bytearray(self._stride * modules)
        for x, y in corners:
            for begin in range(y * self._stride + x, (y + _FINDER) * self._stride, self._stride):
                finders[begin : begin + _FINDER] = _LIGHT * _FINDER
        self._finders = int.from_bytes(finders, "big")

    def path(self, rows: Sequence[bytes]) -> str:
        """Return PDF path operators for the dark modules; one byte a module, 0 is dark.

        The unit is one module, the origin the upper left corner, y points down; no two rectangles
        overlap.
        """
        # A light module behind each row ends its last run; runs begin and end where a module
        # differs from the one before.
        size = len(rows) * self._stride
        modules = int.from_bytes(_LIGHT.join(rows) + _LIGHT, "big") | self._finders
        before = modules >> 8 | _LIGHT[0] << 8 * (size - 1)
        ends = compress(range(size), (modules ^ before).to_bytes(size, "big"))
        runs = map(self._rectangles.__getitem__, zip(ends, ends, strict=True))
        return f"{self._finder_path} {' '.join(runs)}"


@lru_cache(maxsize=4)
def outline(modules: int) -> Outline:
    """Return what draws symbols with `modules` on a side."""
    return Outline(modules)


def _finder_rectangles(x: int, y: int) -> str:
    """Return a finder pattern: a ring round a square of 3 modules."""
    sides = f"{x} {y + 1} 1 5 re {x + 6} {y + 1} 1 5 re"
    return f"{x} {y} 7 1 re {x} {y + 6} 7 1 re {sides} {x + 2} {y + 2} 3 3 re"


class _Rectangles(dict[tuple[int, int], str]):
    """Runs by their first module and the one behind their last; few occur, again and again."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self._stride = stride

    def __missing__(self, run: tuple[int, int]) -> str:
        begin, end = run
        y, x = divmod(begin, self._stride)
        self[run] = rectangle = f"{x} {y} {end - begin} 1 re"
        return rectangle
