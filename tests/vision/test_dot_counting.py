"""Dots on one card, painted as a card seen straight on: colours, sizes, pins, dots cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from moderator.domain.rules import DotColour
from moderator.vision.card_geometry import Rect
from moderator.vision.card_light import SCALE, CardLight
from moderator.vision.dot_colours import is_usual, learn_palette
from moderator.vision.dot_counting import CardCount, coloured_card, count_dots, dot_sizes
from moderator.vision.strange_areas import strange_areas

if TYPE_CHECKING:
    from collections.abc import Sequence

RED, GREEN, BLUE, YELLOW = DotColour.RED, DotColour.GREEN, DotColour.BLUE, DotColour.YELLOW
CARD = Rect(0, 0, 120, 90)
FIELD = Rect(30, 15, 85, 70)
PAINT = {
    "red": (206, 32, 41),
    "green": (0, 140, 72),
    "petrol": (10, 78, 66),
    "blue": (0, 84, 166),
    "yellow": (253, 208, 0),
    "orange": (255, 120, 0),
    "neon orange": (255, 105, 40),
    "light orange": (243, 140, 0),
    "pink": (240, 80, 150),
    "black": (25, 25, 28),
    "shadow": (190, 190, 190),
}
"""sRGB of dots that are sold, and of what else is seen."""


@dataclass(frozen=True)
class Spot:
    """A disc on the card: middle and diameter in mm, and its paint."""

    x: float
    y: float
    diameter: float
    paint: str


def light_of(
    spots: Sequence[Spot], *, blur_mm: float = 0.6, colour_blur_mm: float = 0.0
) -> CardLight:
    """Return a white card with these spots, the later ones on top, as a camera blurs it."""
    height, width = int(CARD.h * SCALE), int(CARD.w * SCALE)
    picture = np.full((height, width, 3), 1.0, np.float32)
    for spot in spots:
        middle = (round(spot.x * SCALE * 16), round(spot.y * SCALE * 16))
        paint = tuple((channel / 255) ** 2.2 for channel in reversed(PAINT[spot.paint]))
        radius = round(spot.diameter / 2 * SCALE * 16)
        cv2.circle(picture, middle, radius, paint, -1, cv2.LINE_AA, 4)
    seen = cv2.GaussianBlur(picture, (0, 0), blur_mm * SCALE)
    if colour_blur_mm:
        parts = cv2.cvtColor(seen, cv2.COLOR_BGR2YCrCb)
        parts[..., 1:] = cv2.blur(parts[..., 1:], (round(colour_blur_mm * SCALE),) * 2)
        seen = np.clip(cv2.cvtColor(parts, cv2.COLOR_YCrCb2BGR), 0, 1)
    lab = cv2.cvtColor(seen, cv2.COLOR_LBGR2Lab)
    return CardLight(np.asarray(seen, np.float32), np.asarray(lab, np.float32), CARD, 0.8)


def counted(spots: Sequence[Spot], *others: Spot, colour_blur_mm: float = 0.0) -> CardCount:
    """Return what is counted on a card on whose wall there are also the dots `others`."""
    lights = [light_of(each, colour_blur_mm=colour_blur_mm) for each in (spots, others)]
    palette = learn_palette([(light, FIELD) for light in lights])
    cards = [coloured_card(light, palette, FIELD) for light in lights]
    return count_dots(cards[0], dot_sizes(cards))


def in_field(count: CardCount) -> list[tuple[DotColour, int]]:
    """Return colour and rounded diameter of the dots that count."""
    dots = [dot for dot in count.dots if FIELD.holds(dot.x, dot.y)]
    return sorted((dot.colour, round(dot.diameter)) for dot in dots)


def row(diameter: float, paint: str, number: int = 5) -> list[Spot]:
    """Return dots that stand alone."""
    return [Spot(38 + 16 * place, 70, diameter, paint) for place in range(number)]


@pytest.mark.parametrize("paint", ["green", "petrol", "blue", "red", "yellow"])
def test_small_dots_whose_colour_the_camera_has_washed_out(paint: str) -> None:
    count = counted(row(8, paint), colour_blur_mm=6)
    colour = GREEN if paint == "petrol" else DotColour(paint)
    assert [found for found, _ in in_field(count)] == [colour] * 5
    assert count.left_over == 0


def test_a_large_dot_under_another_one_is_one_dot() -> None:
    half_hidden = [Spot(60, 40, 19, "yellow"), Spot(64, 47, 12, "blue")]
    alone = [*row(12, "red"), Spot(45, 35, 19, "green")]
    count = counted([*half_hidden, *row(12, "yellow", 3)], *alone)
    assert in_field(count) == [(BLUE, 12), *[(YELLOW, 12)] * 3, (YELLOW, 19)]


def test_a_small_dot_beside_a_large_one_of_its_colour() -> None:
    pair = [Spot(60, 40, 19, "blue"), Spot(60, 54, 8, "blue")]
    assert in_field(counted(pair, *row(19, "red", 4))) == [(BLUE, 8), (BLUE, 19)]


def test_a_pin_with_its_shadow_is_no_dot_but_is_told() -> None:
    pin = [Spot(63, 42.5, 5, "shadow"), Spot(60, 40, 5.6, "red")]
    count = counted(pin, *row(8, "red"))
    assert in_field(count) == []
    assert count.left_over > 0.3


def test_a_dot_over_the_corner_of_the_card_is_not_one_in_the_field() -> None:
    corner = [Spot(118, 88, 19, "yellow")]
    assert in_field(counted(corner, *row(19, "yellow", 4))) == []


@pytest.mark.parametrize("paint", ["orange", "neon orange", "light orange"])
@pytest.mark.parametrize("others", [("red", "yellow"), ("blue",)])
def test_orange_dots(paint: str, others: Sequence[str]) -> None:
    known = [Spot(40 + 18 * place, 30, 12, other) for place, other in enumerate(others)]
    count = counted([*row(12, paint), *known], *row(12, "yellow"))
    found = [colour for colour, _ in in_field(count)]
    assert found == sorted([*[DotColour.ORANGE] * 5, *map(DotColour, others)])
    assert all(is_usual(dot.colour, dot.hue) for dot in count.dots)


@pytest.mark.parametrize("paint", ["pink", "black", "orange"])
def test_a_single_dot_of_another_colour_is_never_left_out_in_silence(paint: str) -> None:
    strange = [Spot(60, 40, 12, paint)]
    lights = [light_of(each) for each in (strange, row(12, "red"), row(12, "yellow"))]
    palette = learn_palette([(light, FIELD) for light in lights])
    card = coloured_card(lights[0], palette, FIELD)
    dots = count_dots(card, dot_sizes([card])).dots
    told = [dot for dot in dots if not is_usual(dot.colour, dot.hue)]
    rightly = [dot for dot in dots if dot.colour.value == paint]
    assert told or rightly or strange_areas(card).largest > 50


def test_bare_paper_and_known_dots_are_not_strange() -> None:
    light = light_of([*row(12, "red"), Spot(60, 40, 12, "blue"), Spot(66, 45, 12, "yellow")])
    card = coloured_card(light, learn_palette([(light, FIELD)]), FIELD)
    assert strange_areas(card) == (0.0, 0.0)


def test_the_head_of_a_pin_beside_larger_dots_is_told_by_its_size() -> None:
    small = counted([Spot(60, 40, 7, "blue")], *row(12, "blue")).dots
    usual = counted([Spot(60, 40, 8, "blue")], *row(8, "blue")).dots
    assert [dot.seen < 7.6 for dot in small] == [True]
    assert [dot.seen > 7.6 for dot in usual] == [True]
