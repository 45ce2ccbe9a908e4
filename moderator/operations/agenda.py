"""The agenda of a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.agenda import Method, Permission, Step
from moderator.domain.ids import StepId, WorkshopId, new_id
from moderator.domain.plain_text import clean_body, clean_title
from moderator.errors import BadInput, NotFound, msg
from moderator.events import WorkshopChanged
from moderator.operations.workshops import required as required_workshop
from moderator.storage import steps as stored

if TYPE_CHECKING:
    from moderator.operations.desk import Desk

LONGEST_STEP = 24 * 60


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What is known of a step before it has a place; `minutes` is planned time."""

    title: str
    method: Method = Method.DISCUSSION
    instruction: str = ""
    minutes: int = 0
    permissions: frozenset[Permission] = frozenset({Permission.SEE})


def add_step(desk: Desk, workshop_id: WorkshopId, draft: StepDraft) -> Step:
    """Add a step at the end of the agenda.

    Raises:
        BadInput: the title is empty or the minutes are out of range.
        NotFound: there is no such workshop.
    """
    if not 0 <= draft.minutes <= LONGEST_STEP:
        raise BadInput(msg("A step lasts between 0 and {most} minutes."), most=LONGEST_STEP)
    with desk.doing("add_step", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        step = Step(
            id=StepId(new_id()),
            workshop_id=workshop_id,
            position=stored.next_position(doing.work, workshop_id),
            title=clean_title(draft.title),
            method=draft.method,
            instruction=clean_body(draft.instruction),
            minutes=draft.minutes,
            permissions=draft.permissions,
        )
        stored.save(doing.work, step)
        doing.about["title"] = step.title
        doing.tell(WorkshopChanged(workshop_id))
    return step


def remove_step(desk: Desk, step_id: StepId) -> None:
    """Take a step from the agenda.

    Raises:
        NotFound: there is no such step.
    """
    with desk.reading() as reader:
        step = stored.read(reader, step_id)
    if step is None:
        raise NotFound(msg("This step does not exist any more."))
    with desk.doing("remove_step", step.workshop_id) as doing:
        stored.drop(doing.work, step_id)
        doing.about["title"] = step.title
        doing.tell(WorkshopChanged(step.workshop_id))


def list_steps(desk: Desk, workshop_id: WorkshopId) -> list[Step]:
    """Return the agenda in order."""
    with desk.reading() as reader:
        return stored.list_all(reader, workshop_id)
