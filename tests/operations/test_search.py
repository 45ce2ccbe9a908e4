from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput
from moderator.operations import history
from moderator.operations.ideas import (
    IdeaChange,
    add_idea,
    change_idea,
    mark_duplicate,
    remove_idea,
    search_ideas,
)
from moderator.operations.workshops import create_workshop
from tests.fakes.boards import Board, board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk

IDEAS = [
    IdeaDraft("Bänke am Markt", "Mit Lehne und im Schatten"),
    IdeaDraft("Sichere Schulwege", "Zebrastreifen am Markt"),
    IdeaDraft("Jugendtreff", "Im alten Bahnhof, Straße nach Süden"),
]


@pytest.fixture
def board(desk: Desk) -> Board:
    workshop_id = create_workshop(desk, "Werkstatt").id
    return Board(desk, workshop_id, [add_idea(desk, workshop_id, each).id for each in IDEAS])


def found(board: Board, text: str) -> set[int]:
    return {each.number for each in search_ideas(board.desk, board.workshop_id, text)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("bänke", {1}),
        ("BANKE", {1}),
        ("mark", {1, 2}),
        ("markt am", {1, 2}),
        ("markt schatten", {1}),
        ("schul", {2}),
        ("wege", set()),
        ("sud", {3}),
        ("markt bahnhof", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_words_are_found_by_their_beginning(board: Board, text: str, numbers: set[int]) -> None:
    assert found(board, text) == numbers


def test_what_happened_to_an_idea_is_found_at_once(desk: Desk, board: Board) -> None:
    change_idea(desk, board.ids[0], IdeaChange(title="Sitze am Markt"))
    assert (found(board, "bänke"), found(board, "sitze")) == (set(), {1})
    history.undo(desk, board.workshop_id)
    assert (found(board, "bänke"), found(board, "sitze")) == ({1}, set())
    mark_duplicate(desk, board.ids[1], board.ids[0])
    assert found(board, "markt") == {1}
    remove_idea(desk, board.ids[0])
    assert found(board, "markt") == set()


def test_only_this_workshop_is_searched(desk: Desk, board: Board) -> None:
    other = board_with(desk, "", title="Andere")
    add_idea(desk, other.workshop_id, IdeaDraft("Bänke anderswo"))
    assert found(board, "bänke") == {1}


@pytest.mark.parametrize(
    "text",
    ["*", '"', '""', "'", "-", "NOT", "markt OR", "NEAR(a b)", "title:", "^", "{}", "%_", "\x00"],
)
def test_signs_of_a_query_language_are_only_signs(board: Board, text: str) -> None:
    assert found(board, text) <= {1, 2, 3}
    assert found(board, f"bänke {text}") <= {1}


def test_text_that_cannot_be_read_is_refused(board: Board) -> None:
    with pytest.raises(BadInput, match="signs that cannot be read"):
        found(board, "B\udcffnke")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=40))
def test_no_text_breaks_the_search(board: Board, text: str) -> None:
    assert found(board, text) <= {1, 2, 3}
