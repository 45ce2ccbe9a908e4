"""Bringing a store to the newest shape: created, migrated after a backup, or refused if newer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, Table, Text, inspect, select

from moderator.domain.moments import now
from moderator.errors import StoreDamaged, StoreReadOnly, StoreTooNew, msg
from moderator.storage.tables import REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from moderator.storage.database import Database

_MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION = Table("alembic_version", MetaData(), Column("version_num", Text))


def prepare(
    database: Database, engine: Engine, backups: Path | None, *, existing: bool = False
) -> None:
    """Make the store behind `engine` one of revision `REVISION`.

    Args:
        database: its kind.
        engine: where it is.
        backups: folder for the backup made before an older store is changed.
        existing: refuse an empty database instead of making a store of it.

    Raises:
        StoreTooNew: it was written by a newer Moderator.
        StoreDamaged: it holds something else, or nothing though a store was expected.
        StoreReadOnly: it would have to be changed and cannot be.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    if found is None and existing:
        raise _no_store(engine)
    if found is not None and found not in _known_revisions():
        raise StoreTooNew(
            msg("This store was written by a newer Moderator."),
            msg("It was left as it is. Please install the newest version."),
        )
    if database.read_only:
        raise StoreReadOnly(
            msg("The store {file} cannot be written here."),
            msg("It comes from an older version and has to be brought up to date first."),
            file=database.url.database,
        )
    if found is not None and backups is not None:
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.back_up(engine, backup_name(backups, f"before-{REVISION}"))
    _upgrade(database, engine)


def backup_name(folder: Path, why: str) -> Path:
    """Return a free file name in `folder` that tells time (UTC) and reason."""
    stem = f"{now():%Y-%m-%d-%H%M%S}-{why}"
    number, path = 1, folder / f"{stem}.sqlite"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.sqlite"
    return path


def _revision(connection: Connection) -> str | None:
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if _VERSION.name not in names:
        raise _no_store(connection.engine)
    return connection.execute(select(_VERSION)).scalar()


def _no_store(engine: Engine) -> StoreDamaged:
    return StoreDamaged(
        msg("The file {file} is not a Moderator store."),
        msg("It was left as it is. Choose another file or restore a backup."),
        file=engine.url.database,
    )


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (0.2 s only where it is needed)

    return {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def _upgrade(database: Database, engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    attributes: dict[str, Any] = config.attributes
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        attributes["connection"] = connection
        attributes["database"] = database
        command.upgrade(config, "head")
