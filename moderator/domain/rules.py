"""The rule of a vote: how many dots, where they may go, and how the rule is written.

Written form, as on the command line: `dots=5,per-idea=3,per-cluster=4,negative=2,must-use-all,
no-own,hidden,weight-red=2`. `dots` is a number or the name of a formula (`half`, `third`,
`quarter`, `distinct-ranks`, `room-total`); `auto` means `half`, the only one that needs nothing
but the number of ideas and never asks for more than ten dots.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from moderator.domain.dot_budgets import MOST_FIXED_DOTS, DotBudgetRule
from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from collections.abc import Callable


class DotColour(StrEnum):
    """Colours of sticky dots."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class VoteRule:
    """What is said before people dot.

    Attributes:
        budget: where the number of dots comes from.
        dots: dots per person if `budget` is fixed.
        max_dots_per_option: stacking limit, None is free.
        max_dots_per_cluster: limit for all ideas of one cluster together, None is free.
        must_use_all: a ballot with dots left over does not fit.
        own_card_allowed: whether dots may go on one's own idea.
        negative_dots: dots against that each person has beside the others, 0 is none.
        hidden: results stay hidden until the round is closed.
        weights: what a counted paper dot of a colour is worth, other colours 1; a negative
            weight makes it a dot against.
    """

    budget: DotBudgetRule = DotBudgetRule.FIXED
    dots: int = 5
    max_dots_per_option: int | None = None
    max_dots_per_cluster: int | None = None
    must_use_all: bool = False
    own_card_allowed: bool = True
    negative_dots: int = 0
    hidden: bool = False
    weights: tuple[tuple[DotColour, int], ...] = ()

    def weight(self, colour: DotColour) -> int:
        """Return what one counted dot of `colour` is worth."""
        return dict(self.weights).get(colour, 1)


def write_rule(rule: VoteRule) -> str:
    """Return `rule` in its written form; `read_rule` reads it back."""
    fixed = rule.budget is DotBudgetRule.FIXED
    parts = [f"dots={rule.dots if fixed else rule.budget.value}"]
    if rule.max_dots_per_option is not None:
        parts.append(f"per-idea={rule.max_dots_per_option}")
    if rule.max_dots_per_cluster is not None:
        parts.append(f"per-cluster={rule.max_dots_per_cluster}")
    if rule.negative_dots:
        parts.append(f"negative={rule.negative_dots}")
    flags = {
        "must-use-all": rule.must_use_all,
        "no-own": not rule.own_card_allowed,
        "hidden": rule.hidden,
    }
    parts += [name for name, on in flags.items() if on]
    parts += [f"weight-{colour.value}={weight}" for colour, weight in rule.weights]
    return ",".join(parts)


def read_rule(text: str) -> VoteRule:
    """Read a rule from its written form.

    Raises:
        BadInput: a part is unknown, given twice or out of range.
    """
    rule = VoteRule()
    seen: set[str] = set()
    for part in filter(None, (piece.strip().lower() for piece in text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in seen:
            raise _bad_part(part)
        seen.add(name)
        rule = _with_part(rule, name, value, part)
    return _checked(rule)


def _with_part(rule: VoteRule, name: str, value: str, part: str) -> VoteRule:
    if name.startswith("weight-"):
        return _with_weight(rule, name.removeprefix("weight-"), value, part)
    if name in _FLAGS:
        if value:
            raise _bad_part(part)
        return _FLAGS[name](rule)
    if name in _NUMBERS:
        return _NUMBERS[name](rule, _number(value, part))
    if name == "dots":
        return _with_dots(rule, value, part)
    raise _bad_part(part)


_FLAGS: dict[str, Callable[[VoteRule], VoteRule]] = {
    "must-use-all": lambda rule: replace(rule, must_use_all=True),
    "no-own": lambda rule: replace(rule, own_card_allowed=False),
    "hidden": lambda rule: replace(rule, hidden=True),
}
_NUMBERS: dict[str, Callable[[VoteRule, int], VoteRule]] = {
    "per-idea": lambda rule, number: replace(rule, max_dots_per_option=number),
    "per-cluster": lambda rule, number: replace(rule, max_dots_per_cluster=number),
    "negative": lambda rule, number: replace(rule, negative_dots=number),
}


def _with_dots(rule: VoteRule, value: str, part: str) -> VoteRule:
    if value == "auto":
        return replace(rule, budget=DotBudgetRule.HALF)
    named = value.replace("_", "-")
    if named in set(DotBudgetRule) - {DotBudgetRule.FIXED}:
        return replace(rule, budget=DotBudgetRule(named))
    return replace(rule, budget=DotBudgetRule.FIXED, dots=_number(value, part))


def _with_weight(rule: VoteRule, colour: str, value: str, part: str) -> VoteRule:
    if colour not in set(DotColour):
        raise _bad_part(part)
    sign, digits = (-1, value[1:]) if value.startswith("-") else (1, value)
    return replace(rule, weights=(*rule.weights, (DotColour(colour), sign * _number(digits, part))))


def _number(value: str, part: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise _bad_part(part)
    return int(value)


def _bad_part(part: str) -> BadInput:
    return BadInput(
        msg("“{part}” is not part of a dot rule."),
        msg("A rule looks like dots=5,per-idea=3,must-use-all."),
        part=part[:40],
    )


def _checked(rule: VoteRule) -> VoteRule:
    limits = (rule.max_dots_per_option, rule.max_dots_per_cluster)
    if (
        not 1 <= rule.dots <= MOST_FIXED_DOTS
        or rule.negative_dots > MOST_FIXED_DOTS
        or any(limit is not None and limit < 1 for limit in limits)
    ):
        raise BadInput(
            msg("A dot rule needs at least one dot and at most {most}."),
            msg("A rule looks like dots=5,per-idea=3,must-use-all."),
            most=MOST_FIXED_DOTS,
        )
    return rule


def check_rule_fits(rule: VoteRule, dots: int, clusters: list[int]) -> None:
    """Refuse a rule under which nobody could use all dots.

    Args:
        rule: the rule of the round.
        dots: dots per person as worked out.
        clusters: number of options in each cluster; every option without a cluster is a
            cluster of one here, without a cluster limit (pass it as a negative number).

    Raises:
        BadInput: all dots must be used but the limits leave too few places.
    """
    if not rule.must_use_all:
        return
    room = sum(_room(rule, size, dots) for size in clusters)
    if room < dots:
        raise BadInput(
            msg("Nobody could use all {dots} dots: the limits leave room for {room}."),
            msg("Give fewer dots, raise a limit, or let people keep dots."),
            dots=dots,
            room=room,
        )


def _room(rule: VoteRule, size: int, dots: int) -> int:
    per_option = rule.max_dots_per_option if rule.max_dots_per_option is not None else dots
    room = abs(size) * per_option
    if size > 0 and rule.max_dots_per_cluster is not None:
        return min(room, rule.max_dots_per_cluster)
    return room
