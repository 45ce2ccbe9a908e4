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


Parts = list[tuple[Action, list["PlanLine"]]]
"""The lines of a plan by action, those that need a person first."""


def in_order(lines: Iterable[PlanLine]) -> Parts:
    """Return the lines by action, those that need a person first; empty actions are left out."""
    found: dict[Action, list[PlanLine]] = {action: [] for action in _ORDER}
    for line in lines:
        found[line.action].append(line)
    return [(action, listed) for action, listed in found.items() if listed]


def parts_of(parts: Parts, group: PlanGroup) -> Parts:
    """Return what is shown with `group`; “to do” is everything but what stays."""
    if group is PlanGroup.TO_DO:
        return [part for part in parts if _GROUPS[part[0]] is not PlanGroup.STAYS]
    return [part for part in parts if _GROUPS[part[0]] is group]


def count_groups(parts: Parts) -> dict[PlanGroup, int]:
    """Return how many lines each part of the plan has."""
    return {
        group: sum(len(lines) for _action, lines in parts_of(parts, group)) for group in PlanGroup
    }


def sent_of(counts: dict[PlanGroup, int]) -> int:
    """Return how many lines a run would send."""
    return sum(counts[group] for group in _SENT)
