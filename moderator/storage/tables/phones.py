"""The door for phones, and what comes in through it."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from moderator.storage.tables.columns import belongs_to, metadata, moment, points_to, text

phone_doors = Table(
    "phone_doors",
    metadata,
    Column("workshop_id", Text, points_to("workshops"), primary_key=True),
    Column("ideas_wait", Integer, nullable=False),
    Column("comments_wait", Integer, nullable=False),
    Column("open_joining", Integer, nullable=False),
)

phone_addresses = Table(
    "phone_addresses",
    metadata,
    Column("workshop_id", Text, points_to("workshops"), primary_key=True),
    text("printed"),
    text("proven"),
    moment("proven_at", nullable=True),
    comment="facts beside the door: taking back a change of the door leaves them",
)

offers = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    text("title"),
    text("body"),
    Column("table", Text, nullable=False, server_default=""),
    text("state"),
    Column("idea_id", Text, points_to("ideas")),
    Column("picture_id", Text, points_to("pictures")),
    text("author_mark"),
    moment("sent_at"),
    Index(None, "workshop_id", "state"),
    comment="ideas sent from phones; taken ones are on the board",
)

comments = Table(
    "comments",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    belongs_to("ideas"),
    text("text"),
    text("state"),
    moment("sent_at"),
    Index(None, "workshop_id", "state"),
    Index(None, "idea_id"),
)

interests = Table(
    "interests",
    metadata,
    belongs_to("workshops"),
    belongs_to("ideas"),
    text("mark"),
    text("name"),
    moment("sent_at"),
    PrimaryKeyConstraint("idea_id", "mark"),
    Index(None, "workshop_id"),
    comment="who wants to join in: a keyed hash, and a name where one was given",
)
