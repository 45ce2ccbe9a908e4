"""Accounts on platforms as rows; their secrets are not in the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.domain.moments import moment_text, read_moment
from moderator.domain.platforms import Account, AccountId
from moderator.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.accounts


def _row(account: Account) -> Row:
    return {
        "id": account.id,
        "name": account.name,
        "kind": account.kind,
        "url": account.url,
        "user": account.user,
        "modules": json.dumps(list(account.modules), ensure_ascii=False),
        "options": json.dumps(dict(account.options), ensure_ascii=False),
        "stopped": account.stopped,
        "created_at": moment_text(account.created_at),
    }


def _account(row: RowMapping) -> Account:
    return Account(
        id=AccountId(row["id"]),
        name=row["name"],
        kind=row["kind"],
        url=row["url"],
        created_at=read_moment(row["created_at"]),
        user=row["user"],
        modules=tuple(json.loads(row["modules"])),
        options=json.loads(row["options"]),
        stopped=row["stopped"],
    )


def save(work: UnitOfWork, account: Account) -> None:
    """Insert or replace an account."""
    work.put(_table, _row(account))


def drop(work: UnitOfWork, account_id: AccountId) -> None:
    """Delete an account; what was sent to its platform stays there."""
    work.drop(_table, account_id)


def list_all(reader: Reader) -> list[Account]:
    """Return all accounts by name."""
    query = select(_table).order_by(_table.c.name)
    return [_account(row) for row in reader.connection.execute(query).mappings()]


def read(reader: Reader, account_id: AccountId) -> Account | None:
    """Return the account with this id, None if there is none."""
    query = select(_table).where(_table.c.id == account_id)
    row = reader.connection.execute(query).mappings().first()
    return _account(row) if row else None


def named(reader: Reader, name: str) -> Account | None:
    """Return the account with this name, None if there is none."""
    query = select(_table).where(_table.c.name == name)
    row = reader.connection.execute(query).mappings().first()
    return _account(row) if row else None
