from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from moderator.domain.platforms import references_in
from moderator.errors import BadInput
from moderator.operations import rounds
from moderator.operations.evenings import read_evening
from moderator.sync.catalogue import KINDS
from moderator.sync.hand_over import write_file
from moderator.sync.platforms.decidim_shapes import decidim_title
from moderator.sync.platforms.files import WRITERS
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.evenings import Evening
    from moderator.operations.desk import Desk


def test_every_kind_that_names_a_file_has_one_to_write() -> None:
    named = {kind.key: kind.capabilities().hand_over for kind in KINDS.values()}
    written = {kind: endings for kind, (_write, endings) in WRITERS.items()}
    assert {kind: endings for kind, endings in named.items() if endings} == written


@pytest.fixture
def evening(desk: Desk) -> Evening:
    board = board_with(desk, "", "")
    opened = board.opened()
    board.cast(opened, {1: 3})
    board.cast(opened, {1: 2, 2: 1})
    rounds.close_round(desk, opened.id)
    found = read_evening(desk, board.workshop_id)
    held = replace(found.workshop, held_on=date(2026, 3, 12), place="Gasthof Linde")
    first = replace(found.ideas[0], title="=Bänke", body="Mit Lehne\nund Schatten")
    return replace(found, workshop=held, ideas=(first, *found.ideas[1:]))


def rows_of(file: Path, separator: str = ";") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=separator))


def test_go_vocal_takes_exactly_its_own_headings(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "ideen.xlsx"
    write_file(evening, "go-vocal", file, {})
    sheet = load_workbook(file).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == (
        "Vorname",
        "Nachname",
        "E-Mail-Adresse",
        "Berechtigung",
        "Veröffentlichungsdatum (TT-MM-JJJJ)",
    )
    assert rows[0][-3:] == ("Bild-URL", "Breitengrad", "Längengrad")
    assert rows[1][:5] == (None, None, None, None, "12-03-2026")
    text = str(rows[1][6])
    assert "5 Punkte" in text
    assert len(references_in(text)) == 1
    assert sheet["F2"].data_type == "s"


def test_go_vocals_own_template_keeps_its_order_and_fields(
    evening: Evening, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Titel", "Unser Feld", "Beschreibung", "Externe Referenz"])
    book.save(tmp_path / "form.xlsx")
    file = tmp_path / "ideen.xlsx"
    write_file(evening, "go-vocal", file, {"template": str(tmp_path / "form.xlsx")})
    rows = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Titel", "Unser Feld", "Beschreibung", "Externe Referenz")
    assert rows[1][1] is None
    assert str(rows[1][3]) in str(rows[1][2])


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_decidim_has_titles_by_language_and_of_a_length_it_takes(
    evening: Evening, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"vorschlaege{ending}"
    write_file(evening, "decidim", file, {"locale": "de"})
    rows = json.loads(file.read_text("utf-8")) if ending == ".json" else rows_of(file)
    assert list(rows[0])[:3] == ["title/de", "body/de", "taxonomies/ids"]
    assert all(list(row) == list(rows[0]) for row in rows)
    for row in rows:
        assert 15 <= len(row["title/de"]) <= 151
        assert len(references_in(row["body/de"])) == 1


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Bänke", "Werkstatt: Bänke"),
        ("Mehr Bänke am Markt", "Mehr Bänke am Markt"),
        ("x" * 151, "x" * 149 + "…"),
    ],
)
def test_decidims_titles_say_what_the_card_says(title: str, shown: str) -> None:
    assert decidim_title(title, "Werkstatt") == shown


def test_consuls_recount_sheet_has_a_row_per_answer(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "auszaehlung.csv"
    write_file(evening, "consul", file, {})
    rows = rows_of(file)
    assert [row["count"] for row in rows] == ["5", "1"]
    assert {row["total"] for row in rows} == {"6"}
    assert {row["booth"] for row in rows} == {"Gasthof Linde"}
    assert rows[0]["date"] == "2026-03-12"


def test_without_a_closed_round_there_is_nothing_to_recount(desk: Desk, tmp_path: Path) -> None:
    board = board_with(desk, "")
    evening = read_evening(desk, board.workshop_id)
    with pytest.raises(BadInput, match="No round is closed"):
        write_file(evening, "consul", tmp_path / "x.csv", {})
    assert not list(tmp_path.glob("x*"))


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_writes_every_ending_it_names(
    evening: Evening, tmp_path: Path, kind: str
) -> None:
    for ending in WRITERS[kind][1]:
        file = tmp_path / f"{kind}{ending}"
        write_file(evening, kind, file, {})
        assert file.stat().st_size > 100
    with pytest.raises(BadInput, match="cannot end in"):
        write_file(evening, kind, tmp_path / "x.doc", {})


def test_what_a_spreadsheet_would_run_is_made_harmless(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    write_file(evening, "mein.berlin", file, {})
    assert rows_of(file)[0]["Titel"] == "'=Bänke"
