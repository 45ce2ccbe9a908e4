"""Explains coloured pixels by discs of one known size: how many dots, and where.

Neither connected areas, watershed nor circles in the edge image count dots that lie on each other;
discs of known size do. A set of discs costs what it leaves unexplained, the bare paper it covers,
and a part of a disc's area for each disc; pixels of other colours are neutral, as other dots may
lie on top. Discs are added where they help most, then moved and dropped while the cost falls.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PAPER_COST = 1.6
_DISC_COST = 0.16
_ODD_COST, _ODD_MOST = 0.25, 0.12
"""What a disc of another size costs more: a part of its area, or of a usual disc's at most."""
_UNSEEN = 1.5
_RIM = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_MOST_DISCS = 60
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Size:
    """A size that discs may have: radius in samples, and what a disc costs, in samples."""

    radius: float
    cost: float

    @classmethod
    def usual(cls, radius: float) -> Size:
        """Return the size most discs have."""
        return cls(radius, _DISC_COST * float(disc_mask(radius).sum()))

    @classmethod
    def other(cls, radius: float, usual: Size, *, seen: bool) -> Size:
        """Return a size that costs more, as it is not the usual one on this wall.

        Args:
            radius: in samples.
            usual: the usual size.
            seen: such a disc stands alone somewhere on this wall.
        """
        area, usual_area = (float(disc_mask(each).sum()) for each in (radius, usual.radius))
        extra = min(_ODD_COST * area, _ODD_MOST * usual_area) * (1 if seen else _UNSEEN)
        # Several usual dots rather than one large one, unless the wall has large ones.
        part = min(area, usual_area) if seen else area
        return cls(radius, _DISC_COST * part + extra)


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc.

    Attributes:
        x: of the centre, in samples.
        y: of the centre, in samples.
        radius: in samples.
        own: share of its pixels that are of its colour.
        needed: by how much the cost would rise without it, in parts of its area.
        spare: by how much the cost would rise with one more disc anywhere on the blob.
    """

    x: float
    y: float
    radius: float
    own: float
    needed: float
    spare: float


@lru_cache(maxsize=32)
def disc_mask(radius: float) -> NDArray[np.float32]:
    """Return a disc of `radius` samples as zeros and ones, odd side."""
    reach = int(np.ceil(radius))
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return np.asarray((rows**2 + columns**2) <= radius**2, np.float32)


def _core(pixels: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return pixels without their rim: dots differ by half a mm, and edges are never quite sharp.

    Else several small discs would explain a large dot's rim better than one of its own size does.
    """
    return np.asarray(cv2.erode(pixels.astype(np.uint8), _RIM), np.float32)


_Spot = tuple[int, int, int]
"""Row and column of a centre, and the number of its size."""


class BlobFit:
    """Fits discs to one blob of one colour."""

    def __init__(
        self, own: NDArray[np.bool_], paper: NDArray[np.bool_], sizes: Sequence[Size]
    ) -> None:
        """Take the pixels of the blob, the bare paper beside it, and the sizes that may be."""
        self._sizes = sizes
        self._discs = [disc_mask(size.radius) for size in sizes]
        pad = self._pad = max(disc.shape[0] // 2 for disc in self._discs)
        self._own = _core(np.pad(own, pad))
        self._value = self._own - _PAPER_COST * _core(np.pad(paper, pad))
        self._covered = np.zeros(self._own.shape, np.int32)
        self._spots: list[_Spot] = []
        self._laid: Counter[_Spot] = Counter()
        self._known: dict[tuple[_Spot, ...], tuple[float, _Spot]] = {}

    def run(self) -> list[Disc]:
        """Return the discs that explain the blob best, centres in samples of the blob's picture."""
        self._add_while_it_helps()
        for _ in range(_ROUNDS):
            before = list(self._spots)
            self._move_each()
            self._drop_needless()
            self._add_while_it_helps()
            if self._spots == before:
                break
        return [self._described(spot) for spot in self._spots]

    def cost(self) -> float:
        """Return what the discs found cost, and what they leave unexplained, in samples."""
        covered = self._covered > 0
        wrong = float((covered * np.maximum(-self._value, 0)).sum())
        return wrong + self.left_over() + sum(self._sizes[size].cost for *_, size in self._spots)

    def left_over(self) -> float:
        """Return how many samples of the blob no disc explains."""
        return float((self._own * (self._covered == 0)).sum())

    def _window(self, spot: _Spot) -> tuple[slice, slice]:
        row, column, size = spot
        reach = self._discs[size].shape[0] // 2
        return slice(row - reach, row + reach + 1), slice(column - reach, column + reach + 1)

    def _put(self, spot: _Spot, times: int) -> None:
        self._covered[self._window(spot)] += (times * self._discs[spot[2]]).astype(np.int32)
        self._laid[spot] += times

    def _best(self) -> tuple[float, _Spot]:
        """Return the disc that lowers the cost most, and by how much."""
        laid = tuple(sorted(self._laid.elements()))
        if laid not in self._known:
            self._known[laid] = self._best_of_all()
        return self._known[laid]

    def _best_of_all(self) -> tuple[float, _Spot]:
        value = np.where(self._covered > 0, np.float32(0), self._value)
        best, spot = -np.inf, (self._pad, self._pad, 0)
        for number, (size, disc) in enumerate(zip(self._sizes, self._discs, strict=True)):
            rim = self._pad - disc.shape[0] // 2
            within = value[rim : value.shape[0] - rim, rim : value.shape[1] - rim]
            gains = cv2.matchTemplate(within, disc, cv2.TM_CCORR)
            row, column = divmod(int(gains.argmax()), gains.shape[1])
            gain = float(gains[row, column]) - size.cost
            if gain > best:
                best, spot = gain, (row + self._pad, column + self._pad, number)
        return best, spot

    def _add_while_it_helps(self) -> None:
        while len(self._spots) < _MOST_DISCS:
            gain, spot = self._best()
            if gain <= 0:
                return
            self._spots.append(spot)
            self._put(spot, 1)

    def _move_each(self) -> None:
        for number, spot in enumerate(self._spots):
            self._put(spot, -1)
            gain, better = self._best()
            if gain > self._worth(spot) + 0.5:
                self._spots[number] = better
            self._put(self._spots[number], 1)

    def _drop_needless(self) -> None:
        for spot in reversed(list(self._spots)):
            self._put(spot, -1)
            if self._worth(spot) > 0:
                self._put(spot, 1)
            else:
                self._spots.remove(spot)

    def _worth(self, spot: _Spot) -> float:
        """Return by how much a disc that is not laid would lower the cost."""
        window = self._window(spot)
        free = (self._covered[window] == 0) * self._discs[spot[2]]
        return float((free * self._value[window]).sum()) - self._sizes[spot[2]].cost

    def _described(self, spot: _Spot) -> Disc:
        row, column, size = spot
        disc = self._discs[size]
        area = float(disc.sum())
        self._put(spot, -1)
        needed = self._worth(spot) / area
        self._put(spot, 1)
        own = float((self._own[self._window(spot)] * disc).sum()) / area
        return Disc(
            float(column - self._pad),
            float(row - self._pad),
            self._sizes[size].radius,
            own,
            needed,
            -self._best()[0] / area,
        )
