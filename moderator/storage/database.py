"""What storage needs to know of the kind of database, and which kind an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection, Engine


class Database(Protocol):
    """One kind of database; everything that differs between kinds goes through here."""

    url: URL
    read_only: bool

    def create_engine(self) -> Engine:
        """Return an engine whose connections are durable and check foreign keys."""

    def change_mark(self, connection: Connection) -> int:
        """Return a number that differs once somebody else has committed."""

    def writing(self, connection: Connection) -> AbstractContextManager[int]:
        """Hold the one writing transaction, and give the change mark at its beginning.

        Commit it at the end, or roll it back by exception.
        """

    def create_search(self, connection: Connection) -> None:
        """Create what full-text search over ideas needs; part of the first migration."""

    def search(self, connection: Connection, workshop_id: str, text: str) -> list[str]:
        """Return ids of ideas that contain all words of `text` (as beginnings), best first."""

    def forget_words(self, connection: Connection) -> None:
        """Remove the words of deleted ideas from the search index itself."""

    def forget(self, engine: Engine) -> bool:
        """Remove destroyed keys from the files themselves; False if others still read them."""

    def settle(self, engine: Engine) -> bool:
        """Do at opening what an earlier `forget` may not have come to; False as there."""

    def back_up(self, engine: Engine, target: Path) -> None:
        """Write a consistent copy to `target`, which must not exist."""

    def examine(self, connection: Connection) -> list[str]:
        """Return complaints about the files' integrity, empty if all is well."""

    def explain(self, error: Exception) -> Exception:
        """Return a foreign error as a `StoreError` a person understands, if it is a known one."""


def database_for(url: str) -> Database:
    """Return the kind of database `url` names.

    Raises:
        BadInput: the address is not one of SQLite or PostgreSQL.
    """
    from moderator.storage.postgresql import Postgresql  # noqa: PLC0415  (psycopg is optional)
    from moderator.storage.sqlite import Sqlite  # noqa: PLC0415

    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unknown(url) from error
    if parsed.get_backend_name() == "sqlite":
        return Sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        return Postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise _unknown(parsed.drivername)


def file_url(file: Path) -> str:
    """Return the address of the SQLite store in `file`."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def _unknown(shown: str) -> BadInput:
    return BadInput(
        msg("“{shown}” is not the address of a store."),
        msg("An address starts with sqlite:/// or postgresql://."),
        shown=shown.split("@")[-1][:60],
    )
