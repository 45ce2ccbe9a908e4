"""Tents, posters, mats and project sheets from a real store; a refused job leaves no file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.codes import shown_card_code
from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput, ModeratorError, NotFound
from moderator.operations import history, ideas, rounds, sheets, workshops
from moderator.operations.ideas import card_is_blank
from moderator.operations.papers import preview_paper, print_paper
from moderator.operations.phone_doors import read_addresses
from moderator.operations.print_jobs import Paper, PrintJob, PrintSummary
from moderator.printing import typefaces
from moderator.printing.boxes import Box
from moderator.printing.wifi import Wifi
from tests.fakes.boards import board_with
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

ADDRESS = "http://192.168.137.1"


class Printer:
    def __init__(self, board: Board, folder: Path) -> None:
        self._board = board
        self.job = PrintJob(Paper.IDEAS, folder / "paper.pdf", manifest=folder / "paper.json")

    def print(self, what: Paper, **values: Any) -> PrintSummary:
        job = replace(self.job, what=what, **values)
        return print_paper(self._board.desk, self._board.workshop_id, job)

    @property
    def pages(self) -> Pages:
        return Pages(self.job.target.read_bytes())

    @property
    def entries(self) -> list[dict[str, Any]]:
        assert self.job.manifest is not None
        entries: list[dict[str, Any]] = json.loads(self.job.manifest.read_text(encoding="utf-8"))
        return entries


@pytest.fixture
def printer(board: Board, tmp_path: Path) -> Printer:
    return Printer(board, tmp_path)


def test_beer_mats_have_codes_that_ideas_can_take(
    desk: Desk, board: Board, printer: Printer
) -> None:
    assert printer.print(Paper.COASTERS, count=5) == PrintSummary(2, 5)
    code = printer.entries[0]["code"]
    assert card_is_blank(desk, board.workshop_id, code)
    draft = IdeaDraft("Vom Bierdeckel", code=code)
    assert ideas.add_idea(desk, board.workshop_id, draft).code == code


def test_the_back_of_a_beer_mat_lies_behind_its_front(printer: Printer) -> None:
    summary = printer.print(Paper.COASTERS, count=5, backs=True, offset_mm=(1, 0))
    assert summary == PrintSummary(4, 5)
    assert len(printer.pages) == 4
    assert [entry["page"] for entry in printer.entries] == [1, 1, 1, 1, 3]
    for entry in printer.entries:
        x, y, width, height = entry["card_mm"]
        behind = Box(210 - (x - 1) - width + 1, y, width, height)
        text = printer.pages.text(entry["page"] + 1, behind)
        assert shown_card_code(entry["code"]) in text
    with pytest.raises(BadInput, match="Only beer mats and voting cards"):
        printer.print(Paper.IDEAS, backs=True)


def test_a_tent_for_each_table(desk: Desk, board: Board, printer: Printer) -> None:
    wifi = Wifi("Moderator-Saal", "rathaus-2026")
    assert printer.print(Paper.TABLES, count=2, base_url=ADDRESS, wifi=wifi).pages == 2
    assert "Tisch 2" in printer.pages.text(2)
    assert "rathaus-2026" in printer.pages.text(2)
    texts = [entry["url"] for entry in printer.entries if entry["page"] == 1]
    assert sorted(texts) == sorted([wifi.qr_text(), ADDRESS] * 2)
    change = workshops.WorkshopChange(participants=25)
    workshops.change_workshop(desk, board.workshop_id, change)
    assert printer.print(Paper.TABLES).pages == 5


def test_without_phones_the_poster_explains_paper(printer: Printer) -> None:
    assert printer.print(Paper.JOIN, sheet="a3").pages == 1
    assert "anpinnen" in printer.pages.text(1)
    assert [entry["url"] for entry in printer.entries] == [""]


def test_results_of_the_latest_round_that_may_be_shown(
    desk: Desk, board: Board, printer: Printer
) -> None:
    with pytest.raises(BadInput, match="no result"):
        printer.print(Paper.RESULTS)
    first = board.opened(title="Erste")
    board.cast(first, {1: 3, 2: 2})
    rounds.close_round(desk, first.id)
    hidden = board.opened("dots=5,hidden", title="Geheim")
    printer.print(Paper.RESULTS)
    assert "Erste" in printer.pages.text(1)
    with pytest.raises(BadInput, match="hidden"):
        printer.print(Paper.RESULTS, round_id=hidden.id)
    rounds.close_round(desk, hidden.id)
    printer.print(Paper.RESULTS)
    assert "Geheim" in printer.pages.text(1)


def test_project_sheets_of_chosen_ideas(board: Board, printer: Printer) -> None:
    assert printer.print(Paper.PROJECTS, ideas=(board.ids[1],)).pages == 2
    assert "Idee 2" in printer.pages.text(1)
    assert printer.print(Paper.PROJECTS).pages == 12


def test_a_partly_used_sheet_starts_at_the_first_free_label(printer: Printer) -> None:
    printer.print(Paper.IDEAS, sheet="HERMA 4625", start=13)
    assert [entry["page"] for entry in printer.entries] == [1, 1, 2, 2, 2, 2]
    assert printer.entries[0]["card_mm"] == [0, 253.8, 105, 42.3]
    assert printer.entries[2]["card_mm"] == [0, 0, 105, 42.3]
    for start in (0, 15):
        with pytest.raises(BadInput, match="labels 1 to 14"):
            printer.print(Paper.IDEAS, sheet="4625", start=start)


def test_an_offset_moves_everything_and_is_remembered(desk: Desk, printer: Printer) -> None:
    printer.print(Paper.IDEAS)
    before = printer.entries[0]
    sheets.set_offset(desk, "A6", (1.5, -0.5))
    printer.print(Paper.IDEAS)
    after = printer.entries[0]
    for box in ("card_mm", "qr_mm", "dots_mm", "text_mm"):
        assert after[box][:2] == pytest.approx([before[box][0] + 1.5, before[box][1] - 0.5])
    (read, *_) = printer.pages.picture(1, 300).codes()
    x, y, width, height = next(e["qr_mm"] for e in printer.entries if e["url"] == read.text)
    assert (read.x, read.y) == pytest.approx((x + width / 2, y + height / 2), abs=0.3)
    printer.print(Paper.IDEAS, offset_mm=(0, 0))
    assert printer.entries[0] == before


def test_the_calibration_page_has_the_outlines_of_the_sheet(printer: Printer) -> None:
    printer.print(Paper.CALIBRATION, sheet="herma-4614")
    assert len(printer.entries) == 24
    assert "HERMA 4614" in printer.pages.text(1)


@pytest.mark.parametrize(
    ("what", "values", "sentence"),
    [
        (Paper.IDEAS, {"sheet": "coaster-round"}, "not made for this"),
        (Paper.COASTERS, {"sheet": "a6"}, "coaster-round"),
        (Paper.IDEAS, {"sheet": "4732", "base_url": "http://" + "a" * 50 + ".de"}, "too long"),
        (Paper.COASTERS, {"base_url": "http://" + "a" * 60 + ".de/b"}, "too long"),
        (Paper.IDEAS, {"offset_mm": (11, 0)}, "offset"),
        (Paper.IDEAS, {"offset_mm": (float("nan"), 0)}, "offset"),
        (Paper.IDEAS, {"paper_colour": "#E2001A"}, "cannot be read safely"),
        (Paper.IDEAS, {"paper_colour": "mauve"}, "not a colour"),
        (Paper.TABLES, {"count": 0}, "table tents"),
        (Paper.TABLES, {"wifi": Wifi("", "12345678")}, "between 1 and 32"),
        (Paper.JOIN, {"wifi": Wifi("Saal", "kurz")}, "between 8 and 63"),
        (Paper.JOIN, {"base_url": "rathaus"}, "not an address"),
        (Paper.RESULTS, {"base_url": "http://a.de/" + "b" * 180}, "too long"),
    ],
)
def test_what_cannot_be_printed_leaves_no_file(
    board: Board, printer: Printer, what: Paper, values: dict[str, Any], sentence: str
) -> None:
    board.cast(board.opened(), {1: 1})
    with pytest.raises(ModeratorError, match=sentence):
        printer.print(what, **values)
    assert list(printer.job.target.parent.glob("*paper*")) == []


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(typefaces, "resource", lambda *_parts: tmp_path / "no-font.ttf")
    typefaces.typeface.cache_clear()
    yield
    typefaces.typeface.cache_clear()


WITHOUT_RESULTS = [each for each in Paper if each is not Paper.RESULTS]


@pytest.mark.parametrize("what", WITHOUT_RESULTS)
@pytest.mark.usefixtures("no_fonts")
def test_without_the_typeface_nothing_is_written(printer: Printer, what: Paper) -> None:
    with pytest.raises(NotFound, match="typeface"):
        printer.print(what, count=2)
    assert list(printer.job.target.parent.glob("*paper*")) == []


@pytest.mark.parametrize("what", WITHOUT_RESULTS)
def test_a_target_that_cannot_be_written_is_told(
    board: Board, printer: Printer, tmp_path: Path, what: Paper
) -> None:
    entries = history.list_entries(board.desk, board.workshop_id)
    for name in ("target", "manifest"):
        with pytest.raises(BadInput, match="cannot be written"):
            printer.print(what, count=2, **{name: tmp_path / "no" / "paper.pdf"})
    assert list(tmp_path.glob("*paper*")) == []
    assert history.list_entries(board.desk, board.workshop_id) == entries


@pytest.mark.parametrize("what", [Paper.IDEAS, Paper.RESULTS, Paper.PROJECTS])
def test_an_empty_workshop_has_nothing_to_print(desk: Desk, tmp_path: Path, what: Paper) -> None:
    empty = Printer(board_with(desk), tmp_path)
    with pytest.raises(BadInput):
        empty.print(what)
    assert list(tmp_path.glob("*paper*")) == []


@pytest.mark.parametrize("what", [Paper.BLANK, Paper.TABLES, Paper.JOIN, Paper.CALIBRATION])
def test_an_empty_workshop_prints_what_needs_no_ideas(
    desk: Desk, tmp_path: Path, what: Paper
) -> None:
    assert Printer(board_with(desk), tmp_path).print(what).pages >= 1


def test_cards_and_manifest_need_two_files(printer: Printer) -> None:
    with pytest.raises(BadInput, match="same file"):
        printer.print(Paper.IDEAS, manifest=printer.job.target)
    assert not printer.job.target.exists()


@pytest.mark.parametrize("colour", ["white", "yellow", "green", "blue", "red", "#FFE680"])
def test_light_card_stock_is_fine(printer: Printer, colour: str) -> None:
    assert printer.print(Paper.IDEAS, paper_colour=colour).cards == 6


def test_an_own_sheet_is_printed_on(desk: Desk, printer: Printer) -> None:
    own = {"name": "Mein Etikett", "label_mm": [90, 50], "columns": 2, "rows": 5}
    sheets.add_sheet(desk, {**own, "origin_mm": [10, 20], "pitch_mm": [95, 52]})
    printer.print(Paper.IDEAS, sheet="mein etikett")
    assert printer.entries[1]["card_mm"] == [105, 20, 90, 50]
    sheets.remove_sheet(desk, "Mein Etikett")
    with pytest.raises(NotFound):
        printer.print(Paper.IDEAS, sheet="mein etikett")


@pytest.mark.parametrize(
    ("what", "address", "remembered"),
    [
        (Paper.TABLES, ADDRESS, True),
        (Paper.JOIN, ADDRESS, True),
        (Paper.BALLOTS, ADDRESS, True),
        (Paper.COASTERS, ADDRESS, True),
        (Paper.IDEAS, ADDRESS, True),
        (Paper.BLANK, ADDRESS, True),
        (Paper.BLANK, "https://example.org", True),
        (Paper.JOIN, "https://example.org", False),
        (Paper.PROJECTS, ADDRESS, False),
        (Paper.BLANK, "", False),
    ],
)
def test_the_address_that_leads_phones_here_is_remembered(
    what: Paper, address: str, remembered: bool, printer: Printer, desk: Desk, board: Board
) -> None:
    printer.print(what, count=1, base_url=address, manifest=None)
    known = read_addresses(desk, board.workshop_id)
    assert known.printed == (address if remembered else "")


def test_a_preview_and_a_refused_job_print_no_address(
    printer: Printer, desk: Desk, board: Board
) -> None:
    job = replace(printer.job, what=Paper.JOIN, base_url=ADDRESS)
    preview_paper(desk, board.workshop_id, job)
    with pytest.raises(NotFound):
        printer.print(Paper.JOIN, base_url=ADDRESS, sheet="no such sheet")
    assert read_addresses(desk, board.workshop_id).printed == ""
