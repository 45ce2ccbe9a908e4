from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.errors import (
    ModeratorError,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
)
from moderator.operations import ideas, upkeep, workshops
from moderator.operations.desk import open_desk
from moderator.paths import Paths
from moderator.storage import sqlite as sqlite_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk


def _fill(desk: Desk, number: int = 3) -> None:
    workshop = workshops.create_workshop(desk, "Werkstatt")
    for each in range(number):
        ideas.add_idea(desk, workshop.id, IdeaDraft(f"Idee {each}"))


def _titles(paths: Paths) -> list[str]:
    desk = open_desk(paths)
    workshop = workshops.find_workshop(desk, "Werkstatt")
    found = [each.title for each in ideas.list_ideas(desk, workshop.id)]
    desk.close()
    return found


def _fill_up(file: Path) -> None:
    with file.open("wb", buffering=0) as opened:
        while True:
            opened.write(b"x" * 4096)


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a small file system can only be mounted by root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_says_so_loses_nothing_and_work_goes_on_after_making_room(
    tmp_path: Path,
) -> None:
    with _small_disk(tmp_path / "disk", "2m") as disk:
        ballast = disk / "ballast"
        paths = Paths(disk / "profile")
        desk = open_desk(paths)
        _fill(desk)
        with pytest.raises(OSError, match="space"):
            _fill_up(ballast)
        workshop = workshops.find_workshop(desk, "Werkstatt")
        added = 3
        with pytest.raises(StoreFull, match="disk is full") as full:  # noqa: PT012
            while True:
                ideas.add_idea(desk, workshop.id, IdeaDraft(f"Idee {added}", body="lang " * 800))
                added += 1
        assert "everything saved before is safe" in str(full.value)
        assert len(ideas.list_ideas(desk, workshop.id)) == added
        ballast.unlink()
        ideas.add_idea(desk, workshop.id, IdeaDraft("Danach"))
        assert desk.store.examine() == []
        desk.close()
        assert _titles(paths) == [*(f"Idee {each}" for each in range(added)), "Danach"]


def test_a_read_only_disk_can_be_read_and_refuses_changes(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk", "4m") as disk:
        paths = Paths(disk / "profile")
        desk = open_desk(paths)
        _fill(desk)
        desk.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert _titles(paths) == ["Idee 0", "Idee 1", "Idee 2"]
        desk = open_desk(paths)
        workshop = workshops.find_workshop(desk, "Werkstatt")
        with pytest.raises(StoreReadOnly, match="cannot be written"):
            ideas.add_idea(desk, workshop.id, IdeaDraft("Noch eine"))
        desk.close()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_folder_can_be_read_and_refuses_changes(
    desk: Desk,
) -> None:
    paths = desk.paths
    _fill(desk)
    desk.close()
    paths.store_file.chmod(0o400)
    paths.profile.chmod(0o500)
    try:
        assert _titles(paths) == ["Idee 0", "Idee 1", "Idee 2"]
    finally:
        paths.profile.chmod(0o700)


def test_a_store_held_by_another_program_is_named_and_nothing_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(desk)
    paths = desk.paths
    desk.close()
    monkeypatch.setattr(sqlite_store, "_WAIT_MS", 20)
    impatient = open_desk(paths)
    workshop = workshops.find_workshop(impatient, "Werkstatt")
    with closing(sqlite3.connect(paths.store_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="Another program is holding the store"):
            ideas.add_idea(impatient, workshop.id, IdeaDraft("Noch eine"))
        assert len(ideas.list_ideas(impatient, workshop.id)) == 3
        other.execute("ROLLBACK")
    ideas.add_idea(impatient, workshop.id, IdeaDraft("Jetzt"))
    assert len(ideas.list_ideas(impatient, workshop.id)) == 4
    impatient.close()


def test_a_store_from_the_future_is_refused_and_left_as_it_is(desk: Desk) -> None:
    _fill(desk)
    file = desk.paths.store_file
    desk.close()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(StoreTooNew, match="newer Moderator"):
        open_desk(desk.paths)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"Einkaufsliste: Brot, Milch\n" * 50, b"\x00" * 4096, b"SQLite format 2\x00" + b"x" * 4000],
    ids=["text", "zeros", "almost"],
)
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(
    isolated_profile: Path, content: bytes
) -> None:
    paths = Paths(isolated_profile)
    paths.create_profile()
    paths.store_file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="left as it is"):
        open_desk(paths)
    assert paths.store_file.read_bytes() == content
    assert [file.name for file in paths.profile.iterdir()] == [paths.store_file.name]


def test_the_sqlite_file_of_another_program_is_refused_and_left_as_it_is(
    isolated_profile: Path,
) -> None:
    paths = Paths(isolated_profile)
    paths.create_profile()
    with closing(sqlite3.connect(paths.store_file)) as other, other:
        other.execute("CREATE TABLE bookmarks (address TEXT)")
    before = paths.store_file.read_bytes()
    with pytest.raises(StoreDamaged, match="not a Moderator store"):
        open_desk(paths)
    assert paths.store_file.read_bytes() == before


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7])
def test_a_damaged_store_is_told_by_the_doctor_and_a_backup_brings_everything_back(
    desk: Desk, place: float
) -> None:
    _fill(desk, 40)
    paths = desk.paths
    backup = upkeep.back_up(desk)
    desk.close()
    size = paths.store_file.stat().st_size
    with paths.store_file.open("r+b") as file:
        file.seek(int(size * place))
        file.write(os.urandom(3 * 4096))
    found = {each.check: each for each in upkeep.examine(paths)}
    assert not (found["store"].ok and found["totals"].ok)
    kept = upkeep.restore(paths, backup)
    assert kept.is_file()
    assert len(_titles(paths)) == 40
    assert all(each.ok for each in upkeep.examine(paths) if each.check in {"store", "totals"})


def test_a_truncated_store_is_refused_and_left_as_it_is(desk: Desk) -> None:
    _fill(desk, 40)
    file = desk.paths.store_file
    desk.close()
    content = file.read_bytes()[:5000]
    file.write_bytes(content)
    with pytest.raises(ModeratorError):
        _titles(desk.paths)
    assert file.read_bytes() == content


def test_restoring_something_else_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    _fill(desk)
    desk.close()
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_text("Einkaufsliste")
    before = desk.paths.store_file.read_bytes()
    with pytest.raises(StoreDamaged):
        upkeep.restore(desk.paths, wrong)
    assert desk.paths.store_file.read_bytes() == before
    names = sorted(each.name for each in desk.paths.profile.iterdir())
    assert names == [desk.paths.store_file.name]


def test_a_backup_taken_while_work_goes_on_is_whole(desk: Desk, tmp_path: Path) -> None:
    _fill(desk)
    target = upkeep.back_up(desk, tmp_path / "sicher" / "kopie.sqlite")
    workshop = workshops.find_workshop(desk, "Werkstatt")
    ideas.add_idea(desk, workshop.id, IdeaDraft("Danach"))
    other = Paths(tmp_path / "other")
    upkeep.restore(other, target)
    assert _titles(other) == ["Idee 0", "Idee 1", "Idee 2"]
    with pytest.raises(ModeratorError, match="exists already"):
        upkeep.back_up(desk, target)


def test_a_zero_length_file_becomes_a_new_store(isolated_profile: Path) -> None:
    paths = Paths(isolated_profile)
    paths.create_profile()
    paths.store_file.touch()
    desk = open_desk(paths)
    _fill(desk)
    desk.close()
    assert len(_titles(paths)) == 3


def test_the_wal_of_a_copied_store_comes_along(desk: Desk, tmp_path: Path) -> None:
    _fill(desk)
    copy = Paths(tmp_path / "copy")
    shutil.copytree(desk.paths.profile, copy.profile)
    assert len(_titles(copy)) == 3
