"""What personal voting cards say, on labels large and small."""

from __future__ import annotations

import pytest

from moderator.printing.sheet_catalogue import read_sheet, sheets_for
from moderator.printing.sheets import Sheet, SheetUse
from tests.fakes.printed_papers import ADDRESS, printed
from tests.fakes.rendered_pages import Pages


@pytest.mark.parametrize("base_url", ["", ADDRESS], ids=["code", "address"])
@pytest.mark.parametrize("sheet", sheets_for(SheetUse.CARDS), ids=lambda sheet: sheet.name)
def test_no_card_ends_within_a_sentence(sheet: Sheet, base_url: str) -> None:
    data, placed = printed(sheet, "ballots", base_url)
    shown = Pages(data).text(1)
    assert "[+" not in shown
    assert shown.count(str(placed[0].code)[:4]) >= 1


def test_where_there_is_less_room_the_first_sentence_comes_first() -> None:
    def first_card(name: str) -> str:
        data, placed = printed(read_sheet(name), "ballots", "")
        return " ".join(Pages(data).text(1, placed[0].card_mm).split())

    use, promise = "Diese Karte beim Vergeben der Punkte vorzeigen.", "Niemand weiß"
    roomy, narrow = first_card("a7"), first_card("avery-3474")
    assert use in roomy
    assert promise in roomy
    assert use in narrow
    assert promise not in narrow
