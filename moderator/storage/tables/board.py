"""What hangs on the wall: workshops, their steps, clusters, ideas and cards."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from moderator.storage.tables.columns import belongs_to, metadata, moment, points_to, text

workshops = Table(
    "workshops",
    metadata,
    Column("id", Text, primary_key=True),
    text("title"),
    text("place"),
    Column("held_on", Text),
    text("language"),
    text("rule"),
    Column("participants", Integer),
    text("source"),
    moment("created_at"),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    Column("position", Integer, nullable=False),
    text("title"),
    text("method"),
    text("instruction"),
    Column("minutes", Integer, nullable=False),
    text("permissions"),
    Index(None, "workshop_id", "position"),
)

clusters = Table(
    "clusters",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    text("heading"),
    Column("position", Integer, nullable=False),
    text("colour"),
    Index(None, "workshop_id", "position"),
)

ideas = Table(
    "ideas",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    Column("number", Integer, nullable=False),
    text("code"),
    text("title"),
    text("body"),
    Column("table", Text, nullable=False, server_default=""),
    Column("cluster_id", Text, points_to("clusters")),
    Column("position", Integer, nullable=False),
    text("origin"),
    Column("duplicate_of", Text, points_to("ideas")),
    text("author_mark"),
    text("source_key"),
    text("source"),
    moment("created_at"),
    moment("changed_at"),
    moment("removed_at", nullable=True),
    UniqueConstraint("workshop_id", "number"),
    UniqueConstraint("code"),
    Index(None, "workshop_id", "source_key"),
    Index(None, "cluster_id"),
)

cards = Table(
    "cards",
    metadata,
    Column("code", Text, primary_key=True),
    belongs_to("workshops"),
    Column("idea_id", Text),
    moment("issued_at"),
    Index(None, "workshop_id"),
    comment="every card code ever issued, blank cards too",
)
