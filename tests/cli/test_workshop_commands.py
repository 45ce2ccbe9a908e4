from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.command_line import CommandLine


def test_new_answers_with_the_workshop(moderator: CommandLine) -> None:
    made = moderator.json(
        "workshop", "new", "Dorfplatz", "--place", "Krone", "--date", "2026-05-04",
        "--lang", "en", "--rule", "dots=half,per-idea=2", "--people", "24",
    )  # fmt: skip
    assert made == {
        "id": made["id"],
        "title": "Dorfplatz",
        "place": "Krone",
        "date": "2026-05-04",
        "ideas": 0,
        "rounds": [],
    }
    assert moderator.json("workshop", "show", made["id"]) == made


def test_new_needs_only_a_title(moderator: CommandLine) -> None:
    made = moderator.json("workshop", "new", "Dorfplatz")
    assert (made["place"], made["date"]) == ("", None)


def test_the_rule_of_a_workshop_is_that_of_its_rounds(moderator: CommandLine) -> None:
    made = moderator.json("workshop", "new", "Dorfplatz", "--rule", "dots=4,hidden")
    assert moderator.json("round", "new", made["id"], "Runde 1")["rule"]["text"] == "dots=4,hidden"


def test_list_shows_the_newest_first(moderator: CommandLine) -> None:
    assert moderator.json("workshop", "list") == []
    assert moderator.text("workshop", "list") == ""
    first, second = moderator.workshop(name="Erste"), moderator.workshop("Bänke", name="Zweite")
    assert [(each["id"], each["ideas"]) for each in moderator.json("workshop", "list")] == [
        (second, 1),
        (first, 0),
    ]
    assert moderator.text("workshop", "list").splitlines() == [
        f"Zweite  1 idea  {second}",
        f"Erste  0 ideas  {first}",
    ]


def test_show_names_the_rounds(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    opened = moderator.open_round(workshop)
    prepared = moderator.json("round", "new", workshop, "Runde 2")["id"]
    assert moderator.json("workshop", "show", workshop)["rounds"] == [
        {"id": opened, "title": "Runde 1", "state": "open"},
        {"id": prepared, "title": "Runde 2", "state": "prepared"},
    ]
    assert f"  1. Runde 1  open  {opened}" in moderator.text("workshop", "show", workshop)


def test_a_workshop_is_named_by_id_beginning_or_title(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    for named in (workshop, workshop[:8], "Dorfplatz"):
        assert moderator.json("workshop", "show", named)["id"] == workshop
    moderator.workshop()
    said = moderator.refused("workshop", "show", "Dorfplatz")
    assert said == "“Dorfplatz” fits 2 workshops. Use the id instead."


def test_delete_asks_first_and_then_is_for_good(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke")
    moderator.refused("workshop", "delete", workshop, code=4)
    assert moderator.json("workshop", "show", workshop)["ideas"] == 1
    assert moderator.json("workshop", "delete", "Dorfplatz", "--yes") == {"deleted": workshop}
    assert moderator.json("workshop", "list") == []
    assert "nothing to take back" not in moderator.refused("undo", workshop)


def test_undo_redo_and_history(moderator: CommandLine) -> None:
    workshop = moderator.workshop("Bänke", "Brunnen")
    step = {"operation": "add_idea", "about": {"title": "Brunnen"}}
    assert moderator.json("undo", workshop) == step
    assert len(moderator.json("idea", "list", workshop)) == 1
    assert moderator.json("redo", workshop) == step
    assert len(moderator.json("idea", "list", workshop)) == 2
    assert moderator.refused("redo", workshop) == "There is nothing to repeat."
    entries = moderator.json("history", workshop)
    assert [(each["operation"], each["kind"]) for each in entries[:3]] == [
        ("add_idea", "redo"),
        ("add_idea", "undo"),
        ("add_idea", "do"),
    ]
    assert entries[0]["about"] == {"title": "Brunnen"}
    assert datetime.fromisoformat(entries[0]["at"]).tzinfo is not None
    assert "Brunnen" in moderator.text("history", workshop).splitlines()[0]
    assert moderator.text("undo", workshop) == "Taken back: Add idea “Brunnen”\n"
    assert moderator.text("redo", workshop) == "Repeated: Add idea “Brunnen”\n"


def test_what_the_command_line_says_is_german_where_the_system_is(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    workshop = moderator.workshop("Bänke", "Brunnen")
    round_id = moderator.open_round(workshop)
    shown = moderator.text("workshop", "show", workshop)
    assert "2 Ideen" in shown
    assert "Runde 1  offen" in shown
    closed = moderator.text("round", "close", round_id)
    assert "Runde 1  geschlossen" in closed
    assert "Alle haben 5 Punkte." in closed
    undone = moderator.text("undo", workshop)
    assert undone == "Rückgängig gemacht: Runde „Runde 1“ schließen\n"


def test_the_sample_evening_is_made_once(moderator: CommandLine) -> None:
    made = moderator.json("demo", "--no-window")
    assert made.keys() == {"workshop"}
    assert moderator.json("demo", "--no-window") == made
    assert moderator.opened == []
    shown = moderator.json("workshop", "show", made["workshop"])
    assert (shown["ideas"], [each["state"] for each in shown["rounds"]]) == (40, ["closed"] * 2)
    moderator.window_code = 5
    assert moderator.run("demo").code == 5
    assert moderator.opened == [(moderator.paths, None, made["workshop"])]
