"""Finds the codes that a reader sees on a photo: closer only where one could not be read at once.

Most codes of a good photo are read as they are. Where the reader places one that it cannot read, a
small cut-out is sharpened and enlarged. That takes a tenth of the time that enlarging the whole
photo takes, and reads more of them: it is blur that hides the modules, more than their size.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.symbol_search import SymbolHit, distinct, read_symbols

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from moderator.vision.symbol_search import Grey

_BANDS = 2
_OVERLAP = 160
"""Rows that a band reaches into the next: symbols twice as high, px, lie within one of both."""

_SMALLER = 3
"""How many times smaller the whole photo is read for symbols that lie within no band."""

_READ_AT_ONCE = 0.5
"""Where less of what is seen can be read, the photo is blurred; some codes are not even seen."""

_BLUR = 1.0
"""Standard deviation of the blur that sharpening takes back, px."""

_SHARPEN = 2.0
"""How many times the difference to the blurred picture is added."""

_ENLARGE = 2
_LARGE_SIDE = 200.0
"""Symbols with a longer side, px, are not enlarged."""

_LEAST_SIDE = 40.0
"""Side of a symbol, px, where what was placed is smaller."""

_REACH = 1.1
"""From the middle of a cut-out to its edge, in sides: the reader may have placed only a part."""


def first_symbols(grey: Grey, pool: Executor) -> list[SymbolHit]:
    """Return the symbols of a photo, one for each place; those without a text were only placed.

    Args:
        grey: the photo, shape (height, width).
        pool: does the work.
    """
    bands = list(_bands(grey.shape[0]))
    seen = distinct(chain(*pool.map(lambda band: _read_band(grey, *band), bands)))
    blurred = sum(hit.text is not None for hit in seen) <= _READ_AT_ONCE * len(seen)
    more = []
    if blurred or any(hit.side > _OVERLAP for hit in seen):
        more.append(pool.submit(_read_smaller, grey))
    if blurred:
        more += [pool.submit(_read_band, grey, *band, sharp=True) for band in bands]
    seen = distinct(chain(seen, *(each.result() for each in more)))
    unread = [hit for hit in seen if hit.text is None]
    return distinct(chain(seen, *pool.map(lambda hit: _read_closer(grey, hit), unread)))


def _bands(height: int) -> Iterator[tuple[int, int]]:
    """Yield the first row of each band and the one behind its last."""
    step = height / _BANDS
    for band in range(_BANDS):
        top, bottom = int(band * step) - _OVERLAP, int((band + 1) * step) + _OVERLAP
        yield max(0, top), min(height, bottom)


def _read_band(grey: Grey, top: int, bottom: int, *, sharp: bool = False) -> list[SymbolHit]:
    part = grey[top:bottom]
    return _moved(read_symbols(_sharpened(part) if sharp else part), 1.0, 0, top)


def _read_smaller(grey: Grey) -> list[SymbolHit]:
    share = 1 / _SMALLER
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return _moved(read_symbols(np.asarray(small, np.uint8)), share, 0, 0)


def _read_closer(grey: Grey, hit: SymbolHit) -> list[SymbolHit]:
    reach = _REACH * max(hit.side, _LEAST_SIDE)
    left, top = np.maximum(np.floor(hit.middle - reach), 0).astype(int).tolist()
    right, bottom = np.ceil(hit.middle + reach).astype(int).tolist()
    part = _sharpened(grey[top:bottom, left:right])
    times = _ENLARGE if hit.side < _LARGE_SIDE else 1
    closer = cv2.resize(part, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return _moved(read_symbols(np.asarray(closer, np.uint8)), times, left, top)


def _sharpened(part: Grey) -> Grey:
    """Return a part of the photo with its edges steeper (unsharp masking)."""
    blurred = cv2.GaussianBlur(part, (0, 0), _BLUR)
    return np.asarray(cv2.addWeighted(part, 1 + _SHARPEN, blurred, -_SHARPEN, 0), np.uint8)


def _moved(hits: list[SymbolHit], scale: float, left: int, top: int) -> list[SymbolHit]:
    """Return `hits` of a part, `scale` times as large, where they lie in the photo."""
    return [SymbolHit(hit.text, hit.corners / scale + (left, top)) for hit in hits]
