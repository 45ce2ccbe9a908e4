"""Single rows by primary key, with SQL text compiled once per table.

A vote is a handful of such statements; building them anew each time would cost more than SQLite
itself needs for them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table
    from sqlalchemy.sql.base import Executable

Value = str | int | bytes | None
Row = dict[str, Value]
Key = tuple[Value, ...]


class RowStatements:
    """Read, insert, change and delete one row of `table` in the SQL of `dialect`."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.columns = [column.name for column in table.columns]
        self.key_columns = [column.name for column in table.primary_key.columns]
        self._dialect = dialect

    def key_of(self, row: Mapping[str, Value]) -> Key:
        """Return the primary key of `row`."""
        return tuple(row[name] for name in self.key_columns)

    def read(self, connection: Connection, key: Key) -> Row | None:
        """Return the row with primary key `key`, None if there is none."""
        sql, names = self._read
        values = dict(zip(self.key_columns, key, strict=True))
        found = connection.exec_driver_sql(sql, _ordered(names, values)).fetchone()
        return dict(zip(self.columns, found, strict=True)) if found is not None else None

    def insert(self, connection: Connection, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert whole rows."""
        sql, names = self._insert
        values = [_ordered(names, row) for row in rows]
        connection.exec_driver_sql(sql, values if len(values) > 1 else values[0])

    def change(self, connection: Connection, row: Mapping[str, Value]) -> None:
        """Replace the row that has the primary key of `row`."""
        sql, names = self._change
        connection.exec_driver_sql(sql, _ordered(names, row))

    def delete(self, connection: Connection, key: Key) -> None:
        """Delete the row with primary key `key`."""
        sql, names = self._delete
        values = dict(zip(self.key_columns, key, strict=True))
        connection.exec_driver_sql(sql, _ordered(names, values))

    @cached_property
    def _read(self) -> tuple[str, list[str]]:
        return self._compiled(select(self.table).where(*self._is_key()))

    @cached_property
    def _insert(self) -> tuple[str, list[str]]:
        return self._compiled(insert(self.table).values({n: bindparam(n) for n in self.columns}))

    @cached_property
    def _change(self) -> tuple[str, list[str]]:
        others = {n: bindparam(f"v_{n}") for n in self.columns if n not in self.key_columns}
        return self._compiled(update(self.table).where(*self._is_key()).values(others))

    @cached_property
    def _delete(self) -> tuple[str, list[str]]:
        return self._compiled(delete(self.table).where(*self._is_key()))

    def _is_key(self) -> list[Any]:
        return [self.table.c[name] == bindparam(f"k_{name}") for name in self.key_columns]

    def _compiled(self, statement: Executable) -> tuple[str, list[str]]:
        compiled: Any = statement.compile(dialect=self._dialect)
        return str(compiled), [_plain(name) for name in compiled.positiontup]


def _plain(name: str) -> str:
    return name[2:] if name[:2] in {"k_", "v_"} else name


def _ordered(names: Sequence[str], values: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(values[name] for name in names)
