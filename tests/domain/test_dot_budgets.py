"""Dots per person: the worked examples that facilitators publish, and the edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.dot_budgets import (
    HALF_AT_MOST,
    NEEDS_PEOPLE,
    DotBudget,
    DotBudgetRule,
    dot_budget,
)
from moderator.errors import BadInput

FORMULAS = sorted(set(DotBudgetRule) - {DotBudgetRule.FIXED})
WITHOUT_PEOPLE = sorted(set(DotBudgetRule) - NEEDS_PEOPLE)


@pytest.mark.parametrize(
    ("ideas", "dots"), [(3, 2), (7, 4), (10, 5), (19, 10), (20, 10), (30, 10), (2000, 10)]
)
def test_half_of_the_ideas_but_ten_at_most(ideas: int, dots: int) -> None:
    assert dot_budget(DotBudgetRule.HALF, ideas).dots == dots


@pytest.mark.parametrize(
    ("ideas", "people", "dots"),
    [(12, 16, 5), (10, 12, 4), (8, 20, 2), (20, 10, 19), (10, 45, 1)],
)
def test_distinct_ranks(ideas: int, people: int, dots: int) -> None:
    assert dot_budget(DotBudgetRule.DISTINCT_RANKS, ideas, people).dots == dots


@pytest.mark.parametrize(("ideas", "dots"), [(9, 3), (12, 4), (14, 5)])
def test_a_third_of_the_ideas(ideas: int, dots: int) -> None:
    assert dot_budget(DotBudgetRule.THIRD, ideas).dots == dots


@pytest.mark.parametrize(("ideas", "dots"), [(3, 1), (12, 3), (14, 4), (16, 4)])
def test_a_quarter_of_the_ideas(ideas: int, dots: int) -> None:
    assert dot_budget(DotBudgetRule.QUARTER, ideas).dots == dots


@pytest.mark.parametrize(("ideas", "people", "dots"), [(16, 20, 7), (12, 16, 5), (10, 12, 5)])
def test_room_total(ideas: int, people: int, dots: int) -> None:
    assert dot_budget(DotBudgetRule.ROOM_TOTAL, ideas, people).dots == dots


@pytest.mark.parametrize("fixed", [1, 3, 4, 5, 1000])
def test_fixed(fixed: int) -> None:
    assert dot_budget(DotBudgetRule.FIXED, 12, None, fixed) == DotBudget(fixed, str(fixed))


@pytest.mark.parametrize(
    ("rule", "dots", "ranks_can_differ"),
    [
        (DotBudgetRule.HALF, 6, True),
        (DotBudgetRule.DISTINCT_RANKS, 5, True),
        (DotBudgetRule.THIRD, 4, False),
        (DotBudgetRule.QUARTER, 3, False),
        (DotBudgetRule.ROOM_TOTAL, 5, True),
    ],
)
def test_side_by_side_for_twelve_ideas_and_sixteen_people(
    rule: DotBudgetRule, dots: int, ranks_can_differ: bool
) -> None:
    assert dot_budget(rule, 12, 16).dots == dots
    assert (16 * dots >= sum(range(12))) is ranks_can_differ


@pytest.mark.parametrize(
    ("rule", "ideas", "people", "working"),
    [
        (DotBudgetRule.HALF, 7, None, "7/2 = 3.5"),
        (DotBudgetRule.THIRD, 14, None, "14/3 = 4.7"),
        (DotBudgetRule.QUARTER, 14, None, "14/4 = 3.5"),
        (DotBudgetRule.DISTINCT_RANKS, 12, 16, "12·11/(2·16) = 4.1"),
        (DotBudgetRule.ROOM_TOTAL, 12, 16, "12·12/(2·16) = 4.5"),
    ],
)
def test_the_working_is_shown(
    rule: DotBudgetRule, ideas: int, people: int | None, working: str
) -> None:
    assert dot_budget(rule, ideas, people).working == working


@pytest.mark.parametrize("ideas", [-1, 0, 1])
@pytest.mark.parametrize("rule", DotBudgetRule)
def test_fewer_than_two_ideas_are_no_vote(rule: DotBudgetRule, ideas: int) -> None:
    with pytest.raises(BadInput, match=r"not enough ideas.*at least two"):
        dot_budget(rule, ideas, 10)


@pytest.mark.parametrize("people", [None, 0, -3])
@pytest.mark.parametrize("rule", sorted(NEEDS_PEOPLE))
def test_formulas_over_people_ask_for_their_number(rule: DotBudgetRule, people: int | None) -> None:
    with pytest.raises(BadInput, match="needs the number of people"):
        dot_budget(rule, 12, people)


@pytest.mark.parametrize("people", [None, 0])
@pytest.mark.parametrize("rule", WITHOUT_PEOPLE)
def test_the_others_do_without(rule: DotBudgetRule, people: int | None) -> None:
    assert dot_budget(rule, 12, people).dots >= 1


@given(rule=st.sampled_from(FORMULAS), ideas=st.integers(2, 5000), people=st.integers(1, 100_000))
def test_everybody_has_a_dot_and_more_ideas_never_mean_fewer(
    rule: DotBudgetRule, ideas: int, people: int
) -> None:
    dots = dot_budget(rule, ideas, people).dots
    assert 1 <= dots <= dot_budget(rule, ideas + 1, people).dots
    if rule is DotBudgetRule.HALF:
        assert dots <= HALF_AT_MOST


@given(ideas=st.integers(2, 5000), people=st.integers(1, 10_000))
def test_distinct_ranks_is_the_smallest_number_that_is_enough(ideas: int, people: int) -> None:
    needed = ideas * (ideas - 1) // 2
    dots = dot_budget(DotBudgetRule.DISTINCT_RANKS, ideas, people).dots
    assert dots * people >= needed
    assert dots == 1 or (dots - 1) * people < needed
