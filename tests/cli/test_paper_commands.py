from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

MANIFEST_FIELDS = {"page", "code", "url", "card_mm", "qr_mm", "dots_mm", "text_mm", "markers"}
SHEET_FIELDS = {"name", "page_mm", "label_mm", "columns", "rows", "origin_mm", "pitch_mm"}


def test_cards_with_their_positions(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    cards, manifest = tmp_path / "cards.pdf", tmp_path / "cards.json"
    printed = moderator.json(
        "print", workshop, "--what", "ideas", "--out", cards, "--manifest", manifest,
        "--base-url", "https://ideen.example",
    )  # fmt: skip
    assert printed == {"file": str(cards), "pages": 1, "cards": 2}
    assert cards.read_bytes().startswith(b"%PDF-")
    codes = {each["code"] for each in moderator.json("idea", "list", workshop)}
    placed = json.loads(manifest.read_text(encoding="utf-8"))
    assert {each["code"].replace(" ", "") for each in placed} == codes
    for each in placed:
        assert each.keys() >= MANIFEST_FIELDS
        assert each["page"] == 1
        # QR codes of capitals are smaller, and a host may be written in any case.
        assert each["url"].lower().startswith("https://ideen.example/")
        assert each["url"].endswith(each["code"].replace(" ", ""))
        assert all(len(each[box]) == 4 for box in ("card_mm", "qr_mm", "dots_mm", "text_mm"))


def test_blank_cards_go_where_nothing_else_is_said(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    moderator.workshop()
    said = moderator.text("print", "Dorfplatz", "--what", "blank", "--count", "1")
    assert said == "1 card in blank.pdf\n"
    assert (tmp_path / "blank.pdf").read_bytes().startswith(b"%PDF-")
    assert moderator.json("print", "Dorfplatz", "--what", "blank", "--sheet", "a6")["cards"] == 40


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--what", "ideas"], "no cards to print yet"),
        (["--what", "blank", "--count", "0"], "Between 1 and 2000 blank cards"),
        (["--what", "blank", "--sheet", "napkin"], "napkin"),
        (["--what", "blank", "--out", "no/such/folder/x.pdf"], "no/such/folder"),
    ],
)
def test_what_cannot_be_printed_is_told(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: list[str], sentence: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    workshop = moderator.workshop()
    assert sentence in moderator.refused("print", workshop, *words)
    assert list(tmp_path.glob("*.pdf")) == []


def test_sheets_are_told_in_millimetres(moderator: CommandLine) -> None:
    known = moderator.json("sheets")
    assert all(each.keys() >= SHEET_FIELDS for each in known)
    (a6,) = [each for each in known if each["name"] == "a6"]
    assert (sorted(a6["page_mm"]), a6["columns"], a6["rows"]) == ([210, 297], 2, 2)
    assert "a6  2 × 2" in moderator.text("sheets")


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "md", "json", "pb", "html"])
def test_reports_of_every_kind(moderator: CommandLine, tmp_path: Path, kind: str) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    opened = moderator.open_round(workshop)
    code = moderator.json("ballot", "make", workshop, "1")[0]
    moderator.json("vote", opened, "--ballot", code, "1=3")
    moderator.json("round", "close", opened)
    target = tmp_path / f"report.{kind}"
    assert moderator.json("report", workshop, "--out", target) == {"file": str(target)}
    written = target.read_bytes()
    assert written.startswith(b"%PDF-" if kind == "pdf" else b"PK" if kind == "xlsx" else b"")
    if kind not in {"pdf", "xlsx"}:
        assert "Bänke" in written.decode("utf-8-sig")
    assert moderator.text("report", workshop, "--out", target) == f"{target}\n"


@pytest.mark.parametrize("name", ["report.docx", "report", "no/such/folder/report.pdf"])
def test_a_report_that_cannot_be_written_is_told(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    workshop = moderator.workshop("Bänke")
    assert "report" in moderator.refused("report", workshop, "--out", name)
    assert list(tmp_path.glob("report*")) == []
