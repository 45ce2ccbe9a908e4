"""What a ballot is checked against is kept between votes, never longer than it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput, NotFound
from moderator.operations import history, rounds, voting, workshops
from moderator.operations.desk import open_desk
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


@pytest.fixture
def board(desk: Desk) -> Board:
    return board_with(desk, "", "", "")


def test_codes_made_after_the_first_ballot_are_known(board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 1})
    assert not board.cast(opened, {2: 1}, board.code()).replaced
    assert board.result(opened) == {1: 1, 2: 1}


def test_codes_that_were_taken_back_are_unknown(desk: Desk, board: Board) -> None:
    opened = board.opened()
    code = board.code()
    board.cast(opened, {1: 1}, code)
    history.undo(desk, board.workshop_id)
    history.undo(desk, board.workshop_id)
    with pytest.raises(BadInput, match="not one of this round"):
        board.cast(opened, {1: 1}, code)


def test_a_round_that_another_program_closed_takes_no_ballot(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 1})
    other = open_desk(desk.paths)
    rounds.close_round(other, opened.id)
    other.close()
    with pytest.raises(BadInput, match="not open"):
        board.cast(opened, {2: 1})


def test_a_ballot_in_the_box_stays_there_when_another_program_opens_the_round_again(
    desk: Desk, board: Board
) -> None:
    opened = board.opened()
    code = board.code()
    board.cast(opened, {1: 1}, code)
    other = open_desk(desk.paths)
    rounds.close_round(other, opened.id)
    history.undo(other, board.workshop_id)
    other.close()
    with pytest.raises(BadInput, match="already in the box"):
        board.cast(opened, {2: 1}, code)
    board.cast(opened, {3: 1})
    history.undo(desk, board.workshop_id)
    assert board.result(opened) == {1: 1}


def test_nothing_is_kept_of_a_deleted_workshop(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 1})
    workshops.delete_workshop(desk, board.workshop_id)
    with pytest.raises(NotFound):
        voting.cast_ballot(desk, opened.id, board.dots({1: 1}))
