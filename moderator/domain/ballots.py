"""Ballots: dots per idea, checked against the rule of the round."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ids import ClusterId, IdeaId
    from moderator.domain.rounds import VoteOption
    from moderator.domain.rules import VoteRule

Dots = dict["IdeaId", int]
"""Dots per idea on one ballot; a negative number counts against."""


class VoteSource(StrEnum):
    """How a ballot or count came in."""

    TYPED = "typed"
    PHONE = "phone"
    PHOTO = "photo"
    PLATFORM = "platform"


class Breach(StrEnum):
    """Ways in which a ballot does not fit the rule."""

    UNKNOWN_OPTION = "unknown-option"
    TOO_MANY_DOTS = "too-many-dots"
    TOO_MANY_ON_OPTION = "too-many-on-option"
    TOO_MANY_IN_CLUSTER = "too-many-in-cluster"
    TOO_MANY_AGAINST = "too-many-against"
    DOTS_LEFT = "dots-left"
    OWN_CARD = "own-card"


@dataclass(frozen=True, slots=True)
class Misfit:
    """One breach: which idea (if one), how many dots were given and how many are allowed."""

    breach: Breach
    given: int
    allowed: int
    idea_id: IdeaId | None = None


def dots_used(dots: Mapping[IdeaId, int]) -> int:
    """Return the dots given for ideas."""
    return sum([number for number in dots.values() if number > 0])


def dots_against(dots: Mapping[IdeaId, int]) -> int:
    """Return the dots given against ideas, as a positive number."""
    return -sum([number for number in dots.values() if number < 0])


def check_ballot(
    dots: Mapping[IdeaId, int],
    rule: VoteRule,
    budget: int,
    options: Mapping[IdeaId, VoteOption],
    voter_mark: str = "",
) -> tuple[Misfit, ...]:
    """Return every way in which `dots` does not fit, empty if it fits.

    Args:
        dots: dots per idea, negative against.
        rule: the rule of the round.
        budget: dots per person as worked out at opening.
        options: at least the options that `dots` names.
        voter_mark: keyed hash of the voter's code, to know own cards; empty if unknown.
    """
    if not dots.keys() <= options.keys():
        unknown = [idea_id for idea_id in dots if idea_id not in options]
        return tuple(Misfit(Breach.UNKNOWN_OPTION, dots[each], 0, each) for each in unknown)
    found = _check_totals(dots, rule, budget)
    found += _check_options(dots, rule, options, voter_mark)
    found += _check_clusters(dots, rule, options)
    return tuple(found)


def _check_totals(dots: Mapping[IdeaId, int], rule: VoteRule, budget: int) -> list[Misfit]:
    used, against = dots_used(dots), dots_against(dots)
    found = []
    if used > budget:
        found.append(Misfit(Breach.TOO_MANY_DOTS, used, budget))
    if rule.must_use_all and used < budget:
        found.append(Misfit(Breach.DOTS_LEFT, used, budget))
    if against > rule.negative_dots:
        found.append(Misfit(Breach.TOO_MANY_AGAINST, against, rule.negative_dots))
    return found


def _check_options(
    dots: Mapping[IdeaId, int],
    rule: VoteRule,
    options: Mapping[IdeaId, VoteOption],
    voter_mark: str,
) -> list[Misfit]:
    most = rule.max_dots_per_option
    found = []
    for idea_id, number in dots.items():
        if most is not None and abs(number) > most:
            found.append(Misfit(Breach.TOO_MANY_ON_OPTION, abs(number), most, idea_id))
        own = bool(voter_mark) and options[idea_id].author_mark == voter_mark
        if own and not rule.own_card_allowed and number:
            found.append(Misfit(Breach.OWN_CARD, abs(number), 0, idea_id))
    return found


def _check_clusters(
    dots: Mapping[IdeaId, int], rule: VoteRule, options: Mapping[IdeaId, VoteOption]
) -> list[Misfit]:
    most = rule.max_dots_per_cluster
    if most is None:
        return []
    spent: defaultdict[ClusterId, int] = defaultdict(int)
    first: dict[ClusterId, IdeaId] = {}
    for idea_id, number in dots.items():
        cluster_id = options[idea_id].cluster_id
        if cluster_id is not None and number > 0:
            spent[cluster_id] += number
            first.setdefault(cluster_id, idea_id)
    return [
        Misfit(Breach.TOO_MANY_IN_CLUSTER, number, most, first[cluster_id])
        for cluster_id, number in spent.items()
        if number > most
    ]
