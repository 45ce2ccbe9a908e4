"""Where a pattern is likely to lie: as OpenCV's own correlation tells, only sooner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from moderator.vision import place_search
from moderator.vision.place_search import search_places, turned
from moderator.vision.symbol_patterns import QUIET, fixed_modules

_SIDE, _MODULES = 42.0, 21
_TILT = np.eye(2) * _SIDE / _MODULES


def _photo(*middles: tuple[int, int]) -> np.ndarray:
    """Return a noisy photo with the parts that all symbols share at some places."""
    random = np.random.default_rng(3)
    photo = random.normal(190, 12, (360, 480))
    grid = np.nan_to_num(fixed_modules(_MODULES), nan=0.5)
    side = round(_SIDE * (_MODULES + 2 * QUIET) / _MODULES)
    symbol = cv2.resize(grid, (side, side), interpolation=cv2.INTER_AREA) * 160 + 40
    for x, y in middles:
        photo[y - side // 2 :, x - side // 2 :][:side, :side] = symbol
    return np.asarray(photo.clip(0, 255), np.uint8)


def test_the_likeness_is_the_correlation_that_opencv_knows() -> None:
    small = _photo((100, 90))
    pattern = place_search._pattern(_MODULES, _TILT * 0.5)
    ours = place_search._likeness(small, pattern)
    theirs = cv2.matchTemplate(
        small.astype(np.float32), pattern.astype(np.float32), cv2.TM_CCOEFF_NORMED
    )
    assert ours.shape == theirs.shape
    assert ours == pytest.approx(theirs, abs=2e-3)


def test_symbols_are_found_where_they_lie() -> None:
    middles = [(100, 90), (300, 200), (390, 290)]
    kinds = [(_MODULES, _TILT), (_MODULES, turned(_TILT, 7.0)), (_MODULES, _TILT * 1.17)]
    with ThreadPoolExecutor(1) as pool:
        found = search_places(_photo(*middles), kinds, pool, 3)
    seen = sorted((round(x), round(y)) for x, y in (place.middle for place in found))
    assert np.abs(np.array(seen) - middles).max() <= 2
    assert min(place.likeness for place in found) > 0.8


def test_a_plain_wall_has_no_places() -> None:
    plain = np.full((200, 300), 180, np.uint8)
    with ThreadPoolExecutor(1) as pool:
        assert search_places(plain, [(_MODULES, _TILT)], pool, 5) == []
