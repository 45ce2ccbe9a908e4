from __future__ import annotations

import re

import pytest

from moderator.domain.ideas import CardColour
from moderator.domain.rules import DotColour
from moderator.ui.dot_paint import DOT_FILL, DOT_INK
from moderator.ui.palette import DARK, LIGHT, Palette, contrast

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
GROUNDS = ("ground", "surface", "sunken", "hover", "chosen")
CARDS = tuple(f"card_{colour.value}" for colour in CardColour)
PARTS = ("part_paper", "part_phone", "part_platform", "part_against")


def _worst(theme: Palette, texts: tuple[str, ...], grounds: tuple[str, ...]) -> float:
    colours = theme._asdict()
    return min(contrast(colours[text], colours[ground]) for text in texts for ground in grounds)


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_a_colour(theme: Palette) -> None:
    for name, colour in theme._asdict().items():
        assert re.fullmatch(r"#[0-9A-F]{6}", colour), name


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_legible_on_every_ground(theme: Palette) -> None:
    assert _worst(theme, ("ink", "ink_soft", "ink_faint"), (*GROUNDS, "notice_ground")) >= 4.5
    assert _worst(theme, ("accent_ink", "positive", "danger"), GROUNDS) >= 4.5
    assert _worst(theme, ("positive",), ("positive_ground",)) >= 4.5
    assert _worst(theme, ("danger",), ("danger_ground",)) >= 4.5
    assert _worst(theme, ("ink",), ("positive_ground", "danger_ground")) >= 4.5
    assert _worst(theme, ("on_accent",), ("accent", "accent_hover")) >= 4.5
    assert _worst(theme, ("card_ink", "card_soft"), CARDS) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_focus_stand_out(theme: Palette) -> None:
    assert _worst(theme, ("control", "accent_edge", "focus"), ("ground", "surface", "sunken")) >= 3
    assert _worst(theme, PARTS, ("ground", "surface", "bar_ground")) >= 3


@pytest.mark.parametrize("colour", list(DotColour))
def test_signs_on_dots_are_legible(colour: DotColour) -> None:
    assert contrast(DOT_FILL[colour], DOT_INK[colour]) >= 4.5
