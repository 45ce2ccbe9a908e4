"""Files of other programs: all or nothing, nothing twice, nothing overwritten."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.ids import WorkshopId
from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, NotFound
from moderator.events import BoardChanged
from moderator.operations import clusters, history, voting
from moderator.operations.evenings import read_evening
from moderator.operations.ideas import add_idea, list_ideas, remove_idea
from moderator.operations.importing import ImportSummary, import_file
from moderator.operations.reporting import write_report
from moderator.operations.rounds import list_rounds
from moderator.operations.workshops import create_workshop, read_workshop
from tests.fakes.boards import board_with
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.events import Event
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

TABLE = "Titel;Beschreibung;Tisch;Cluster\nBänke;Mit Lehne;3;grün\nSkatepark;;;Jugend\n"
DERIVED = {"ballot_totals", "turnouts"}
PABULIB = """META
key;value
description;Vote of {instance}
country;Germany
unit;Obertupfing
instance;{instance}
num_projects;3
num_votes;4
budget;100
vote_type;cumulative
rule;greedy
date_begin;2025
date_end;2025
max_sum_points;5
PROJECTS
project_id;cost;votes;score;name
1;50;3;8;Bänke
2;60;2;5;Skatepark
3;70;0;0;Brunnen
VOTES
voter_id;vote;points
11;1,2;3,2
12;1;4
13;1;1
14;2;3
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "ideen.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def pabulib(folder: Path, instance: str = "2025") -> Path:
    file = folder / f"{instance}.pb"
    file.write_text(PABULIB.format(instance=instance), encoding="utf-8")
    return file


def test_ideas_join_those_on_the_board(desk: Desk, board: Board, table: Path) -> None:
    assert import_file(desk, board.workshop_id, table) == ImportSummary(2, 0, 0, 0)
    first, second = list_ideas(desk, board.workshop_id)[-2:]
    assert (first.number, first.title, first.body, first.table) == (7, "Bänke", "Mit Lehne", "3")
    assert (first.origin, second.origin) == (Origin.IMPORT, Origin.IMPORT)
    assert [each.heading for each in clusters.list_clusters(desk, board.workshop_id)] == [
        "Grün",
        "Wege",
        "Jugend",
    ]


def test_twice_adds_nothing_twice(desk: Desk, board: Board, table: Path) -> None:
    import_file(desk, board.workshop_id, table)
    before = store_contents(desk)
    entries = history.list_entries(desk, board.workshop_id)
    assert import_file(desk, board.workshop_id, table) == ImportSummary(0, 2, 0, 0)
    assert store_contents(desk) == before
    assert history.list_entries(desk, board.workshop_id) == entries


def test_what_is_new_in_a_longer_file_is_added(desk: Desk, board: Board, table: Path) -> None:
    import_file(desk, board.workshop_id, table)
    table.write_text(TABLE + "Brunnen;;;\n", encoding="utf-8")
    summary = import_file(desk, board.workshop_id, table)
    assert (summary.added, summary.skipped) == (1, 2)


def test_a_removed_idea_does_not_come_back(desk: Desk, board: Board, table: Path) -> None:
    import_file(desk, board.workshop_id, table)
    remove_idea(desk, list_ideas(desk, board.workshop_id)[-1].id)
    assert import_file(desk, board.workshop_id, table).added == 0


def test_another_workshop_may_have_the_same_ideas(desk: Desk, board: Board, table: Path) -> None:
    import_file(desk, board.workshop_id, table)
    assert import_file(desk, create_workshop(desk, "Andere").id, table).added == 2


def test_one_wrong_line_and_nothing_comes_in(desk: Desk, board: Board, table: Path) -> None:
    table.write_text(TABLE + f"{'x' * 301};;;\n", encoding="utf-8")
    before = store_contents(desk)
    with pytest.raises(BadInput, match=r"Line 4: .*301 signs, 300 fit.*Nothing was imported"):
        import_file(desk, board.workshop_id, table)
    assert store_contents(desk) == before


def test_an_import_is_taken_back_in_one_step(desk: Desk, board: Board, tmp_path: Path) -> None:
    before = store_contents(desk)
    import_file(desk, board.workshop_id, pabulib(tmp_path))
    step = history.undo(desk, board.workshop_id)
    assert (step.operation, step.about) == ("import_file", {"title": "2025.pb"})
    after = store_contents(desk)
    # Sums stay as zeros: they are derived, and the same ballots may come again.
    assert {name: after[name] for name in before if name not in DERIVED} == {
        name: before[name] for name in before if name not in DERIVED
    }
    assert list_rounds(desk, board.workshop_id) == []
    history.redo(desk, board.workshop_id)
    assert import_file(desk, board.workshop_id, pabulib(tmp_path)).added == 0


def test_codes_of_the_file_are_kept_where_they_are_free(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    exported = tmp_path / "evening.json"
    write_report(desk, board.workshop_id, exported)
    mine = {each.code for each in list_ideas(desk, board.workshop_id)}
    second = create_workshop(desk, "Zweite")
    assert import_file(desk, second.id, exported).added == 6
    assert not mine & {each.code for each in list_ideas(desk, second.id)}
    known = json.loads(exported.read_text(encoding="utf-8"))
    assert mine == {each["code"] for each in known["ideas"]}


def test_votes_become_ballots_of_a_closed_round(desk: Desk, board: Board, tmp_path: Path) -> None:
    summary = import_file(desk, board.workshop_id, pabulib(tmp_path))
    assert (summary.added, summary.rounds, summary.ballots) == (3, 1, 4)
    (imported,) = list_rounds(desk, board.workshop_id)
    assert (imported.state, imported.people) == (RoundState.CLOSED, 4)
    result = voting.results(desk, imported.id)
    assert [(line.title, line.dots, line.platform, line.rank) for line in result.ranking] == [
        ("Bänke", 8, 8, 1),
        ("Skatepark", 5, 5, 2),
        ("Brunnen", 0, 0, 3),
    ]
    evening = read_evening(desk, board.workshop_id, with_ballots=True)
    assert [sum(each.dots.values()) for each in evening.ballots[imported.id]] == [5, 4, 1, 3]


def test_a_vote_comes_in_once(desk: Desk, board: Board, tmp_path: Path) -> None:
    import_file(desk, board.workshop_id, pabulib(tmp_path))
    before = store_contents(desk)
    assert import_file(desk, board.workshop_id, pabulib(tmp_path)).rounds == 0
    assert store_contents(desk) == before


def test_each_vote_of_a_workshop_keeps_the_facts_of_its_file(desk: Desk, tmp_path: Path) -> None:
    workshop = create_workshop(desk, "Werkstatt")
    for instance in ("2024", "2025"):
        import_file(desk, workshop.id, pabulib(tmp_path, instance))
        exported = tmp_path / "again.pb"
        write_report(desk, workshop.id, exported)
        assert f"description;Vote of {instance}\n" in exported.read_text(encoding="utf-8")
    facts = read_workshop(desk, workshop.id).source.values()
    assert {"Vote of 2024", "Vote of 2025"} <= set(facts)


def test_the_options_of_a_vote_are_the_projects_of_its_file(
    desk: Desk, board: Board, table: Path, tmp_path: Path
) -> None:
    import_file(desk, board.workshop_id, table)
    for instance in ("2024", "2025"):
        import_file(desk, board.workshop_id, pabulib(tmp_path, instance))
    for each in list_rounds(desk, board.workshop_id):
        lines = voting.results(desk, each.id).ranking
        assert [line.title for line in lines] == ["Bänke", "Skatepark", "Brunnen"]


def test_an_export_of_this_board_adds_nothing_to_it(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    exported = tmp_path / "evening.json"
    write_report(desk, board.workshop_id, exported)
    assert import_file(desk, board.workshop_id, exported) == ImportSummary(0, 6, 0, 0)


def test_ballots_for_projects_that_are_not_there_bring_nothing_in(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    file = pabulib(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("13;1;1", "13;9;1"), encoding="utf-8")
    before = store_contents(desk)
    with pytest.raises(BadInput):
        import_file(desk, board.workshop_id, file)
    assert store_contents(desk) == before


def test_facts_that_were_there_stay(desk: Desk, tmp_path: Path) -> None:
    from dataclasses import replace

    from moderator.storage import workshops as stored

    workshop = create_workshop(desk, "Werkstatt")
    with desk.doing("mark", workshop.id) as doing:
        stored.save(doing.work, replace(workshop, source={"sample": "complete"}))
    import_file(desk, workshop.id, pabulib(tmp_path))
    source = read_workshop(desk, workshop.id).source
    assert source["sample"] == "complete"
    assert "Vote of 2025" in source.values()


def test_the_board_is_told_once_and_only_if_something_came(
    desk: Desk, board: Board, table: Path
) -> None:
    heard: list[Event] = []
    desk.bus.subscribe(heard.append)
    import_file(desk, board.workshop_id, table)
    import_file(desk, board.workshop_id, table)
    assert heard == [BoardChanged(board.workshop_id)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have only readable file names")
def test_a_file_name_that_cannot_be_read_does_no_harm(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    file = tmp_path / os.fsdecode(b"ideen\xff.csv")
    file.write_text(TABLE, encoding="utf-8")
    assert import_file(desk, board.workshop_id, file).added == 2
    assert history.list_entries(desk, board.workshop_id)[0].about == {"title": "ideen\ufffd.csv"}


@pytest.mark.parametrize("name", ["gone.csv", "gone.txt", "gone"])
def test_a_file_that_is_not_there_is_told(
    desk: Desk, board: Board, tmp_path: Path, name: str
) -> None:
    with pytest.raises((BadInput, NotFound), match="gone"):
        import_file(desk, board.workshop_id, tmp_path / name)


def test_without_a_workshop_nothing_comes_in(desk: Desk, table: Path) -> None:
    with pytest.raises(NotFound, match="This workshop does not exist"):
        import_file(desk, WorkshopId("nowhere"), table)


def test_ideas_typed_before_are_no_obstacle(desk: Desk, table: Path) -> None:
    board = board_with(desk)
    add_idea(desk, board.workshop_id, IdeaDraft("Bänke", "Mit Lehne", "3", "grün"))
    assert import_file(desk, board.workshop_id, table).added == 2
