"""Records as the interface shows them: what was put, and what the platform knows besides."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from moderator.platform_server.storage import records
from moderator.platform_server.storage.records import Kind, Record
from moderator.platform_server.storage.visitor_votes import OnlineTally, tallies

if TYPE_CHECKING:
    from sqlalchemy import Connection

API = "/api/v1"


def address(record: Record) -> str:
    """Return where a record is read and written."""
    key = record.key
    project = f"{API}/projects/{key.project}"
    match key.kind:
        case Kind.PROJECT:
            return project
        case Kind.PICTURE:
            return f"{project}/ideas/{key.idea}/picture"
        case Kind.COUNT:
            return f"{project}/rounds/{key.id.partition('/')[0]}/counts/{key.idea}"
        case _:
            return f"{project}/{key.kind}s/{key.id}"


def plain(record: Record) -> dict[str, Any]:
    """Return a record with its id and version; ideas need more, see `ideas`."""
    key = record.key
    head: dict[str, Any] = {"id": key.id}
    if key.kind is Kind.COUNT:
        head = {"round": key.id.partition("/")[0], "idea": key.idea}
    if key.kind is not Kind.PROJECT:
        head["project"] = key.project
    if key.kind in {Kind.PROJECT, Kind.PLAN}:
        head["url"] = f"/{key.kind}s/{key.id}"
    return {
        **head,
        "version": record.version,
        "changed_at": record.changed_at,
        **json.loads(record.content),
    }


def ideas(connection: Connection, found: list[Record]) -> list[dict[str, Any]]:
    """Return ideas with their counts in rooms, their votes online and their pictures."""
    ids = [each.key.id for each in found]
    online = tallies(connection, ids)
    below: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records.of_ideas(connection, ids):
        below[record.key.idea].append(record)
    return [_idea(each, below[each.key.id], online.get(each.key.id)) for each in found]


def _idea(idea: Record, below: list[Record], online: OnlineTally | None) -> dict[str, Any]:
    tally = online or OnlineTally()
    pictures = [picture(each) for each in below if each.key.kind is Kind.PICTURE]
    return {
        **plain(idea),
        "url": f"/ideas/{idea.key.id}",
        "picture": pictures[0] if pictures else None,
        "counts": [plain(each) for each in below if each.key.kind is Kind.COUNT],
        "online": {"in_favour": tally.in_favour, "against": tally.against},
    }


def picture(record: Record) -> dict[str, Any]:
    """Return what is known of a picture; its bytes are at `url`."""
    return {
        "version": record.version,
        "changed_at": record.changed_at,
        "url": f"/pictures/{record.key.idea}",
        **json.loads(record.content),
    }


def change(record: Record) -> dict[str, Any]:
    """Return a line of the list of changes."""
    return {
        "kind": str(record.key.kind),
        "id": record.key.id,
        "project": record.key.project,
        "href": address(record),
        "version": record.version,
        "gone": record.gone,
        "changed_at": record.changed_at,
    }
