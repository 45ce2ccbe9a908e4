"""What a person can decide about a line of the plan, and how the line reads afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from moderator.domain.platforms import ItemKind
from moderator.errors import msg
from moderator.sync.comparing import UNMARKED, Action
from moderator.sync.decisions import Decision

if TYPE_CHECKING:
    from moderator.sync.planning import PlanLine


class Choice(NamedTuple):
    """A decision that fits; texts are English message ids."""

    decision: Decision
    text: str
    icon: str
    tip: str


_OURS = Choice(
    Decision.OURS, msg("Send ours"), "cloud-upload", msg("What is here replaces what stands there.")
)
_THEIRS = Choice(
    Decision.THEIRS,
    msg("Keep theirs"),
    "check",
    msg("What stands there stays; ours is sent only after its next change."),
)
_ADD = Choice(Decision.ADD, msg("Add both"), "plus", msg("The number there plus the number here."))
_AGAIN = Choice(Decision.AGAIN, msg("Send again"), "redo-2", msg("It is made anew over there."))
_RETRY = Choice(
    Decision.RETRY, msg("Try again"), "refresh-cw", msg("It is sent once more as it is.")
)
_DROP = Choice(Decision.DROP, msg("Do not send"), "x", msg("It is left out from now on."))
_AFTER_ALL = Choice(
    Decision.AGAIN, msg("Send after all"), "redo-2", msg("It is no longer left out.")
)
EVERY_CHOICE = (_ADD, _OURS, _THEIRS, _AGAIN, _RETRY, _AFTER_ALL, _DROP)
"""All decisions there are, in the order in which they are offered."""
_DROPPED = msg("Dropped by a decision.")


def choices_for(line: PlanLine, *, retriable: bool) -> list[Choice]:
    """Return the decisions that fit a line, the likeliest first."""
    match line.action:
        case Action.CONFLICT if line.why == UNMARKED:
            # Ours could replace what somebody else wrote.
            return [_THEIRS, _AGAIN, _DROP]
        case Action.CONFLICT:
            # Counts typed by colleagues are most often other people's dots.
            numbers = line.kind is ItemKind.VOTES and "number" in line.theirs
            return [*([_ADD] if numbers else []), _OURS, _THEIRS, _DROP]
        case Action.GONE:
            return [_AGAIN, _DROP]
        case Action.REFUSED:
            return [*([_RETRY] if retriable else []), _DROP]
        case Action.CREATE | Action.UPDATE:
            return [_DROP]
        case _:
            return [_AFTER_ALL] if line.why == _DROPPED else []


_AFTERWARDS = {
    Decision.OURS: (Action.UPDATE, msg("Decided: ours is sent.")),
    Decision.THEIRS: (Action.LEAVE, msg("Decided: theirs stays.")),
    Decision.ADD: (Action.UPDATE, msg("Decided: both numbers are added.")),
    Decision.AGAIN: (Action.CREATE, msg("Decided: it is sent again.")),
    Decision.RETRY: (Action.CREATE, msg("Decided: it is tried again.")),
    Decision.DROP: (Action.LEAVE, _DROPPED),
}


def decided(line: PlanLine, decision: Decision) -> PlanLine:
    """Return the line as it reads once a decision about it was noted."""
    action, why = _AFTERWARDS[decision]
    return replace(line, action=action, why=why, theirs={})


def can_be_edited(line: PlanLine) -> bool:
    """Tell whether the words of the idea can be changed from here."""
    return line.kind is ItemKind.IDEA and line.action in _EDITABLE


_EDITABLE = frozenset({Action.CREATE, Action.UPDATE, Action.REFUSED, Action.CONFLICT})


def reworded(line: PlanLine, title: str, *, is_there: bool) -> PlanLine:
    """Return the line as it reads once its words were changed here."""
    if line.action is Action.CONFLICT:
        return replace(line, title=title)
    action = Action.UPDATE if is_there else Action.CREATE
    return replace(line, action=action, title=title, why=msg("The words were changed here."))
