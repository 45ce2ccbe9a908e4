"""Ballots against the rule of their round: every breach by name, and nothing else refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.ballots import (
    Breach,
    Dots,
    Misfit,
    check_ballot,
    dots_against,
    dots_used,
)
from moderator.domain.ids import ClusterId, IdeaId
from moderator.domain.rounds import VoteOption
from moderator.domain.rules import VoteRule, read_rule

A, B, C, D = map(IdeaId, "ABCD")
PARK, ROAD = ClusterId("park"), ClusterId("road")
OPTIONS = {
    A: VoteOption(A, PARK),
    B: VoteOption(B, PARK),
    C: VoteOption(C, ROAD, author_mark="carla"),
    D: VoteOption(D, None),
}


def breaches(dots: Dots, rule: str, budget: int = 5, voter: str = "") -> list[Misfit]:
    return list(check_ballot(dots, read_rule(rule), budget, OPTIONS, voter))


@pytest.mark.parametrize(
    ("dots", "rule"),
    [
        ({}, "dots=5"),
        ({A: 5}, "dots=5"),
        ({A: 1, D: 1}, "dots=5"),
        ({A: 3, B: 2}, "per-idea=3"),
        ({A: 2, C: 2, D: 1}, "per-cluster=2"),
        ({D: 5}, "per-cluster=2"),
        ({A: 5, B: -2}, "negative=2"),
        ({A: -1, B: -1}, "negative=2"),
        ({A: 4, B: 1}, "must-use-all"),
        ({A: 3, B: 2, D: -1}, "must-use-all,negative=1"),
    ],
)
def test_ballots_that_fit(dots: Dots, rule: str) -> None:
    assert breaches(dots, rule) == []


@pytest.mark.parametrize(
    ("dots", "rule", "misfit"),
    [
        ({A: 6}, "dots=5", Misfit(Breach.TOO_MANY_DOTS, 6, 5)),
        ({A: 3, B: 3}, "dots=5", Misfit(Breach.TOO_MANY_DOTS, 6, 5)),
        ({A: 4}, "must-use-all", Misfit(Breach.DOTS_LEFT, 4, 5)),
        ({}, "must-use-all", Misfit(Breach.DOTS_LEFT, 0, 5)),
        ({A: 3}, "per-idea=2", Misfit(Breach.TOO_MANY_ON_OPTION, 3, 2, A)),
        ({A: -3}, "per-idea=2,negative=3", Misfit(Breach.TOO_MANY_ON_OPTION, 3, 2, A)),
        ({A: 2, B: 1}, "per-cluster=2", Misfit(Breach.TOO_MANY_IN_CLUSTER, 3, 2, A)),
        ({A: -1}, "dots=5", Misfit(Breach.TOO_MANY_AGAINST, 1, 0)),
        ({A: -2, B: -1}, "negative=2", Misfit(Breach.TOO_MANY_AGAINST, 3, 2)),
        ({IdeaId("Z"): 1}, "dots=5", Misfit(Breach.UNKNOWN_OPTION, 1, 0, IdeaId("Z"))),
    ],
)
def test_each_breach_is_named(dots: Dots, rule: str, misfit: Misfit) -> None:
    assert breaches(dots, rule) == [misfit]


def test_dots_against_do_not_free_dots_for() -> None:
    assert [each.breach for each in breaches({A: 6, B: -1}, "negative=1")] == [Breach.TOO_MANY_DOTS]


def test_dots_against_do_not_free_room_in_a_cluster() -> None:
    rule = "per-cluster=2,negative=2"
    assert breaches({A: 2, B: -2}, rule) == []
    assert [each.breach for each in breaches({A: 3, B: -2}, rule)] == [Breach.TOO_MANY_IN_CLUSTER]


def test_all_breaches_are_told_at_once() -> None:
    found = breaches({A: 4, B: 3, C: -2}, "per-idea=3,per-cluster=5,negative=1,must-use-all")
    assert {each.breach for each in found} == {
        Breach.TOO_MANY_DOTS,
        Breach.TOO_MANY_ON_OPTION,
        Breach.TOO_MANY_IN_CLUSTER,
        Breach.TOO_MANY_AGAINST,
    }


def test_an_unknown_idea_is_told_before_anything_else() -> None:
    assert [each.breach for each in breaches({IdeaId("Z"): 9}, "dots=5")] == [Breach.UNKNOWN_OPTION]


@pytest.mark.parametrize("number", [1, -1])
def test_the_own_idea_only_where_the_rule_allows_it(number: int) -> None:
    dots = {C: number}
    assert breaches(dots, "no-own,negative=1", voter="carla") == [Misfit(Breach.OWN_CARD, 1, 0, C)]
    assert breaches(dots, "negative=1", voter="carla") == []
    assert breaches(dots, "no-own,negative=1", voter="berta") == []


def test_ideas_without_author_belong_to_nobody() -> None:
    assert breaches({A: 1, C: 1}, "no-own", voter="") == []


def test_dots_for_and_against_are_summed_apart() -> None:
    dots = {A: 3, B: -2, C: 1, D: 0}
    assert (dots_used(dots), dots_against(dots)) == (4, 2)


IDEAS = [IdeaId(f"idea {number}") for number in range(8)]


@st.composite
def votes(draw: st.DrawFn) -> tuple[Dots, VoteRule, int, dict[IdeaId, VoteOption]]:
    """Return a ballot that keeps to its rule, built dot by dot, with rule, budget and options."""
    clusters = st.sampled_from([None, ClusterId("x"), ClusterId("y")])
    options = {idea: VoteOption(idea, draw(clusters)) for idea in IDEAS}
    limit = st.none() | st.integers(1, 4)
    rule = VoteRule(
        max_dots_per_option=draw(limit),
        max_dots_per_cluster=draw(limit),
        negative_dots=draw(st.integers(0, 3)),
    )
    budget = draw(st.integers(1, 12))
    dots: Counter[IdeaId] = Counter()
    spent: Counter[ClusterId | None] = Counter()
    for idea in draw(st.lists(st.sampled_from(IDEAS), max_size=budget)):
        cluster = options[idea].cluster_id
        if dots[idea] == (rule.max_dots_per_option or budget):
            continue
        if cluster is not None and spent[cluster] == (rule.max_dots_per_cluster or budget):
            continue
        dots[idea] += 1
        spent[cluster] += 1
    free = [idea for idea in IDEAS if not dots[idea]]
    for idea in draw(st.lists(st.sampled_from(free or IDEAS), max_size=rule.negative_dots)):
        if dots[idea] <= 0 and -dots[idea] < (rule.max_dots_per_option or budget):
            dots[idea] -= 1
    return {idea: number for idea, number in dots.items() if number}, rule, budget, options


@given(votes())
def test_a_ballot_within_its_limits_always_fits(
    vote: tuple[Dots, VoteRule, int, dict[IdeaId, VoteOption]],
) -> None:
    dots, rule, budget, options = vote
    assert check_ballot(dots, rule, budget, options) == ()
    used = dots_used(dots)
    assert check_ballot(dots, replace(rule, must_use_all=True), used, options) == ()


@given(votes(), st.sampled_from(IDEAS))
def test_one_dot_beyond_a_limit_never_fits(
    vote: tuple[Dots, VoteRule, int, dict[IdeaId, VoteOption]], idea: IdeaId
) -> None:
    dots, rule, _, options = vote
    more = {**dots, idea: dots.get(idea, 0) + 1}
    if dots.get(idea, 0) >= 0:
        breach = {each.breach for each in check_ballot(more, rule, dots_used(dots), options)}
        assert Breach.TOO_MANY_DOTS in breach
    for other, number in dots.items():
        capped = replace(rule, max_dots_per_option=abs(number))
        beyond = {**dots, other: number + (1 if number > 0 else -1)}
        found = check_ballot(beyond, capped, 99, options)
        assert Misfit(Breach.TOO_MANY_ON_OPTION, abs(number) + 1, abs(number), other) in found
    less = {**dots, idea: min(dots.get(idea, 0), 0) - 1}
    strict = replace(rule, negative_dots=dots_against(less) - 1)
    assert Breach.TOO_MANY_AGAINST in {
        each.breach for each in check_ballot(less, strict, 99, options)
    }
