from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import CardColour, IdeaDraft
from moderator.domain.ids import ClusterId, WorkshopId
from moderator.errors import BadInput, NotFound
from moderator.operations import history
from moderator.operations.clusters import (
    add_cluster,
    list_clusters,
    remove_cluster,
    rename_cluster,
)
from moderator.operations.ideas import add_idea, list_ideas, read_idea, remove_idea
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

NOBODY = ClusterId("019e0000-0000-7000-8000-000000000000")


def headings(board: Board) -> list[str]:
    return [each.heading for each in list_clusters(board.desk, board.workshop_id)]


def test_clusters_stand_in_the_order_they_were_made(desk: Desk, board: Board) -> None:
    made = add_cluster(desk, board.workshop_id, "  Jugend ", CardColour.BLUE)
    assert (made.heading, made.colour, made.position) == ("Jugend", CardColour.BLUE, 3)
    assert list_clusters(desk, board.workshop_id)[-1] == made
    assert headings(board) == ["Grün", "Wege", "Jugend"]


@pytest.mark.parametrize("heading", ["grün", "GRÜN", " Grün ", "Gru\u0308n"])
def test_an_idea_finds_its_cluster_in_any_spelling(desk: Desk, board: Board, heading: str) -> None:
    idea = add_idea(desk, board.workshop_id, IdeaDraft("Bäume", cluster=heading))
    assert idea.cluster_id == read_idea(desk, board.ids[0]).cluster_id
    assert headings(board) == ["Grün", "Wege"]


def test_an_idea_makes_its_cluster_where_there_is_none(desk: Desk, board: Board) -> None:
    add_idea(desk, board.workshop_id, IdeaDraft("Skatepark", cluster="Jugend"))
    assert headings(board) == ["Grün", "Wege", "Jugend"]
    history.undo(desk, board.workshop_id)
    assert headings(board) == ["Grün", "Wege"]


def test_other_workshops_have_clusters_of_their_own(desk: Desk, board: Board) -> None:
    other = board_with(desk, "Grün", title="Andere")
    assert list_clusters(desk, other.workshop_id)[0].id not in {
        each.id for each in list_clusters(desk, board.workshop_id)
    }


@pytest.mark.parametrize("heading", ["Wege", "wege", " WEGE\n"])
def test_a_heading_is_taken_once(desk: Desk, board: Board, heading: str) -> None:
    with pytest.raises(BadInput, match=r"already a cluster “wege”\."):
        add_cluster(desk, board.workshop_id, heading.lower())
    green = list_clusters(desk, board.workshop_id)[0]
    with pytest.raises(BadInput, match="already a cluster"):
        rename_cluster(desk, green.id, heading)
    assert headings(board) == ["Grün", "Wege"]


@pytest.mark.parametrize(
    ("heading", "sentence"), [("", "title is empty"), ("x" * 81, "81 signs, 80 fit")]
)
def test_a_heading_is_a_short_line(desk: Desk, board: Board, heading: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_cluster(desk, board.workshop_id, heading)


def test_a_cluster_may_change_the_case_of_its_own_heading(desk: Desk, board: Board) -> None:
    green = list_clusters(desk, board.workshop_id)[0]
    assert rename_cluster(desk, green.id, "GRÜN").heading == "GRÜN"
    assert rename_cluster(desk, green.id, "Park").id == green.id
    assert headings(board) == ["Park", "Wege"]


def test_dissolving_a_cluster_keeps_its_ideas(desk: Desk, board: Board) -> None:
    green = list_clusters(desk, board.workshop_id)[0]
    remove_idea(desk, board.ids[1])
    remove_cluster(desk, green.id)
    assert headings(board) == ["Wege"]
    assert len(list_ideas(desk, board.workshop_id)) == 5
    assert read_idea(desk, board.ids[0]).cluster_id is None
    assert read_idea(desk, board.ids[1]).cluster_id is None
    history.undo(desk, board.workshop_id)
    assert headings(board) == ["Grün", "Wege"]
    assert read_idea(desk, board.ids[0]).cluster_id == green.id


def test_what_does_not_exist_is_told(desk: Desk) -> None:
    with pytest.raises(NotFound, match="This cluster does not exist any more"):
        rename_cluster(desk, NOBODY, "x")
    with pytest.raises(NotFound, match="This cluster does not exist any more"):
        remove_cluster(desk, NOBODY)
    with pytest.raises(NotFound, match="This workshop does not exist any more"):
        add_cluster(desk, WorkshopId(NOBODY), "x")
