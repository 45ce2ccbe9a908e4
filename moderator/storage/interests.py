"""Who wants to join in on which idea, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.domain.ids import IdeaId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.offers import Interest
from moderator.storage import tables

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.interests


def save(work: UnitOfWork, workshop_id: WorkshopId, interest: Interest) -> None:
    """Insert or replace the interest of one person in one idea."""
    work.put(
        _table,
        {
            "workshop_id": workshop_id,
            "idea_id": interest.idea_id,
            "mark": interest.mark,
            "name": interest.name,
            "sent_at": moment_text(interest.sent_at),
        },
    )


def drop(work: UnitOfWork, idea_id: IdeaId, mark: str) -> None:
    """Take back the interest of one person in one idea."""
    work.drop(_table, idea_id, mark)


def is_there(reader: Reader, idea_id: IdeaId, mark: str) -> bool:
    """Tell whether the person behind `mark` wants to join in on an idea."""
    return reader.read(_table, idea_id, mark) is not None


def list_in(reader: Reader, workshop_id: WorkshopId) -> list[Interest]:
    """Return the interests in all ideas of a workshop, the oldest first."""
    query = (
        select(_table)
        .where(_table.c.workshop_id == workshop_id)
        .order_by(_table.c.sent_at, _table.c.mark)
    )
    return [
        Interest(IdeaId(row["idea_id"]), row["mark"], row["name"], read_moment(row["sent_at"]))
        for row in reader.connection.execute(query).mappings()
    ]
