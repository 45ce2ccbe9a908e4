"""Rows that point to others: checked when a step is taken back, before the commit would refuse it.

The database checks at the commit only. By then other writers may be in the same transaction, and
all of them would fail for the one whose rows hang in the air.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.errors import StoreError, msg
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column, Table

    from moderator.storage.rows import Row, Value
    from moderator.storage.unit_of_work import Change, Reader


def still_used() -> StoreError:
    """Return the error for a row that something else points to."""
    return StoreError(
        msg("This is still used by something else."),
        msg("Nothing was changed. Take back the later step first."),
    )


def check(reader: Reader, changes: Iterable[Change]) -> None:
    """Make sure that nothing points to a row that is not there, as far as `changes` may be why.

    Raises:
        StoreError: a row points to one that is gone.
    """
    for change in changes:
        table = tables.metadata.tables[change.table]
        if change.after is not None:
            _check_targets(reader, table, change.after)
        elif change.before is not None and _pointed_to(reader, table, change.before):
            raise still_used()


def _check_targets(reader: Reader, table: Table, row: Row) -> None:
    for column in table.columns:
        for key in column.foreign_keys:
            target = row[column.name]
            if target is not None and reader.read(key.column.table, target) is None:
                raise still_used()


def _pointed_to(reader: Reader, table: Table, row: Row) -> bool:
    return any(_holds(reader, column, row[target]) for column, target in _pointing(table))


def _holds(reader: Reader, column: Column[str], value: Value) -> bool:
    query = select(column).where(column == value).limit(1)
    return reader.connection.execute(query).first() is not None


@cache
def _pointing(table: Table) -> list[tuple[Column[str], str]]:
    """Return the columns that point to `table`, each with the column it points to."""
    return [
        (key.parent, key.column.name)
        for other in tables.metadata.tables.values()
        for key in other.foreign_keys
        if key.column.table is table
    ]
