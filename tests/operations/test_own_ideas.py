from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import read_rule
from moderator.errors import BadInput
from moderator.operations import ideas, rounds, voting, workshops
from moderator.operations.voting import BallotRefused

if TYPE_CHECKING:
    from moderator.operations.desk import Desk


def test_dots_on_the_own_idea_are_refused_where_the_rule_says_so(desk: Desk) -> None:
    workshop = workshops.create_workshop(desk, "Werkstatt")
    mine, theirs = voting.make_ballots(desk, workshop.id, 2)
    own = ideas.add_idea(desk, workshop.id, IdeaDraft("Meine", author_code=str(mine).lower()))
    other = ideas.add_idea(desk, workshop.id, IdeaDraft("Andere"))
    prepared = rounds.create_round(desk, workshop.id, "Runde", read_rule("dots=3,no-own"))
    vote_round = rounds.open_round(desk, prepared.id)
    with pytest.raises(BallotRefused, match="own idea"):
        voting.cast_ballot(desk, vote_round.id, {own.id: 1}, code=mine)
    voting.cast_ballot(desk, vote_round.id, {other.id: 3}, code=mine)
    voting.cast_ballot(desk, vote_round.id, {own.id: 3}, code=theirs)


def test_a_changed_rule_finds_dots_on_own_ideas_that_are_in_already(desk: Desk) -> None:
    workshop = workshops.create_workshop(desk, "Werkstatt")
    mine = voting.make_ballots(desk, workshop.id, 1)[0]
    own = ideas.add_idea(desk, workshop.id, IdeaDraft("Meine", author_code=mine))
    ideas.add_idea(desk, workshop.id, IdeaDraft("Andere"))
    prepared = rounds.create_round(desk, workshop.id, "Runde", read_rule("dots=3"))
    vote_round = rounds.open_round(desk, prepared.id)
    voting.cast_ballot(desk, vote_round.id, {own.id: 2}, code=mine)
    changed = rounds.change_rule(desk, vote_round.id, read_rule("dots=3,no-own"), set_aside=True)
    assert changed.misfits == 1
    assert voting.results(desk, vote_round.id).set_aside == 1


def test_an_author_code_of_another_workshop_is_refused(desk: Desk) -> None:
    workshop = workshops.create_workshop(desk, "Werkstatt")
    elsewhere = workshops.create_workshop(desk, "Anderswo")
    code = voting.make_ballots(desk, elsewhere.id, 1)[0]
    with pytest.raises(BadInput, match="not one of this workshop"):
        ideas.add_idea(desk, workshop.id, IdeaDraft("Meine", author_code=code))
    assert ideas.list_ideas(desk, workshop.id) == []
