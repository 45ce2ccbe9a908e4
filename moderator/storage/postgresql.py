"""PostgreSQL: one store for several laptops, tables or towns."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import NoSuchModuleError

from moderator.errors import (
    BadInput,
    StoreBusy,
    StoreFull,
    StoreReadOnly,
    Unreachable,
    msg,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WRITER_LOCK = 0x4D4F4445
"""Advisory lock of the one writer at a time, the letters MODE."""

_SEARCH = (
    "CREATE INDEX idea_search ON ideas USING gin (to_tsvector('simple', title || ' ' || body))"
)


class Postgresql:
    """A store on a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.read_only = False

    def create_engine(self) -> Engine:
        """Return an engine on the server.

        Raises:
            BadInput: the driver is not installed.
            Unreachable: the server does not answer.
        """
        try:
            engine = create_engine(self.url, pool_pre_ping=True, paramstyle="format")
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise BadInput(
                msg("The driver for PostgreSQL is not installed."),
                msg("Install Moderator with its postgresql extra."),
            ) from error
        try:
            engine.connect().close()
        except Exception as error:
            engine.dispose()
            raise self.explain(error) from error
        return engine

    def change_mark(self, connection: Connection) -> int:
        """Return the newest journal entry: every write leaves one."""
        return int(
            connection.execute(text("SELECT coalesce(max(seq), 0) FROM journal")).scalar_one()
        )

    @contextmanager
    def writing(self, connection: Connection) -> Iterator[int]:
        """Hold a transaction that has the one writer's lock until it ends; give its mark."""
        with connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            yield self.change_mark(connection)

    def create_search(self, connection: Connection) -> None:
        """Create the text index over title and body."""
        connection.execute(text(_SEARCH))

    def search(self, connection: Connection, workshop_id: str, text_: str) -> list[str]:
        """Return ids of ideas whose title or body has words beginning as those of `text_`."""
        letters = ("".join(filter(str.isalnum, word)) for word in text_.split())
        query = " & ".join(f"{word}:*" for word in letters if word)
        if not query:
            return []
        found = connection.execute(
            text(
                "SELECT id FROM ideas WHERE workshop_id = :workshop_id AND "
                "to_tsvector('simple', title || ' ' || body) @@ to_tsquery('simple', :query) "
                "ORDER BY number LIMIT 500"
            ),
            {"workshop_id": workshop_id, "query": query},
        )
        return [str(row[0]) for row in found]

    def forget_words(self, connection: Connection) -> None:
        """Nothing to do: the index goes with its rows when the server vacuums."""

    def forget(self, engine: Engine) -> bool:
        """Rewrite the table that held the keys, so that dead rows are gone."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL round_keys"))
        return True

    def settle(self, engine: Engine) -> bool:
        """Nothing to do at opening: autovacuum clears what a crash may have left."""
        del engine
        return True

    def back_up(self, engine: Engine, target: Path) -> None:
        """Refuse: the server's own tools make better backups of it.

        Raises:
            BadInput: always.
        """
        raise BadInput(
            msg("A store on PostgreSQL is backed up on its server."),
            msg("Use pg_dump there, for example every night."),
        )

    def examine(self, connection: Connection) -> list[str]:
        """Return an empty list: the server checks its pages itself."""
        connection.execute(text("SELECT 1"))
        return []

    def explain(self, error: Exception) -> Exception:
        """Return the error as a sentence about the store, or the error itself if unknown."""
        state = getattr(getattr(error, "orig", error), "sqlstate", None)
        if state in {"53100", "53200"}:
            return StoreFull(
                msg("The disk is full."), msg("Make room on the server and try again.")
            )
        if state == "25006":
            return StoreReadOnly(
                msg("The store {file} cannot be written here."),
                msg("Ask the person who runs the server."),
                file=self.url.render_as_string(hide_password=True),
            )
        if state in {"55P03", "40001", "40P01"}:
            return StoreBusy(msg("Another program is holding the store."), msg("Try again."))
        if state is None and type(error).__name__ == "OperationalError":
            return Unreachable(
                msg("The server of the store does not answer."),
                msg("Check the network and the address of the store."),
            )
        return error
