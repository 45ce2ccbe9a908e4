from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderator.domain.rules import DotColour
from moderator.vision.readings import Doubt
from moderator.vision.stages import ReadingStopped, Stage
from moderator.vision.wall_reading import read_wall
from tests.vision.painted_walls import GEOMETRY, Hung, Wall, codes, issued, photo_of

RED, GREEN, BLUE, YELLOW = DotColour.RED, DotColour.GREEN, DotColour.BLUE, DotColour.YELLOW
CODES = codes(4)
SLOTS = [(93.0 + 14 * column, 50.0 + 14 * row) for row in range(4) for column in range(4)]
WALL = Wall(
    [
        Hung(CODES[0], [(93, 50, RED, 12), (107, 50, RED, 12), (121, 64, BLUE, 12)], "MEHR BUSSE"),
        Hung(CODES[1], [(100, 60, YELLOW, 12), (106, 66, YELLOW, 12), (130, 90, GREEN, 12)]),
        Hung(CODES[2], []),
        Hung(CODES[3], [(*spot, GREEN, 12) for spot in SLOTS[:9]] + [(40, 80, RED, 12)]),
    ]
)


def test_cards_and_dots_of_a_wall() -> None:
    reading = read_wall(photo_of(WALL), issued(codes(40)))
    cards = {card.code: card for card in reading.cards}
    assert [dict(cards[code].counts) for code in CODES] == [
        {RED: 2, BLUE: 1},
        {YELLOW: 2, GREEN: 1},
        {},
        {GREEN: 9},
    ]
    assert dict(cards[CODES[3]].outside) == {RED: 1}
    assert not cards[CODES[2]].needs_review
    assert abs(reading.dot_mm - 12) < 0.6
    assert set(reading.unseen) == set(codes(40)) - set(CODES)
    assert reading.unread == ()


def test_places_are_in_the_photo_and_on_the_card() -> None:
    reading = read_wall(photo_of(WALL), issued(CODES))
    card = next(card for card in reading.cards if card.code == CODES[0])
    blue = next(dot for dot in card.dots if dot.colour is BLUE)
    assert np.hypot(blue.card_mm[0] - 121, blue.card_mm[1] - 64) < 0.7
    assert abs(blue.diameter_mm - 12) < 0.7
    assert abs(blue.radius - 6 * card.px_per_mm) < 1.5
    across = np.subtract(card.corners_px[1], card.corners_px[0])
    assert abs(np.hypot(*across) / GEOMETRY.size[0] - card.px_per_mm) < 0.1


def test_handwriting_is_cut_out_upright() -> None:
    reading = read_wall(photo_of(WALL), issued(CODES))
    crop = next(card for card in reading.cards if card.code == CODES[0]).handwriting
    assert crop is not None
    height, width = crop.shape[:2]
    assert abs(width / height - 74 / 84) < 0.02
    assert (crop < 110).mean() > 0.01


def test_blurred_codes_are_told_by_likeness() -> None:
    blurred = Wall(WALL.cards, px_per_mm=1.3, blur_px=1.3, noise=4)
    reading = read_wall(photo_of(blurred), issued(codes(60)))
    assert {card.code for card in reading.cards} == set(CODES)
    assert all(card.code_confidence < 1 for card in reading.cards)


@pytest.mark.parametrize("px_per_mm", [2.2, 1.4])
def test_cards_of_another_workshop_are_never_accepted(px_per_mm: float) -> None:
    photo = photo_of(Wall(WALL.cards, px_per_mm=px_per_mm, blur_px=1.0))
    reading = read_wall(photo, issued(codes(300, first=1000)))
    assert reading.cards == ()
    assert len(reading.unseen) == 300


def test_a_card_partly_covered_is_doubtful() -> None:
    photo = photo_of(WALL)
    card = next(c for c in read_wall(photo, issued(CODES)).cards if c.code == CODES[3])
    assert card.field_px is not None
    left, top = (round(each) for each in card.field_px[0])
    size = round(26 * card.px_per_mm)
    photo.pixels[top : top + size, left : left + size] = (70, 70, 75)
    again = next(c for c in read_wall(photo, issued(CODES)).cards if c.code == CODES[3])
    assert Doubt.FIELD_COVERED in again.doubts


def test_the_same_card_twice_is_doubtful() -> None:
    photo = photo_of(Wall([WALL.cards[0], WALL.cards[2], WALL.cards[0], WALL.cards[3]]))
    reading = read_wall(photo, issued(CODES))
    twice = next(card for card in reading.cards if card.code == CODES[0])
    assert Doubt.CODE_TWICE in twice.doubts
    assert [card.code for card in reading.other_readings] == [CODES[0]]


def test_nothing_on_a_picture_without_cards() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3), dtype=np.uint8)
    photo = photo_of(WALL)
    reading = read_wall(type(photo)("noise.png", noise), issued(CODES))
    assert reading.cards == ()
    assert set(reading.unseen) == set(CODES)


def test_stages_are_told_and_a_reading_can_be_stopped() -> None:
    told: list[tuple[Stage, float]] = []
    read_wall(photo_of(WALL), issued(CODES), told=lambda *each: told.append(each))
    assert [stage for stage, _ in told] == list(Stage)
    assert [share for _, share in told] == sorted(share for _, share in told)
    with pytest.raises(ReadingStopped):
        read_wall(photo_of(WALL), issued(CODES), stopped=lambda: len(told) > 0)


@settings(max_examples=4, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from([RED, GREEN, BLUE, YELLOW])),
        max_size=12,
        unique_by=lambda dot: dot[0],
    ),
    st.sampled_from([8.0, 12.0]),
)
def test_any_dots_in_slots_are_counted(dots: list[tuple[int, DotColour]], diameter: float) -> None:
    stuck = [(*SLOTS[slot], colour, diameter) for slot, colour in dots]
    reference = [(*spot, RED, diameter) for spot in SLOTS[:3]]
    wall = Wall([Hung(CODES[0], stuck), Hung(CODES[1], reference)])
    reading = read_wall(photo_of(wall), issued(CODES))
    expected = {colour: sum(each is colour for _, each in dots) for _, colour in dots}
    assert dict(reading.cards[[c.code for c in reading.cards].index(CODES[0])].counts) == expected
