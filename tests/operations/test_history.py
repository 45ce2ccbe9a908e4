"""Taking back and repeating, step by step, by those who did it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import WorkshopId
from moderator.errors import CannotUndo
from moderator.i18n import UNDOABLE
from moderator.operations import ideas, workshops
from moderator.operations.desk import Actor, open_desk
from moderator.operations.history import HistoryStep, history, list_entries, redo, undo
from moderator.operations.ideas import IdeaChange
from moderator.storage import journal
from moderator.storage.journal import Kind

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def titles(board: Board) -> list[str]:
    return [idea.title for idea in ideas.list_ideas(board.desk, board.workshop_id)]


def test_what_comes_next_is_named(desk: Desk, board: Board) -> None:
    ws = board.workshop_id
    ideas.change_idea(desk, board.ids[5], IdeaChange(title="Bänke"))
    changed = HistoryStep("change_idea", {"title": "Bänke"})
    added = HistoryStep("add_idea", {"title": "Idee 6"})
    assert (history(desk, ws).undo, history(desk, ws).redo) == (changed, None)
    assert undo(desk, ws) == changed
    assert (history(desk, ws).undo, history(desk, ws).redo) == (added, changed)
    assert redo(desk, ws) == changed
    assert (history(desk, ws).undo, history(desk, ws).redo) == (changed, None)


def test_back_and_forth_several_steps(desk: Desk, board: Board) -> None:
    before = titles(board)
    for _ in range(4):
        undo(desk, board.workshop_id)
    assert titles(board) == before[:2]
    for _ in range(2):
        redo(desk, board.workshop_id)
    assert titles(board) == before[:4]
    undo(desk, board.workshop_id)
    assert titles(board) == before[:3]


def test_something_new_ends_what_could_be_repeated(desk: Desk, board: Board) -> None:
    undo(desk, board.workshop_id)
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Bänke"))
    assert history(desk, board.workshop_id).redo is None
    with pytest.raises(CannotUndo, match="There is nothing to repeat"):
        redo(desk, board.workshop_id)
    undo(desk, board.workshop_id)
    assert titles(board)[-1] == "Idee 5"


def test_a_restart_forgets_nothing(desk: Desk, board: Board) -> None:
    undo(desk, board.workshop_id)
    before = history(desk, board.workshop_id)
    desk.close()
    again = open_desk(desk.paths)
    assert history(again, board.workshop_id) == before
    redo(again, board.workshop_id)
    undo(again, board.workshop_id)
    assert history(again, board.workshop_id) == before
    again.close()


def test_each_takes_back_only_the_own_steps(desk: Desk, board: Board) -> None:
    phone = replace(desk, actor=Actor.PHONE)
    with pytest.raises(CannotUndo, match="There is nothing to take back"):
        undo(phone, board.workshop_id)
    ideas.add_idea(phone, board.workshop_id, IdeaDraft("Vom Telefon"))
    ideas.change_idea(desk, board.ids[0], IdeaChange(title="Vom Pult"))
    undo(phone, board.workshop_id)
    assert "Vom Telefon" not in titles(board)
    undo(desk, board.workshop_id)
    assert titles(board)[0] == "Idee 1"


def test_workshops_have_histories_of_their_own(desk: Desk, board: Board) -> None:
    other = workshops.create_workshop(desk, "Andere")
    ideas.add_idea(desk, other.id, IdeaDraft("Dort"))
    assert history(desk, other.id).undo == HistoryStep("add_idea", {"title": "Dort"})
    undo(desk, board.workshop_id)
    assert titles(board)[-1] == "Idee 5"
    assert [idea.title for idea in ideas.list_ideas(desk, other.id)] == ["Dort"]


def test_taking_back_ends_at_the_making_of_the_workshop(desk: Desk) -> None:
    made = workshops.create_workshop(desk, "Werkstatt")
    workshops.change_workshop(desk, made.id, workshops.WorkshopChange(place="Krone"))
    undo(desk, made.id)
    with pytest.raises(CannotUndo, match="There is nothing to take back"):
        undo(desk, made.id)
    assert workshops.read_workshop(desk, made.id) == made


def test_a_step_that_others_built_on_is_not_taken_back(desk: Desk, board: Board) -> None:
    phone = replace(desk, actor=Actor.PHONE)
    ideas.change_idea(desk, board.ids[0], IdeaChange(title="Vom Pult"))
    ideas.change_idea(phone, board.ids[0], IdeaChange(title="Vom Telefon"))
    with pytest.raises(CannotUndo, match=r"what it changed has changed again since.*by hand"):
        undo(desk, board.workshop_id)
    assert titles(board)[0] == "Vom Telefon"


def test_an_idea_that_others_merged_into_stays(desk: Desk, board: Board) -> None:
    phone = replace(desk, actor=Actor.PHONE)
    target = ideas.add_idea(phone, board.workshop_id, IdeaDraft("Vom Telefon"))
    ideas.mark_duplicate(desk, board.ids[0], target.id)
    with pytest.raises(Exception, match=r"still used by something else.*Take back the later step"):
        undo(phone, board.workshop_id)
    assert ideas.read_idea(desk, board.ids[0]).duplicate_of == target.id


def test_of_two_who_take_back_at_once_one_is_told(
    desk: Desk, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = journal.next_undo
    with desk.reading() as reader:
        seen = [look(reader, board.workshop_id, desk.actor)]
    undo(desk, board.workshop_id)
    monkeypatch.setattr(journal, "next_undo", lambda *asked: seen.pop() if seen else look(*asked))
    with pytest.raises(CannotUndo, match=r"Somebody else was quicker\. Please look and try again"):
        undo(desk, board.workshop_id)
    assert titles(board)[-1] == "Idee 5"


def test_what_happened_is_listed_with_the_newest_first(desk: Desk, board: Board) -> None:
    undo(desk, board.workshop_id)
    entries = list_entries(desk, board.workshop_id)
    assert [(each.operation, each.kind) for each in entries[:2]] == [
        ("add_idea", Kind.UNDO),
        ("add_idea", Kind.DO),
    ]
    assert entries[0].reverses == entries[1].seq
    assert [each.seq for each in entries] == sorted((each.seq for each in entries), reverse=True)
    assert (len(entries), len(list_entries(desk, board.workshop_id, 3))) == (8, 3)
    assert {each.operation for each in entries} <= UNDOABLE | {"create_workshop"}


def test_where_nothing_is_there_is_nothing_to_do(desk: Desk) -> None:
    nowhere = WorkshopId("nowhere")
    assert (history(desk, nowhere).undo, history(desk, nowhere).redo) == (None, None)
    with pytest.raises(CannotUndo, match="There is nothing to take back"):
        undo(desk, nowhere)
    with pytest.raises(CannotUndo, match="There is nothing to repeat"):
        redo(desk, nowhere)
