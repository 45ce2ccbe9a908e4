"""The journal, and the receipts of writes from outside."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from moderator.storage.tables.columns import metadata, moment, text

receipts = Table(
    "receipts",
    metadata,
    Column("key", Text, primary_key=True),
    text("operation"),
    text("digest"),
    text("answer"),
    moment("at"),
    comment="writes from outside by their own key: the same key is one effect with one answer",
)

journal = Table(
    "journal",
    metadata,
    # No number comes twice, as no entry is ever deleted; AUTOINCREMENT would cost each vote a page.
    Column("seq", Integer, primary_key=True, autoincrement=True),
    moment("at"),
    text("actor"),
    text("operation"),
    text("kind"),
    Column("workshop_id", Text),
    Column("round_id", Text),
    Column("reverses", Integer),
    text("about"),
    Column("changes", LargeBinary),
    Column("sealed", Integer, nullable=False),
    Index(None, "workshop_id", "actor", "seq"),
    comment="one entry per operation, never rewritten",
)
