"""Sheets and layouts are data: good ones fit, bad ones are refused in a sentence."""

from __future__ import annotations

import json

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
