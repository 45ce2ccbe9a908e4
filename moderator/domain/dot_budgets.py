"""How many dots each person gets: fixed, or by one of the formulas facilitators use.

`options` is the number of ideas to choose from, `people` the number of voters. Division always
rounds up; the result is at least 1. Sources of the formulas:

* half: min(10, ⌈a/2⌉): altenpflege-lernfelder.de, Mehrpunktabfrage; rounding up: blog.neuland.com
* distinct_ranks: ⌈a(a−1)/(2p)⌉: workshopmoderationstraining.de; for every option to end on a
  different count the room needs 0 + 1 + … + (a−1) dots
* third: ⌈a/3⌉: globallearningpartners.com, dot-mocracy
* quarter: ⌈a/4⌉: dotmocracy.org
* room_total: ⌈a²/(2p)⌉: a/2 dots per option on average, canr.msu.edu, dot voting tips
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from moderator.errors import BadInput, msg

HALF_AT_MOST = 10
MOST_FIXED_DOTS = 1000


class DotBudgetRule(StrEnum):
    """Ways to arrive at dots per person."""

    FIXED = "fixed"
    HALF = "half"
    THIRD = "third"
    QUARTER = "quarter"
    DISTINCT_RANKS = "distinct-ranks"
    ROOM_TOTAL = "room-total"


NEEDS_PEOPLE = frozenset({DotBudgetRule.DISTINCT_RANKS, DotBudgetRule.ROOM_TOTAL})


class DotBudget(NamedTuple):
    """Dots per person with the working, for example `12·11/(2·16) = 4.1`."""

    dots: int
    working: str


def dot_budget(
    rule: DotBudgetRule, options: int, people: int | None = None, fixed: int = 5
) -> DotBudget:
    """Return dots per person under `rule` for `options` ideas and `people` voters.

    Raises:
        BadInput: fewer than two options, or the formula needs the number of people.
    """
    if options < 2:
        raise BadInput(
            msg("There are not enough ideas to vote on."),
            msg("A vote needs at least two ideas."),
        )
    if rule in NEEDS_PEOPLE and (people is None or people < 1):
        raise BadInput(
            msg("This dot rule needs the number of people."),
            msg("Enter how many people vote, or choose another rule."),
        )
    numerator, denominator, working = _fraction(rule, options, people or 1, fixed)
    dots = max(1, -(-numerator // denominator))
    if rule is DotBudgetRule.HALF:
        dots = min(HALF_AT_MOST, dots)
    quotient = f" = {numerator / denominator:.1f}" if denominator > 1 else ""
    return DotBudget(dots, working + quotient)


def _fraction(rule: DotBudgetRule, a: int, p: int, fixed: int) -> tuple[int, int, str]:
    match rule:
        case DotBudgetRule.HALF:
            return a, 2, f"{a}/2"
        case DotBudgetRule.THIRD:
            return a, 3, f"{a}/3"
        case DotBudgetRule.QUARTER:
            return a, 4, f"{a}/4"
        case DotBudgetRule.DISTINCT_RANKS:
            return a * (a - 1), 2 * p, f"{a}·{a - 1}/(2·{p})"
        case DotBudgetRule.ROOM_TOTAL:
            return a * a, 2 * p, f"{a}·{a}/(2·{p})"
        case DotBudgetRule.FIXED:
            return fixed, 1, str(fixed)
