"""The dot rule behind a published vote, wide enough for every ballot of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.domain.dot_budgets import MOST_FIXED_DOTS
from moderator.domain.rules import VoteRule
from moderator.errors import BadInput, msg
from moderator.exchange.pabulib.layout import VoteType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.exchange.incoming import IncomingBallot


def rule_of(
    meta: Mapping[str, str], vote_type: VoteType, ballots: Sequence[IncomingBallot]
) -> VoteRule:
    """Return the rule: what META allows, and more where ballots went beyond it.

    Raises:
        BadInput: someone gave more points than a dot rule can hold.
    """
    used = [sum(n for n in ballot.dots.values() if n > 0) for ballot in ballots]
    against = [-sum(n for n in ballot.dots.values() if n < 0) for ballot in ballots]
    most = max((abs(n) for ballot in ballots for n in ballot.dots.values()), default=0)
    said_dots, said_most = _said(meta, vote_type)
    rule = VoteRule(
        dots=max(said_dots, 1, *used),
        max_dots_per_option=max(said_most, most) if said_most > 0 else None,
        must_use_all=_must_use_all(meta, vote_type, used),
        negative_dots=max(0, -_number(meta, "min_points"), *against),
    )
    if max(rule.dots, rule.negative_dots, rule.max_dots_per_option or 0) > MOST_FIXED_DOTS:
        raise BadInput(
            msg("A ballot may give more than {most} points, which no dot rule holds."),
            most=MOST_FIXED_DOTS,
        )
    return rule


def _said(meta: Mapping[str, str], vote_type: VoteType) -> tuple[int, int]:
    """Return points per ballot and per project as META states them, 0 where it does not."""
    match vote_type:
        case VoteType.APPROVAL:
            return _number(meta, "max_length"), 1
        case VoteType.CHOOSE_ONE:
            return 1, 1
        case _:
            return _number(meta, "max_sum_points"), _number(meta, "max_points")


def _must_use_all(meta: Mapping[str, str], vote_type: VoteType, used: Sequence[int]) -> bool:
    if vote_type is VoteType.CHOOSE_ONE:
        return True
    what = "sum_points" if vote_type.has_points else "length"
    least, most = _number(meta, f"min_{what}"), _number(meta, f"max_{what}")
    return 0 < least == most and set(used) <= {most}


def _number(meta: Mapping[str, str], name: str) -> int:
    text = meta.get(name, "")
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else 0
