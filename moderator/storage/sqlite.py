"""SQLite: the only module with SQL that other databases do not speak.

Durability: WAL with synchronous=FULL, so a commit that returned survives a power cut.
Secrecy: secure_delete overwrites deleted rows, and `forget` empties the WAL, so that destroyed keys
are gone from the files.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from moderator.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    msg,
)
from moderator.storage.references import still_used
from moderator.storage.rows import driver

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_APPLICATION_ID = 0x4D4F4452
"""Stands in the file's header (bytes 68 to 71) and tells our stores from others; letters MODR."""
_WAIT_MS = 5000
_PATIENCE_MS = 200

_SEARCH = (
    "CREATE VIRTUAL TABLE idea_search USING fts5("
    "title, body, idea_id UNINDEXED, workshop_id UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "CREATE TRIGGER idea_search_added AFTER INSERT ON ideas BEGIN "
    "INSERT INTO idea_search (title, body, idea_id, workshop_id) "
    "VALUES (new.title, new.body, new.id, new.workshop_id); END",
    "CREATE TRIGGER idea_search_changed AFTER UPDATE OF title, body ON ideas BEGIN "
    "UPDATE idea_search SET title = new.title, body = new.body WHERE idea_id = new.id; END",
    "CREATE TRIGGER idea_search_removed AFTER DELETE ON ideas BEGIN "
    "DELETE FROM idea_search WHERE idea_id = old.id; END",
)


class Sqlite:
    """A store in one file."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.file = Path(url.database) if url.database not in {None, "", ":memory:"} else None
        self.read_only = False

    def create_engine(self) -> Engine:
        """Return an engine on the file; read-only where the folder or file cannot be written.

        Raises:
            StoreDamaged: the file is not an SQLite file.
            StoreReadOnly: it can be neither written nor read safely.
        """
        if self.file is not None:
            self._look_at(self.file)
        try:
            return self._connected(self.url)
        except UnicodeDecodeError as error:
            # Where damage hits the list of tables, the driver stumbles over its own complaint.
            raise _damaged(self.file) from error
        except DatabaseError as error:
            explained = self.explain(error)
            if not isinstance(explained, StoreReadOnly) or not self._readable_as_it_is():
                raise explained from error
        self.read_only = True
        frozen = self.url.set(
            database=f"file:{self.file}", query={"mode": "ro", "immutable": "1", "uri": "true"}
        )
        return self._connected(frozen)

    def _look_at(self, file: Path) -> None:
        if not file.exists():
            return
        if not os.access(file, os.R_OK):
            raise _read_only(file)
        if file.stat().st_size and not _is_ours(file):
            raise StoreDamaged(
                msg("The file {file} is not a Moderator store."),
                msg("It was left as it is. Choose another file or restore a backup."),
                file=file,
            )

    def _readable_as_it_is(self) -> bool:
        # Without write access SQLite cannot replay a WAL; what it holds would silently be missing.
        if self.file is None or not self.file.is_file():
            return False
        wal = self.file.with_name(self.file.name + "-wal")
        return not wal.exists() or wal.stat().st_size == 0

    def _connected(self, url: URL) -> Engine:
        engine = create_engine(url, connect_args={"timeout": _WAIT_MS / 1000})
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "begin", _begin)
        try:
            engine.connect().close()
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _prepare(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        if not self.read_only:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            if cursor.fetchone() == (0,):
                # Before the WAL begins, so that it stands in the file itself from the start.
                cursor.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    def change_mark(self, connection: Connection) -> int:
        """Return SQLite's data_version: it moves when another connection commits."""
        return _data_version(driver(connection))

    def writing(self, connection: Connection) -> AbstractContextManager[int]:
        """Hold a transaction that began IMMEDIATE, so that no other can write meanwhile."""
        return _Writing(connection)

    def create_search(self, connection: Connection) -> None:
        """Create the FTS5 index and the triggers that keep it."""
        for statement in _SEARCH:
            connection.exec_driver_sql(statement)

    def search(self, connection: Connection, workshop_id: str, text_: str) -> list[str]:
        """Return ids of ideas whose title or body has words beginning as those of `text_`."""
        words = [word.replace('"', '""') for word in text_.split()]
        if not words:
            return []
        found = connection.execute(
            text(
                "SELECT idea_id FROM idea_search WHERE idea_search MATCH :words "
                "AND workshop_id = :workshop_id ORDER BY rank LIMIT 500"
            ),
            {"words": " ".join(f'"{word}"*' for word in words), "workshop_id": workshop_id},
        )
        return [str(row[0]) for row in found]

    def forget_words(self, connection: Connection) -> None:
        """Merge the index: FTS5 only marks deleted words, and keeps them until it merges."""
        connection.exec_driver_sql("INSERT INTO idea_search (idea_search) VALUES ('optimize')")

    def forget(self, engine: Engine) -> bool:
        """Copy the WAL into the file and empty it; False while another program reads."""
        with engine.connect() as connection:
            raw = driver(connection)
            # Another reader may take long; whoever closes a round does not wait for it.
            raw.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            raw.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        return not busy

    def settle(self, engine: Engine) -> bool:
        """Forget at opening what a crash right after closing a round may have left in the WAL."""
        return self.read_only or self.forget(engine)

    def back_up(self, engine: Engine, target: Path) -> None:
        """Write a compact, consistent copy with VACUUM INTO."""
        with engine.connect() as connection:
            driver(connection).execute("VACUUM INTO ?", (str(target),))

    def examine(self, connection: Connection) -> list[str]:
        """Return what integrity_check and foreign_key_check complain about."""
        lines = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [line for line in lines if line != "ok"] + [f"{row[0]}: {row[2]}" for row in broken]

    def explain(self, error: Exception) -> Exception:
        """Return the error as a sentence about the store, or the error itself if unknown."""
        original = getattr(error, "orig", error)
        code = getattr(original, "sqlite_errorcode", None)
        if not isinstance(original, sqlite3.Error) or code is None:
            return error
        make = _EXPLANATIONS.get(code & 0xFF)
        return make(self.file) if make else error


def _begin(connection: Connection) -> None:
    raw = driver(connection)
    if not raw.in_transaction:
        writing = connection.get_execution_options().get("writing", False)
        raw.execute("BEGIN IMMEDIATE" if writing else "BEGIN")


def _data_version(raw: Any) -> int:
    version: int = raw.execute("PRAGMA data_version").fetchone()[0]
    return version


class _Writing:
    """Says BEGIN, COMMIT and ROLLBACK to the driver itself.

    Around a vote's few statements SQLAlchemy's own words for them would take as long as the
    statements. Where a question is asked through it meanwhile, it joins this transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._raw = driver(connection)

    def __enter__(self) -> int:
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            return _data_version(self._raw)
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._raw.execute("COMMIT")
        finally:
            # Still there after an exception, or if the commit itself failed.
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            if self._connection.in_transaction():
                self._connection.rollback()


def _busy(_file: Path | None) -> StoreError:
    return StoreBusy(
        msg("Another program is holding the store."),
        msg("Nothing was changed. Close the other program or try again in a moment."),
    )


def _full(_file: Path | None) -> StoreError:
    return StoreFull(
        msg("The disk is full."),
        msg("Nothing was changed, everything saved before is safe. Make room and try again."),
    )


def _is_ours(file: Path) -> bool:
    """Tell whether `file` is one of ours, or cannot be looked at: opening it says why.

    SQLite itself looks. Had this program opened the file by hand while it has it open already,
    closing that handle would drop its locks (POSIX), and another program that ends would delete
    the WAL under it: https://www.sqlite.org/howtocorrupt.html, 2.2.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as looking:
            found: tuple[int] = looking.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False
    return found[0] == _APPLICATION_ID


def _read_only(file: Path | None) -> StoreError:
    return StoreReadOnly(
        msg("The store {file} cannot be written here."),
        msg("Nothing was changed. Check the permissions of the folder or choose another one."),
        file=file or "",
    )


def _damaged(file: Path | None) -> StoreError:
    return StoreDamaged(
        msg("The store {file} is damaged or not a Moderator store."),
        msg("It was left as it is. Restore the newest backup with: moderator restore FILE."),
        file=file or "",
    )


def _still_used(_file: Path | None) -> StoreError:
    return still_used()


_EXPLANATIONS = {
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_IOERR: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_CANTOPEN: _read_only,
    sqlite3.SQLITE_PERM: _read_only,
    sqlite3.SQLITE_AUTH: _read_only,
    sqlite3.SQLITE_CONSTRAINT: _still_used,
    sqlite3.SQLITE_CORRUPT: _damaged,
    sqlite3.SQLITE_NOTADB: _damaged,
}
