"""Printing from the command line: every kind of paper, own sheets, what needs a decision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from moderator.cli import commands
from moderator.operations.print_jobs import Paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

ADDRESS = "http://192.168.137.1"


def test_the_command_offers_what_can_be_printed() -> None:
    assert tuple(Paper) == commands._PAPERS


@pytest.mark.parametrize("what", [each for each in Paper if each is not Paper.RESULTS])
def test_every_kind_of_paper(moderator: CommandLine, tmp_path: Path, what: Paper) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    target, manifest = tmp_path / "paper.pdf", tmp_path / "paper.json"
    printed = moderator.json(
        "print", workshop, "--what", what, "--count", "2", "--base-url", ADDRESS,
        "--wifi", "Saal", "--wifi-password", "rathaus-2026", "--out", target,
        "--manifest", manifest,
    )  # fmt: skip
    assert printed["file"] == str(target)
    assert target.read_bytes().startswith(b"%PDF-")
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    assert max(entry["page"] for entry in entries) == printed["pages"]


def test_results_are_printed_as_posters(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    opened = moderator.open_round(workshop)
    moderator.json("tally", opened, "1=3", "2=5")
    moderator.json("round", "close", opened)
    target = tmp_path / "results.pdf"
    said = moderator.text("print", workshop, "--what", "results", "--sheet", "a3", "--out", target)
    assert said == f"1 page in {target}\n"
    named = ["--what", "results", "--round", opened, "--out", str(target)]
    assert moderator.json("print", workshop, *named)["pages"] == 1


def test_voting_cards_are_never_printed_twice_by_accident(
    moderator: CommandLine, tmp_path: Path
) -> None:
    workshop = moderator.workshop()
    target = str(tmp_path / "b.pdf")
    words = ["print", workshop, "--what", "ballots", "--count", "3", "--out", target]
    assert moderator.json(*words)["still_valid"] == 0
    before = (tmp_path / "b.pdf").read_bytes()
    ran = moderator.run(*words)
    assert ran.code == 4
    assert "3 voting codes were made before" in ran.err
    assert (tmp_path / "b.pdf").read_bytes() == before
    assert moderator.run(*words, "--more").err == "3 former voting codes stay valid.\n"
    replaced = moderator.run("--json", *words, "--replace")
    assert json.loads(replaced.out)["invalidated"] == 6
    assert replaced.err == "6 former voting codes are invalid now.\n"
    assert moderator.run(*words, "--replace", "--more").code == 2


def test_labels_offset_and_chosen_ideas(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen", "Bücher")
    manifest = tmp_path / "m.json"

    def printed(*words: str) -> list[dict[str, Any]]:
        moderator.json(
            "print", workshop, "--what", "ideas", "--sheet", "HERMA 4625",
            "--out", tmp_path / "x.pdf", "--manifest", manifest, *words,
        )  # fmt: skip
        entries: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
        return entries

    assert printed("--idea", "2", "--start-at", "2")[0]["card_mm"] == [105, 0, 105, 42.3]
    assert printed("--offset", "1,-0.5")[0]["card_mm"][:2] == [1, -0.5]
    assert moderator.json("sheet", "offset", "herma-4625", "0.5,0.5")["offset_mm"] == [0.5, 0.5]
    assert printed()[0]["card_mm"][:2] == [0.5, 0.5]
    assert "is not an offset" in moderator.refused("sheet", "offset", "herma-4625", "half")


def test_an_own_sheet_comes_and_goes(moderator: CommandLine, tmp_path: Path) -> None:
    like = next(each for each in moderator.json("sheets") if each["name"] == "herma-4614")
    file = tmp_path / "own.json"
    own = {**like, "name": "Vereinskarte", "title": "Vom Verein", "aliases": []}
    file.write_text(json.dumps(own), encoding="utf-8")
    assert moderator.json("sheet", "add", file)["own"] is True
    first = moderator.json("sheets")[0]
    assert (first["name"], first["label_mm"]) == ("vereinskarte", [66, 33.8])
    assert "vereinskarte" in moderator.text("sheets").splitlines()[0]
    assert moderator.text("sheet", "remove", "vereinskarte") == "vereinskarte\n"
    assert "no own sheet" in moderator.refused("sheet", "remove", "vereinskarte")
    file.write_text("{}", encoding="utf-8")
    assert "measure is missing" in moderator.refused("sheet", "add", file)


def test_dark_paper_is_refused(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke")
    words = ["--what", "ideas", "--paper", "#004F9F", "--out", str(tmp_path / "x.pdf")]
    assert "to 1" in moderator.refused("print", workshop, *words)
    assert not (tmp_path / "x.pdf").exists()
