"""The kinds of columns that tables are made of."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str) -> Column[str]:
    """Return a column of text, empty unless it is set."""
    return Column(name, Text, nullable=False, server_default="")


def moment(name: str, *, nullable: bool = False) -> Column[str]:
    """Return a column that holds a time as `moment_text` writes it, UTC."""
    return Column(name, Text, nullable=nullable)


def points_to(table: str) -> ForeignKey:
    """Return a key into another table."""
    # Checked at commit: undo and redo may write rows in any order within their transaction.
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def belongs_to(table: str) -> Column[str]:
    """Return the column with the key of the row that this one belongs to, such as `round_id`."""
    return Column(f"{table[:-1]}_id", Text, points_to(table), nullable=False)
