"""How the lines of a plan are put together: what happens, what a person decides, what stays."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.sync.comparing import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.sync.planning import PlanLine

_ORDER = (
    Action.CONFLICT,
    Action.GONE,
    Action.REFUSED,
    Action.CREATE,
    Action.UPDATE,
    Action.REMOVE,
    Action.LINK,
    Action.LEAVE,
)
"""What a person has to look at comes first."""


class PlanGroup(Enum):
    """A part of the plan that can be shown by itself; the value is its name."""

    TO_DO = msg("To do")
    NEW = msg("New")
    CHANGED = msg("Changed")
    PERSON = msg("Needs a decision")
    REFUSED = msg("Refused")
    STAYS = msg("Stays")


_GROUPS = {
    Action.CREATE: PlanGroup.NEW,
    Action.UPDATE: PlanGroup.CHANGED,
    Action.REMOVE: PlanGroup.CHANGED,
    Action.CONFLICT: PlanGroup.PERSON,
    Action.GONE: PlanGroup.PERSON,
    Action.REFUSED: PlanGroup.REFUSED,
    Action.LINK: PlanGroup.STAYS,
    Action.LEAVE: PlanGroup.STAYS,
}
_SENT = frozenset({PlanGroup.NEW, PlanGroup.CHANGED})


def group_of(line: PlanLine) -> PlanGroup:
    """Return the part of the plan that a line belongs to."""
    return _GROUPS[line.action]


def is_in(line: PlanLine, group: PlanGroup) -> bool:
    """Tell whether a line is shown with `group`; “to do” is everything but what stays."""
    found = group_of(line)
    return found is not PlanGroup.STAYS if group is PlanGroup.TO_DO else found is group


def count_groups(lines: Iterable[PlanLine]) -> dict[PlanGroup, int]:
    """Return how many lines each part of the plan has."""
    counts = dict.fromkeys(PlanGroup, 0)
    for line in lines:
        group = group_of(line)
        counts[group] += 1
        counts[PlanGroup.TO_DO] += group is not PlanGroup.STAYS
    return counts


def sent_of(counts: dict[PlanGroup, int]) -> int:
    """Return how many lines a run would send."""
    return sum(counts[group] for group in _SENT)


def in_order(lines: Iterable[PlanLine]) -> list[tuple[Action, list[PlanLine]]]:
    """Return the lines by action, those that need a person first; empty actions are left out."""
    found: dict[Action, list[PlanLine]] = {action: [] for action in _ORDER}
    for line in lines:
        found[line.action].append(line)
    return [(action, listed) for action, listed in found.items() if listed]
