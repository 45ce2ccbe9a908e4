"""Opens the platform's store; every reading or writing goes through here."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import StaticPool

from moderator.errors import BadInput, StoreDamaged, StoreError, Unreachable, msg
from moderator.platform_server.storage.tables import SCHEMA, about, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_WAIT_SECONDS = 20


class ShelfBusy(StoreError):
    """The database does not let us in now."""


class Shelf:
    """The platform's store; any number of threads may use it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Shelf:
        """Open the store at `url` (`sqlite:///…` or `postgresql://…`), or make a new one there.

        Raises:
            BadInput: the address cannot be used.
            StoreDamaged: what is there is no store of a platform, or of another version.
            Unreachable: the database does not answer.
        """
        engine = _engine_for(url)
        try:
            with engine.begin() as connection:
                _prepare_tables(connection)
        except DBAPIError as error:
            engine.dispose()
            raise Unreachable(
                msg("The platform's store cannot be opened: {reason}."),
                msg("Nothing was changed. Check the address with --database."),
                reason=type(error.orig).__name__,
            ) from error
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store.

        Raises:
            ShelfBusy: the database does not answer now.
        """
        with _explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is on the disk when the block has ended; one at a time.

        Raises:
            ShelfBusy: the database does not answer now; nothing was written.
        """
        with _explained(), self._engine.connect() as connection:
            connection.execution_options(platform_writes=True)
            with connection.begin():
                # On PostgreSQL this row is the writer's lock; SQLite took its own at the beginning.
                connection.execute(select(about.c.id).with_for_update())
                yield connection


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise ShelfBusy(msg("The platform's store is busy.")) from error


def next_change(connection: Connection) -> int:
    """Return the number of the next change, to be used in this transaction."""
    taken = update(about).values(last_change=about.c.last_change + 1).returning(about.c.last_change)
    return int(connection.execute(taken).scalar_one())


def vote_key(connection: Connection) -> bytes:
    """Return the key of this platform, under which visitors are made unknown."""
    return bytes(connection.execute(select(about.c.vote_key)).scalar_one())


def file_url(file: Path) -> str:
    """Return the address of a store in `file`."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def _engine_for(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unknown() from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() != "postgresql":
        raise _unknown()
    try:
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise BadInput(
            msg("The driver for PostgreSQL is not installed."),
            msg("Install Moderator with its postgresql extra."),
        ) from error


def _unknown() -> BadInput:
    return BadInput(
        msg("This is not the address of a store for the platform."),
        msg("An address starts with sqlite:/// or postgresql://."),
    )


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in {None, "", ":memory:"}
    more = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        url, connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False}, **more
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("platform_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_tables(connection: Connection) -> None:
    names = set(inspect(connection).get_table_names())
    if names and about.name not in names:
        raise StoreDamaged(
            msg("This database holds something else than a platform."),
            msg("It was left as it is. Choose another one with --database."),
        )
    if not names:
        metadata.create_all(connection)
        first = {"id": 1, "schema": SCHEMA, "last_change": 0, "vote_key": secrets.token_bytes(32)}
        connection.execute(insert(about).values(first))
        return
    if connection.execute(select(about.c.schema)).scalar_one() != SCHEMA:
        raise StoreDamaged(
            msg("This platform's store was written by another version of Moderator."),
            msg("It was left as it is."),
        )
