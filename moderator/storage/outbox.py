"""The outbox as rows: one per item that is to be written to a platform."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from moderator.domain.ids import WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.platforms import (
    AccountId,
    ItemKind,
    OutboxRow,
    OutboxState,
    Reference,
    RemoteId,
    Scope,
)
from moderator.storage import bookkeeping, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, RowMapping

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.outbox


def _written(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _read_moment(text: str | None) -> datetime | None:
    return read_moment(text) if text else None


def _row(row: OutboxRow) -> Row:
    return {
        "account_id": row.scope.account_id,
        "workshop_id": row.scope.workshop_id,
        "key": row.key,
        "kind": row.kind.value,
        "subject": row.subject,
        "title": row.title,
        "reference": row.reference,
        "parent": row.parent,
        "creates": int(row.creates),
        "content": json.dumps(row.content, ensure_ascii=False),
        "changed": ",".join(row.changed),
        "expected": row.expected,
        "happened_at": moment_text(row.happened_at),
        "state": row.state.value,
        "attempts": row.attempts,
        "next_try_at": _written(row.next_try_at),
        "run": row.run,
        "reason": row.reason,
        "tried": ",".join(row.tried),
        "remote_id": row.remote_id,
        "url": row.url,
        "done_at": _written(row.done_at),
    }


def _outbox_row(row: RowMapping) -> OutboxRow:
    return OutboxRow(
        scope=Scope(AccountId(row["account_id"]), WorkshopId(row["workshop_id"])),
        key=row["key"],
        kind=ItemKind(row["kind"]),
        subject=row["subject"],
        title=row["title"],
        reference=Reference(row["reference"]),
        parent=row["parent"],
        creates=bool(row["creates"]),
        content=json.loads(row["content"]),
        changed=tuple(row["changed"].split(",")) if row["changed"] else (),
        expected=row["expected"],
        happened_at=read_moment(row["happened_at"]),
        state=OutboxState(row["state"]),
        attempts=row["attempts"],
        next_try_at=_read_moment(row["next_try_at"]),
        run=row["run"],
        reason=row["reason"],
        remote_id=RemoteId(row["remote_id"]),
        url=row["url"],
        done_at=_read_moment(row["done_at"]),
        tried=tuple(row["tried"].split(",")) if row["tried"] else (),
    )


def _of(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (_table.c.account_id == scope.account_id, _table.c.workshop_id == scope.workshop_id)


def save(work: UnitOfWork, row: OutboxRow) -> None:
    """Insert or replace the row of an item."""
    bookkeeping.write(work, _table, _row(row))


def change(work: UnitOfWork, row: OutboxRow) -> None:
    """Replace the row of an item, which is known to be there."""
    bookkeeping.change(work, _table, _row(row))


def drop(work: UnitOfWork, scope: Scope, key: str) -> None:
    """Delete the row of an item."""
    bookkeeping.erase(work, _table, scope.account_id, scope.workshop_id, key)


def read(reader: Reader, scope: Scope, key: str) -> OutboxRow | None:
    """Return the row of an item, None if there is none."""
    return some(reader, scope, [key]).get(key)


def some(reader: Reader, scope: Scope, keys: Iterable[str]) -> dict[str, OutboxRow]:
    """Return the rows of these items by key."""
    query = select(_table).where(*_of(scope), _table.c.key.in_(list(keys)))
    found = reader.connection.execute(query).mappings()
    return {row["key"]: _outbox_row(row) for row in found}


def in_state(
    reader: Reader,
    scope: Scope,
    state: OutboxState,
    *,
    kind: ItemKind | None = None,
    after: str = "",
    limit: int = 1000,
) -> list[OutboxRow]:
    """Return rows in `state` by key, those after the key `after`, at most `limit`."""
    query = select(_table).where(*_of(scope), _table.c.state == state.value, _table.c.key > after)
    if kind is not None:
        query = query.where(_table.c.kind == kind.value)
    query = query.order_by(_table.c.key).limit(limit)
    return [_outbox_row(row) for row in reader.connection.execute(query).mappings()]


def count(reader: Reader, scope: Scope) -> dict[OutboxState, int]:
    """Return how many rows there are in each state."""
    query = select(_table.c.state, func.count()).where(*_of(scope)).group_by(_table.c.state)
    found = {OutboxState(row[0]): row[1] for row in reader.connection.execute(query)}
    return {state: found.get(state, 0) for state in OutboxState}


def drop_of_account(work: UnitOfWork, account_id: AccountId) -> None:
    """Delete all rows of an account."""
    work.connection.execute(delete(_table).where(_table.c.account_id == account_id))
