"""Several writings of one thread in one transaction: each can be taken back by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.storage.rows import driver
from moderator.storage.shared_commits import reason_of_loss

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from sqlalchemy import Connection

    from moderator.storage.database import Database


@dataclass(slots=True)
class Gathering:
    """What one thread has written and read so far, to be committed at once.

    Attributes:
        connection: in the open transaction.
        once_durable: to be called after the commit, in this order.
        forget_keys: whether keys were destroyed.
        lost: why the database gave up the whole transaction; None as long as it is there.
    """

    connection: Connection
    database: Database
    once_durable: list[Callable[[], None]] = field(default_factory=list)
    forget_keys: bool = False
    lost: Exception | None = None

    def step(self) -> Step:
        """Return the block of one reading or writing; failing takes back what it wrote.

        Raises:
            Exception: on entering, the whole transaction is lost.
        """
        return Step(self)

    def stand(self) -> None:
        """Make sure that the transaction is still there.

        Raises:
            Exception: it is lost; this is why.
        """
        if self.lost is not None:
            raise self.lost


class Step:
    """A savepoint: PostgreSQL refuses everything after an error until it has gone back to one."""

    __slots__ = ("_gathering", "_raw")

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._raw = driver(gathering.connection)

    def __enter__(self) -> None:
        self._gathering.stand()
        self._raw.execute("SAVEPOINT step")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is not None:
                self._raw.execute("ROLLBACK TO SAVEPOINT step")
            self._raw.execute("RELEASE SAVEPOINT step")
        except Exception as failure:
            # A database out of room or out of reach may have given up the whole transaction.
            lost = reason_of_loss(self._gathering.database, error or failure, failure)
            self._gathering.lost = lost
            if error is None:
                raise
