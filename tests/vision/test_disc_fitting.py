from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from moderator.vision.disc_fitting import BlobFit, Size, disc_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

RADIUS = 18.0


def heap(*middles: tuple[int, int], radius: float = RADIUS) -> NDArray[np.bool_]:
    """Return a picture with discs at these places (x, y), samples."""
    pixels = np.zeros((160, 200), np.bool_)
    disc = disc_mask(radius) > 0
    reach = disc.shape[0] // 2
    for x, y in middles:
        pixels[y - reach : y + reach + 1, x - reach : x + reach + 1] |= disc
    return pixels


@pytest.mark.parametrize(
    "middles",
    [
        [(60, 60)],
        [(60, 60), (90, 60)],
        [(60, 60), (80, 60)],
        [(60, 60), (84, 60), (72, 82)],
        [(40, 60), (66, 60), (92, 60), (118, 60), (80, 84)],
    ],
)
def test_heaped_discs_are_counted(middles: list[tuple[int, int]]) -> None:
    own = heap(*middles)
    found = BlobFit(own, ~own, [Size.usual(RADIUS)]).run()
    assert len(found) == len(middles)
    for x, y in middles:
        assert min(np.hypot(disc.x - x, disc.y - y) for disc in found) < 3


def test_a_large_disc_is_not_many_small_ones() -> None:
    usual = Size.usual(12.0)
    own = heap((80, 80), radius=28.5)
    fit = BlobFit(own, ~own, [usual, Size.other(28.5, usual, seen=True)])
    assert [round(disc.radius, 1) for disc in fit.run()] == [28.5]


def test_a_stroke_is_no_disc() -> None:
    own = np.zeros((160, 200), np.bool_)
    own[70:76, 20:180] = True
    assert BlobFit(own, ~own, [Size.usual(RADIUS)]).run() == []


def test_what_lies_on_top_is_neither_for_nor_against() -> None:
    own = heap((60, 60))
    paper = ~own
    own[:, 68:] = False
    found = BlobFit(own, paper, [Size.usual(RADIUS)]).run()
    assert [(disc.x, disc.y) for disc in found] == [pytest.approx((60, 60), abs=4)]
