"""Agenda steps as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from moderator.domain.agenda import Method, Permission, Step
from moderator.domain.ids import StepId, WorkshopId
from moderator.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.steps


def _step(row: RowMapping) -> Step:
    return Step(
        id=StepId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        position=row["position"],
        title=row["title"],
        method=Method(row["method"]),
        instruction=row["instruction"],
        minutes=row["minutes"],
        permissions=frozenset(map(Permission, filter(None, row["permissions"].split(",")))),
    )


def save(work: UnitOfWork, step: Step) -> None:
    """Insert or replace a step."""
    work.put(
        _table,
        {
            "id": step.id,
            "workshop_id": step.workshop_id,
            "position": step.position,
            "title": step.title,
            "method": step.method.value,
            "instruction": step.instruction,
            "minutes": step.minutes,
            "permissions": ",".join(sorted(step.permissions)),
        },
    )


def drop(work: UnitOfWork, step_id: StepId) -> None:
    """Delete a step."""
    work.drop(_table, step_id)


def read(reader: Reader, step_id: StepId) -> Step | None:
    """Return the step with this id, None if there is none."""
    query = select(_table).where(_table.c.id == step_id)
    row = reader.connection.execute(query).mappings().first()
    return _step(row) if row else None


def list_all(reader: Reader, workshop_id: WorkshopId) -> list[Step]:
    """Return the agenda of a workshop in order."""
    query = select(_table).where(_table.c.workshop_id == workshop_id)
    rows = reader.connection.execute(query.order_by(_table.c.position, _table.c.id)).mappings()
    return [_step(row) for row in rows]


def next_position(reader: Reader, workshop_id: WorkshopId) -> int:
    """Return the position after the last step."""
    query = select(func.coalesce(func.max(_table.c.position), 0))
    found = reader.connection.execute(query.where(_table.c.workshop_id == workshop_id))
    return int(found.scalar_one()) + 1
