"""The platform's tables.

Everything that comes in over the interface lives alike: it has an id made by the sender, a version
that grows, a place in the list of changes, and leaves a gravestone. So it stands in one table; what
is in it is JSON that was checked when it came in.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

SCHEMA = 1
"""Version of the tables; a store with another one is refused."""

metadata = MetaData()

about = Table(
    "platform_about",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("schema", Integer, nullable=False),
    # Every change takes the next number; the row is locked until it is committed, so that numbers
    # become visible in their order.
    Column("last_change", BigInteger, nullable=False),
    Column("vote_key", LargeBinary(32), nullable=False),
)

records = Table(
    "platform_records",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("project", String(36), nullable=False),
    # Of a count or a picture: the idea it belongs to.
    Column("idea", String(36), nullable=False, default=""),
    Column("reference", String(24), nullable=False, default=""),
    Column("card_code", String(6), nullable=False, default=""),
    Column("version", Integer, nullable=False),
    Column("born", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False, unique=True),
    Column("changed_at", String(32), nullable=False),
    Column("gone", Boolean, nullable=False, default=False),
    Column("content", Text, nullable=False),
    Index("platform_records_in_order", "kind", "project", "born"),
    Index("platform_records_of_idea", "idea", "kind"),
    Index("platform_records_card", "card_code"),
    Index("platform_records_reference", "project", "reference"),
)

pictures = Table(
    "platform_pictures",
    metadata,
    Column("idea", String(36), primary_key=True),
    Column("media_type", String(20), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

votes = Table(
    "platform_votes",
    metadata,
    Column("idea", String(36), primary_key=True),
    # A keyed hash of visitor and idea: nobody can tell what else the visitor voted for.
    Column("visitor", LargeBinary(32), primary_key=True),
    Column("kind", String(10), nullable=False, default="idea"),
    Column("in_favour", Boolean, nullable=False),
    ForeignKeyConstraint(["kind", "idea"], ["platform_records.kind", "platform_records.id"]),
)

tokens = Table(
    "platform_tokens",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("writes", Boolean, nullable=False),
    Column("made_at", String(32), nullable=False),
)
