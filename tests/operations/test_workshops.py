from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import WorkshopId
from moderator.domain.rules import VoteRule, read_rule
from moderator.domain.workshops import Language
from moderator.errors import BadInput, CannotUndo, NotFound
from moderator.operations import history, ideas, rounds, upkeep, voting
from moderator.operations.papers import Paper, PrintJob, print_paper
from moderator.operations.workshops import (
    WorkshopChange,
    change_workshop,
    create_workshop,
    delete_workshop,
    find_workshop,
    list_workshops,
    read_workshop,
)
from tests.fakes.boards import board_with
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.operations.desk import Desk

EVERYTHING = WorkshopChange(
    place="Gasthaus Krone",
    held_on=date(2026, 5, 4),
    language=Language.ENGLISH,
    rule=read_rule("dots=auto,per-idea=2,weight-black=-1"),
    participants=24,
)
NOWHERE = WorkshopId("019e0000-0000-7000-8000-000000000000")


def test_a_workshop_needs_a_title_and_nothing_else(desk: Desk) -> None:
    made = create_workshop(desk, "  Dorfplatz\n2026 ")
    assert read_workshop(desk, made.id) == made
    assert (made.title, made.place, made.held_on) == ("Dorfplatz 2026", "", None)
    assert (made.language, made.rule, made.participants) == (Language.GERMAN, VoteRule(), None)


def test_what_is_known_is_kept(desk: Desk) -> None:
    made = create_workshop(desk, "Dorfplatz", EVERYTHING)
    kept = read_workshop(desk, made.id)
    assert kept == made
    assert (kept.place, kept.held_on, kept.participants) == ("Gasthaus Krone", date(2026, 5, 4), 24)
    assert (kept.language, kept.rule) == (Language.ENGLISH, EVERYTHING.rule)


def test_a_change_leaves_alone_what_it_does_not_name(desk: Desk) -> None:
    made = create_workshop(desk, "Dorfplatz", EVERYTHING)
    changed = change_workshop(desk, made.id, WorkshopChange(title="Markt"))
    assert changed.title == "Markt"
    assert (changed.place, changed.rule) == (made.place, made.rule)
    emptied = change_workshop(desk, made.id, WorkshopChange(place="", participants=0))
    assert (emptied.title, emptied.place, emptied.participants) == ("Markt", "", None)
    assert read_workshop(desk, made.id) == emptied


@pytest.mark.parametrize("title", ["", " \n", "\x00", "\u200b"])
def test_without_a_title_there_is_no_workshop(desk: Desk, title: str) -> None:
    with pytest.raises(BadInput, match="The title is empty"):
        create_workshop(desk, title)
    assert list_workshops(desk) == []


@pytest.mark.parametrize("people", [-1, 100_001, 10**30])
def test_the_number_of_people_has_limits(desk: Desk, people: int) -> None:
    with pytest.raises(BadInput, match="must lie between 0 and 100000"):
        create_workshop(desk, "Dorfplatz", WorkshopChange(participants=people))


def test_the_list_shows_the_newest_first_with_ideas_and_rounds(desk: Desk) -> None:
    create_workshop(desk, "Erste")
    board = board_with(desk, "", "", "")
    ideas.remove_idea(desk, board.ids[0])
    ideas.mark_duplicate(desk, board.ids[1], board.ids[2])
    rounds.create_round(desk, board.workshop_id, "B", VoteRule())
    rounds.create_round(desk, board.workshop_id, "A", VoteRule())
    newest, oldest = list_workshops(desk)
    assert (newest.workshop.title, newest.ideas) == ("Werkstatt", 1)
    assert [each.title for each in newest.rounds] == ["B", "A"]
    assert (oldest.workshop.title, oldest.ideas, oldest.rounds) == ("Erste", 0, ())


def test_found_by_id_beginning_of_it_or_title(desk: Desk) -> None:
    made = create_workshop(desk, "Dorfplatz")
    for text in (made.id, made.id[:4], made.id[:-1], "Dorfplatz"):
        assert find_workshop(desk, text) == made


@pytest.mark.parametrize("text", ["", "Dorf", "dorfplatz", "zzz", "%", "x" * 10_000])
def test_what_fits_none_is_told(desk: Desk, text: str) -> None:
    create_workshop(desk, "Dorfplatz")
    with pytest.raises(NotFound, match=r"There is no workshop “.*moderator workshop list") as told:
        find_workshop(desk, text)
    assert len(str(told.value)) < 200


def test_what_fits_several_is_told(desk: Desk) -> None:
    made = [create_workshop(desk, "Dorfplatz") for _ in range(3)]
    with pytest.raises(NotFound, match=r"“Dorfplatz” fits 3 workshops\. Use the id instead"):
        find_workshop(desk, "Dorfplatz")
    with pytest.raises(NotFound, match="fits 3 workshops"):
        find_workshop(desk, made[0].id[:2])
    assert find_workshop(desk, made[1].id) == made[1]


def test_a_title_may_look_like_the_beginning_of_an_id(desk: Desk) -> None:
    other = create_workshop(desk, "Dorfplatz")
    named = create_workshop(desk, other.id[:4])
    assert find_workshop(desk, other.id[:4]) == named


def test_what_does_not_exist_is_told(desk: Desk) -> None:
    for act in (
        lambda: read_workshop(desk, NOWHERE),
        lambda: change_workshop(desk, NOWHERE, WorkshopChange(title="x")),
        lambda: delete_workshop(desk, NOWHERE),
    ):
        with pytest.raises(NotFound, match="does not exist any more"):
            act()


def _whole_evening(desk: Desk, folder: Path, title: str) -> WorkshopId:
    board = board_with(desk, "Grün", "Wege", title=title)
    vote_round = board.opened()
    board.cast(vote_round, {1: 3}, board.code())
    voting.enter_count(desk, vote_round.id, board.dots({2: 4}))
    rounds.close_round(desk, vote_round.id)
    second = board.opened(title="Runde 2")
    board.cast(second, {1: 1}, board.code(second.id))
    ideas.mark_duplicate(desk, ideas.add_idea(desk, board.workshop_id, _DRAFT).id, board.ids[0])
    job = PrintJob(Paper.BLANK, folder / "blank.pdf", count=2)
    print_paper(desk, board.workshop_id, job)
    return board.workshop_id


_DRAFT = IdeaDraft("Zwetschgenkuchenbasar")


def test_deleting_leaves_nothing_of_it_and_everything_of_the_others(
    desk: Desk, tmp_path: Path
) -> None:
    _whole_evening(desk, tmp_path, "Bleibt")
    before = store_contents(desk)
    gone = _whole_evening(desk, tmp_path, "Geht")
    delete_workshop(desk, gone)
    assert store_contents(desk) == before
    assert ideas.search_ideas(desk, gone, "Idee") == []
    assert upkeep.examine(desk.paths)[2].ok


def test_deleting_cannot_be_undone_and_the_history_keeps_no_content(
    desk: Desk, tmp_path: Path
) -> None:
    gone = _whole_evening(desk, tmp_path, "Geht")
    delete_workshop(desk, gone)
    for move in (history.undo, history.redo):
        with pytest.raises(CannotUndo, match="nothing to"):
            move(desk, gone)
    assert {str(entry.about) for entry in history.list_entries(desk, gone)} == {"{}"}


def test_words_of_a_deleted_workshop_are_gone_from_the_files(desk: Desk, tmp_path: Path) -> None:
    gone = _whole_evening(desk, tmp_path, "Geht")
    delete_workshop(desk, gone)
    desk.close()
    raw = b"".join(file.read_bytes() for file in desk.paths.profile.iterdir() if file.is_file())
    assert b"zwetschgenkuchenbasar" not in raw.lower()
