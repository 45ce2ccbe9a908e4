"""What happened between a workshop and a platform, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.domain.ids import WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.platforms import AccountId, HistoryLine, Scope
from moderator.storage import bookkeeping, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.sync_history


def note(work: UnitOfWork, lines: Iterable[HistoryLine]) -> None:
    """Append lines."""
    bookkeeping.append(
        work,
        _table,
        (
            {
                "account_id": line.scope.account_id,
                "workshop_id": line.scope.workshop_id,
                "at": moment_text(line.at),
                "key": line.key,
                "title": line.title,
                "what": line.what,
                "detail": line.detail,
            }
            for line in lines
        ),
    )


def newest(reader: Reader, scope: Scope, limit: int = 200) -> list[HistoryLine]:
    """Return the newest lines, the newest first."""
    query = (
        select(_table)
        .where(_table.c.account_id == scope.account_id, _table.c.workshop_id == scope.workshop_id)
        .order_by(_table.c.seq.desc())
        .limit(limit)
    )
    return [
        HistoryLine(
            Scope(AccountId(row["account_id"]), WorkshopId(row["workshop_id"])),
            read_moment(row["at"]),
            row["key"],
            row["title"],
            row["what"],
            row["detail"],
        )
        for row in reader.connection.execute(query).mappings()
    ]
