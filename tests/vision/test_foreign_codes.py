"""Walls on which other things hang than the cards of a workshop: no code of it is found there."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.foreign_scenes import ADDRESS, photographed, scenes
from moderator.vision.photos import Photo
from moderator.vision.wall_reading import read_wall
from tests.vision.painted_walls import codes, issued

SCENES = scenes()


@pytest.mark.parametrize("name", SCENES)
def test_nothing_foreign_is_taken_for_a_card(name: str) -> None:
    random = np.random.default_rng(len(name))
    seen = photographed(SCENES[name](random), random)[:500, :700]
    reading = read_wall(Photo(name, seen.copy()), issued(codes(100), ("", ADDRESS)))
    assert reading.cards == ()
    assert all(not place.guesses for place in reading.unread)
    assert len(reading.unseen) == 100
