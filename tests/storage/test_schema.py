from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import moderator.storage
from moderator.operations import evenings, workshops
from moderator.operations.desk import open_desk
from moderator.paths import Paths
from moderator.storage import schema, tables

if TYPE_CHECKING:
    from moderator.operations.desk import Desk

STORAGE = Path(moderator.storage.__file__).parent
OLD_STORES = sorted((Path(__file__).parent.parent / "files").glob("store-*.sqlite"))


def test_the_newest_migration_is_the_one_the_tables_name() -> None:
    scripts = ScriptDirectory(str(STORAGE / "migrations"))
    assert scripts.get_heads() == [tables.REVISION]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # SQLite's search index keeps tables of its own.
    return kind != "table" or name in tables.metadata.tables


def test_the_migrations_make_exactly_the_tables(desk: Desk) -> None:
    with desk.reading() as reader:
        context = MigrationContext.configure(
            reader.connection,
            opts={"include_name": _is_ours},
        )
        assert compare_metadata(context, tables.metadata) == []


def test_writing_is_durable_and_deleting_leaves_nothing(desk: Desk) -> None:
    with desk.reading() as reader:
        pragmas = {
            name: reader.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    full = 2
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_sql_that_only_sqlite_speaks_stands_in_one_module() -> None:
    only_sqlite = re.compile(r"PRAGMA|VACUUM INTO|fts5|sqlite_master|\bMATCH\b|BEGIN IMMEDIATE")
    speaking = {
        file.relative_to(STORAGE.parent).as_posix()
        for file in STORAGE.parent.rglob("*.py")
        if only_sqlite.search(re.sub(r'"""[\s\S]*?"""', "", file.read_text(encoding="utf-8")))
    }
    # The reference platform is a program and a store of its own, with one such module as well.
    assert speaking == {"storage/sqlite.py", "platform_server/storage/shelf.py"}


def test_an_older_store_is_backed_up_before_it_is_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshops.create_workshop(desk, "Werkstatt")
    paths = desk.paths
    desk.close()
    seen: list[Path] = []

    def upgrade(_database: object, _engine: object) -> None:
        seen.extend(paths.backups.iterdir())

    monkeypatch.setattr(schema, "REVISION", "9999")
    monkeypatch.setattr(schema, "_upgrade", upgrade)
    open_desk(paths).close()
    assert len(seen) == 1
    with closing(sqlite3.connect(seen[0])) as backup:
        assert backup.execute("SELECT title FROM workshops").fetchall() == [("Werkstatt",)]


@pytest.mark.parametrize("file", OLD_STORES, ids=lambda file: file.stem)
def test_a_store_of_every_released_version_opens(file: Path, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "old")
    paths.create_profile()
    paths.store_file.write_bytes(file.read_bytes())
    desk = open_desk(paths)
    found = workshops.list_workshops(desk)
    assert [(each.ideas, len(each.rounds)) for each in found] == [(40, 2)]
    evening = evenings.read_evening(desk, found[0].workshop.id, with_ballots=True)
    assert [len(evening.ballots[each.id]) for each in evening.rounds] == [24, 22]
    assert desk.store.examine() == []
    desk.close()
