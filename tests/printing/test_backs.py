"""Backs lie behind their fronts when the page is turned on its long edge."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import ImageOps

from moderator.errors import BadInput
from moderator.i18n import words
from moderator.printing.boxes import Box
from moderator.printing.coasters import MatText, place_coasters
from moderator.printing.sheet_catalogue import known_sheets, read_sheet
from moderator.printing.sheet_pages import PageSetup
from moderator.printing.sheets import SheetUse, sheet_from
from moderator.printing.voting_cards import VotingCardText, place_voting_cards
from tests.fakes.evenings import card_code
from tests.fakes.printed_papers import ADDRESS, TITLE, ballot_code
from tests.fakes.rendered_pages import Pages, Picture

if TYPE_CHECKING:
    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheets import Sheet

CUT = [sheet for sheet in known_sheets() if sheet.use is SheetUse.CARDS and sheet.cut_marks]
LOPSIDED = sheet_from(
    {
        "name": "lopsided",
        "page_mm": [210, 297],
        "label_mm": [85, 54],
        "columns": 2,
        "rows": 2,
        "origin_mm": [5, 12],
        "pitch_mm": [95, 60],
        "cut_marks": True,
    }
)


def voting_cards(
    sheet: Sheet, language: str = "de", base_url: str = ADDRESS, start: int = 1
) -> tuple[Pages, list[PlacedCard]]:
    target = BytesIO()
    setup = PageSetup(sheet, words(language), start, title=TITLE)
    codes = [ballot_code(n) for n in range(sheet.labels + 1 - start)]
    text = VotingCardText(TITLE, "Stichwahl", base_url, backs=True)
    placed = list(place_voting_cards(target, codes, setup, text))
    return Pages(target.getvalue()), placed


def seen_through(pages: Pages, page: int) -> Picture:
    """Return a back as one sees it through the paper from the front."""
    picture = pages.picture(page, 100)
    return Picture(ImageOps.mirror(picture.image), 100)


@pytest.mark.parametrize("base_url", ["", ADDRESS], ids=["code", "address"])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("sheet", [*CUT, LOPSIDED], ids=lambda sheet: sheet.name)
def test_each_voting_card_has_its_help_behind_it(
    sheet: Sheet, language: str, base_url: str
) -> None:
    pages, placed = voting_cards(sheet, language, base_url)
    assert len(pages) == 2
    through = seen_through(pages, 2)
    for card in placed:
        # The same part of the label may be printed on both sides, seen through the paper.
        inside = sheet.area().moved(card.card_mm.x, card.card_mm.y)
        assert inside.grown(0.4).contains(through.dark_part(card.card_mm))
        through.image.paste(255, through.edges(card.card_mm))
    assert not through.has_ink(Box(0, 0, *sheet.page_mm))


def test_the_back_tells_how_to_vote_and_no_code() -> None:
    pages, placed = voting_cards(read_sheet("a7"), "en")
    shown = pages.text(2)
    assert shown.count("How to vote") == shown.count(TITLE) == len(placed) == 8
    assert shown.count("[+") == 0
    assert pages.picture(2, 150).codes() == []


def test_a_sheet_that_is_partly_used_gets_backs_where_it_gets_fronts() -> None:
    sheet = read_sheet("a7")
    pages, placed = voting_cards(sheet, start=6)
    through = seen_through(pages, 2)
    used = [sheet.label(place) for place in (5, 6, 7)]
    assert [card.card_mm for card in placed] == used
    for place in range(sheet.labels):
        label = sheet.label(place)
        assert through.has_ink(label.grown(-1)) == (label in used)


def test_labels_that_stick_have_no_back() -> None:
    target = BytesIO()
    setup = PageSetup(read_sheet("avery-3474"), words("de"), title=TITLE)
    with pytest.raises(BadInput, match="no back"):
        list(place_voting_cards(target, [ballot_code(1)], setup, VotingCardText(TITLE, backs=True)))
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "name", [sheet.name for sheet in known_sheets() if sheet.use is SheetUse.COASTERS]
)
def test_each_beer_mat_has_its_lines_behind_it(name: str) -> None:
    target = BytesIO()
    sheet = read_sheet(name)
    codes = [card_code(n) for n in range(sheet.labels)]
    setup = PageSetup(sheet, words("de"), title=TITLE)
    placed = list(place_coasters(target, codes, setup, MatText(TITLE, ADDRESS, backs=True)))
    through = seen_through(Pages(target.getvalue()), 2)
    for card in placed:
        label = card.card_mm
        seen = through.dark_part(label.grown(-sheet.margin_mm))
        assert seen.x + seen.w / 2 == pytest.approx(label.x + label.w / 2, abs=3)
        assert seen.w > 20
