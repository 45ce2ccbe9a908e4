from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.photos import Photo
from moderator.vision.quick_look import quick_look
from moderator.vision.readings import Hint
from moderator.vision.wall_reading import read_wall
from tests.vision.painted_walls import Hung, Wall, codes, issued, photo_of

if TYPE_CHECKING:
    import pytest

CODES = codes(4)
WALL = Wall([Hung(code) for code in CODES])


def test_a_good_photo() -> None:
    look = quick_look(photo_of(WALL), issued(codes(20)))
    assert set(look.found) == set(CODES)
    assert look.issued == 20
    assert abs(look.photo.px_per_mm - 2.2) < 0.2
    assert 0 < look.photo.sharpness < 5
    assert look.hints == ()
    assert look.whole is None


def test_a_photo_too_blurred_to_read_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    photo, cards = photo_of(Wall(WALL.cards, px_per_mm=1.5, blur_px=1.6)), issued(codes(20))
    look = quick_look(photo, cards)
    assert set(look.found) == set(CODES)
    assert look.hints != (Hint.NO_CARDS,)
    monkeypatch.setattr("moderator.vision.wall_reading.CardSearch", None)
    reading = read_wall(photo, cards, found=look.whole)
    assert [card.code for card in reading.cards] == list(look.found)


def test_hints_for_a_better_photo() -> None:
    far = quick_look(photo_of(Wall(WALL.cards, px_per_mm=1.0, blur_px=0.5)), issued(CODES))
    dark = photo_of(WALL).pixels // 5
    assert Hint.MORE_LIGHT in quick_look(Photo("dark", dark), issued(CODES)).hints
    assert {Hint.CLOSER, Hint.ONE_BOARD, Hint.NO_CARDS} & set(far.hints)
    grey = np.full((400, 600, 3), 180, np.uint8)
    assert quick_look(Photo("grey", grey), issued(CODES)).hints == (Hint.NO_CARDS,)
