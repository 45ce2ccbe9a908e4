"""The agenda: steps with a method, an instruction, minutes and what participants may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderator.domain.ids import StepId, WorkshopId


class Method(StrEnum):
    """Methods a step can follow; each has a printed instruction of its own."""

    WELCOME = "welcome"
    CARD_COLLECTION = "card_collection"
    CALL_OUT_COLLECTION = "call_out_collection"
    CLUSTERING = "clustering"
    MULTI_DOT_VOTE = "multi_dot_vote"
    MOOD_BAROMETER = "mood_barometer"
    FLASH_ROUND = "flash_round"
    WORLD_CAFE = "world_cafe"
    PROJECT_WORKSHOP = "project_workshop"
    DISCUSSION = "discussion"
    BREAK = "break"


class Permission(StrEnum):
    """What participants may do during a step."""

    WRITE = "write"
    MOVE = "move"
    VOTE = "vote"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Step:
    """One agenda step; `position` counts from 1, `minutes` is planned time."""

    id: StepId
    workshop_id: WorkshopId
    position: int
    title: str
    method: Method = Method.DISCUSSION
    instruction: str = ""
    minutes: int = 0
    permissions: frozenset[Permission] = frozenset({Permission.SEE})


def agenda_minutes(steps: list[Step]) -> int:
    """Return the planned minutes of all steps together."""
    return sum(step.minutes for step in steps)
