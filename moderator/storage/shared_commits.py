"""Group commit: writers that come at the same moment share one commit, one wait for the disk.

Writers take turns in one transaction. Whoever is done while others wait leaves it open for them;
whoever is done while nobody waits commits for all. Each is told only after that commit. A writer
that fails takes back its own part and nothing else (a savepoint).
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.errors import StoreError
from moderator.storage.rows import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from moderator.storage.database import Database

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 64
"""Writers that share a commit at most, so that the first of them is not kept waiting."""


@dataclass(slots=True)
class _Batch:
    """One transaction with the writers whose work is in it.

    Attributes:
        mark: the store's change mark; nobody else can move it meanwhile.
        done: set after the commit; None as long as one writer is alone in it.
        error: why the commit failed, for everybody in it.
    """

    connection: Connection
    transaction: AbstractContextManager[int]
    mark: int
    writers: int = 0
    done: threading.Event | None = None
    error: BaseException | None = None


class SharedCommits:
    """Gives turns on the one writing connection.

    Args:
        database: the kind of database.
        taken_back: called whenever work is taken back, before anybody else has a turn.
    """

    def __init__(self, database: Database, taken_back: Callable[[], None]) -> None:
        self._database = database
        self._taken_back = taken_back
        self._lock = threading.Lock()
        self._free = threading.Condition(self._lock)
        self._idle = threading.Condition(self._lock)
        self._taken = False
        self._waiting = 0
        self._waiting_alone = 0
        self._batch: _Batch | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the connection while no transaction is open on it."""
        with self._lock:
            self._waiting_alone += 1
            try:
                self._idle.wait_for(lambda: not self._taken and self._batch is None)
            finally:
                self._waiting_alone -= 1
            self._taken = True
        try:
            yield
        finally:
            self._give_back()

    def turn(self, connection: Connection) -> Turn:
        """Wait for the turn and join the open transaction, or begin one."""
        self._wait_for_turn()
        try:
            batch = self._batch
            if batch is None:
                transaction = self._database.writing(connection)
                mark = transaction.__enter__()
                batch = self._batch = _Batch(connection, transaction, mark)
            elif batch.writers:
                # The first needs no savepoint: nobody else's work would go with its own.
                driver(connection).execute("SAVEPOINT writer")
        except BaseException:
            self._end_turn()
            raise
        return Turn(self, batch)

    def _wait_for_turn(self) -> None:
        interrupted: BaseException | None = None
        with self._lock:
            if self._taken:
                self._waiting += 1
                try:
                    self._free.wait_for(lambda: not self._taken)
                except BaseException as error:  # noqa: BLE001  (raised again below)
                    # The others in the transaction may have counted on this writer to end it.
                    interrupted = error
                    self._free.wait_for(lambda: not self._taken)
                self._waiting -= 1
            self._taken = True
        if interrupted is not None:
            self._end_turn()
            raise interrupted

    def keep(self, batch: _Batch) -> None:
        """End the turn with its work in the transaction; wait until that is committed.

        Raises:
            Exception: the commit failed, for everybody in it.
        """
        try:
            if batch.writers:
                driver(batch.connection).execute("RELEASE SAVEPOINT writer")
            batch.writers += 1
        except Exception as error:
            self._break(batch, error)
            raise
        finally:
            self._end_turn()
        if batch.done is not None:
            batch.done.wait()
        if batch.error is not None:
            raise batch.error

    def take_back(self, batch: _Batch, error: BaseException) -> None:
        """End the turn without its work."""
        try:
            if batch.writers:
                self._go_back(batch, error)
            else:
                self._batch = None
                batch.transaction.__exit__(type(error), error, error.__traceback__)
        finally:
            self._taken_back()
            self._end_turn()

    def _go_back(self, batch: _Batch, error: BaseException) -> None:
        try:
            driver(batch.connection).execute("ROLLBACK TO SAVEPOINT writer")
        except Exception as failure:  # noqa: BLE001  (told to the others)
            # A database out of room or out of reach may have given up the whole transaction.
            self._break(batch, reason_of_loss(self._database, error, failure))

    def _break(self, batch: _Batch, error: Exception) -> None:
        """Give up the transaction with everybody's work in it; each is told."""
        self._batch = None
        batch.error = error
        try:
            batch.transaction.__exit__(type(error), error, error.__traceback__)
        except Exception:  # noqa: BLE001  (it is lost already)
            _log.warning("a transaction that was lost could not be rolled back", exc_info=True)
        self._taken_back()
        if batch.done is not None:
            batch.done.set()

    def _end_turn(self) -> None:
        """Leave the transaction to the next writer, or commit it if there is none."""
        batch = self._batch
        if batch is not None:
            if self._waiting and batch.writers < MOST_AT_ONCE:
                batch.done = batch.done or threading.Event()
            else:
                self._commit(batch)
        self._give_back()

    def _commit(self, batch: _Batch) -> None:
        self._batch = None
        try:
            batch.transaction.__exit__(None, None, None)
        except BaseException as error:  # noqa: BLE001  (every writer in it is told)
            batch.error = error
            self._taken_back()
        if batch.done is not None:
            batch.done.set()

    def _give_back(self) -> None:
        with self._lock:
            self._taken = False
            # One at a time: a crowd that wakes up for one turn would only be in each other's way.
            if self._waiting:
                self._free.notify()
            elif self._waiting_alone:
                self._idle.notify()


def reason_of_loss(database: Database, error: BaseException, failure: Exception) -> Exception:
    """Return why a whole transaction is lost, when a part of it could not be taken back.

    Args:
        database: the kind of database.
        error: why that part was to be taken back.
        failure: why it could not be.

    Returns:
        `error` if it is the store's own, such as a full disk; else `failure`.
    """
    explained = database.explain(error) if isinstance(error, Exception) else failure
    return explained if isinstance(explained, StoreError) else failure


class Turn:
    """One writer's turn, until its work is kept or taken back.

    Attributes:
        connection: in the open transaction.
        mark: the store's change mark.
    """

    __slots__ = ("_batch", "_commits", "connection", "mark")

    def __init__(self, commits: SharedCommits, batch: _Batch) -> None:
        self._commits = commits
        self._batch = batch
        self.connection = batch.connection
        self.mark = batch.mark

    def keep(self) -> None:
        """End the turn; returns after the commit that contains its work.

        Raises:
            Exception: the commit failed, for everybody in it.
        """
        self._commits.keep(self._batch)

    def take_back(self, error: BaseException) -> None:
        """End the turn without its work, because of `error`; the work of others is not touched."""
        self._commits.take_back(self._batch, error)
