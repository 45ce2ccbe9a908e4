"""Links between items and what stands on a platform, as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select

from moderator.domain.ids import WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.platforms import AccountId, Link, RemoteId, Scope
from moderator.storage import bookkeeping, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, RowMapping

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.links


def _row(link: Link) -> Row:
    return {
        "account_id": link.scope.account_id,
        "workshop_id": link.scope.workshop_id,
        "key": link.key,
        "remote_id": link.remote_id,
        "url": link.url,
        "sent": json.dumps(link.sent, ensure_ascii=False),
        "seen": link.seen,
        "activity": link.activity,
        "added": link.added,
        "dropped": int(link.dropped),
        "facts": json.dumps(dict(link.facts), ensure_ascii=False),
        "tried": ",".join(link.tried),
        "at": moment_text(link.at),
    }


def _link(row: RowMapping) -> Link:
    return Link(
        scope=Scope(AccountId(row["account_id"]), WorkshopId(row["workshop_id"])),
        key=row["key"],
        remote_id=RemoteId(row["remote_id"]),
        url=row["url"],
        sent=json.loads(row["sent"]),
        seen=row["seen"],
        at=read_moment(row["at"]),
        activity=row["activity"],
        added=row["added"],
        dropped=bool(row["dropped"]),
        facts=json.loads(row["facts"]),
        tried=tuple(row["tried"].split(",")) if row["tried"] else (),
    )


def _of(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (_table.c.account_id == scope.account_id, _table.c.workshop_id == scope.workshop_id)


def save(work: UnitOfWork, link: Link) -> None:
    """Insert or replace a link."""
    bookkeeping.write(work, _table, _row(link))


def add(work: UnitOfWork, link: Link) -> None:
    """Insert a link that is known to be new."""
    bookkeeping.append(work, _table, [_row(link)])


def drop(work: UnitOfWork, scope: Scope, key: str) -> None:
    """Forget a link."""
    bookkeeping.erase(work, _table, scope.account_id, scope.workshop_id, key)


def read(reader: Reader, scope: Scope, key: str) -> Link | None:
    """Return the link of an item, None if there is none."""
    query = select(_table).where(*_of(scope), _table.c.key == key)
    row = reader.connection.execute(query).mappings().first()
    return _link(row) if row else None


def some(reader: Reader, scope: Scope, keys: Iterable[str]) -> dict[str, Link]:
    """Return the links of these items by key."""
    query = select(_table).where(*_of(scope), _table.c.key.in_(list(keys)))
    return {row["key"]: _link(row) for row in reader.connection.execute(query).mappings()}


def known(reader: Reader, scope: Scope) -> Iterator[tuple[str, RemoteId, str, int]]:
    """Yield key, remote id, fingerprint last seen and activity of every link."""
    columns = (_table.c.key, _table.c.remote_id, _table.c.seen, _table.c.activity)
    query = select(*columns).where(*_of(scope)).order_by(_table.c.key)
    for row in reader.connection.execute(query):
        yield row[0], RemoteId(row[1]), row[2], row[3]


def count_without_row(reader: Reader, scope: Scope) -> int:
    """Return how many items stand there that no row of the outbox is about.

    They were found there, or brought from there; what a person dropped is left out.
    """
    rows = tables.outbox
    has_row = exists().where(
        rows.c.account_id == _table.c.account_id,
        rows.c.workshop_id == _table.c.workshop_id,
        rows.c.key == _table.c.key,
    )
    stands = (_table.c.remote_id != "", _table.c.dropped == 0, ~has_row)
    query = select(func.count()).select_from(_table).where(*_of(scope), *stands)
    return int(reader.connection.execute(query).scalar_one())


def drop_of_account(work: UnitOfWork, account_id: AccountId) -> None:
    """Forget all links of an account."""
    work.connection.execute(delete(_table).where(_table.c.account_id == account_id))
