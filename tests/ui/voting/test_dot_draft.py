from __future__ import annotations

from dataclasses import replace

import pytest

from moderator.domain.ballots import Breach
from moderator.domain.ids import RoundId
from moderator.domain.rounds import RoundState, VoteRound
from moderator.domain.rules import read_rule
from moderator.errors import NotFound
from moderator.ui.voting.dot_draft import DotDraft, Options
from moderator.ui.voting.dot_line import read_dot_line
from tests.ui.samples import MOMENT, WORKSHOP, code, ideas


def a_round(rule: str, dots: int) -> VoteRound:
    return VoteRound(
        id=RoundId("r"),
        workshop_id=WORKSHOP,
        number=1,
        title="Runde",
        rule=read_rule(rule),
        state=RoundState.OPEN,
        created_at=MOMENT,
        dots=dots,
    )


def test_steps_are_taken_back_one_by_one() -> None:
    draft, options = DotDraft(), Options(ideas(4))
    options.apply(draft, read_dot_line("3 3 1 -2"))
    assert draft.dots == {"i3": 2, "i1": 1, "i2": -1}
    assert (draft.used, draft.against) == (3, 1)
    assert draft.take_back()
    assert draft.dots == {"i3": 2, "i1": 1}
    assert draft.take_back()
    assert draft.take_back()
    assert draft.dots == {"i3": 1}
    assert draft.take_back()
    assert draft.is_empty
    assert not draft.take_back()


def test_ideas_are_named_by_number_and_code() -> None:
    options = Options(ideas(4))
    assert options.named("2").id == "i2"
    assert options.named("02").id == "i2"
    assert options.named(code(3)).id == "i3"
    with pytest.raises(NotFound):
        options.named("5")


def test_one_unknown_idea_leaves_the_draft_as_it_was() -> None:
    draft = DotDraft()
    with pytest.raises(NotFound):
        Options(ideas(4)).apply(draft, read_dot_line("1 2 99"))
    assert draft.is_empty
    assert draft.steps == []


def test_a_set_number_replaces_what_was_there() -> None:
    draft, options = DotDraft(), Options(ideas(4))
    options.apply(draft, read_dot_line("1*3 1=5 2=2 2=0"))
    assert draft.dots == {"i1": 5}


def test_misfits_are_found_before_anything_is_sent() -> None:
    options, draft = Options(ideas(4)), DotDraft()
    options.apply(draft, read_dot_line("1*4 2*2"))
    found = options.misfits(draft.dots, a_round("dots=5,per-idea=3,per-cluster=5", 5))
    assert [misfit.breach for misfit in found] == [
        Breach.TOO_MANY_DOTS,
        Breach.TOO_MANY_ON_OPTION,
        Breach.TOO_MANY_IN_CLUSTER,
    ]
    open_round = replace(a_round("dots=6", 6), dots=6)
    assert options.misfits(draft.dots, open_round) == ()
