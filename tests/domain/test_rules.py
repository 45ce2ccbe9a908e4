"""The rule of a vote: its written form and whether anybody could keep it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.dot_budgets import MOST_FIXED_DOTS, DotBudgetRule
from moderator.domain.rules import DotColour, VoteRule, check_rule_fits, read_rule, write_rule
from moderator.errors import BadInput

LIMIT = st.none() | st.integers(1, 9999)
WEIGHTS = st.dictionaries(st.sampled_from(DotColour), st.integers(-9999, 9999)).map(
    lambda weights: tuple(weights.items())
)
FIXED_RULES = st.builds(
    VoteRule,
    dots=st.integers(1, MOST_FIXED_DOTS),
    max_dots_per_option=LIMIT,
    max_dots_per_cluster=LIMIT,
    must_use_all=st.booleans(),
    own_card_allowed=st.booleans(),
    negative_dots=st.integers(0, MOST_FIXED_DOTS),
    hidden=st.booleans(),
    weights=WEIGHTS,
)
RULES = st.one_of(
    FIXED_RULES,
    # A formula says nothing about a fixed number of dots, so none is written down.
    st.builds(
        lambda rule, budget: replace(rule, budget=budget, dots=VoteRule().dots),
        FIXED_RULES,
        st.sampled_from(DotBudgetRule),
    ),
)


@given(RULES)
def test_a_written_rule_reads_back(rule: VoteRule) -> None:
    assert read_rule(write_rule(rule)) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("dots=5,per-idea=3", VoteRule(dots=5, max_dots_per_option=3)),
        (
            "dots=4,per-cluster=2,negative=2,must-use-all,no-own,hidden",
            VoteRule(
                dots=4,
                max_dots_per_cluster=2,
                negative_dots=2,
                must_use_all=True,
                own_card_allowed=False,
                hidden=True,
            ),
        ),
        ("dots=auto", VoteRule(budget=DotBudgetRule.HALF)),
        ("dots=half", VoteRule(budget=DotBudgetRule.HALF)),
        ("dots=distinct-ranks", VoteRule(budget=DotBudgetRule.DISTINCT_RANKS)),
        ("dots=room_total", VoteRule(budget=DotBudgetRule.ROOM_TOTAL)),
        (" DOTS = 7 , , Must-Use-All ,", VoteRule(dots=7, must_use_all=True)),
        ("weight-red=2,weight-black=-1", VoteRule(weights=(("red", 2), ("black", -1)))),  # type: ignore[arg-type]
        ("", VoteRule()),
    ],
)
def test_rules_as_people_write_them(text: str, rule: VoteRule) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "points=5",
        "dots",
        "dots=",
        "dots=many",
        "dots=-1",
        "dots=1.5",
        "dots=²",
        "dots=99999",
        "dots=fixed",
        "=5",
        "dots=5,dots=5",
        "dots=5,hidden,hidden",
        "hidden=yes",
        "per-idea=",
        "weight-pink=2",
        "weight-red=--2",
        "weight-red=2,weight-red=3",
        "weight-=2",
        "per-idea=3;negative=1",
        "\x00",
        pytest.param("dots=5" * 1000, id="6000 signs"),
    ],
)
def test_a_part_that_is_none_is_named(text: str) -> None:
    with pytest.raises(BadInput, match=r"is not part of a dot rule\. A rule looks like") as raised:
        read_rule(text)
    assert len(str(raised.value)) < 160


@pytest.mark.parametrize(
    "text", ["dots=0", "dots=1001", "dots=5,per-idea=0", "per-cluster=0", "negative=1001"]
)
def test_numbers_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="at least one dot and at most 1000"):
        read_rule(text)


def test_a_colour_without_weight_counts_once() -> None:
    rule = read_rule("weight-red=3,weight-black=-2,weight-white=0")
    weights = {colour: rule.weight(colour) for colour in DotColour}
    assert weights.pop(DotColour.RED) == 3
    assert weights.pop(DotColour.BLACK) == -2
    assert weights.pop(DotColour.WHITE) == 0
    assert set(weights.values()) == {1}


def test_three_ideas_with_one_dot_each_leave_no_room_for_four() -> None:
    rule = read_rule("dots=4,per-idea=1,must-use-all")
    with pytest.raises(BadInput, match="Nobody could use all 4 dots: the limits leave room for 3"):
        check_rule_fits(rule, 4, [-3])


@pytest.mark.parametrize(
    ("rule", "dots", "clusters"),
    [
        ("per-idea=1,must-use-all", 3, [-3]),
        ("per-idea=1", 4, [-3]),
        ("per-idea=2,must-use-all", 4, [-2]),
        ("must-use-all", 1000, [-2]),
        ("per-cluster=2,must-use-all", 4, [5, 5]),
        ("per-cluster=2,must-use-all", 7, [5, -1]),
        ("per-cluster=5,per-idea=1,must-use-all", 5, [2, 3]),
    ],
)
def test_rules_that_can_be_kept(rule: str, dots: int, clusters: list[int]) -> None:
    check_rule_fits(read_rule(rule), dots, clusters)


@pytest.mark.parametrize(
    ("rule", "dots", "clusters", "room"),
    [
        ("per-cluster=2,must-use-all", 5, [5, 5], 4),
        ("per-cluster=2,per-idea=1,must-use-all", 4, [1, 5], 3),
        ("per-cluster=1,per-idea=1,must-use-all", 4, [3, 3, -1], 3),
    ],
)
def test_rules_that_nobody_can_keep(rule: str, dots: int, clusters: list[int], room: int) -> None:
    with pytest.raises(BadInput, match=f"leave room for {room}"):
        check_rule_fits(read_rule(rule), dots, clusters)
