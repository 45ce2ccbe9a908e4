"""Single rows by primary key, with SQL text compiled once per table, run by the driver itself.

SQLAlchemy writes the SQL of every kind of database and guards connections and transactions; for
these few statements it is left out of the way: a vote runs eight of them, and its result handling
takes ten times as long as SQLite does.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table
    from sqlalchemy.sql import ClauseElement

Value = str | int | bytes | None
Row = dict[str, Value]
Key = tuple[Value, ...]


class RowStatements:
    """Read, insert, change and delete one row of `table` in the SQL of `dialect`."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.columns = [column.name for column in table.columns]
        made_by_database = table.autoincrement_column
        self.given_columns = [
            column.name for column in table.columns if column is not made_by_database
        ]
        self.key_columns = [column.name for column in table.primary_key.columns]
        self._dialect = dialect

    def key_of(self, row: Mapping[str, Value]) -> Key:
        """Return the primary key of `row`."""
        return tuple(row[name] for name in self.key_columns)

    def read(self, connection: Connection, key: Key) -> Row | None:
        """Return the row with primary key `key`, None if there is none."""
        sql, names = self._read
        values = dict(zip(self.key_columns, key, strict=True))
        found = driver(connection).execute(sql, _ordered(names, values)).fetchone()
        return dict(zip(self.columns, found, strict=True)) if found is not None else None

    def add_up(self, connection: Connection, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert rows, or add their numbers to those of the row with the same primary key."""
        sql, names = self._add_up
        run_many(connection, sql, [_ordered(names, row) for row in rows])

    def insert(self, connection: Connection, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert whole rows."""
        sql, names = self._insert
        run_many(connection, sql, [_ordered(names, row) for row in rows])

    def change(self, connection: Connection, row: Mapping[str, Value]) -> None:
        """Replace the row that has the primary key of `row`."""
        sql, names = self._change
        driver(connection).execute(sql, _ordered(names, row))

    def delete(self, connection: Connection, key: Key) -> None:
        """Delete the row with primary key `key`."""
        sql, names = self._delete
        values = dict(zip(self.key_columns, key, strict=True))
        driver(connection).execute(sql, _ordered(names, values))

    @cached_property
    def _read(self) -> tuple[str, list[str]]:
        return self._compiled(select(self.table).where(*self._is_key()))

    @cached_property
    def _insert(self) -> tuple[str, list[str]]:
        return self._compiled(
            insert(self.table).values({n: bindparam(n) for n in self.given_columns})
        )

    @cached_property
    def _add_up(self) -> tuple[str, list[str]]:
        dialect_insert = sqlite.insert if self._dialect.name == "sqlite" else postgresql.insert
        fresh = dialect_insert(self.table).values({n: bindparam(n) for n in self.columns})
        sums = {
            n: self.table.c[n] + fresh.excluded[n]
            for n in self.columns
            if n not in self.key_columns
        }
        return self._compiled(
            fresh.on_conflict_do_update(index_elements=self.key_columns, set_=sums)
        )

    @cached_property
    def _change(self) -> tuple[str, list[str]]:
        others: dict[str, Any] = {
            n: bindparam(f"v_{n}") for n in self.columns if n not in self.key_columns
        }
        return self._compiled(update(self.table).where(*self._is_key()).values(others))

    @cached_property
    def _delete(self) -> tuple[str, list[str]]:
        return self._compiled(delete(self.table).where(*self._is_key()))

    def _is_key(self) -> list[Any]:
        return [self.table.c[name] == bindparam(f"k_{name}") for name in self.key_columns]

    def _compiled(self, statement: ClauseElement) -> tuple[str, list[str]]:
        compiled: Any = statement.compile(dialect=self._dialect)
        return str(compiled), [_plain(name) for name in compiled.positiontup]


def _plain(name: str) -> str:
    return name[2:] if name[:2] in {"k_", "v_"} else name


def _ordered(names: Sequence[str], values: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(values[name] for name in names)


def driver(connection: Connection) -> Any:
    """Return the driver's own connection behind `connection`, in the same transaction."""
    return connection.connection.driver_connection


def run_many(connection: Connection, sql: str, values: list[tuple[Value, ...]]) -> None:
    """Run `sql` once for each of `values`."""
    raw = driver(connection)
    if len(values) == 1:
        raw.execute(sql, values[0])
    else:
        raw.cursor().executemany(sql, values)
