"""Rounds, codes, ballots, and what is counted."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from moderator.storage.tables.columns import belongs_to, metadata, moment, points_to, text

rounds = Table(
    "rounds",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    Column("number", Integer, nullable=False),
    text("title"),
    text("rule"),
    text("state"),
    Column("people", Integer),
    Column("dots", Integer),
    text("working"),
    moment("created_at"),
    moment("opened_at", nullable=True),
    moment("closed_at", nullable=True),
    text("source_key"),
    UniqueConstraint("workshop_id", "number"),
)

round_options = Table(
    "round_options",
    metadata,
    belongs_to("rounds"),
    belongs_to("ideas"),
    Column("position", Integer, nullable=False),
    Column("cluster_id", Text),
    text("author_mark"),
    PrimaryKeyConstraint("round_id", "idea_id"),
    sqlite_with_rowid=False,
)

round_keys = Table(
    "round_keys",
    metadata,
    Column("round_id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    comment="destroyed when the round closes; nothing written under it can be read afterwards",
)

code_keys = Table(
    "code_keys",
    metadata,
    Column("workshop_id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

ballot_codes = Table(
    "ballot_codes",
    metadata,
    Column("code_hash", Text, primary_key=True),
    belongs_to("workshops"),
    Column("round_id", Text, points_to("rounds")),
    moment("made_at"),
    Index(None, "workshop_id"),
)

ballots = Table(
    "ballots",
    metadata,
    belongs_to("rounds"),
    text("voter_tag"),
    text("source"),
    text("dots"),
    Column("fits", Integer, nullable=False),
    moment("cast_at"),
    PrimaryKeyConstraint("round_id", "voter_tag"),
    comment="ballots of open rounds, replaceable by their voter",
    sqlite_with_rowid=False,
)

ballot_box = Table(
    "ballot_box",
    metadata,
    belongs_to("rounds"),
    Column("position", Integer, nullable=False),
    text("source"),
    text("dots"),
    Column("fits", Integer, nullable=False),
    PrimaryKeyConstraint("round_id", "position"),
    comment="anonymous ballots of closed rounds, shuffled; imported ones in their file's order",
    sqlite_with_rowid=False,
)

participations = Table(
    "participations",
    metadata,
    belongs_to("rounds"),
    text("code_hash"),
    PrimaryKeyConstraint("round_id", "code_hash"),
    comment="codes whose ballot is in the box: that they voted, not how",
    sqlite_with_rowid=False,
)

ballot_totals = Table(
    "ballot_totals",
    metadata,
    Column("round_id", Text, nullable=False),
    Column("idea_id", Text, nullable=False),
    text("source"),
    Column("dots_for", Integer, nullable=False),
    Column("dots_against", Integer, nullable=False),
    PrimaryKeyConstraint("round_id", "idea_id", "source"),
    comment="derived: sums over the ballots that fit, kept with each ballot",
    sqlite_with_rowid=False,
)

turnouts = Table(
    "turnouts",
    metadata,
    Column("round_id", Text, primary_key=True),
    Column("ballots", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    comment="derived: number of ballots that fit and that do not",
    sqlite_with_rowid=False,
)

counts = Table(
    "counts",
    metadata,
    belongs_to("rounds"),
    text("counted_by"),
    text("colour"),
    belongs_to("ideas"),
    Column("number", Integer, nullable=False),
    text("source"),
    PrimaryKeyConstraint("round_id", "counted_by", "colour", "idea_id"),
    sqlite_with_rowid=False,
)
