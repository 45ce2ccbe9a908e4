"""A round closed by mistake is opened again: sealed ballots stay, nobody votes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.rounds import RoundState
from moderator.domain.rules import read_rule
from moderator.errors import BadInput, CannotUndo
from moderator.operations import history, upkeep, voting
from moderator.operations.rounds import change_rule, close_round, read_round

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def test_sealed_ballots_stay_and_their_codes_are_used_up(desk: Desk, board: Board) -> None:
    opened = board.opened()
    voted, waiting = board.code(), board.code()
    board.cast(opened, {1: 3}, voted)
    board.cast(opened, {2: 1})
    close_round(desk, opened.id)
    history.undo(desk, board.workshop_id)
    assert read_round(desk, opened.id).state is RoundState.OPEN
    assert board.result(opened) == {1: 3, 2: 1}
    with pytest.raises(BadInput, match=r"ballot of this code is already in the box.*closed once"):
        board.cast(opened, {4: 5}, voted)
    board.cast(opened, {3: 2}, waiting)
    board.cast(opened, {3: 4}, waiting)
    close_round(desk, opened.id)
    assert board.result(opened) == {1: 3, 2: 1, 3: 4}
    assert voting.results(desk, opened.id).ballots == 3
    assert {check.check: check.ok for check in upkeep.examine(desk.paths)}["totals"]


def test_used_codes_stay_good_for_other_rounds(desk: Desk, board: Board) -> None:
    first, code = board.opened(), board.code()
    board.cast(first, {1: 1}, code)
    close_round(desk, first.id)
    second = board.opened(title="Runde 2")
    assert not board.cast(second, {2: 1}, code).replaced


def test_ballots_from_before_cannot_be_taken_back_nor_read(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 3}, board.code())
    close_round(desk, opened.id)
    history.undo(desk, board.workshop_id)
    with pytest.raises(CannotUndo, match="in a round that is closed cannot be taken back"):
        history.undo(desk, board.workshop_id)
    assert board.result(opened) == {1: 3}


def test_closing_can_be_repeated(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 3}, board.code())
    close_round(desk, opened.id)
    history.undo(desk, board.workshop_id)
    history.redo(desk, board.workshop_id)
    assert read_round(desk, opened.id).state is RoundState.CLOSED
    assert board.result(opened) == {1: 3}


def test_another_rule_does_not_touch_sealed_ballots(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    board.cast(opened, {1: 5}, board.code())
    close_round(desk, opened.id)
    history.undo(desk, board.workshop_id)
    assert change_rule(desk, opened.id, read_rule("dots=2")).misfits == 0
    assert board.result(opened) == {1: 5}
