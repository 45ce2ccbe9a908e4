"""Platforms, and what is known of everything that stands there."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from moderator.storage.tables.columns import metadata, moment, text

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    text("kind"),
    text("url"),
    text("user"),
    text("modules"),
    text("options"),
    text("stopped"),
    moment("created_at"),
    UniqueConstraint("name"),
    comment="platforms and our service users there; their secrets are not in the store",
)

links = Table(
    "links",
    metadata,
    Column("account_id", Text, nullable=False),
    Column("workshop_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    text("remote_id"),
    text("url"),
    text("sent"),
    text("seen"),
    Column("activity", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("dropped", Integer, nullable=False),
    text("facts"),
    text("tried"),
    moment("at"),
    PrimaryKeyConstraint("account_id", "workshop_id", "key"),
    comment="what stands on a platform, as it was last sent and last seen; not in the journal",
)

outbox = Table(
    "outbox",
    metadata,
    Column("account_id", Text, nullable=False),
    Column("workshop_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    text("kind"),
    text("subject"),
    text("title"),
    text("reference"),
    text("parent"),
    Column("creates", Integer, nullable=False),
    text("content"),
    text("changed"),
    text("expected"),
    moment("happened_at"),
    text("state"),
    Column("attempts", Integer, nullable=False),
    moment("next_try_at", nullable=True),
    text("run"),
    text("reason"),
    text("tried"),
    text("remote_id"),
    text("url"),
    moment("done_at", nullable=True),
    PrimaryKeyConstraint("account_id", "workshop_id", "key"),
    Index(None, "account_id", "workshop_id", "state", "kind", "key"),
    comment="one row per item that is to be written to a platform; not in the journal",
)

sync_history = Table(
    "sync_history",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("account_id", Text, nullable=False),
    Column("workshop_id", Text, nullable=False),
    moment("at"),
    text("key"),
    text("title"),
    text("what"),
    text("detail"),
    Index(None, "account_id", "workshop_id", "seq"),
)

sync_runs = Table(
    "sync_runs",
    metadata,
    Column("account_id", Text, primary_key=True),
    text("run"),
    text("machine"),
    Column("process", Integer, nullable=False),
    text("process_began"),
    moment("began_at"),
    moment("alive_at"),
    comment="the one run at work on an account",
)
