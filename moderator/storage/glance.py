"""The list of workshops at a glance, before the rest of the program is loaded.

SQLAlchemy takes 0.27 s to import, longer than the window itself. The start screen needs one small
query, which the driver of the standard library answers in milliseconds.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from moderator.domain.ids import WorkshopId

if TYPE_CHECKING:
    from pathlib import Path

_QUERY = (
    "SELECT id, title, place, held_on, (SELECT count(*) FROM ideas "
    "WHERE workshop_id = workshops.id AND removed_at IS NULL AND duplicate_of IS NULL) "
    "FROM workshops ORDER BY created_at DESC, id DESC LIMIT 200"
)


class Glance(NamedTuple):
    """What the start screen shows of a workshop."""

    id: WorkshopId
    title: str
    place: str
    held_on: date | None
    ideas: int


def glance(file: Path) -> list[Glance]:
    """Return the workshops of the SQLite store `file`; empty if it is missing or unreadable.

    Whatever is wrong with the store is said when it is opened in full, moments later.
    """
    if not file.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            return [
                Glance(WorkshopId(row[0]), row[1], row[2], _day(row[3]), row[4])
                for row in connection.execute(_QUERY)
            ]
    except sqlite3.Error:
        return []


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
