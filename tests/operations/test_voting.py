"""Ballots: cast under the rule, replaced whole, hidden until told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ballots import Breach, VoteSource
from moderator.domain.codes import is_ballot_code, new_ballot_code, shown_ballot_code
from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import IdeaId, RoundId, WorkshopId
from moderator.domain.rules import read_rule
from moderator.errors import BadInput, NotFound
from moderator.operations import history, ideas, rounds
from moderator.operations.evenings import read_evening
from moderator.operations.voting import (
    BallotRefused,
    ballot_count,
    cast_ballot,
    make_ballots,
    may_show,
    results,
)
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

NOWHERE = "019e0000-0000-7000-8000-000000000000"


def test_codes_are_well_formed_and_all_different(desk: Desk, board: Board) -> None:
    codes = make_ballots(desk, board.workshop_id, 500)
    assert len(set(codes)) == 500
    assert all(map(is_ballot_code, codes))


@pytest.mark.parametrize("number", [0, -1, 5001, 10**30])
def test_the_number_of_codes_has_limits(desk: Desk, board: Board, number: int) -> None:
    with pytest.raises(BadInput, match="Between 1 and 5000 codes"):
        make_ballots(desk, board.workshop_id, number)


def test_codes_belong_to_something_that_exists(desk: Desk, board: Board) -> None:
    with pytest.raises(NotFound, match="This workshop does not exist"):
        make_ballots(desk, WorkshopId(NOWHERE), 1)
    with pytest.raises(NotFound, match="This round does not exist"):
        make_ballots(desk, board.workshop_id, 1, RoundId(NOWHERE))
    theirs = board_with(desk, "", "", title="Andere").opened()
    with pytest.raises(NotFound, match="This round does not exist"):
        make_ballots(desk, board.workshop_id, 1, theirs.id)


def test_a_ballot_tells_how_many_dots_are_left(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5,negative=2")
    receipt = board.cast(opened, {1: 2, 2: 1, 3: -2}, board.code())
    assert (receipt.accepted, receipt.left, receipt.replaced) == (True, 2, False)
    assert board.result(opened) == {1: 2, 2: 1, 3: -2}
    assert (results(desk, opened.id).ballots, ballot_count(desk, opened.id)) == (1, 1)


def test_a_second_ballot_of_the_same_code_replaces_the_first_whole(
    desk: Desk, board: Board
) -> None:
    opened = board.opened()
    code = board.code()
    board.cast(opened, {1: 5}, code)
    receipt = board.cast(opened, {2: 1}, shown_ballot_code(code).lower())
    assert (receipt.left, receipt.replaced) == (4, True)
    assert board.result(opened) == {2: 1}
    assert results(desk, opened.id).ballots == 1


def test_paper_ballots_without_a_code_all_count(desk: Desk, board: Board) -> None:
    opened = board.opened()
    assert [board.cast(opened, {1: 2}).replaced for _ in range(3)] == [False] * 3
    assert board.result(opened) == {1: 6}
    assert results(desk, opened.id).ballots == 3


def test_an_empty_ballot_is_a_ballot(desk: Desk, board: Board) -> None:
    opened = board.opened()
    assert board.cast(opened, {}, board.code()).left == 5
    assert board.cast(opened, {1: 0, 6: 0}).left == 5
    assert (board.result(opened), results(desk, opened.id).ballots) == ({}, 2)


@pytest.mark.parametrize(
    ("rule", "numbers", "breach", "sentence"),
    [
        ("dots=5", {1: 6}, Breach.TOO_MANY_DOTS, "Too many dots: 6 given, 5"),
        ("per-idea=3", {1: 4}, Breach.TOO_MANY_ON_OPTION, "one idea: 4 given, at most 3"),
        ("per-cluster=2", {1: 2, 2: 1}, Breach.TOO_MANY_IN_CLUSTER, "cluster: 3 given, at most 2"),
        ("dots=5", {1: -1}, Breach.TOO_MANY_AGAINST, "against: 1 given, 0"),
        ("negative=1", {1: -2}, Breach.TOO_MANY_AGAINST, "against: 2 given, 1"),
        ("must-use-all", {1: 4}, Breach.DOTS_LEFT, "4 dots given, all 5 must be used"),
    ],
)
def test_a_ballot_that_does_not_fit_is_refused_whole(
    desk: Desk, board: Board, rule: str, numbers: dict[int, int], breach: Breach, sentence: str
) -> None:
    opened = board.opened(rule)
    code = board.code()
    board.cast(opened, {3: 2, 6: 3}, code)
    with pytest.raises(BallotRefused, match=f"{sentence}.*Nothing was changed") as refused:
        board.cast(opened, numbers, code)
    assert refused.value.misfits[0].breach is breach
    assert refused.value.exit_code == 3
    assert board.result(opened) == {3: 2, 6: 3}


def test_only_ideas_of_the_round_can_be_voted_on(desk: Desk, board: Board) -> None:
    opened = board.opened()
    other = board_with(desk, "", title="Andere")
    late = ideas.add_idea(desk, board.workshop_id, IdeaDraft("Zu spät"))
    for idea_id in (other.ids[0], late.id, IdeaId(NOWHERE)):
        with pytest.raises(BallotRefused, match="One of the ideas cannot be voted on") as refused:
            cast_ballot(desk, opened.id, {board.ids[0]: 1, idea_id: 1})
        assert refused.value.misfits[0].idea_id == idea_id
    assert board.result(opened) == {}


@pytest.mark.parametrize("code", ["", "7F3", "not a code", "\x00", "7" * 10_000])
def test_what_is_no_code_is_refused_without_repeating_it(board: Board, code: str) -> None:
    opened = board.opened()
    with pytest.raises(BadInput, match=r"This is not a ballot code\. Please compare it"):
        board.cast(opened, {1: 1}, code)


def test_codes_never_made_are_refused(board: Board) -> None:
    opened = board.opened()
    with pytest.raises(BadInput, match=r"not one of this round\. Please compare it") as refused:
        board.cast(opened, {1: 1}, code := new_ballot_code())
    assert code not in str(refused.value)


def test_codes_of_another_workshop_or_round_are_refused(desk: Desk, board: Board) -> None:
    first, second = board.opened(), board.opened(title="Runde 2")
    other = board_with(desk, "", "", title="Andere")
    for code in (other.code(), board.code(second.id)):
        with pytest.raises(BadInput, match="not one of this round"):
            board.cast(first, {1: 1}, code)
    board.cast(first, {1: 1}, board.code(first.id))
    assert results(desk, first.id).ballots == 1


def test_votes_come_only_while_the_round_is_open(desk: Desk, board: Board) -> None:
    prepared = rounds.create_round(desk, board.workshop_id, "Runde 1", read_rule("dots=5"))
    code = board.code()
    with pytest.raises(BadInput, match=r"“Runde 1” is not open for votes.*Open the round first"):
        board.cast(prepared, {1: 1}, code)
    opened = rounds.open_round(desk, prepared.id)
    board.cast(opened, {1: 1}, code)
    rounds.close_round(desk, opened.id)
    with pytest.raises(BadInput, match="is not open for votes"):
        board.cast(opened, {2: 1}, code)
    assert board.result(opened) == {1: 1}


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (VoteSource.TYPED, "paper"),
        (VoteSource.PHOTO, "paper"),
        (VoteSource.PHONE, "phone"),
        (VoteSource.PLATFORM, "platform"),
    ],
)
def test_where_a_ballot_came_from_stays_visible(
    desk: Desk, board: Board, source: VoteSource, part: str
) -> None:
    opened = board.opened("negative=1")
    cast_ballot(desk, opened.id, board.dots({1: 3, 2: -1}), source=source)
    first, *_, last = results(desk, opened.id).ranking
    assert (getattr(first, part), first.dots, first.against) == (3, 3, 0)
    assert (getattr(last, part), last.dots, last.against, last.number) == (0, -1, 1, 2)


def test_a_hidden_result_shows_when_the_round_is_closed(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5,hidden")
    board.cast(opened, {1: 1})
    assert not may_show(opened)
    with pytest.raises(BadInput, match=r"“Runde 1” stays hidden until.*Close the round to see it"):
        results(desk, opened.id)
    assert read_evening(desk, board.workshop_id).results == {}
    assert ballot_count(desk, opened.id) == 1
    rounds.close_round(desk, opened.id)
    assert board.result(opened) == {1: 1}
    assert set(read_evening(desk, board.workshop_id).results) == {opened.id}


def test_a_round_that_was_not_opened_has_no_result(desk: Desk, board: Board) -> None:
    prepared = rounds.create_round(desk, board.workshop_id, "Runde 1", read_rule("dots=5"))
    with pytest.raises(BadInput, match=r"“Runde 1” was not opened yet\. Open the round first"):
        results(desk, prepared.id)
    assert read_evening(desk, board.workshop_id).results == {}


def test_every_option_is_ranked_also_without_dots(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {6: 2, 3: 2, 1: 1})
    result = results(desk, opened.id)
    assert [(line.number, line.dots, line.rank, line.tied) for line in result.ranking] == [
        (3, 2, 1, True),
        (6, 2, 1, True),
        (1, 1, 3, False),
        (2, 0, 4, True),
        (4, 0, 4, True),
        (5, 0, 4, True),
    ]
    assert result.close_call
    assert result.round == opened


def test_a_ballot_can_be_taken_back_while_the_round_is_open(desk: Desk, board: Board) -> None:
    opened = board.opened()
    code = board.code()
    board.cast(opened, {1: 1}, code)
    board.cast(opened, {2: 2}, code)
    assert history.undo(desk, board.workshop_id).operation == "cast_ballot"
    assert board.result(opened) == {1: 1}
    history.undo(desk, board.workshop_id)
    assert results(desk, opened.id).ballots == 0
    history.redo(desk, board.workshop_id)
    history.redo(desk, board.workshop_id)
    assert board.result(opened) == {2: 2}


def test_what_the_history_says_of_a_ballot_tells_nothing_about_it(desk: Desk, board: Board) -> None:
    board.cast(board.opened(), {1: 1}, board.code())
    newest = history.list_entries(desk, board.workshop_id)[0]
    assert (newest.operation, newest.about) == ("cast_ballot", {})


def test_anonymous_ballots_are_listed_only_once_closed_and_on_demand(
    desk: Desk, board: Board
) -> None:
    opened = board.opened()
    board.cast(opened, {1: 1}, board.code())
    assert read_evening(desk, board.workshop_id, with_ballots=True).ballots == {}
    rounds.close_round(desk, opened.id)
    assert read_evening(desk, board.workshop_id).ballots == {}
    (ballot,) = read_evening(desk, board.workshop_id, with_ballots=True).ballots[opened.id]
    assert (ballot.dots, ballot.source, ballot.counted) == (
        {board.ids[0]: 1},
        VoteSource.TYPED,
        True,
    )
