"""Dots counted on the wall: each source replaces what it said before, and sources add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ballots import VoteSource
from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import DotColour, read_rule
from moderator.errors import BadInput
from moderator.operations import history, ideas, rounds
from moderator.operations.voting import enter_count, list_counts, results

if TYPE_CHECKING:
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


@pytest.fixture
def opened(board: Board) -> VoteRound:
    return board.opened()


def test_a_count_goes_beside_the_ballots(desk: Desk, board: Board, opened: VoteRound) -> None:
    board.cast(opened, {1: 2})
    assert enter_count(desk, opened.id, board.dots({1: 7, 2: 4, 3: 0})) == 11
    assert board.result(opened) == {1: 9, 2: 4}
    result = results(desk, opened.id)
    assert (result.ballots, len(result.counts)) == (1, 2)
    assert result.ranking[0].paper == 9


def test_a_source_replaces_whole_what_it_said_of_a_colour(
    desk: Desk, board: Board, opened: VoteRound
) -> None:
    wall = "Pinnwand 1"
    enter_count(desk, opened.id, board.dots({1: 7, 2: 4}), counted_by=wall)
    enter_count(desk, opened.id, board.dots({2: 5, 3: 1}), counted_by=f" {wall}\n")
    assert board.result(opened) == {2: 5, 3: 1}
    blue = DotColour.BLUE
    enter_count(desk, opened.id, board.dots({1: 2}), counted_by=wall, colour=blue)
    assert board.result(opened) == {1: 2, 2: 5, 3: 1}
    enter_count(desk, opened.id, {}, counted_by=wall)
    assert board.result(opened) == {1: 2}


def test_several_sources_add_up(desk: Desk, board: Board, opened: VoteRound) -> None:
    enter_count(desk, opened.id, board.dots({1: 7}), counted_by="Pinnwand 1")
    enter_count(desk, opened.id, board.dots({1: 3}), counted_by="Pinnwand 2")
    photo = VoteSource.PHOTO
    enter_count(desk, opened.id, board.dots({1: 1}), counted_by="Foto", source=photo)
    assert board.result(opened) == {1: 11}
    assert [
        (each.counted_by, each.number, each.source) for each in list_counts(desk, opened.id)
    ] == [
        ("Foto", 1, photo),
        ("Pinnwand 1", 7, VoteSource.TYPED),
        ("Pinnwand 2", 3, VoteSource.TYPED),
    ]


def test_colours_weigh_what_the_rule_says(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5,weight-green=3,weight-black=-2", "Farben")
    for colour, numbers in (("red", {1: 2}), ("green", {1: 1, 2: 2}), ("black", {2: 1, 3: 4})):
        enter_count(desk, opened.id, board.dots(numbers), colour=DotColour(colour))
    assert board.result(opened) == {1: 5, 2: 4, 3: -8}
    by_number = {line.number: line for line in results(desk, opened.id).ranking}
    assert (by_number[2].paper, by_number[2].against) == (6, 2)
    assert by_number[3].rank == 6


def test_a_rule_does_not_limit_what_was_counted(
    desk: Desk, board: Board, opened: VoteRound
) -> None:
    assert enter_count(desk, opened.id, board.dots({1: 100_000})) == 100_000


def test_counts_may_be_corrected_after_closing(desk: Desk, board: Board, opened: VoteRound) -> None:
    enter_count(desk, opened.id, board.dots({1: 7}))
    rounds.close_round(desk, opened.id)
    enter_count(desk, opened.id, board.dots({1: 8}))
    assert board.result(opened) == {1: 8}
    history.undo(desk, board.workshop_id)
    assert board.result(opened) == {1: 7}


def test_before_opening_there_is_nothing_to_count(desk: Desk, board: Board) -> None:
    prepared = rounds.create_round(desk, board.workshop_id, "Runde", read_rule("dots=5"))
    with pytest.raises(BadInput, match="“Runde” is not open for votes"):
        enter_count(desk, prepared.id, board.dots({1: 1}))


def test_only_ideas_of_the_round_are_counted(desk: Desk, board: Board, opened: VoteRound) -> None:
    late = ideas.add_idea(desk, board.workshop_id, IdeaDraft("Zu spät"))
    with pytest.raises(BadInput, match="One of the ideas cannot be voted on"):
        enter_count(desk, opened.id, {board.ids[0]: 1, late.id: 1})
    assert list_counts(desk, opened.id) == []


@pytest.mark.parametrize("number", [-1, 100_001, 10**30])
def test_a_count_has_limits(desk: Desk, board: Board, opened: VoteRound, number: int) -> None:
    with pytest.raises(BadInput, match="A count lies between 0 and 100000"):
        enter_count(desk, opened.id, board.dots({1: 1, 2: number}))
    assert list_counts(desk, opened.id) == []


def test_who_counted_is_a_short_line(desk: Desk, board: Board, opened: VoteRound) -> None:
    with pytest.raises(BadInput, match="81 signs, 80 fit"):
        enter_count(desk, opened.id, board.dots({1: 1}), counted_by="x" * 81)
