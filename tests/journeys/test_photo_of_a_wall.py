"""Print, photograph, count, save, look at the result, take it back: on a photo with known truth."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.printed_walls import write_cards
from moderator.printing.layouts import read_layout
from tests.cli.command_line import CommandLine

if TYPE_CHECKING:
    from moderator.paths import Paths

CHECKOUT = Path(__file__).resolve().parents[2]
GENERATOR = CHECKOUT.parent / "shared" / "tools" / "wallphoto.py"

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not GENERATOR.is_file(), reason="the generator of wall photos is not on this machine"
    ),
]


@pytest.fixture
def moderator(profile: Paths, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(profile, capsys)


def photographed(cards: Path, folder: Path) -> tuple[Path, dict[str, dict[str, int]]]:
    """Make a photo of printed cards; return it, and the dots in each field by card."""
    command = [sys.executable, str(GENERATOR), "--cards-dir", str(cards), "--out", str(folder)]
    options = ["--seed", "4711", "--severity", "medium", "--cards", "8", "--size", "2000x1500"]
    subprocess.run([*command, *options, "--px-per-mm", "1.8"], check=True, capture_output=True)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return folder / "photo.jpg", {
        card["id"]: {colour: n for colour, n in card["counts_field"].items() if n}
        for card in truth["cards"]
    }


def test_from_print_to_result_and_back(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop(*(f"Idee {n}" for n in range(8)))
    vote_round = moderator.open_round(workshop)
    pdf, manifest = tmp_path / "cards.pdf", tmp_path / "cards.json"
    moderator.json("print", workshop, "--what", "ideas", "--out", pdf, "--manifest", manifest)
    slots = [(s.x + s.w / 2, s.y + s.h / 2) for s in read_layout("a6-code").dots.slots()]
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    write_cards(pdf.read_bytes(), entries, tmp_path / "cards", slots)
    photo, truth = photographed(tmp_path / "cards", tmp_path / "wall")

    ran = moderator.run("--json", "count", workshop, photo, "--save", "--doubtful")
    assert ran.code == 0
    document = json.loads(ran.out)
    assert {card["code"]: card["dots"] for card in document["cards"]} == truth
    assert set(document["unseen"]) == {entry["code"] for entry in entries} - set(truth)

    expected = {code: sum(dots.values()) for code, dots in truth.items() if dots}
    assert _results(moderator, vote_round) == expected
    moderator.run("undo", workshop)
    assert _results(moderator, vote_round) == {}
    moderator.run("redo", workshop)
    assert _results(moderator, vote_round) == expected


def _results(moderator: CommandLine, vote_round: str) -> dict[str, int]:
    lines = json.loads(moderator.run("--json", "results", vote_round).out)
    return {line["code"]: line["dots"] for line in lines if line["dots"]}
