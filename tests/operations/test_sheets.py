"""The user's own sheets: kept whole or not at all, and refused in one sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from moderator.errors import BadInput, NotFound
from moderator.operations import sheets
from moderator.printing.own_sheets import read_own_sheets, sheet_data
from moderator.printing.sheet_catalogue import known_sheets
from moderator.printing.sheets import Sheet, SheetUse, sheet_from

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.operations.desk import Desk

OWN = {
    "name": "Vereinskarte",
    "title": "Karten vom Verein",
    "label_mm": [90, 50],
    "columns": 2,
    "rows": 5,
    "origin_mm": [10, 20],
    "pitch_mm": [95, 52],
}


def test_an_own_sheet_is_listed_first_and_found_in_any_spelling(desk: Desk) -> None:
    added = sheets.add_sheet(desk, OWN)
    assert sheets.list_sheets(desk)[0] == added
    assert sheets.list_sheets(desk, SheetUse.CARDS)[0] == added
    assert added not in sheets.list_sheets(desk, SheetUse.TABLES)
    assert sheets.find_sheet(desk, "VEREINSKARTE") == added
    assert added.own
    assert added.title("de") == "Karten vom Verein"


def test_adding_again_replaces_and_other_sheets_stay(desk: Desk) -> None:
    sheets.add_sheet(desk, {**OWN, "name": "andere"})
    sheets.add_sheet(desk, OWN)
    sheets.add_sheet(desk, {**OWN, "rows": 4})
    own = [sheet for sheet in sheets.list_sheets(desk) if sheet.own]
    assert {(sheet.name, sheet.rows) for sheet in own} == {("andere", 5), ("vereinskarte", 4)}


@pytest.mark.parametrize("sheet", known_sheets(), ids=lambda sheet: sheet.name)
def test_every_sheet_is_the_same_after_a_file(sheet: Sheet) -> None:
    again = sheet_from(json.loads(json.dumps(sheet_data(sheet))))
    assert [again.label(n) for n in range(again.labels)] == [
        sheet.label(n) for n in range(sheet.labels)
    ]
    assert (again.use, again.shape, again.aliases) == (sheet.use, sheet.shape, sheet.aliases)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"label_mm": [300, 50]}, "do not fit the paper"),
        ({"origin_mm": [-5, 20]}, "do not fit the paper"),
        ({"pitch_mm": [-95, 52]}, "do not fit the paper"),
        ({"pitch_mm": [80, 52]}, "overlap"),
        ({"label_mm": [0, 50]}, "must have a size"),
        ({"page_mm": [99999, 297]}, "must have a size"),
        ({"margin_mm": 25}, "no room"),
        ({"margin_mm": -1}, "no room"),
        ({"rows": 0}, "not a number"),
        ({"rows": 10**9}, "not a number"),
        ({"columns": 100, "rows": 100}, "not a number"),
        ({"label_mm": ["breit", 50]}, "not a number"),
        ({"label_mm": [float("nan"), 50]}, "not a number"),
        ({"label_mm": None}, "not a number"),
        ({"for": "hats"}, "not a number"),
        ({"name": ""}, "not a number"),
        ({"name": 7}, "not a number"),
        ({"name": "x" * 200}, "not a number"),
        ({"name": "a6"}, "comes along already"),
    ],
)
def test_a_bad_sheet_changes_nothing(desk: Desk, change: dict[str, Any], sentence: str) -> None:
    sheets.add_sheet(desk, {**OWN, "name": "gut"})
    before = desk.paths.sheets_file.read_bytes()
    with pytest.raises(BadInput, match=sentence):
        sheets.add_sheet(desk, {**OWN, **change})
    assert desk.paths.sheets_file.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", '{"sheets": [{}], "offsets_mm": {}}', "[" * 100_000, "\ufeff\x00"],
)
def test_a_damaged_file_is_told_and_left_alone(desk: Desk, content: str) -> None:
    desk.paths.sheets_file.write_text(content, encoding="utf-8")
    for action in (
        lambda: sheets.list_sheets(desk),
        lambda: sheets.add_sheet(desk, OWN),
        lambda: sheets.set_offset(desk, "a6", (1, 1)),
    ):
        with pytest.raises(BadInput, match="cannot be read"):
            action()
    assert desk.paths.sheets_file.read_text(encoding="utf-8") == content


def test_removing_takes_the_offset_along(desk: Desk) -> None:
    sheet = sheets.add_sheet(desk, OWN)
    sheets.set_offset(desk, OWN["name"].__str__(), (1, -1))
    assert sheets.offset_of(desk, sheet) == (1, -1)
    sheets.remove_sheet(desk, "Vereinskarte")
    assert sheets.offset_of(desk, sheet) == (0, 0)
    for name in ("Vereinskarte", "a6"):
        with pytest.raises(NotFound):
            sheets.remove_sheet(desk, name)


def test_an_offset_of_nothing_is_forgotten(desk: Desk) -> None:
    sheets.set_offset(desk, "Avery L7160", (0.5, 0))
    assert read_own_sheets(desk.paths.sheets_file).offsets_mm == {"avery-l7160": (0.5, 0)}
    sheets.set_offset(desk, "7160", (0, 0))
    assert read_own_sheets(desk.paths.sheets_file).offsets_mm == {}


def test_a_sheet_comes_from_a_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps(OWN), encoding="utf-8-sig")
    assert sheets.add_sheet_file(desk, file).name == "vereinskarte"
    for content in ("", "[]", "{", '"a"'):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(BadInput):
            sheets.add_sheet_file(desk, file)
    with pytest.raises(BadInput, match="nowhere"):
        sheets.add_sheet_file(desk, tmp_path / "nowhere.json")


def test_a_new_sheet_replaces_nothing_and_a_changed_one_keeps_its_offset(desk: Desk) -> None:
    sheets.save_sheet(desk, OWN)
    sheets.set_offset(desk, "vereinskarte", (1, 2))
    for name in ("Vereinskarte", "vereins karte", "A 6", "Avery 3474"):
        with pytest.raises(BadInput, match="comes along already"):
            sheets.save_sheet(desk, {**OWN, "name": name})
    changed = sheets.save_sheet(desk, {**OWN, "name": "Neue Karte", "rows": 4}, "vereinskarte")
    assert [each for each in sheets.list_sheets(desk) if each.own] == [changed]
    assert (changed.name, changed.rows) == ("neue-karte", 4)
    assert sheets.offsets_mm(desk) == {"neue-karte": (1, 2)}
    assert sheets.save_sheet(desk, {**OWN, "name": "Neue Karte"}, "neue-karte").rows == 5
    with pytest.raises(NotFound):
        sheets.save_sheet(desk, OWN, "vereinskarte")
