"""Sheets and layouts are data: good ones fit, bad ones are refused in a sentence."""

from __future__ import annotations

import json
from math import dist

import pytest

from moderator.errors import BadInput, NotFound
from moderator.paths import resource
from moderator.printing.boxes import Box
from moderator.printing.layouts import layout_from, read_layout
from moderator.printing.sheet_catalogue import known_sheets, read_sheet
from moderator.printing.sheets import Sheet, sheet_from

A6 = json.loads(resource("sheets", "a6-on-a4.json").read_text(encoding="utf-8"))
CARD = json.loads(resource("layouts", "a6-address.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", known_sheets(), ids=lambda sheet: sheet.name)
def test_every_bundled_sheet_names_layouts_that_fit_its_labels(sheet: Sheet) -> None:
    assert set(sheet.layouts) in ({"code", "address"}, set())
    for name in sheet.layouts.values():
        layout = read_layout(name)
        assert Box(0, 0, *sheet.label_mm).contains(layout.card)


def test_labels_stand_in_rows() -> None:
    sheet = read_sheet("A6")
    assert [sheet.label(place)[:2] for place in range(sheet.labels)] == [
        (0.5, 0),
        (148.5, 0),
        (0.5, 105),
        (148.5, 105),
    ]
    assert sheet.cuts() == ((148.5,), (105,))


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("HERMA 4625", "herma-4625"),
        ("4625", "herma-4625"),
        ("herma 5057", "herma-4625"),
        ("L7160", "avery-l7160"),
        ("Avery 7160", "avery-l7160"),
        ("Avery Zweckform 3474", "avery-3474"),
        ("C32011-10", "avery-c32011"),
        ("j8165", "avery-l7165"),
        ("third-a4", "dl"),
    ],
)
def test_a_sheet_is_found_by_what_stands_on_its_box(spelling: str, name: str) -> None:
    assert read_sheet(spelling).name == name


def test_no_name_or_alias_means_two_sheets() -> None:
    names = [name for sheet in known_sheets() for name in (sheet.name, *sheet.aliases)]
    assert len(names) == len(set(names))


def test_the_trade_sheets_of_the_field_are_there() -> None:
    trade = [sheet for sheet in known_sheets() if sheet.name.startswith(("avery-", "herma-"))]
    assert len(trade) == 35
    for sheet in trade:
        last = sheet.label(sheet.labels - 1)
        assert list(sheet.page_mm) == [210, 297]
        assert last.right <= 210.2
        assert last.bottom <= 297.2
        assert sheet.columns == 1 or sheet.pitch_mm[0] >= sheet.label_mm[0]
        assert sheet.rows == 1 or sheet.pitch_mm[1] >= sheet.label_mm[1] - 0.05


@pytest.mark.parametrize(
    ("name", "count"),
    [("a7", 8), ("dl", 3), ("card-205x95", 3), ("oval-190x110", 2), ("round-95", 6),
     ("round-100", 4), ("round-140", 2), ("round-195", 1), ("coaster-round", 4),
     ("coaster-round-bleed", 3), ("coaster-square", 6), ("coaster-square-bleed", 4),
     ("coaster-round-single", 1), ("coaster-square-single", 1)],
)  # fmt: skip
def test_how_many_fit_a_page(name: str, count: int) -> None:
    assert read_sheet(name).labels == count


def test_staggered_beer_mats_do_not_touch() -> None:
    for name, least in (("coaster-round", 107), ("coaster-round-bleed", 113)):
        sheet = read_sheet(name)
        corners = [sheet.label(place)[:2] for place in range(sheet.labels)]
        for place, one in enumerate(corners):
            assert all(dist(one, other) >= least - 0.01 for other in corners[:place])


def test_an_unknown_sheet_names_the_known_ones() -> None:
    with pytest.raises(NotFound) as caught:
        read_sheet("a0")
    assert "a6" in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"label_mm": [400, 105]},
        {"label_mm": [148, -5]},
        {"pitch_mm": [-148, 105]},
        {"pitch_mm": [100, 105]},
        {"origin_mm": [20, 0]},
        {"columns": 3},
        {"rows": 0},
        {"rows": "many"},
        {"origin_mm": [1]},
        {"page_mm": "A4"},
        {"layouts": {"code": "a6-code"}},
        {"layouts": 5},
    ],
)
def test_a_sheet_whose_labels_do_not_fit_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadInput) as caught:
        sheet_from({**A6, **change})
    assert "a6" in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"card_mm": [100, 105]},
        {"card_mm": [148, "x"]},
        {"text_mm": [6, 15, 84, 84]},
        {"text_mm": [2, 15, 74, 84]},
        {"text_mm": 5},
        {"qr": {"box_mm": [108, 12, 34, 34], "largest_module_mm": 1.44}},
        {"dots": {**CARD["dots"], "columns": 5}},
        {"dots": None},
        {"writing": {}},
    ],
)
def test_a_layout_that_leaves_the_card_or_overlaps_is_refused(change: dict[str, object]) -> None:
    assert layout_from(CARD).name == "a6-address"
    with pytest.raises(BadInput):
        layout_from({**CARD, **change})


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(BadInput):
        read_layout("a99")
