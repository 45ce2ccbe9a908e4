"""Single rows by primary key, with SQL text compiled once per table, run by the driver itself.

SQLAlchemy writes the SQL of every kind of database and guards connections and transactions; for
these few statements it is left out of the way: a vote runs eight of them, and its result handling
takes ten times as long as SQLite does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Dialect, Table
    from sqlalchemy.sql import ClauseElement

Value = str | int | bytes | None
Row = dict[str, Value]
Key = tuple[Value, ...]
Line = tuple[Value, ...]
"""All values of a row, in the order of the table's columns."""
_Picker = Callable[[Mapping[str, Value]], Key]
_Statement = tuple[str, _Picker]


class RowStatements:
    """Read, insert, change and delete one row of `table` in the SQL of `dialect`.

    The connection is the driver's own: `Reader.raw`.
    """

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.name = str(table.name)
        # SQLAlchemy's names are texts of a kind of their own, slow to look up anything by.
        self.columns = [str(column.name) for column in table.columns]
        made_by_database = table.autoincrement_column
        self.given_columns = [
            str(column.name) for column in table.columns if column is not made_by_database
        ]
        self.key_columns = [str(column.name) for column in table.primary_key.columns]
        self.key_width = len(self.key_columns)
        self.number_columns = [n for n in self.columns if n not in self.key_columns]
        """Of a table that holds sums: those that are added up."""
        self.key_of: _Picker = _picker(self.key_columns)
        """Returns the primary key of a row."""
        self._dialect = dialect

    def read(self, raw: Any, key: Key) -> Row | None:
        """Return the row with primary key `key`, None if there is none."""
        found = raw.execute(self._read, key).fetchone()
        return dict(zip(self.columns, found, strict=True)) if found is not None else None

    def add_up(self, raw: Any, lines: Sequence[Line]) -> None:
        """Insert rows, or add their numbers to those of the row with the same primary key."""
        if len(lines) == 1:
            raw.execute(self._add_up, lines[0])
        else:
            raw.cursor().executemany(self._add_up, lines)

    def insert(self, raw: Any, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert whole rows."""
        _run(raw, self._insert, rows)

    def insert_one(self, raw: Any, row: Mapping[str, Value]) -> None:
        """Insert a whole row."""
        sql, picker = self._insert
        raw.execute(sql, picker(row))

    def insert_unless_there(self, raw: Any, row: Mapping[str, Value]) -> bool:
        """Insert a whole row unless its primary key is taken; tell whether it was inserted."""
        sql, picker = self._insert_unless_there
        inserted: int = raw.execute(sql, picker(row)).rowcount
        return inserted == 1

    def change(self, raw: Any, row: Mapping[str, Value]) -> None:
        """Replace the row that has the primary key of `row`."""
        sql, picker = self._change
        raw.execute(sql, picker(row))

    def delete(self, raw: Any, key: Key) -> None:
        """Delete the row with primary key `key`."""
        raw.execute(self._delete, key)

    @cached_property
    def _read(self) -> str:
        return self._by_key(select(self.table).where(*self._is_key()))

    @cached_property
    def _delete(self) -> str:
        return self._by_key(delete(self.table).where(*self._is_key()))

    @cached_property
    def _insert(self) -> _Statement:
        return self._compiled(
            insert(self.table).values({n: bindparam(n) for n in self.given_columns})
        )

    @cached_property
    def _add_up(self) -> str:
        fresh = self._fresh(self.columns)
        sums = {n: self.table.c[n] + fresh.excluded[n] for n in self.number_columns}
        return self._with_values(
            fresh.on_conflict_do_update(index_elements=self.key_columns, set_=sums), self.columns
        )

    @cached_property
    def _insert_unless_there(self) -> _Statement:
        fresh = self._fresh(self.given_columns)
        return self._compiled(fresh.on_conflict_do_nothing(index_elements=self.key_columns))

    def _fresh(self, columns: Sequence[str]) -> sqlite.Insert | postgresql.Insert:
        dialect_insert = sqlite.insert if self._dialect.name == "sqlite" else postgresql.insert
        return dialect_insert(self.table).values({n: bindparam(n) for n in columns})

    @cached_property
    def _change(self) -> _Statement:
        others: dict[str, Any] = {
            n: bindparam(f"v_{n}") for n in self.columns if n not in self.key_columns
        }
        return self._compiled(update(self.table).where(*self._is_key()).values(others))

    def _is_key(self) -> list[Any]:
        return [self.table.c[name] == bindparam(f"k_{name}") for name in self.key_columns]

    def _by_key(self, statement: ClauseElement) -> str:
        """Return the text of a statement whose only values are those of the key, in its order."""
        return self._with_values(statement, self.key_columns)

    def _with_values(self, statement: ClauseElement, wanted: list[str]) -> str:
        """Return the text of a statement whose values are those of `wanted`, in its order."""
        sql, names = self._text(statement)
        if names != wanted:
            raise AssertionError(names)
        return sql

    def _compiled(self, statement: ClauseElement) -> _Statement:
        sql, names = self._text(statement)
        return sql, _picker(names)

    def _text(self, statement: ClauseElement) -> tuple[str, list[str]]:
        compiled: Any = statement.compile(dialect=self._dialect)
        return str(compiled), [_plain(str(name)) for name in compiled.positiontup]


def _plain(name: str) -> str:
    return name[2:] if name[:2] in {"k_", "v_"} else name


def _picker(names: Sequence[str]) -> _Picker:
    """Return what picks the values of `names` from a row, in their order."""
    if len(names) == 1:
        only = names[0]
        return lambda row: (row[only],)
    picker: _Picker = itemgetter(*names)
    return picker


def _run(raw: Any, statement: _Statement, rows: Sequence[Mapping[str, Value]]) -> None:
    """Run a statement once for each of `rows`."""
    sql, picker = statement
    if len(rows) == 1:
        raw.execute(sql, picker(rows[0]))
    else:
        raw.cursor().executemany(sql, [picker(row) for row in rows])


def driver(connection: Connection) -> Any:
    """Return the driver's own connection behind `connection`, in the same transaction."""
    return connection.connection.driver_connection
