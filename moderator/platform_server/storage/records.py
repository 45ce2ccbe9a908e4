"""Everything that comes in over the interface: put, deleted, listed, and the changes in order.

What a `put` means depends on what is there; docs/platform-api/README.md has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, insert, select, update

from moderator.domain.moments import moment_text, now
from moderator.platform_server.storage.shelf import next_change
from moderator.platform_server.storage.tables import pictures, records, votes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection


class Kind(StrEnum):
    """What stands on the platform."""

    PROJECT = "project"
    IDEA = "idea"
    PICTURE = "picture"
    ROUND = "round"
    COUNT = "count"
    PLAN = "plan"


class Outcome(StrEnum):
    """What came of a write."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    """It stands there as sent already, for example because the request came twice."""
    DIFFERS = "differs"
    """Something else stands there, and the sender did not say what it replaces."""
    MOVED = "moved"
    """Something else stands there than what the sender wants to replace."""
    GONE = "gone"
    """It was deleted."""
    ELSEWHERE = "elsewhere"
    """The id is taken in another project."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Key:
    """Where a record stands; a project is in itself."""

    kind: Kind
    id: str
    project: str
    idea: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sender wants to replace.

    Attributes:
        versions: any of these; None if nothing was said.
        absent: nothing may stand there yet.
    """

    versions: frozenset[int] | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is kept; `content` is JSON."""

    key: Key
    content: str
    version: int
    born: int
    changed: int
    changed_at: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is to be put: JSON, and by what it is found."""

    content: str
    reference: str = ""
    card_code: str = ""


def read(connection: Connection, kind: Kind, id_: str) -> Record | None:
    """Return a record, also one that is gone."""
    wanted = select(records).where(records.c.kind == kind, records.c.id == id_)
    row = connection.execute(wanted).one_or_none()
    return _record(row) if row else None


def put(connection: Connection, key: Key, fresh: Fresh, wish: Wish) -> tuple[Outcome, Record]:
    """Put a record if that is what the sender wants to do; return what then stands there."""
    before = read(connection, key.kind, key.id)
    if before is None:
        nobody = Record(key, "", 0, 0, 0, "", gone=False)
        if wish.versions is not None:
            return Outcome.MOVED, nobody
        return Outcome.CREATED, _write(connection, key, fresh, None)
    if before.key.project != key.project:
        return Outcome.ELSEWHERE, before
    refusal = _refusal(before, fresh, wish)
    if refusal is not None:
        return refusal, before
    made = Outcome.CREATED if before.gone else Outcome.CHANGED
    return made, _write(connection, key, fresh, before)


def _refusal(before: Record, fresh: Fresh, wish: Wish) -> Outcome | None:
    """Return why nothing is written, None if something is."""
    fits = wish.versions is not None and before.version in wish.versions
    if before.gone:
        return None if fits else Outcome.GONE
    if wish.absent:
        return Outcome.MOVED
    if before.content == fresh.content:
        return Outcome.SAME
    if wish.versions is None:
        return Outcome.DIFFERS
    return None if fits else Outcome.MOVED


def _write(connection: Connection, key: Key, fresh: Fresh, before: Record | None) -> Record:
    change, moment = next_change(connection), moment_text(now())
    values: dict[str, Any] = {
        "project": key.project,
        "idea": key.idea,
        "reference": fresh.reference,
        "card_code": fresh.card_code,
        "version": before.version + 1 if before else 1,
        "changed": change,
        "changed_at": moment,
        "gone": False,
        "content": fresh.content,
    }
    if before is None:
        values |= {"kind": key.kind, "id": key.id, "born": change}
        connection.execute(insert(records).values(values))
    else:
        connection.execute(update(records).where(*_at(key)).values(values))
    born = before.born if before else change
    return Record(key, fresh.content, values["version"], born, change, moment, gone=False)


def remove(connection: Connection, key: Key, wish: Wish) -> tuple[Outcome, Record | None]:
    """Delete a record if it is what the sender knows; its gravestone stays."""
    before = read(connection, key.kind, key.id)
    if before is None or before.key.project != key.project:
        return Outcome.ABSENT, None
    if before.gone:
        return Outcome.GONE, before
    if wish.versions is None:
        return Outcome.DIFFERS, before
    if before.version not in wish.versions:
        return Outcome.MOVED, before
    _bury(connection, before)
    if key.kind is Kind.IDEA:
        for below in _below(connection, key.id):
            _bury(connection, below)
    return Outcome.CHANGED, before


def _bury(connection: Connection, record: Record) -> None:
    key = record.key
    values = {
        "gone": True,
        "content": "{}",  # what was deleted is not kept
        "reference": "",
        "card_code": "",
        "version": record.version + 1,
        "changed": next_change(connection),
        "changed_at": moment_text(now()),
    }
    connection.execute(update(records).where(*_at(key)).values(values))
    if key.kind is Kind.PICTURE:
        connection.execute(delete(pictures).where(pictures.c.idea == key.idea))
    if key.kind is Kind.IDEA:
        connection.execute(delete(votes).where(votes.c.idea == key.id))


def _below(connection: Connection, idea: str) -> list[Record]:
    wanted = select(records).where(records.c.idea == idea, records.c.gone.is_(False))
    return [_record(row) for row in connection.execute(wanted)]


def listed(
    connection: Connection, kind: Kind, limit: int, after: int = 0, **where: str
) -> list[Record]:
    """Return what is there, the oldest first.

    Args:
        connection: the store.
        kind: of the records.
        limit: how many at most.
        after: `born` of the last one that is known.
        **where: columns that have to hold these values.
    """
    wanted = select(records).where(
        records.c.kind == kind,
        records.c.gone.is_(False),
        records.c.born > after,
        *(records.c[name] == value for name, value in where.items()),
    )
    rows = connection.execute(wanted.order_by(records.c.born).limit(limit))
    return [_record(row) for row in rows]


def newest(connection: Connection, kind: Kind, limit: int, **where: str) -> list[Record]:
    """Return what is there, the newest first; `where` as in `listed`."""
    wanted = select(records).where(
        records.c.kind == kind,
        records.c.gone.is_(False),
        *(records.c[name] == value for name, value in where.items()),
    )
    rows = connection.execute(wanted.order_by(records.c.born.desc()).limit(limit))
    return [_record(row) for row in rows]


def with_ids(connection: Connection, kind: Kind, ids: Iterable[str]) -> dict[str, Record]:
    """Return those of a kind that are there, by id."""
    wanted = select(records).where(
        records.c.kind == kind, records.c.id.in_(list(ids)), records.c.gone.is_(False)
    )
    return {str(row.id): _record(row) for row in connection.execute(wanted)}


def of_ideas(connection: Connection, ideas: Iterable[str]) -> list[Record]:
    """Return pictures and counts of these ideas."""
    wanted = select(records).where(records.c.idea.in_(list(ideas)), records.c.gone.is_(False))
    return [_record(row) for row in connection.execute(wanted.order_by(records.c.born))]


def changes(connection: Connection, after: int, limit: int) -> list[Record]:
    """Return what changed after change number `after`: each record once, with its last change."""
    wanted = select(records).where(records.c.changed > after)
    rows = connection.execute(wanted.order_by(records.c.changed).limit(limit))
    return [_record(row) for row in rows]


def keep_picture(connection: Connection, idea: str, media_type: str, data: bytes) -> None:
    """Keep the bytes of an idea's picture in place of the former ones."""
    connection.execute(delete(pictures).where(pictures.c.idea == idea))
    row = {"idea": idea, "media_type": media_type, "data": data}
    connection.execute(insert(pictures).values(row))


def picture(connection: Connection, idea: str) -> tuple[str, bytes] | None:
    """Return media type and bytes of an idea's picture."""
    wanted = select(pictures.c.media_type, pictures.c.data).where(pictures.c.idea == idea)
    row = connection.execute(wanted).one_or_none()
    return (str(row.media_type), bytes(row.data)) if row else None


def _at(key: Key) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return records.c.kind == key.kind, records.c.id == key.id


def _record(row: Row[Any]) -> Record:
    return Record(
        key=Key(Kind(row.kind), row.id, row.project, row.idea),
        content=row.content,
        version=row.version,
        born=row.born,
        changed=row.changed,
        changed_at=row.changed_at,
        gone=row.gone,
    )
