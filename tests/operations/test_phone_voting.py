from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import new_ballot_code
from moderator.errors import BadInput, CannotUndo
from moderator.operations import history, rounds, voting
from moderator.operations.desk import Actor
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.operations.phone_voting import (
    MyBallot,
    join_openly,
    knows_voter,
    my_ballot,
    my_ballots,
)

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def test_a_voter_sees_the_own_ballot_until_the_round_closes(desk: Desk, board: Board) -> None:
    vote_round = board.opened()
    code = board.code()
    assert my_ballot(desk, vote_round.id, code).cast is False
    board.cast(vote_round, {1: 2, 3: 1}, code)
    mine = my_ballot(desk, vote_round.id, code.lower())
    assert (mine.dots, mine.cast, mine.sealed) == (board.dots({1: 2, 3: 1}), True, False)
    rounds.close_round(desk, vote_round.id)
    after = my_ballot(desk, vote_round.id, code)
    assert (after.dots, after.cast, after.sealed) == ({}, True, True)


def test_an_unknown_code_has_no_ballot(desk: Desk, board: Board) -> None:
    vote_round = board.opened()
    assert my_ballot(desk, vote_round.id, new_ballot_code()) == MyBallot()
    assert not knows_voter(desk, board.workshop_id, new_ballot_code())
    assert not knows_voter(desk, board.workshop_id, "x' OR 1=1")


def test_a_code_for_another_round_is_not_good_for_this_one(desk: Desk, board: Board) -> None:
    first, second = board.opened(title="Eins"), board.opened(title="Zwei")
    code = board.code(second.id)
    assert knows_voter(desk, board.workshop_id, code)
    assert knows_voter(desk, board.workshop_id, code, second.id)
    assert not knows_voter(desk, board.workshop_id, code, first.id)


def test_joining_without_a_card_needs_the_moderators_word(desk: Desk, board: Board) -> None:
    with pytest.raises(BadInput, match="needs a voting card"):
        join_openly(desk, board.workshop_id)
    change_door(desk, board.workshop_id, DoorChange(open_joining=True))
    code = join_openly(desk, board.workshop_id)
    vote_round = board.opened()
    assert board.cast(vote_round, {1: 1}, code).accepted


def test_codes_that_have_voted_cannot_be_unmade(desk: Desk, board: Board) -> None:
    vote_round = board.opened()
    code = board.code()
    phones = replace(desk, actor=Actor.PHONE)
    voting.cast_ballot(phones, vote_round.id, board.dots({1: 1}), code=code)
    with pytest.raises(CannotUndo, match="has voted"):
        history.undo(desk, board.workshop_id)
    rounds.close_round(desk, vote_round.id)
    history.undo(desk, board.workshop_id)  # the closing
    with pytest.raises(CannotUndo, match="has voted"):
        history.undo(desk, board.workshop_id)
    assert knows_voter(desk, board.workshop_id, code)


def test_codes_that_nobody_used_can_be_unmade(desk: Desk, board: Board) -> None:
    board.opened()
    code = board.code()
    assert history.undo(desk, board.workshop_id).operation == "make_ballots"
    assert not knows_voter(desk, board.workshop_id, code)


def test_a_voters_ballots_in_several_rounds_are_read_at_once(desk: Desk, board: Board) -> None:
    first, second = board.opened(), board.opened(title="Runde 2")
    code = board.code()
    board.cast(second, {2: 3}, code)
    mine = my_ballots(desk, board.workshop_id, [first.id, second.id], code)
    assert mine == {each.id: my_ballot(desk, each.id, code) for each in (first, second)}
    only = board.code(first.id)
    assert list(my_ballots(desk, board.workshop_id, [first.id, second.id], only)) == [first.id]
    assert my_ballots(desk, board.workshop_id, [first.id], new_ballot_code()) == {}
