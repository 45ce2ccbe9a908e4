"""Coloured card stock: what black codes need."""

from __future__ import annotations

import pytest

from moderator.domain.ideas import CardColour
from moderator.errors import BadInput
from moderator.printing.card_stock import (
    LOWEST_CONTRAST,
    contrast,
    require_contrast,
    stock_colour,
)


def test_contrast_is_that_of_the_accessibility_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#FFFFFF") == 1


@pytest.mark.parametrize("colour", list(CardColour))
def test_all_cards_of_the_trade_carry_codes(colour: CardColour) -> None:
    stock = stock_colour(colour.value.upper())
    require_contrast(stock)
    assert contrast("#000000", stock) > LOWEST_CONTRAST


@pytest.mark.parametrize("colour", ["#E2001A", "#004F9F", "000000", "#00843d"])
def test_saturated_stock_is_refused_with_its_contrast(colour: str) -> None:
    with pytest.raises(BadInput, match="to 1"):
        require_contrast(stock_colour(colour))


@pytest.mark.parametrize("colour", ["", "mauve", "#12", "#GGGGGG", "rgb(1,2,3)"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(BadInput, match="not a colour"):
        stock_colour(colour)
