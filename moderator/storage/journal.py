"""The journal: one entry per operation, never rewritten; undo, redo and the audit trail.

Undoing writes the rows of an entry back to what they were before, and notes that as an entry of its
own (`undo`, naming the entry it reverses); redoing likewise (`redo`). What can be undone next
follows from reading the entries backwards, so it survives every restart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from moderator.domain.ids import RoundId, WorkshopId
from moderator.domain.moments import read_moment
from moderator.errors import CannotUndo, msg
from moderator.events import DotsChanged
from moderator.storage import references, tables
from moderator.storage.round_keys import round_key
from moderator.storage.sealing import unseal
from moderator.storage.unit_of_work import read_changes, write_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.engine import RowMapping

    from moderator.storage.rows import Row
    from moderator.storage.store import Task
    from moderator.storage.unit_of_work import Change, Reader, UnitOfWork


class Kind(StrEnum):
    """Kinds of entries."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    FINAL = "final"
    """An operation that cannot be taken back; nothing before it can be either."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry without its changes."""

    seq: int
    at: datetime
    actor: str
    operation: str
    kind: Kind
    workshop_id: WorkshopId | None
    round_id: RoundId | None
    reverses: int | None
    about: dict[str, str]


_journal = tables.journal
_PAGE = 100
_KINDS = {kind.value: kind for kind in Kind}
_LIGHT = [column for column in _journal.columns if column.name != "changes"]


def note(work: UnitOfWork, task: Task) -> None:
    """Append the entry of this transaction, unless it changed nothing."""
    changes = work.changes
    if not changes and task.kind is Kind.DO:
        return
    content = write_changes(changes) if task.kind is Kind.DO else None
    if content is not None and task.round_id:
        # Without its key an entry about ballots could not be read back by anyone: leave it out.
        key = work.papers.key(work, task.round_id)
        content = key.seal(content) if key else None
    row: Row = {
        "at": work.moment,
        "actor": task.actor,
        "operation": task.operation,
        "kind": task.kind.value,
        "workshop_id": task.workshop_id,
        "round_id": task.round_id,
        "reverses": task.reverses,
        "about": json.dumps(task.about, ensure_ascii=False) if task.about else "{}",
        "changes": content,
        "sealed": int(task.round_id is not None),
    }
    work.rows(_journal).insert_one(work.raw, row)


def _entry(row: RowMapping) -> Entry:
    return Entry(
        seq=row["seq"],
        at=read_moment(row["at"]),
        actor=row["actor"],
        operation=row["operation"],
        kind=Kind(row["kind"]),
        workshop_id=WorkshopId(row["workshop_id"]) if row["workshop_id"] else None,
        round_id=RoundId(row["round_id"]) if row["round_id"] else None,
        reverses=row["reverses"],
        about=json.loads(row["about"]),
    )


def entries(reader: Reader, workshop_id: WorkshopId) -> Iterator[Entry]:
    """Yield the entries of a workshop, newest first."""
    query = select(*_LIGHT).where(_journal.c.workshop_id == workshop_id)
    return map(_entry, _newest_first(reader, query))


def _steps(
    reader: Reader, workshop_id: WorkshopId, actor: str
) -> Iterator[tuple[int, Kind, int | None]]:
    """Yield number, kind and what is reversed of an actor's entries, newest first.

    A long evening has thousands, and every step back reads them: no more of them than is asked.
    """
    what = (_journal.c.seq, _journal.c.kind, _journal.c.reverses)
    query = select(*what).where(_journal.c.workshop_id == workshop_id, _journal.c.actor == actor)
    for row in _newest_first(reader, query):
        yield row["seq"], _KINDS[row["kind"]], row["reverses"]


def _newest_first(reader: Reader, query: Select[Any]) -> Iterator[RowMapping]:
    query = query.order_by(_journal.c.seq.desc()).limit(_PAGE)
    page = reader.connection.execute(query).mappings().all()
    while page:
        yield from page
        older = query.where(_journal.c.seq < page[-1]["seq"])
        page = reader.connection.execute(older).mappings().all()


def next_undo(reader: Reader, workshop_id: WorkshopId, actor: str) -> Entry | None:
    """Return the newest entry of `actor` that is in effect, None if there is none."""
    settled: set[int] = set()
    for seq, kind, reverses in _steps(reader, workshop_id, actor):
        if kind is Kind.FINAL:
            return None
        target = reverses if reverses is not None else seq
        # The newest word on a step decides whether it is in effect.
        if target in settled:
            continue
        settled.add(target)
        if kind is not Kind.UNDO:
            return read_entry(reader, target)
    return None


def next_redo(reader: Reader, workshop_id: WorkshopId, actor: str) -> Entry | None:
    """Return the entry that was undone last and not redone, None after any new operation."""
    redone = 0
    for _, kind, reverses in _steps(reader, workshop_id, actor):
        if kind is Kind.REDO:
            redone += 1
        elif kind is Kind.UNDO:
            if not redone:
                return read_entry(reader, reverses or 0)
            redone -= 1
        else:
            return None
    return None


def newest(reader: Reader) -> int:
    """Return the running number of the newest entry, 0 if there is none."""
    return int(
        reader.connection.execute(select(func.coalesce(func.max(_journal.c.seq), 0))).scalar_one()
    )


def ballots_alone(reader: Reader, operation: str, after: int) -> frozenset[DotsChanged] | None:
    """Return the rounds of the ballots cast after entry `after`, None if anything else was done.

    Args:
        reader: of the store.
        operation: which casts a ballot.
        after: running number of the last entry that was seen.
    """
    what = (_journal.c.operation, _journal.c.kind, _journal.c.workshop_id, _journal.c.round_id)
    query = select(*what).where(_journal.c.seq > after).distinct()
    found = reader.connection.execute(query).all()
    if not found or any(each[:2] != (operation, Kind.DO) for each in found):
        return None
    return frozenset(DotsChanged(WorkshopId(each[2]), RoundId(each[3])) for each in found)


def read_entry(reader: Reader, seq: int) -> Entry | None:
    """Return the entry with running number `seq`."""
    row = reader.connection.execute(select(*_LIGHT).where(_journal.c.seq == seq)).mappings().first()
    return _entry(row) if row else None


def changes_of(reader: Reader, entry: Entry) -> list[Change]:
    """Return what `entry` changed.

    Raises:
        CannotUndo: it is sealed and the key is destroyed.
    """
    row = reader.connection.execute(
        select(_journal.c.changes, _journal.c.sealed).where(_journal.c.seq == entry.seq)
    ).one()
    content, sealed = row
    if sealed and content is not None:
        key = round_key(reader, entry.round_id)
        content = unseal(key, content) if key and _opened_by(key, content) else None
    if content is None:
        raise CannotUndo(
            msg("What was done in a round that is closed cannot be taken back."),
            msg("What tied ballots to voting cards was destroyed when the round closed."),
        )
    return read_changes(content)


def _opened_by(key: bytes, content: bytes) -> bool:
    # A round that was closed and opened again has a new key.
    try:
        unseal(key, content)
    except Exception:  # noqa: BLE001  (cryptography's InvalidTag, imported late)
        return False
    return True


def take_back(work: UnitOfWork, entry: Entry) -> list[Change]:
    """Write the rows that `entry` changed back to what they were before it."""
    changes = [(c.table, c.after, c.before) for c in reversed(changes_of(work, entry))]
    return _apply(work, changes)


def repeat(work: UnitOfWork, entry: Entry) -> list[Change]:
    """Write the rows that `entry` changed to what it made of them."""
    changes = [(c.table, c.before, c.after) for c in changes_of(work, entry)]
    return _apply(work, changes)


def _apply(work: UnitOfWork, changes: Iterable[tuple[str, Row | None, Row | None]]) -> list[Change]:
    for name, expected, wanted in changes:
        table = tables.metadata.tables[name]
        present = work.read(table, *work.rows(table).key_of(wanted or expected or {}))
        if present != expected:
            raise CannotUndo(
                msg("This step cannot be taken back: what it changed has changed again since."),
                msg("Nothing was changed. Please correct it by hand."),
            )
        work.replace(table, present, wanted)
    references.check(work, work.changes)
    return work.changes
