"""Two real participatory budgets from pabulib.org, through the command line and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "pabulib"
VOTES = ["Switzerland_Zurich_D10.pb", "Poland_Czestochowa_2020_Grabowka.pb"]


def published(file: Path) -> list[int]:
    """Return the published score of every project, in the order of the file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start, end = lines.index("PROJECTS"), lines.index("VOTES")
    # It stands before the name, the only column that may hold a semicolon or quotes.
    place = lines[start + 1].split(";").index("score")
    return [int(line.split(";")[place]) for line in lines[start + 2 : end]]


@pytest.mark.parametrize("name", VOTES)
def test_the_published_result_comes_out_and_the_export_goes_round(
    moderator: CommandLine, tmp_path: Path, name: str
) -> None:
    file = FOLDER / name
    if not file.is_file():
        pytest.skip(f"{file} is not there: the real votes lie beside the checkout")
    scores = published(file)
    workshop = moderator.workshop(name="Haushalt")
    told = moderator.json("idea", "import", workshop, file)
    assert (told["added"], told["rounds"]) == (len(scores), 1)
    (vote,) = moderator.json("workshop", "show", workshop)["rounds"]
    assert vote["state"] == "closed"
    lines = json.loads(moderator.run("--json", "results", vote["id"]).out)
    by_number = sorted((each["number"], each["dots"]) for each in lines)
    assert [dots for _, dots in by_number] == scores
    assert all(each["dots"] == each["platform"] for each in lines)
    assert [each["rank"] for each in lines] == [
        1 + sum(score > each["dots"] for score in scores) for each in lines
    ]
    first, second = tmp_path / "first.pb", tmp_path / "second.pb"
    moderator.json("report", workshop, "--out", first)
    again = moderator.workshop(name="Noch einmal")
    assert moderator.json("idea", "import", again, first)["added"] == len(scores)
    moderator.json("report", again, "--out", second)
    assert first.read_bytes() == second.read_bytes()
    assert published(first) == scores
