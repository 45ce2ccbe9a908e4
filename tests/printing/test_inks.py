"""Paper looks like the window."""

from __future__ import annotations

import pytest

from moderator.domain.ideas import CardColour
from moderator.printing import inks
from moderator.ui.palette import LIGHT, contrast


@pytest.mark.parametrize("card_colour", CardColour)
def test_cards_have_the_same_colour_on_paper_and_screen(card_colour: CardColour) -> None:
    assert inks.TINTS[card_colour] == getattr(LIGHT, f"card_{card_colour}")
    assert contrast(inks.BLACK, inks.TINTS[card_colour]) >= 7


def test_parts_of_a_result_have_the_same_colour_on_paper_and_screen() -> None:
    on_paper = (inks.PAPER, inks.PHONE, inks.PLATFORM, inks.AGAINST)
    on_screen = (LIGHT.part_paper, LIGHT.part_phone, LIGHT.part_platform, LIGHT.part_against)
    assert on_paper == on_screen


def test_soft_ink_is_legible_on_white() -> None:
    assert contrast(inks.SOFT, "#FFFFFF") >= 4.5
