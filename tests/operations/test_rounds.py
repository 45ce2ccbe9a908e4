"""Rounds: prepared, opened over the ideas on the board, closed, kept side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import RoundId, WorkshopId
from moderator.domain.rounds import RoundState, VoteRound
from moderator.domain.rules import VoteRule, read_rule
from moderator.errors import BadInput, CannotUndo, NotFound
from moderator.operations import clusters, history, ideas, voting
from moderator.operations.rounds import (
    change_rule,
    close_round,
    create_round,
    find_round,
    list_options,
    list_rounds,
    open_round,
    preview_budget,
    read_round,
    remove_round,
)
from moderator.operations.workshops import WorkshopChange, change_workshop
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

NOWHERE = RoundId("019e0000-0000-7000-8000-000000000000")


def prepared(board: Board, rule: str = "dots=5", title: str = "Runde 1") -> VoteRound:
    return create_round(board.desk, board.workshop_id, title, read_rule(rule))


def test_a_prepared_round_has_a_rule_but_no_dots_yet(desk: Desk, board: Board) -> None:
    made = prepared(board, "dots=half,per-idea=2", " Runde  1 ")
    assert read_round(desk, made.id) == made
    assert (made.number, made.title, made.state) == (1, "Runde 1", RoundState.PREPARED)
    assert (made.dots, made.people, made.opened_at, made.closed_at) == (None, None, None, None)
    assert list_options(desk, made.id) == []


def test_opening_works_out_the_dots_and_shows_how(desk: Desk, board: Board) -> None:
    opened = open_round(desk, prepared(board, "dots=half").id)
    assert read_round(desk, opened.id) == opened
    assert (opened.state, opened.dots, opened.working) == (RoundState.OPEN, 3, "6/2 = 3.0")
    assert opened.opened_at is not None
    assert opened.closed_at is None


def test_closing_keeps_what_was_worked_out(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=half")
    closed = close_round(desk, opened.id)
    assert read_round(desk, opened.id) == closed
    assert (closed.state, closed.dots, closed.opened_at) == (RoundState.CLOSED, 3, opened.opened_at)
    assert closed.closed_at is not None
    assert closed.closed_at >= (opened.opened_at or closed.closed_at)


def test_the_number_of_voters_is_given_else_expected_else_that_of_the_codes(
    desk: Desk, board: Board
) -> None:
    rule = "dots=distinct-ranks"  # 6·5/(2·p)
    with pytest.raises(BadInput, match="needs the number of people"):
        open_round(desk, prepared(board, rule).id)
    voting.make_ballots(desk, board.workshop_id, 5)
    by_codes = open_round(desk, prepared(board, rule).id)
    assert (by_codes.people, by_codes.dots) == (5, 3)
    change_workshop(desk, board.workshop_id, WorkshopChange(participants=15))
    expected = open_round(desk, prepared(board, rule).id)
    assert (expected.people, expected.dots) == (15, 1)
    as_given = open_round(desk, prepared(board, rule).id, people=3)
    assert (as_given.people, as_given.dots, as_given.working) == (3, 5, "6·5/(2·3) = 5.0")


@pytest.mark.parametrize("people", [-1, 100_001, 10**30])
def test_the_number_of_voters_has_limits(desk: Desk, board: Board, people: int) -> None:
    made = prepared(board)
    with pytest.raises(BadInput, match="number of people must lie between 0 and 100000"):
        open_round(desk, made.id, people)
    with pytest.raises(BadInput, match="number of people must lie between 0 and 100000"):
        preview_budget(desk, board.workshop_id, made.rule, people)
    assert read_round(desk, made.id) == made


def test_the_preview_says_what_opening_will_do(desk: Desk, board: Board) -> None:
    rule = read_rule("dots=room-total")
    preview = preview_budget(desk, board.workshop_id, rule, 6)
    opened = open_round(desk, prepared(board, "dots=room-total").id, 6)
    assert (
        (preview.dots, preview.working) == (opened.dots, opened.working) == (3, "6·6/(2·6) = 3.0")
    )
    with pytest.raises(BadInput, match="needs the number of people"):
        preview_budget(desk, board.workshop_id, rule)


@pytest.mark.parametrize("clusters_", [(), ("",)])
def test_fewer_than_two_ideas_are_no_vote(desk: Desk, clusters_: tuple[str, ...]) -> None:
    board = board_with(desk, *clusters_)
    made = prepared(board)
    with pytest.raises(BadInput, match="not enough ideas"):
        open_round(desk, made.id)
    with pytest.raises(BadInput, match="not enough ideas"):
        preview_budget(desk, board.workshop_id, made.rule)
    assert read_round(desk, made.id).state is RoundState.PREPARED


def test_a_rule_that_nobody_can_keep_is_refused_at_opening(desk: Desk, board: Board) -> None:
    # Grün has 2 ideas, Wege 3, one hangs free: 2 + 2 + 5 places.
    made = prepared(board, "dots=10,per-cluster=2,per-idea=5,must-use-all")
    with pytest.raises(BadInput, match=r"Nobody could use all 10 dots: .* room for 9"):
        open_round(desk, made.id)
    assert open_round(desk, prepared(board, "dots=9,per-cluster=2,must-use-all").id).dots == 9


def test_the_options_are_the_ideas_on_the_board_at_that_moment(desk: Desk, board: Board) -> None:
    ideas.remove_idea(desk, board.ids[0])
    ideas.mark_duplicate(desk, board.ids[1], board.ids[2])
    opened = board.opened("dots=half")
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Zu spät"))
    ideas.change_idea(desk, board.ids[2], ideas.IdeaChange(title="Anders"))
    assert [(each.number, each.title) for each in list_options(desk, opened.id)] == [
        (3, "Anders"),
        (4, "Idee 4"),
        (5, "Idee 5"),
        (6, "Idee 6"),
    ]
    assert opened.dots == 2


def test_clusters_count_as_they_stood_at_opening(desk: Desk, board: Board) -> None:
    opened = board.opened("dots=5,per-cluster=2")
    green = clusters.list_clusters(desk, board.workshop_id)[0]
    clusters.remove_cluster(desk, green.id)
    with pytest.raises(BadInput, match="one cluster: 3 given, at most 2"):
        board.cast(opened, {1: 2, 2: 1})


def test_a_round_goes_one_way(desk: Desk, board: Board) -> None:
    made = prepared(board)
    with pytest.raises(BadInput, match=r"“Runde 1” is not open\. Nothing was changed"):
        close_round(desk, made.id)
    open_round(desk, made.id)
    with pytest.raises(BadInput, match="“Runde 1” was opened before"):
        open_round(desk, made.id)
    close_round(desk, made.id)
    for act, sentence in ((open_round, "was opened before"), (close_round, "is not open")):
        with pytest.raises(BadInput, match=sentence):
            act(desk, made.id)


def test_a_round_needs_a_title_and_a_workshop(desk: Desk, board: Board) -> None:
    with pytest.raises(BadInput, match="The title is empty"):
        prepared(board, title=" ")
    with pytest.raises(NotFound, match="This workshop does not exist"):
        create_round(desk, WorkshopId(NOWHERE), "Runde", VoteRule())


def test_several_rounds_stand_side_by_side(desk: Desk, board: Board) -> None:
    first, second = board.opened("dots=5"), board.opened("dots=2", "Runde 2")
    code = board.code()
    board.cast(first, {1: 5}, code)
    board.cast(second, {2: 2}, code)
    close_round(desk, first.id)
    third = board.opened("dots=1", "Runde 3")
    board.cast(third, {3: 1}, code)
    board.cast(second, {6: 1}, code)
    assert [board.result(each) for each in (first, second, third)] == [{1: 5}, {6: 1}, {3: 1}]
    assert [each.number for each in list_rounds(desk, board.workshop_id)] == [1, 2, 3]
    assert list_rounds(desk, board_with(desk).workshop_id) == []


def test_a_round_is_removed_with_its_dots_unless_open(desk: Desk, board: Board) -> None:
    opened = board.opened()
    board.cast(opened, {1: 2}, board.code(opened.id))
    voting.enter_count(desk, opened.id, board.dots({2: 3}))
    with pytest.raises(BadInput, match=r"“Runde 1” is open\. Close it first"):
        remove_round(desk, opened.id)
    close_round(desk, opened.id)
    before = voting.results(desk, opened.id)
    remove_round(desk, opened.id)
    assert list_rounds(desk, board.workshop_id) == []
    with pytest.raises(NotFound, match="This round does not exist any more"):
        voting.results(desk, opened.id)
    history.undo(desk, board.workshop_id)
    assert voting.results(desk, opened.id) == before


def test_a_prepared_round_may_go_too(desk: Desk, board: Board) -> None:
    remove_round(desk, prepared(board).id)
    assert list_rounds(desk, board.workshop_id) == []


def test_opening_is_not_taken_back_over_ballots(desk: Desk, board: Board) -> None:
    phone = voting.make_ballots(desk, board.workshop_id, 1)[0]
    opened = board.opened()
    history.undo(desk, board.workshop_id)
    assert read_round(desk, opened.id).state is RoundState.PREPARED
    assert list_options(desk, opened.id) == []
    history.redo(desk, board.workshop_id)
    _as_phone(board, opened, phone)
    with pytest.raises(CannotUndo, match="“Runde 1” holds ballots already"):
        history.undo(desk, board.workshop_id)


def _as_phone(board: Board, opened: VoteRound, code: str) -> None:
    from dataclasses import replace

    from moderator.operations.desk import Actor

    phone = replace(board.desk, actor=Actor.PHONE)
    voting.cast_ballot(phone, opened.id, board.dots({1: 1}), code=code)


def test_found_by_id_beginning_of_it_or_title(desk: Desk, board: Board) -> None:
    made = prepared(board, title="Erste Runde")
    for text in (made.id, made.id[:6], "Erste Runde"):
        assert find_round(desk, text) == made


def test_what_fits_none_or_several_is_told(desk: Desk, board: Board) -> None:
    for text in ("", "Runde", "x" * 10_000):
        with pytest.raises(NotFound, match=r"There is no round “.*moderator workshop show"):
            find_round(desk, text)
    made = [prepared(board) for _ in range(2)]
    for text in ("Runde 1", made[0].id[:3]):
        with pytest.raises(NotFound, match=r"fits 2 rounds\. Use the id instead"):
            find_round(desk, text)


def test_a_workshop_tells_rounds_of_the_same_title_apart(desk: Desk, board: Board) -> None:
    other = board_with(desk, "", "", title="Andere")
    mine, theirs = prepared(board), prepared(other)
    assert find_round(desk, "Runde 1", board.workshop_id) == mine
    assert find_round(desk, "Runde 1", other.workshop_id) == theirs
    with pytest.raises(NotFound, match="There is no round"):
        find_round(desk, theirs.id, board.workshop_id)


def test_what_does_not_exist_is_told(desk: Desk) -> None:
    for act in (
        lambda: read_round(desk, NOWHERE),
        lambda: open_round(desk, NOWHERE),
        lambda: close_round(desk, NOWHERE),
        lambda: remove_round(desk, NOWHERE),
        lambda: change_rule(desk, NOWHERE, VoteRule()),
        lambda: voting.results(desk, NOWHERE),
        lambda: voting.cast_ballot(desk, NOWHERE, {}),
        lambda: voting.enter_count(desk, NOWHERE, {}),
    ):
        with pytest.raises(NotFound, match="This round does not exist any more"):
            act()
