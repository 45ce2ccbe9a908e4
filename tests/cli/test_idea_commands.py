from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import is_card_code, new_card_code, shown_card_code

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine


def test_add_and_list_answer_with_the_same(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    code = new_card_code()
    added = moderator.json(
        "idea", "add", "Dorfplatz", "Bänke", "--body", "Mit Lehne", "--table", "3",
        "--cluster", "Grün", "--code", shown_card_code(code).lower(),
    )  # fmt: skip
    assert added == {
        "id": added["id"],
        "code": code,
        "number": 1,
        "title": "Bänke",
        "body": "Mit Lehne",
        "cluster": "Grün",
        "table": "3",
        "dots": 0,
        "origin": "typed",
    }
    assert moderator.json("idea", "list", workshop) == [added]
    assert moderator.text("idea", "list", workshop) == f"   1  {shown_card_code(code)}  Bänke\n"


def test_only_a_title_is_needed(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    added = moderator.json("idea", "add", workshop, "Bänke")
    assert is_card_code(added["code"])
    assert (added["body"], added["cluster"], added["table"]) == ("", "", "")


def test_the_same_key_adds_once(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    key = ("--key", "5f0c2a9e-1c1d-4a53-9d3c-9a6d1f1f8a11")
    first = moderator.json("idea", "add", workshop, "Bänke", *key)
    assert moderator.json("idea", "add", workshop, "Bänke", *key) == first
    said = moderator.refused("idea", "add", workshop, "Brunnen", *key, code=4)
    assert said.startswith("This key was already used for something else.")
    assert "key" in moderator.refused("idea", "add", workshop, "Bänke", "--key", "\udcff")


def test_dots_are_those_of_the_latest_result_that_may_be_seen(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")

    def dots() -> list[int]:
        return [each["dots"] for each in moderator.json("idea", "list", workshop)]

    first = moderator.open_round(workshop)
    moderator.json("tally", first, "1=7")
    assert dots() == [7, 0]
    second = moderator.open_round(workshop, "dots=5,hidden")
    moderator.json("tally", second, "2=3")
    assert dots() == [7, 0]
    moderator.json("round", "close", second)
    assert dots() == [0, 3]


@pytest.mark.parametrize("named", ["1", "#1", "code", "grouped", "address"])
def test_an_idea_is_named_by_number_or_code(moderator: CommandLine, named: str) -> None:
    workshop = moderator.workshop("Bänke")
    code = moderator.json("idea", "list", workshop)[0]["code"]
    names = {
        "code": code.lower(),
        "grouped": f"{code[:3]}-{code[3:]}",
        "address": f"https://ideen.example/K/{code}",
    }
    changed = moderator.json("idea", "edit", workshop, names.get(named, named), "--title", "Sitze")
    assert (changed["title"], changed["code"]) == ("Sitze", code)


def test_edit_changes_what_is_named(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    added = moderator.json("idea", "add", workshop, "Bänke", "--cluster", "Grün", "--table", "3")
    changed = moderator.json("idea", "edit", workshop, "1", "--body", "Mit Lehne", "--table", "")
    assert changed == added | {"body": "Mit Lehne", "table": ""}
    moved = moderator.json("idea", "edit", workshop, "1", "--cluster", "Wege")
    assert moved["cluster"] == "Wege"
    assert moderator.json("idea", "edit", workshop, "1", "--cluster", "")["cluster"] == ""


def test_search_finds_beginnings_of_words(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke am Markt", "Brunnen")
    found = moderator.json("idea", "search", workshop, "mark")
    assert [each["title"] for each in found] == ["Bänke am Markt"]
    assert moderator.json("idea", "search", workshop, '"') == []
    assert "cannot be read" in moderator.refused("idea", "search", workshop, "\udcff")


def test_remove_takes_it_from_the_board(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    first = moderator.json("idea", "list", workshop)[0]
    assert moderator.json("idea", "remove", workshop, "1") == {"removed": first["id"]}
    assert [each["number"] for each in moderator.json("idea", "list", workshop)] == [2]


def test_what_is_not_there_is_told(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke")
    for words in (["edit", workshop, "9", "--title", "x"], ["remove", workshop, "Bänke"]):
        assert "in this workshop. Use its number or the code" in moderator.refused("idea", *words)
    gone = moderator.refused("idea", "import", workshop, tmp_path / "gone.csv")
    assert "gone.csv” does not exist" in gone


def test_import_tells_what_came(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop()
    file = tmp_path / "ideen.csv"
    file.write_text("Titel;Tisch\nBänke;3\nBrunnen;\n", encoding="utf-8")
    answer = {"added": 2, "skipped": 0, "rounds": 0, "ballots": 0, "notes": []}
    assert moderator.json("idea", "import", workshop, file) == answer
    again = moderator.text("idea", "import", workshop, file)
    assert again.splitlines()[:2] == ["0 ideas added.", "2 were there already."]
    listed = moderator.json("idea", "list", workshop)
    assert [(each["title"], each["origin"]) for each in listed] == [
        ("Bänke", "import"),
        ("Brunnen", "import"),
    ]


def test_a_wrong_line_is_named_in_the_language_of_the_person(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = moderator.workshop()
    file = tmp_path / "ideen.csv"
    file.write_text(f"Titel\nBänke\n{'x' * 301}\n", encoding="utf-8")
    said = moderator.refused("idea", "import", workshop, file)
    assert said.startswith("Line 3: The text is too long: 301 signs, 300 fit.")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    said = moderator.refused("idea", "import", workshop, file)
    assert said.startswith("Zeile 3: Der Text ist zu lang")
    assert moderator.json("idea", "list", workshop) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have only readable file names")
def test_a_file_name_that_is_no_text(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop()
    file = tmp_path / os.fsdecode(b"ideen\xff.csv")
    file.write_text("Titel\nBänke\n", encoding="utf-8")
    assert moderator.json("idea", "import", workshop, file)["added"] == 1
