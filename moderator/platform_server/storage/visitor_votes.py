"""Votes that visitors cast on the platform's pages: for or against, one per visitor and idea."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, insert, select

from moderator.platform_server.storage.shelf import vote_key
from moderator.platform_server.storage.tables import votes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class OnlineTally:
    """Votes of visitors for and against an idea."""

    in_favour: int = 0
    against: int = 0


def cast(connection: Connection, idea: str, visitor: str, in_favour: bool | None) -> None:
    """Replace a visitor's vote about an idea; None takes it back."""
    unknown = _unknown(connection, idea, visitor)
    connection.execute(delete(votes).where(votes.c.idea == idea, votes.c.visitor == unknown))
    if in_favour is not None:
        row = {"idea": idea, "visitor": unknown, "kind": "idea", "in_favour": in_favour}
        connection.execute(insert(votes).values(row))


def vote_of(connection: Connection, idea: str, visitor: str) -> bool | None:
    """Return a visitor's own vote: True is for, False against, None is none."""
    if not visitor:
        return None
    unknown = _unknown(connection, idea, visitor)
    own = select(votes.c.in_favour).where(votes.c.idea == idea, votes.c.visitor == unknown)
    found: bool | None = connection.execute(own).scalar_one_or_none()
    return found


def tallies(connection: Connection, ideas: Iterable[str]) -> dict[str, OnlineTally]:
    """Return the votes of those of `ideas` that have any."""
    in_favour = func.sum(case((votes.c.in_favour, 1), else_=0))
    rows = connection.execute(
        select(votes.c.idea, in_favour, func.count())
        .where(votes.c.idea.in_(list(ideas)))
        .group_by(votes.c.idea)
    )
    return {str(idea): OnlineTally(int(pro), int(n) - int(pro)) for idea, pro, n in rows}


def _unknown(connection: Connection, idea: str, visitor: str) -> bytes:
    """Return a mark that is the same for visitor and idea, and tells neither about others."""
    text = f"{idea} {visitor}".encode(errors="replace")
    return hmac.digest(vote_key(connection), text, hashlib.sha256)
