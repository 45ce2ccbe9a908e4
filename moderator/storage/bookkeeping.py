"""Rows beside the journal: what the sync notes about platforms cannot be taken back by undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Table

    from moderator.storage.rows import Value
    from moderator.storage.unit_of_work import UnitOfWork


def write(work: UnitOfWork, table: Table, row: Mapping[str, Value]) -> None:
    """Insert `row`, or replace the row with its primary key; the journal does not see it."""
    statements = work.rows(table)
    if statements.read(work.raw, statements.key_of(row)) is None:
        statements.insert(work.raw, [row])
    else:
        statements.change(work.raw, row)


def change(work: UnitOfWork, table: Table, row: Mapping[str, Value]) -> None:
    """Replace a row that is known to be there; the journal does not see it."""
    work.rows(table).change(work.raw, row)


def append(work: UnitOfWork, table: Table, rows: Iterable[Mapping[str, Value]]) -> None:
    """Insert rows that are known to be new; the journal does not see them."""
    new = list(rows)
    if new:
        work.rows(table).insert(work.raw, new)


def erase(work: UnitOfWork, table: Table, *key: Value) -> None:
    """Delete the row with this primary key, if it is there; the journal does not see it."""
    work.rows(table).delete(work.raw, key)
