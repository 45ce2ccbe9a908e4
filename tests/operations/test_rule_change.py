"""Another rule while people are voting: misfits are told, set aside, and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.rules import read_rule
from moderator.errors import BadInput, NeedsDecision
from moderator.operations import history, voting
from moderator.operations.rounds import change_rule, close_round, create_round, read_round
from moderator.storage import ballots as stored_ballots

if TYPE_CHECKING:
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def turnout(board: Board, vote_round: VoteRound) -> tuple[int, int]:
    result = voting.results(board.desk, vote_round.id)
    return result.ballots, result.set_aside


def test_before_opening_any_rule_may_be_chosen(desk: Desk, board: Board) -> None:
    prepared = create_round(desk, board.workshop_id, "Runde 1", read_rule("dots=5"))
    changed = change_rule(desk, prepared.id, read_rule("dots=half,per-idea=1"))
    assert (changed.misfits, changed.round.dots) == (0, None)
    assert read_round(desk, prepared.id).rule == read_rule("dots=half,per-idea=1")


def test_while_open_the_dots_are_worked_out_anew(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    changed = change_rule(desk, opened.id, read_rule("dots=third")).round
    assert (changed.dots, changed.working, changed.opened_at) == (2, "6/3 = 2.0", opened.opened_at)
    with pytest.raises(BadInput, match="Too many dots: 3 given, 2 allowed"):
        board.cast(changed, {1: 3})


def test_ballots_that_would_not_fit_are_told_before_anything_changes(
    desk: Desk, board: Board
) -> None:
    opened = board.opened("dots=5")
    for numbers in ({1: 5}, {2: 3, 3: 2}, {4: 1}):
        board.cast(opened, numbers, board.code())
    before = voting.results(desk, opened.id)
    with pytest.raises(NeedsDecision, match=r"no longer fit this rule: 2.*Set them aside"):
        change_rule(desk, opened.id, read_rule("dots=2"))
    assert read_round(desk, opened.id) == opened
    assert voting.results(desk, opened.id) == before


def test_set_aside_they_stay_as_a_number_and_do_not_count(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    for numbers in ({1: 5}, {2: 3, 3: 2}, {4: 1}):
        board.cast(opened, numbers, board.code())
    changed = change_rule(desk, opened.id, read_rule("dots=2"), set_aside=True)
    assert changed.misfits == 2
    assert turnout(board, opened) == (1, 2)
    assert board.result(opened) == {4: 1}
    assert voting.ballot_count(desk, opened.id) == 3


def test_they_count_again_when_a_later_rule_fits_them(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    board.cast(opened, {1: 5}, board.code())
    board.cast(opened, {2: 3, 3: 2}, board.code())
    change_rule(desk, opened.id, read_rule("dots=2"), set_aside=True)
    with pytest.raises(NeedsDecision, match="no longer fit this rule: 1"):
        change_rule(desk, opened.id, read_rule("dots=5,per-idea=3"))
    again = change_rule(desk, opened.id, read_rule("dots=5,per-idea=3"), set_aside=True)
    assert again.misfits == 1
    assert (turnout(board, opened), board.result(opened)) == ((1, 1), {2: 3, 3: 2})
    assert change_rule(desk, opened.id, read_rule("dots=5")).misfits == 0
    assert (turnout(board, opened), board.result(opened)) == ((2, 0), {1: 5, 2: 3, 3: 2})


def test_a_replaced_ballot_counts_again(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    code = board.code()
    board.cast(opened, {1: 5}, code)
    change_rule(desk, opened.id, read_rule("dots=2"), set_aside=True)
    assert board.cast(opened, {3: 2}, code).replaced
    assert (turnout(board, opened), board.result(opened)) == ((1, 0), {3: 2})


def test_ballots_with_too_few_dots_do_not_fit_a_rule_that_wants_all(
    desk: Desk, board: Board
) -> None:
    opened = board.opened("dots=3")
    board.cast(opened, {1: 3})
    board.cast(opened, {1: 2})
    assert change_rule(desk, opened.id, read_rule("dots=3,must-use-all"), set_aside=True).misfits
    assert board.result(opened) == {1: 3}


def test_a_closed_round_keeps_its_rule_and_remembers_what_was_set_aside(
    desk: Desk, board: Board
) -> None:
    opened = board.opened("dots=5")
    board.cast(opened, {1: 5})
    board.cast(opened, {2: 1})
    change_rule(desk, opened.id, read_rule("dots=2"), set_aside=True)
    close_round(desk, opened.id)
    assert (turnout(board, opened), board.result(opened)) == ((1, 1), {2: 1})
    with pytest.raises(BadInput, match=r"“Runde 1” is closed\. Start another round"):
        change_rule(desk, opened.id, read_rule("dots=5"))
    with desk.reading() as reader:
        boxed = stored_ballots.list_box(reader, opened.id)
    assert sorted(ballot.counted for ballot in boxed) == [False, True]


def test_a_rule_that_nobody_can_keep_changes_nothing(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    with pytest.raises(BadInput, match="Nobody could use all 7 dots"):
        change_rule(desk, opened.id, read_rule("dots=7,per-idea=1,must-use-all"))
    assert read_round(desk, opened.id) == opened


def test_a_formula_over_people_goes_on_with_those_of_the_opening(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    with pytest.raises(BadInput, match="needs the number of people"):
        change_rule(desk, opened.id, read_rule("dots=room-total"))


def test_a_change_can_be_taken_back_with_what_it_set_aside(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5")
    board.cast(opened, {1: 5}, board.code())
    before = voting.results(desk, opened.id)
    change_rule(desk, opened.id, read_rule("dots=2"), set_aside=True)
    history.undo(desk, board.workshop_id)
    assert voting.results(desk, opened.id) == before
    history.redo(desk, board.workshop_id)
    assert turnout(board, opened) == (0, 1)
