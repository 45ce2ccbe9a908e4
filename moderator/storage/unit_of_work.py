"""One transaction that remembers what it changed, row by row, for the journal.

Every write of a row goes through `put` or `drop`. Both keep what is derived in step (totals,
turnouts) and let a round's change of state take effect (its key, its ballots), so that doing,
undoing and redoing are the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from moderator.domain.moments import moment_text, now
from moderator.storage import ballot_totals, round_keys, tables
from moderator.storage.rows import Row, RowStatements, Value, driver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    from moderator.storage.ballot_papers import BallotPapers
    from moderator.storage.database import Database
    from moderator.storage.gathering import Sums
    from moderator.storage.rows import Key, Line


def _plain(value: object) -> str:
    # Names of tables and columns are SQLAlchemy's own kind of text.
    if not isinstance(value, str):
        raise TypeError(value)
    return str(value)


# Five times as fast as the standard library's, for the same compact UTF-8 text.
_write_json = msgspec.json.Encoder(enc_hook=_plain).encode
_read_json = msgspec.json.Decoder().decode


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after; None where there was or is none."""

    table: str
    before: Row | None
    after: Row | None


class Reader:
    """A connection on one snapshot of the store.

    Attributes:
        connection: for questions in SQLAlchemy's words.
        raw: the driver's own connection, for single rows by key.
    """

    def __init__(
        self, connection: Connection, database: Database, statements: dict[Table, RowStatements]
    ) -> None:
        self.connection = connection
        self.raw = driver(connection)
        self.database = database
        self._statements = statements

    def rows(self, table: Table) -> RowStatements:
        """Return the single-row statements of `table`."""
        known = self._statements.get(table)
        if known is None:
            known = self._statements[table] = RowStatements(table, self.connection.dialect)
        return known

    def read(self, table: Table, *key: Value) -> Row | None:
        """Return the row of `table` with primary key `key`, None if there is none."""
        return self.rows(table).read(self.raw, key)


class UnitOfWork(Reader):
    """The one writing transaction.

    Args:
        moment: see below; None: now.

    Attributes:
        moment: when it began, as `moment_text` writes it; the same for all that tells the time.
        later: takes what is to be added up at the end of the transaction; None: at once.
    """

    def __init__(
        self,
        connection: Connection,
        database: Database,
        statements: dict[Table, RowStatements],
        papers: BallotPapers,
        moment: str | None = None,
    ) -> None:
        super().__init__(connection, database, statements)
        self.papers = papers
        self.moment = moment or moment_text(now())
        self._changes: dict[tuple[str, Key], Change] = {}
        self.later: Sums | None = None
        self.forget_keys = False
        self.touched: set[str] = set()

    @property
    def changes(self) -> list[Change]:
        """The net changes of this transaction, in the order of their first touch."""
        return [c for c in self._changes.values() if c.before != c.after]

    def put(self, table: Table, row: Mapping[str, Value]) -> None:
        """Insert `row`, or replace the row with its primary key."""
        statements = self.rows(table)
        before = self.read(table, *statements.key_of(row))
        self.replace(table, before, dict(row))

    def add(self, table: Table, row: Mapping[str, Value]) -> None:
        """Insert `row`, which is known to be new."""
        self.replace(table, None, dict(row))

    def add_unless_there(self, table: Table, row: Row) -> bool:
        """Insert `row` unless there is one with its primary key; tell whether it was inserted."""
        statements = self.rows(table)
        if not statements.insert_unless_there(self.raw, row):
            return False
        self._note(statements, None, row)
        self._follow(table, None, row)
        return True

    def add_up(self, table: Table, lines: Sequence[Line]) -> None:
        """Add numbers to those of the rows with the same primary keys, or insert them."""
        if self.later is None:
            self.rows(table).add_up(self.raw, lines)
        else:
            self.later.append((table, lines))

    def drop(self, table: Table, *key: Value) -> None:
        """Delete the row with primary key `key`, if it is there."""
        before = self.read(table, *key)
        if before is not None:
            self.replace(table, before, None)

    def replace(self, table: Table, before: Row | None, after: Row | None) -> None:
        """Turn the row `before` (None: not there yet) into `after` (None: delete) and note it."""
        statements = self.rows(table)
        if before == after:
            return
        if after is None:
            statements.delete(self.raw, statements.key_of(before or {}))
        elif before is None:
            statements.insert_one(self.raw, after)
        else:
            statements.change(self.raw, after)
        self._note(statements, before, after)
        self._follow(table, before, after)

    def _note(self, statements: RowStatements, before: Row | None, after: Row | None) -> None:
        place = statements.name, statements.key_of(after or before or {})
        known = self._changes.get(place)
        first = known.before if known else before
        self._changes[place] = Change(statements.name, first, after)
        self.touched.add(statements.name)

    def _follow(self, table: Table, before: Row | None, after: Row | None) -> None:
        if table in {tables.ballots, tables.ballot_box}:
            ballot_totals.follow(self, before, after)
        elif table is tables.rounds:
            round_keys.follow(self, before, after)
        elif table is tables.ballot_codes and before is not None and after is None:
            round_keys.refuse_used_code(self, before)


def write_changes(changes: list[Change]) -> bytes:
    """Return `changes` as they stand in the journal."""
    return _write_json([(change.table, change.before, change.after) for change in changes])


def read_changes(content: bytes) -> list[Change]:
    """Read what `write_changes` wrote."""
    return [Change(table, before, after) for table, before, after in _read_json(content)]
