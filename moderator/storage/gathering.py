"""Several writings of one thread in one transaction: each can be taken back by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.storage.rows import driver
from moderator.storage.shared_commits import reason_of_loss

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from moderator.storage.database import Database


@dataclass(slots=True)
class Gathering:
    """What one thread has written and read so far, to be committed at once.

    Attributes:
        connection: in the open transaction.
        database: its kind.
        taken_back: called whenever work is taken back.
        once_durable: to be called after the commit, in this order.
        forget_keys: whether keys were destroyed.
        lost: why the database gave up the whole transaction; None as long as it is there.
    """

    connection: Connection
    database: Database
    taken_back: Callable[[], None]
    once_durable: list[Callable[[], None]] = field(default_factory=list)
    forget_keys: bool = False
    lost: Exception | None = None

    def step(self) -> Step:
        """Begin one reading or writing.

        Raises:
            Exception: the whole transaction is lost.
        """
        self.stand()
        return Step(self)

    def stand(self) -> None:
        """Make sure that the transaction is still there.

        Raises:
            Exception: it is lost; this is why.
        """
        if self.lost is not None:
            raise self.lost


class Step:
    """One reading or writing of a gathering, until its work is kept or taken back.

    It is a savepoint, for readings, too: PostgreSQL refuses everything after an error until it has
    gone back to one.

    Attributes:
        connection: in the open transaction.
    """

    __slots__ = ("_gathering", "_raw", "connection")

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self.connection = gathering.connection
        self._raw = driver(gathering.connection)
        self._raw.execute("SAVEPOINT step")

    def keep(self) -> None:
        """End the step; what it wrote is durable with the gathering."""
        try:
            self._raw.execute("RELEASE SAVEPOINT step")
        except Exception as failure:
            self._lose(failure, failure)
            raise

    def take_back(self, error: BaseException) -> None:
        """End the step without what it wrote, because of `error`."""
        try:
            self._raw.execute("ROLLBACK TO SAVEPOINT step")
            self._raw.execute("RELEASE SAVEPOINT step")
        except Exception as failure:  # noqa: BLE001  (told to all who write in the gathering)
            # A database out of room or out of reach may have given up the whole transaction.
            self._lose(error, failure)
        self._gathering.taken_back()

    def _lose(self, error: BaseException, failure: Exception) -> None:
        self._gathering.lost = reason_of_loss(self._gathering.database, error, failure)
