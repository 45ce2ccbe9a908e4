"""A first look reads codes wherever they lie, whatever their size, and through some blur."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from moderator.printing.qr_codes import QrEncoder
from moderator.vision.first_cards import first_cards
from moderator.vision.first_symbols import first_symbols
from moderator.vision.symbol_search import Grey, SymbolHit, read_symbols
from tests.vision.painted_walls import Hung, Wall, codes, issued, photo_of

CODES = codes(4)


def seen(grey: Grey) -> list[SymbolHit]:
    """Return what a first look sees."""
    with ThreadPoolExecutor(2) as pool:
        return first_symbols(grey, pool)


def painted(text: str, side: int, middle: tuple[int, int]) -> Grey:
    """Return a grey picture of 900 x 1200 px with a symbol, its middle at x and y px."""
    rows = QrEncoder().encode(text).rows
    small = np.array([list(row) for row in rows], np.uint8)
    symbol = cv2.resize(small, (side, side), interpolation=cv2.INTER_NEAREST)
    picture = np.full((1200, 900), 230, np.uint8)
    left, top = middle[0] - side // 2, middle[1] - side // 2
    picture[top : top + side, left : left + side] = symbol
    return picture


@pytest.mark.parametrize("side", [84, 300, 460])
@pytest.mark.parametrize("middle", [(450, 600), (300, 420), (600, 760)])
def test_codes_of_all_sizes_in_the_middle_of_the_photo(side: int, middle: tuple[int, int]) -> None:
    [hit] = seen(painted(CODES[0], side, middle))
    assert hit.text == CODES[0]
    assert np.abs(hit.middle - middle).max() < 3
    assert abs(hit.side - side) < 6


def test_a_blurred_code_is_read_closer() -> None:
    grey = photo_of(Wall([Hung(code) for code in CODES], px_per_mm=1.7, blur_px=1.1)).grey()
    assert all(hit.text is None for hit in read_symbols(grey))
    assert {hit.text for hit in seen(grey)} == set(CODES)


def test_codes_read_and_told_are_each_of_one_card() -> None:
    grey = photo_of(Wall([Hung(code) for code in CODES], px_per_mm=1.5, blur_px=1.2)).grey()
    with ThreadPoolExecutor(2) as pool:
        cards = first_cards(grey, issued(codes(30)), pool)
        foreign = first_cards(grey, issued(codes(30, first=100)), pool)
    assert cards.codes == set(CODES)
    assert foreign.codes == set()
    assert foreign.laid == ()


def test_a_sharp_wall_of_another_workshop_is_not_searched() -> None:
    grey = photo_of(Wall([Hung(code) for code in CODES])).grey()
    with ThreadPoolExecutor(2) as pool:
        assert first_cards(grey, issued(codes(30, first=100)), pool).whole is None
        assert first_cards(grey, issued(codes(30, first=3)), pool).codes == {CODES[3]}
