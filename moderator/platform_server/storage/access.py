"""Bearer tokens: only their digests are kept, so a stolen store opens nothing."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from moderator.domain.moments import moment_text, now
from moderator.platform_server.storage.tables import tokens

if TYPE_CHECKING:
    from sqlalchemy import Connection

PREFIX = "pf_"
"""Tells people, and programs that look for leaked secrets, what it is."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token belongs to, and whether it may change anything."""

    name: str
    writes: bool


def make_token(connection: Connection, holder: Holder) -> str:
    """Return a new token; it cannot be shown again."""
    token = PREFIX + secrets.token_urlsafe(32)
    row = {"digest": _digest(token), "name": holder.name, "writes": holder.writes}
    connection.execute(insert(tokens).values(**row, made_at=moment_text(now())))
    return token


def holder_of(connection: Connection, token: str) -> Holder | None:
    """Return whom a token belongs to, None if it is none of ours.

    Only digests are compared, so the time it takes tells nothing of a token.
    """
    wanted = select(tokens.c.name, tokens.c.writes).where(tokens.c.digest == _digest(token))
    row = connection.execute(wanted).one_or_none()
    return Holder(str(row.name), bool(row.writes)) if row else None


def _digest(token: str) -> bytes:
    # Tokens are 256 random bits: a slow hash would protect them no better.
    return hashlib.sha256(token.encode(errors="replace")).digest()
