"""From dots to ranks: nothing gets lost, ties share a rank, a few dots decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.ballots import VoteSource
from moderator.domain.codes import CardCode
from moderator.domain.ids import IdeaId
from moderator.domain.rules import DotColour, VoteRule
from moderator.domain.tallies import BallotTotal, Count, RankedIdea, is_close_call, rank_ideas

if TYPE_CHECKING:
    from random import Random

    from moderator.domain.tallies import Option

IDEAS = [IdeaId(letter) for letter in "ABCDEF"]
OPTIONS: list[Option] = [
    (idea, number, CardCode(f"code {idea}"), f"Idee {idea}")
    for number, idea in enumerate(IDEAS, start=1)
]
RED = VoteRule()
ENOUGH = st.integers(0, 500)
TOTALS = st.lists(
    st.builds(
        BallotTotal, st.sampled_from(IDEAS), st.sampled_from(VoteSource), ENOUGH, st.integers(0, 9)
    ),
    max_size=30,
)
COUNTS = st.lists(
    st.builds(
        Count,
        idea_id=st.sampled_from(IDEAS),
        colour=st.sampled_from(DotColour),
        number=ENOUGH,
        counted_by=st.sampled_from(["", "Pinnwand 1", "Pinnwand 2"]),
        source=st.sampled_from([VoteSource.TYPED, VoteSource.PHOTO]),
    ),
    max_size=20,
)
WEIGHTS = st.dictionaries(st.sampled_from(DotColour), st.integers(-3, 3)).map(
    lambda weights: VoteRule(weights=tuple(weights.items()))
)


def ranked(*dots: int) -> tuple[RankedIdea, ...]:
    totals = [
        BallotTotal(idea, VoteSource.TYPED, max(number, 0), max(-number, 0))
        for idea, number in zip(IDEAS, dots, strict=False)
    ]
    return rank_ideas(OPTIONS[: len(dots)], totals, [], RED)


@pytest.mark.parametrize(
    ("dots", "ranks"),
    [
        ((4, 8, 6), (3, 1, 2)),
        ((8, 6, 6, 1), (1, 2, 2, 4)),
        ((5, 5, 5), (1, 1, 1)),
        ((0, 0), (1, 1)),
        ((1, 0, 0, 0), (1, 2, 2, 2)),
        ((0, -2, 3), (2, 3, 1)),
        ((7,), (1,)),
    ],
)
def test_ranks_as_facilitators_count_them(dots: tuple[int, ...], ranks: tuple[int, ...]) -> None:
    by_idea = {line.idea_id: line.rank for line in ranked(*dots)}
    assert tuple(by_idea[idea] for idea in IDEAS[: len(dots)]) == ranks


def test_the_lines_come_by_rank_and_ties_by_number() -> None:
    lines = ranked(1, 6, 8, 6)
    assert [line.number for line in lines] == [3, 2, 4, 1]
    assert [line.tied for line in lines] == [False, True, True, False]
    assert lines[0].title == "Idee C"
    assert lines[0].code == "code C"


def test_no_options_no_ranking() -> None:
    assert rank_ideas([], [], [], RED) == ()


def test_each_source_goes_into_its_part() -> None:
    totals = [
        BallotTotal(IDEAS[0], VoteSource.TYPED, 1, 0),
        BallotTotal(IDEAS[0], VoteSource.PHOTO, 2, 0),
        BallotTotal(IDEAS[0], VoteSource.PHONE, 4, 1),
        BallotTotal(IDEAS[0], VoteSource.PLATFORM, 8, 2),
    ]
    counts = [
        Count(IDEAS[0], DotColour.RED, 16, "Pinnwand 1"),
        Count(IDEAS[0], DotColour.RED, 32, "Pinnwand 2", VoteSource.PHOTO),
    ]
    (line,) = rank_ideas(OPTIONS[:1], totals, counts, RED)
    assert (line.paper, line.phone, line.platform, line.against) == (51, 4, 8, 3)
    assert line.dots == 60


def test_colours_weigh_what_the_rule_says() -> None:
    rule = VoteRule(
        weights=((DotColour.GREEN, 3), (DotColour.BLACK, -2), (DotColour.WHITE, 0)),
    )
    counts = [Count(IDEAS[0], colour, 5, "") for colour in DotColour]
    (line,) = rank_ideas(OPTIONS[:1], [], counts, rule)
    plain = len(DotColour) - 3
    assert (line.paper, line.against) == (5 * plain + 15, 10)
    assert line.dots == 5 * plain + 15 - 10


@given(TOTALS, COUNTS, WEIGHTS)
def test_the_parts_add_up_and_nothing_is_lost(
    totals: list[BallotTotal], counts: list[Count], rule: VoteRule
) -> None:
    lines = rank_ideas(OPTIONS, totals, counts, rule)
    assert {line.idea_id for line in lines} == set(IDEAS)
    for line in lines:
        assert line.dots == line.paper + line.phone + line.platform - line.against
        assert min(line.paper, line.phone, line.platform, line.against) >= 0
    given_dots = sum(total.dots_for - total.dots_against for total in totals)
    counted = sum(count.number * rule.weight(count.colour) for count in counts)
    assert sum(line.dots for line in lines) == given_dots + counted


@given(TOTALS, COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(
    totals: list[BallotTotal], counts: list[Count], chance: Random
) -> None:
    before = rank_ideas(OPTIONS, totals, counts, RED)
    chance.shuffle(totals)
    chance.shuffle(counts)
    assert rank_ideas(OPTIONS, totals, counts, RED) == before


@given(TOTALS, COUNTS)
def test_a_rank_is_one_more_than_the_number_of_better_ideas(
    totals: list[BallotTotal], counts: list[Count]
) -> None:
    lines = rank_ideas(OPTIONS, totals, counts, RED)
    for line in lines:
        assert line.rank == 1 + sum(other.dots > line.dots for other in lines)
        assert line.tied is (sum(other.dots == line.dots for other in lines) > 1)


@pytest.mark.parametrize(
    ("dots", "close"),
    [
        ((39, 37), True),
        ((39, 36), False),
        ((5, 5, 5), True),
        ((2, 0), True),
        ((3, 0), False),
        ((0, 0), False),
        ((-1, -1), False),
        ((7,), False),
    ],
)
def test_a_difference_of_a_few_dots_is_no_decision(dots: tuple[int, ...], close: bool) -> None:
    assert is_close_call(ranked(*dots)) is close


def test_an_empty_ranking_decides_nothing() -> None:
    assert not is_close_call(())


@pytest.mark.parametrize("source", VoteSource)
@pytest.mark.parametrize("colour", DotColour)
def test_no_source_or_colour_is_forgotten(source: VoteSource, colour: DotColour) -> None:
    count = Count(IDEAS[0], colour, 1, "", source)
    (line,) = rank_ideas(OPTIONS[:1], [BallotTotal(IDEAS[0], source, 1, 0)], [count], RED)
    assert line.dots == 2
