"""Backups, restoring them, and looking after the store."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.errors import BadInput, ModeratorError, NotFound, StoreDamaged, msg
from moderator.operations.desk import open_desk
from moderator.paths import resource
from moderator.storage import ballot_totals
from moderator.storage.database import file_url
from moderator.storage.schema import backup_name
from moderator.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk
    from moderator.paths import Paths

ENOUGH_ROOM = 200 * 1024 * 1024
"""Bytes that should be free on the disk of the profile for an evening with photos."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the doctor looked at: what was seen, or what is wrong and what helps."""

    check: str
    seen: str = ""
    problem: ModeratorError | None = None

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return self.problem is None


def back_up(desk: Desk, target: Path | None = None) -> Path:
    """Write a consistent copy of the store while everything goes on; returns where.

    Args:
        desk: the desk.
        target: a file that does not exist yet; None for a dated name in the profile.

    Raises:
        BadInput: the target exists or its folder cannot be made.
        StoreError: it cannot be written; nothing is left behind.
    """
    if target is None:
        target = backup_name(_folder(desk.paths.backups), "backup")
    elif target.exists():
        raise BadInput(
            msg("The file {file} exists already."), msg("Choose another name."), file=target
        )
    else:
        _folder(target.absolute().parent)
    draft = target.with_name(f".{target.name}.part")
    try:
        desk.store.back_up(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            msg("The folder {folder} cannot be made: {reason}."),
            msg("Choose another folder."),
            folder=folder,
            reason=error.strerror or error,
        ) from error
    return folder


def restore(paths: Paths, source: Path) -> Path:
    """Put a backup in the place of the store; what was there is kept as a backup itself.

    Args:
        paths: the profile; no other program may have its store open.
        source: the backup.

    Returns:
        Where the former store is kept; the source itself if there was none.

    Raises:
        NotFound: there is no such file.
        StoreError: the backup is damaged or newer than this program; nothing was changed.
    """
    if not source.is_file():
        raise NotFound(msg("There is no file {file}."), file=source)
    paths.create_profile()
    draft = paths.store_file.with_name(".restore.part")
    try:
        _copy_checked(source, draft)
        kept = _put_aside(paths) or source
        draft.replace(paths.store_file)
    finally:
        for suffix in ("", "-wal", "-shm"):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)
    return kept


def _copy_checked(source: Path, draft: Path) -> None:
    try:
        shutil.copyfile(source, draft)
    except OSError as error:
        raise BadInput(
            msg("The file {file} cannot be copied: {reason}."), file=source, reason=error.strerror
        ) from error
    try:
        complaints = _complaints(draft)
    except StoreDamaged as error:
        # People know the backup they named, not our copy of it.
        raise StoreDamaged(error.title, error.advice, file=source) from error
    if complaints:
        raise StoreDamaged(
            msg("The store {file} is damaged or not a Moderator store."),
            msg("It was left as it is. Try an older backup."),
            file=source,
        )


def _complaints(file: Path) -> list[str]:
    store = Store.open(file_url(file), existing=True)
    try:
        return store.examine()
    finally:
        store.close()


def _put_aside(paths: Paths) -> Path | None:
    if not paths.store_file.exists():
        return None
    kept = backup_name(_folder(paths.backups), "before-restore")
    # A damaged store cannot be copied by SQLite; then its files are kept as they are.
    try:
        store = Store.open(file_url(paths.store_file))
        try:
            store.back_up(kept)
        finally:
            store.close()
    except ModeratorError:
        kept.unlink(missing_ok=True)
        shutil.copyfile(paths.store_file, kept)
    for suffix in ("-wal", "-shm"):
        paths.store_file.with_name(paths.store_file.name + suffix).unlink(missing_ok=True)
    return kept


def examine(paths: Paths, store_url: str | None = None) -> list[Check]:
    """Look at profile, disk, store, totals and resources, and say what is wrong and what helps."""
    return list(_checks(paths, store_url))


def _checks(paths: Paths, store_url: str | None) -> Iterator[Check]:
    yield _try("profile", lambda: _profile(paths))
    yield _try("disk", lambda: _disk(paths))
    yield _try("store", lambda: _store(paths, store_url))
    yield _try("totals", lambda: _totals(paths, store_url))
    yield _try("resources", _resources)


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, seen=look())
    except ModeratorError as error:
        return Check(name, problem=error)
    except OSError as error:
        told = msg("This could not be looked at: {reason}.")
        return Check(name, problem=BadInput(told, reason=error.strerror or error))


def _profile(paths: Paths) -> str:
    paths.create_profile()
    if not os.access(paths.profile, os.W_OK):
        raise BadInput(msg("The folder {folder} cannot be written."), folder=paths.profile)
    return str(paths.profile)


def _disk(paths: Paths) -> str:
    free = shutil.disk_usage(paths.profile).free
    if free < ENOUGH_ROOM:
        raise BadInput(msg("Only {n} MB are free."), msg("Make some room."), n=free // 1_000_000)
    return f"{free // 1_000_000} MB"


def _store(paths: Paths, store_url: str | None) -> str:
    desk = open_desk(paths, store_url)
    try:
        complaints = desk.store.examine()
        with suppress(ModeratorError):
            desk.store.forget()
    finally:
        desk.close()
    if complaints:
        raise StoreDamaged(
            msg("The store {file} is damaged or not a Moderator store."),
            msg("It was left as it is. Restore the newest backup with: moderator restore FILE."),
            file=paths.store_file,
        )
    return "" if store_url else str(paths.store_file)


def _totals(paths: Paths, store_url: str | None) -> str:
    desk = open_desk(paths, store_url)
    try:
        with desk.reading() as reader:
            wrong = ballot_totals.wrong_rounds(reader)
    finally:
        desk.close()
    if wrong:
        raise StoreDamaged(
            msg("The totals of {n} rounds differ from their ballots."),
            msg("Keep a backup of the store and report this."),
            n=len(wrong),
        )
    return ""


def _resources() -> str:
    for needed in ("fonts", "icons", "layouts", "sheets", "locale"):
        if not resource(needed).is_dir():
            raise NotFound(msg("The folder {folder} is missing."), folder=resource(needed))
    return str(resource())
