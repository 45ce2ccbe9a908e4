"""The whole content of a store as a value, to tell whether two states are identical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.storage import tables

if TYPE_CHECKING:
    from moderator.operations.desk import Desk

BOOKKEEPING = {"journal", "receipts"}
"""They grow with every step back and forth and are the record of it, not the state."""


def store_contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but the bookkeeping, sorted."""
    with desk.reading() as reader:
        return {
            table.name: sorted(
                (tuple(row) for row in reader.connection.execute(select(table))), key=repr
            )
            for table in tables.metadata.sorted_tables
            if table.name not in BOOKKEEPING
        }
