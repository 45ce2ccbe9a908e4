"""The suffix says the kind; a file is written whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from moderator.domain.workshops import Language
from moderator.errors import BadInput
from moderator.i18n import words
from moderator.reports.exports import write_report
from tests.fakes.evenings import SECOND_ROUND, empty_evening, sample_evening

if TYPE_CHECKING:
    from pathlib import Path

W = words(Language.ENGLISH)
BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".xlsx": b"PK",
    ".csv": b"\xef\xbb\xbf",
    ".md": b"# Projektwerkstatt",
    ".html": b"<!doctype html>",
    ".json": b"{",
    ".pb": b"META",
}


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_every_kind_is_written(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"Abend{suffix.upper()}"
    write_report(sample_evening(), target, W)
    assert target.read_bytes().startswith(BEGINNINGS[suffix])
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize("suffix", sorted(set(BEGINNINGS) - {".pb"}))
def test_an_empty_workshop_can_be_written(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"leer{suffix}"
    write_report(empty_evening(), target, W)
    assert target.stat().st_size > 0


def test_spreadsheet_and_data_can_be_read_back(tmp_path: Path) -> None:
    write_report(sample_evening(), tmp_path / "a.xlsx", W)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [str(cell) for row in book.worksheets[0].values for cell in row]
    assert "Bänke am Markt" in cells
    write_report(sample_evening(), tmp_path / "a.json", W)
    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(data["ideas"]) == 12


def test_pb_holds_the_latest_closed_round(tmp_path: Path) -> None:
    target = tmp_path / "a.pb"
    write_report(sample_evening(), target, W)
    votes = target.read_text(encoding="utf-8").partition("VOTES")[2].split()
    ballots = sample_evening().ballots[SECOND_ROUND]
    assert len(votes) == len(ballots) + 1


def test_pb_without_a_closed_round_is_refused(tmp_path: Path) -> None:
    evening = replace(sample_evening(), rounds=())
    with pytest.raises(BadInput):
        write_report(evening, tmp_path / "a.pb", W)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["abend", "abend.docx", ".pdf", "abend.pdf.exe"])
def test_an_unknown_ending_names_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        write_report(sample_evening(), tmp_path / name, W)
    assert ".pdf, .xlsx, .csv, .md, .html, .json, .pb" in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "abend.pdf"
    target.write_bytes(b"alt")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput) as caught:
        write_report(sample_evening(), target, W)
    assert "disk is full" in str(caught.value)
    assert target.read_bytes() == b"alt"
    assert os.listdir(tmp_path) == ["abend.pdf"]
