from __future__ import annotations

from io import BytesIO

import pytest

from moderator.domain.codes import CardCode
from moderator.i18n import words
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import print_idea_cards
from moderator.printing.page_pictures import draw_page, page_count, page_size_mm


@pytest.fixture(scope="module")
def pdf() -> bytes:
    file = BytesIO()
    print_idea_cards(file, [CardFace(CardCode("CDFH2R"), "Bänke")] * 5, words("de"))
    return file.getvalue()


def test_pages_are_counted_and_measured(pdf: bytes) -> None:
    assert page_count(pdf) == 2
    assert page_size_mm(pdf, 2) == pytest.approx((297, 210), abs=0.1)


def test_a_page_is_drawn_at_the_wished_size(pdf: bytes) -> None:
    drawn = draw_page(pdf, 1, 100)
    assert (drawn.width, drawn.height) == pytest.approx((1170, 827), abs=2)
    assert len(drawn.pixels) == drawn.stride * drawn.height
    assert drawn.pages == 2
    assert drawn.pixels[:3] == b"\xff\xff\xff"
    assert min(drawn.pixels) < 60
