"""A sender's own key: sent twice is done once, and both times the same is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput, NeedsDecision
from moderator.operations import voting
from moderator.operations.desk import open_desk
from moderator.operations.ideas import add_idea, list_ideas
from moderator.operations.rounds import close_round
from moderator.operations.voting import cast_ballot
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

KEY = "5f0c2a9e-1c1d-4a53-9d3c-9a6d1f1f8a11"
DRAFT = IdeaDraft("Bänke", "Mit Lehne", "3", "Grün")


def test_an_idea_is_added_once(desk: Desk, board: Board) -> None:
    first = add_idea(desk, board.workshop_id, DRAFT, KEY)
    assert add_idea(desk, board.workshop_id, DRAFT, KEY) == first
    assert len(list_ideas(desk, board.workshop_id)) == 7


def test_also_after_a_restart(desk: Desk, board: Board) -> None:
    first = add_idea(desk, board.workshop_id, DRAFT, KEY)
    desk.close()
    again = open_desk(desk.paths)
    assert add_idea(again, board.workshop_id, DRAFT, KEY).id == first.id
    again.close()


def test_a_key_stands_for_one_content(desk: Desk, board: Board) -> None:
    add_idea(desk, board.workshop_id, DRAFT, KEY)
    other = board_with(desk, title="Andere")
    for workshop_id, draft in (
        (board.workshop_id, IdeaDraft("Bänke", "Ohne Lehne", "3", "Grün")),
        (other.workshop_id, DRAFT),
    ):
        with pytest.raises(NeedsDecision, match=r"key was already used.*under a new key"):
            add_idea(desk, workshop_id, draft, KEY)
    opened = board.opened()
    with pytest.raises(NeedsDecision, match="key was already used"):
        cast_ballot(desk, opened.id, board.dots({1: 1}), key=KEY)


def test_what_was_refused_may_be_corrected_under_the_same_key(desk: Desk, board: Board) -> None:
    with pytest.raises(BadInput):
        add_idea(desk, board.workshop_id, IdeaDraft(" "), KEY)
    assert add_idea(desk, board.workshop_id, DRAFT, KEY).title == "Bänke"


@pytest.mark.parametrize("coded", [True, False])
def test_a_ballot_is_cast_once_with_the_same_answer(desk: Desk, board: Board, coded: bool) -> None:
    opened = board.opened()
    code = board.code() if coded else None
    dots = board.dots({1: 2, 2: 1})
    answers = [cast_ballot(desk, opened.id, dots, code=code, key=KEY) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert (answers[0].left, answers[0].replaced) == (2, False)
    assert voting.results(desk, opened.id).ballots == 1


def test_a_late_repetition_does_not_bring_an_old_ballot_back(desk: Desk, board: Board) -> None:
    opened, code = board.opened(), board.code()
    cast_ballot(desk, opened.id, board.dots({1: 2}), code=code, key=KEY)
    cast_ballot(desk, opened.id, board.dots({2: 5}), code=code, key="another")
    assert cast_ballot(desk, opened.id, board.dots({1: 2}), code=code, key=KEY).left == 3
    assert board.result(opened) == {2: 5}


def test_other_dots_or_another_code_under_the_same_key_are_refused(
    desk: Desk, board: Board
) -> None:
    opened, code = board.opened(), board.code()
    cast_ballot(desk, opened.id, board.dots({1: 2}), code=code, key=KEY)
    for numbers, other in (({1: 3}, code), ({1: 2}, board.code()), ({1: 2}, None)):
        with pytest.raises(NeedsDecision, match="key was already used"):
            cast_ballot(desk, opened.id, board.dots(numbers), code=other, key=KEY)
    assert board.result(opened) == {1: 2}


def test_after_closing_the_answer_is_still_the_same(desk: Desk, board: Board) -> None:
    opened, code = board.opened(), board.code()
    answer = cast_ballot(desk, opened.id, board.dots({1: 2}), code=code, key=KEY)
    close_round(desk, opened.id)
    assert cast_ballot(desk, opened.id, board.dots({1: 2}), code=code, key=KEY) == answer
    assert voting.results(desk, opened.id).ballots == 1


@pytest.mark.parametrize("key", ["\udcff", "x" * 10_000])
def test_a_key_that_cannot_be_kept_is_refused(desk: Desk, board: Board, key: str) -> None:
    opened = board.opened()
    with pytest.raises(BadInput):
        add_idea(desk, board.workshop_id, DRAFT, key)
    with pytest.raises(BadInput):
        cast_ballot(desk, opened.id, board.dots({1: 2}), key=key)
    assert len(list_ideas(desk, board.workshop_id)) == 6
    assert voting.results(desk, opened.id).ballots == 0
