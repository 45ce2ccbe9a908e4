"""Group commit: writers that come at the same moment share one commit, one wait for the disk.

Writers take turns in one transaction. Whoever is done while others wait leaves it open for them;
whoever is done while nobody waits commits for all. Each is told only after that commit. A writer
that fails takes back its own part and nothing else (a savepoint).
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.storage.rows import driver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from moderator.storage.database import Database

MOST_AT_ONCE = 64
"""Writers that share a commit at most, so that the first of them is not kept waiting."""


@dataclass(slots=True)
class _Batch:
    """One transaction with the writers whose work is in it."""

    connection: Connection
    transaction: AbstractContextManager[None]
    writers: int = 0
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)


class SharedCommits:
    """Gives turns on the one writing connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._free = threading.Condition()
        self._taken = False
        self._waiting = 0
        self._batch: _Batch | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the connection while no transaction is open on it."""
        with self._free:
            self._free.wait_for(lambda: not self._taken and self._batch is None)
            self._taken = True
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def turn(self, connection: Connection) -> Iterator[None]:
        """Hold the writing transaction; returns after the commit that contains the block's work.

        Leaving the block by an exception takes its work back; the work of others is not touched.
        """
        self._wait_for_turn()
        try:
            batch = self._batch or self._begin(connection)
            with self._own_part(batch):
                yield
            batch.writers += 1
        finally:
            self._end_turn()
        batch.done.wait()
        if batch.error is not None:
            raise batch.error

    def _wait_for_turn(self) -> None:
        with self._free:
            self._waiting += 1
            try:
                self._free.wait_for(lambda: not self._taken)
            except BaseException:
                # Interrupted: the others in the transaction may have counted on this writer.
                self._waiting -= 1
                self._free.wait_for(lambda: not self._taken)
                self._taken = True
                self._end_turn()
                raise
            self._waiting -= 1
            self._taken = True

    def _begin(self, connection: Connection) -> _Batch:
        transaction = self._database.writing(connection)
        transaction.__enter__()
        self._batch = _Batch(connection, transaction)
        return self._batch

    @contextmanager
    def _own_part(self, batch: _Batch) -> Iterator[None]:
        if not batch.writers:
            # The first needs no savepoint: nobody else's work would go with its own.
            try:
                yield
            except BaseException as error:
                self._batch = None
                batch.transaction.__exit__(type(error), error, error.__traceback__)
                raise
            return
        raw = driver(batch.connection)
        raw.execute("SAVEPOINT writer")
        try:
            yield
        except BaseException:
            raw.execute("ROLLBACK TO SAVEPOINT writer")
            raise
        raw.execute("RELEASE SAVEPOINT writer")

    def _end_turn(self) -> None:
        """Leave the transaction to the next writer, or commit it if there is none."""
        batch = self._batch
        if batch is not None and not (self._waiting and batch.writers < MOST_AT_ONCE):
            self._batch = None
            try:
                batch.transaction.__exit__(None, None, None)
            except BaseException as error:  # noqa: BLE001  (every writer in it is told)
                batch.error = error
            batch.done.set()
        self._give_back()

    def _give_back(self) -> None:
        with self._free:
            self._taken = False
            self._free.notify_all()
