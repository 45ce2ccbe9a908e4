"""Several writings of one thread in one transaction: each can be taken back by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import add
from typing import TYPE_CHECKING

from moderator.domain.moments import moment_text, now
from moderator.errors import ModeratorError, StoreError
from moderator.storage.rows import driver
from moderator.storage.shared_commits import reason_of_loss

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Table

    from moderator.storage.database import Database
    from moderator.storage.rows import Key, Line, RowStatements
    from moderator.storage.unit_of_work import UnitOfWork

Sums = list[tuple["Table", "Sequence[Line]"]]
"""Rows whose numbers are to be added to those of the rows with the same primary keys."""


@dataclass(slots=True)
class Gathering:
    """What one thread has written and read so far, to be committed at once.

    Attributes:
        connection: in the open transaction.
        database: its kind.
        statements: gives the statements on single rows of a table.
        taken_back: called whenever work is taken back.
        once_durable: to be called after the commit, in this order.
        forget_keys: whether keys were destroyed.
        sums: what ballots add to totals by primary key, written for all of them by `write_sums`.
        careful: every step can be taken back by itself. Otherwise a ballot that fails after it has
            begun to write ends everything with `CareNeeded`, which hardly ever happens: it is
            checked before. So ballots need no savepoint.
        work: of the ballot under way.
        lost: why the database gave up the whole transaction; None as long as it is there.
        moment: when it began, which is told of all its ballots.
    """

    connection: Connection
    database: Database
    statements: Callable[[Table], RowStatements]
    taken_back: Callable[[], None]
    once_durable: list[Callable[[], None]] = field(default_factory=list)
    forget_keys: bool = False
    sums: dict[Table, dict[Key, Line]] = field(default_factory=dict)
    careful: bool = True
    work: UnitOfWork | None = None
    lost: Exception | None = None
    moment: str = field(default_factory=lambda: moment_text(now()))

    def step(self, *, adds_up_later: bool = False) -> Step:
        """Begin one reading or writing.

        Args:
            adds_up_later: it is a ballot's, which looks at no totals.

        Raises:
            Exception: the whole transaction is lost.
        """
        self.stand()
        if self.sums and not adds_up_later:
            self.write_sums()
        return Step(self, guarded=self.careful or not adds_up_later)

    def write_sums(self) -> None:
        """Bring the totals in step with all ballots so far.

        Raises:
            Exception: that failed, and the whole transaction is lost.
        """
        raw = driver(self.connection)
        try:
            for table, numbers in self.sums.items():
                lines = [key + line for key, line in numbers.items()]
                self.statements(table).add_up(raw, lines)
        except Exception as error:
            self.lost = error
            raise
        self.sums.clear()

    def take_sums(self, sums: Sums) -> None:
        """Keep what a ballot adds to totals until `write_sums`."""
        for table, lines in sums:
            known = self.sums.setdefault(table, {})
            width = self.statements(table).key_width
            for line in lines:
                key, numbers = line[:width], line[width:]
                before = known.get(key)
                known[key] = numbers if before is None else tuple(map(add, before, numbers))

    def stand(self) -> None:
        """Make sure that the transaction is still there.

        Raises:
            Exception: it is lost; this is why.
        """
        if self.lost is not None:
            raise self.lost


class CareNeeded(Exception):
    """Something failed that could not be taken back by itself."""


class Step:
    """One reading or writing of a gathering, until its work is kept or taken back.

    It is a savepoint, for readings, too: PostgreSQL refuses everything after an error until it has
    gone back to one.

    Args:
        gathering: what it belongs to.
        guarded: with a savepoint; see `Gathering.careful`.

    Attributes:
        connection: in the open transaction.
    """

    __slots__ = ("_gathering", "_guarded", "_raw", "connection")

    def __init__(self, gathering: Gathering, *, guarded: bool) -> None:
        self._gathering = gathering
        self._guarded = guarded
        self.connection = gathering.connection
        if guarded:
            self._raw = driver(gathering.connection)
            self._raw.execute("SAVEPOINT step")

    def keep(self) -> None:
        """End the step; what it wrote is durable with the gathering."""
        if not self._guarded:
            return
        try:
            self._raw.execute("RELEASE SAVEPOINT step")
        except Exception as failure:
            self._lose(failure, failure)
            raise

    def take_back(self, error: BaseException) -> None:
        """End the step without what it wrote, because of `error`."""
        if not self._guarded:
            self._leave_unguarded(error)
            return
        try:
            self._raw.execute("ROLLBACK TO SAVEPOINT step")
            self._raw.execute("RELEASE SAVEPOINT step")
        except Exception as failure:  # noqa: BLE001  (told to all who write in the gathering)
            # A database out of room or out of reach may have given up the whole transaction.
            self._lose(error, failure)
        self._gathering.taken_back()

    def _leave_unguarded(self, error: BaseException) -> None:
        work = self._gathering.work
        refused = isinstance(error, ModeratorError) and not isinstance(error, StoreError)
        if not refused or work is None or work.touched:
            self._gathering.lost = CareNeeded(str(error))

    def _lose(self, error: BaseException, failure: Exception) -> None:
        self._gathering.lost = reason_of_loss(self._gathering.database, error, failure)
