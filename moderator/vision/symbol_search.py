"""Finds QR codes in a photo with the reader zxing-cpp, also such as it can place but not read."""

from __future__ import annotations

import math
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from moderator.vision.homographies import Matrix

Grey = NDArray[np.uint8]

_KINDS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_TILES = 2
_OVERLAP = 160
"""Rows that neighbouring tiles share, px of the photo: more than a symbol is high there."""

_MOST_ENLARGED = 26_000_000
"""Photos with more pixels are not enlarged: their codes are large enough."""


@dataclass(frozen=True, eq=False)
class SymbolHit:
    """A symbol: its text, None if it could not be read; its corners, px, shape (4, 2)."""

    text: str | None
    corners: Matrix

    @cached_property
    def middle(self) -> Matrix:
        """The middle of the corners, px, shape (2,)."""
        return np.asarray(self.corners.mean(axis=0))

    @cached_property
    def side(self) -> float:
        """Length of a side, px, from the area."""
        x, y = (self.corners - self.middle).T
        return float(np.sqrt(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2))


def find_symbols(grey: Grey, pool: Executor) -> list[SymbolHit]:
    """Return the symbols seen in the photo as it is and, with finer steps, enlarged twice."""
    work = [pool.submit(read_symbols, grey)]
    if grey.size <= _MOST_ENLARGED:
        work += [pool.submit(_read_enlarged, grey, *rows) for rows in _tiles(grey.shape[0])]
    return distinct(hit for each in work for hit in each.result())


def read_symbols(grey: Grey) -> list[SymbolHit]:
    """Return the symbols zxing-cpp sees in `grey`, those it can only place too."""
    found = zxingcpp.read_barcodes(grey, formats=_KINDS, try_invert=False, return_errors=True)
    return [_hit(each) for each in found]


def _hit(barcode: Any) -> SymbolHit:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    points = np.array([(corner.x, corner.y) for corner in corners], np.float64)
    return SymbolHit(barcode.text if barcode.valid else None, points)


def _tiles(height: int) -> Iterator[tuple[int, int]]:
    step = height / _TILES
    for tile in range(_TILES):
        yield max(0, int(tile * step) - _OVERLAP), min(height, int((tile + 1) * step) + _OVERLAP)


def _read_enlarged(grey: Grey, top: int, bottom: int) -> list[SymbolHit]:
    twice = cv2.resize(grey[top:bottom], None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    offset = np.array([0, top])
    return [
        SymbolHit(hit.text, hit.corners / 2 + offset)
        for hit in read_symbols(np.asarray(twice, np.uint8))
    ]


def distinct(hits: Iterable[SymbolHit]) -> list[SymbolHit]:
    """Return one hit for each place, one that was read if there is one."""
    kept: list[SymbolHit] = []
    for hit in sorted(hits, key=lambda each: each.text is None):
        if all(math.dist(hit.middle, each.middle) > each.side / 2 for each in kept):
            kept.append(hit)
    return kept
