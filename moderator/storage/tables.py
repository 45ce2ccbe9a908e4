"""The tables, private to storage. Times are UTC text (`moment_text`), mappings are JSON text."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0005"
"""The newest migration; a test compares it with the migrations folder."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _moment(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _points_to(table: str) -> ForeignKey:
    # Checked at commit: undo and redo may write rows in any order within their transaction.
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _belongs_to(table: str) -> Column[str]:
    return Column(f"{table[:-1]}_id", Text, _points_to(table), nullable=False)


workshops = Table(
    "workshops",
    metadata,
    Column("id", Text, primary_key=True),
    _text("title"),
    _text("place"),
    Column("held_on", Text),
    _text("language"),
    _text("rule"),
    Column("participants", Integer),
    _text("source"),
    _moment("created_at"),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("position", Integer, nullable=False),
    _text("title"),
    _text("method"),
    _text("instruction"),
    Column("minutes", Integer, nullable=False),
    _text("permissions"),
    Index(None, "workshop_id", "position"),
)

clusters = Table(
    "clusters",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    _text("heading"),
    Column("position", Integer, nullable=False),
    _text("colour"),
    Index(None, "workshop_id", "position"),
)

ideas = Table(
    "ideas",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("number", Integer, nullable=False),
    _text("code"),
    _text("title"),
    _text("body"),
    Column("table", Text, nullable=False, server_default=""),
    Column("cluster_id", Text, _points_to("clusters")),
    Column("position", Integer, nullable=False),
    _text("origin"),
    Column("duplicate_of", Text, _points_to("ideas")),
    _text("author_mark"),
    _text("source_key"),
    _text("source"),
    _moment("created_at"),
    _moment("changed_at"),
    _moment("removed_at", nullable=True),
    UniqueConstraint("workshop_id", "number"),
    UniqueConstraint("code"),
    Index(None, "workshop_id", "source_key"),
    Index(None, "cluster_id"),
)

cards = Table(
    "cards",
    metadata,
    Column("code", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("idea_id", Text),
    _moment("issued_at"),
    Index(None, "workshop_id"),
    comment="every card code ever issued, blank cards too",
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("number", Integer, nullable=False),
    _text("title"),
    _text("rule"),
    _text("state"),
    Column("people", Integer),
    Column("dots", Integer),
    _text("working"),
    _moment("created_at"),
    _moment("opened_at", nullable=True),
    _moment("closed_at", nullable=True),
    _text("source_key"),
    UniqueConstraint("workshop_id", "number"),
)

round_options = Table(
    "round_options",
    metadata,
    _belongs_to("rounds"),
    _belongs_to("ideas"),
    Column("position", Integer, nullable=False),
    Column("cluster_id", Text),
    _text("author_mark"),
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
    _belongs_to("workshops"),
    Column("round_id", Text, _points_to("rounds")),
    _moment("made_at"),
    Index(None, "workshop_id"),
)

ballots = Table(
    "ballots",
    metadata,
    _belongs_to("rounds"),
    _text("voter_tag"),
    _text("source"),
    _text("dots"),
    Column("fits", Integer, nullable=False),
    _moment("cast_at"),
    PrimaryKeyConstraint("round_id", "voter_tag"),
    comment="ballots of open rounds, replaceable by their voter",
    sqlite_with_rowid=False,
)

ballot_box = Table(
    "ballot_box",
    metadata,
    _belongs_to("rounds"),
    Column("position", Integer, nullable=False),
    _text("source"),
    _text("dots"),
    Column("fits", Integer, nullable=False),
    PrimaryKeyConstraint("round_id", "position"),
    comment="anonymous ballots of closed rounds, shuffled; imported ones in their file's order",
    sqlite_with_rowid=False,
)

participations = Table(
    "participations",
    metadata,
    _belongs_to("rounds"),
    _text("code_hash"),
    PrimaryKeyConstraint("round_id", "code_hash"),
    comment="codes whose ballot is in the box: that they voted, not how",
    sqlite_with_rowid=False,
)

ballot_totals = Table(
    "ballot_totals",
    metadata,
    Column("round_id", Text, nullable=False),
    Column("idea_id", Text, nullable=False),
    _text("source"),
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
    _belongs_to("rounds"),
    _text("counted_by"),
    _text("colour"),
    _belongs_to("ideas"),
    Column("number", Integer, nullable=False),
    _text("source"),
    PrimaryKeyConstraint("round_id", "counted_by", "colour", "idea_id"),
    sqlite_with_rowid=False,
)

phone_doors = Table(
    "phone_doors",
    metadata,
    Column("workshop_id", Text, _points_to("workshops"), primary_key=True),
    Column("ideas_wait", Integer, nullable=False),
    Column("comments_wait", Integer, nullable=False),
    Column("open_joining", Integer, nullable=False),
)

phone_addresses = Table(
    "phone_addresses",
    metadata,
    Column("workshop_id", Text, _points_to("workshops"), primary_key=True),
    _text("printed"),
    _text("proven"),
    _moment("proven_at", nullable=True),
    comment="facts beside the door: taking back a change of the door leaves them",
)

pictures = Table(
    "pictures",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("idea_id", Text, _points_to("ideas")),
    _text("purpose"),
    _text("state"),
    _text("media_type"),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
    _text("digest"),
    _moment("sent_at"),
    Index(None, "workshop_id", "purpose", "state"),
    Index(None, "idea_id"),
)

picture_contents = Table(
    "picture_contents",
    metadata,
    Column("picture_id", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    comment="never changed and not in the journal; a picture taken back leaves it for redoing",
)

photo_reviews = Table(
    "photo_reviews",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    Column("round_id", Text),
    _moment("made_at"),
    _text("unread"),
    _text("unseen"),
    _text("dot_mm"),
    Index(None, "workshop_id"),
    comment="one look at the wall; the round may be gone by now",
)

reviewed_photos = Table(
    "reviewed_photos",
    metadata,
    _belongs_to("photo_reviews"),
    Column("position", Integer, nullable=False),
    _belongs_to("workshops"),
    _belongs_to("pictures"),
    _text("name"),
    _text("px_per_mm"),
    PrimaryKeyConstraint("photo_review_id", "position"),
    Index(None, "picture_id"),
)

card_readings = Table(
    "card_readings",
    metadata,
    _belongs_to("photo_reviews"),
    _text("code"),
    _belongs_to("workshops"),
    Column("photo", Integer, nullable=False),
    _text("place"),
    _text("dots"),
    _text("doubts"),
    _text("as_read"),
    _text("elsewhere"),
    Column("confirmed", Integer, nullable=False),
    PrimaryKeyConstraint("photo_review_id", "code"),
    comment="what was read, and what a person made of it; one row changes with each correction",
)

accepted_reviews = Table(
    "accepted_reviews",
    metadata,
    Column("photo_review_id", Text, _points_to("photo_reviews"), primary_key=True),
    _belongs_to("workshops"),
    _moment("accepted_at"),
    comment="their dots stand in the round as they are drawn; a correction takes the row away",
)

handwriting_crops = Table(
    "handwriting_crops",
    metadata,
    _text("code"),
    _text("photo_review_id"),
    Column("workshop_id", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("code", "photo_review_id"),
    Index(None, "workshop_id"),
    comment="never changed and not in the journal; belongs to the idea of its card",
)

offers = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    _text("title"),
    _text("body"),
    Column("table", Text, nullable=False, server_default=""),
    _text("state"),
    Column("idea_id", Text, _points_to("ideas")),
    Column("picture_id", Text, _points_to("pictures")),
    _text("author_mark"),
    _moment("sent_at"),
    Index(None, "workshop_id", "state"),
    comment="ideas sent from phones; taken ones are on the board",
)

comments = Table(
    "comments",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("workshops"),
    _belongs_to("ideas"),
    _text("text"),
    _text("state"),
    _moment("sent_at"),
    Index(None, "workshop_id", "state"),
    Index(None, "idea_id"),
)

interests = Table(
    "interests",
    metadata,
    _belongs_to("workshops"),
    _belongs_to("ideas"),
    _text("mark"),
    _text("name"),
    _moment("sent_at"),
    PrimaryKeyConstraint("idea_id", "mark"),
    Index(None, "workshop_id"),
    comment="who wants to join in: a keyed hash, and a name where one was given",
)

receipts = Table(
    "receipts",
    metadata,
    Column("key", Text, primary_key=True),
    _text("operation"),
    _text("digest"),
    _text("answer"),
    _moment("at"),
    comment="writes from outside by their own key: the same key is one effect with one answer",
)

journal = Table(
    "journal",
    metadata,
    # No number comes twice, as no entry is ever deleted; AUTOINCREMENT would cost each vote a page.
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _moment("at"),
    _text("actor"),
    _text("operation"),
    _text("kind"),
    Column("workshop_id", Text),
    Column("round_id", Text),
    Column("reverses", Integer),
    _text("about"),
    Column("changes", LargeBinary),
    Column("sealed", Integer, nullable=False),
    Index(None, "workshop_id", "actor", "seq"),
    comment="one entry per operation, never rewritten",
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("url"),
    _text("user"),
    _text("modules"),
    _text("options"),
    _text("stopped"),
    _moment("created_at"),
    UniqueConstraint("name"),
    comment="platforms and our service users there; their secrets are not in the store",
)

links = Table(
    "links",
    metadata,
    Column("account_id", Text, nullable=False),
    Column("workshop_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    _text("remote_id"),
    _text("url"),
    _text("sent"),
    _text("seen"),
    Column("activity", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("dropped", Integer, nullable=False),
    _text("facts"),
    _text("tried"),
    _moment("at"),
    PrimaryKeyConstraint("account_id", "workshop_id", "key"),
    comment="what stands on a platform, as it was last sent and last seen; not in the journal",
)

outbox = Table(
    "outbox",
    metadata,
    Column("account_id", Text, nullable=False),
    Column("workshop_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    _text("kind"),
    _text("subject"),
    _text("title"),
    _text("reference"),
    _text("parent"),
    Column("creates", Integer, nullable=False),
    _text("content"),
    _text("changed"),
    _text("expected"),
    _moment("happened_at"),
    _text("state"),
    Column("attempts", Integer, nullable=False),
    _moment("next_try_at", nullable=True),
    _text("run"),
    _text("reason"),
    _text("tried"),
    _text("remote_id"),
    _text("url"),
    _moment("done_at", nullable=True),
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
    _moment("at"),
    _text("key"),
    _text("title"),
    _text("what"),
    _text("detail"),
    Index(None, "account_id", "workshop_id", "seq"),
)

sync_runs = Table(
    "sync_runs",
    metadata,
    Column("account_id", Text, primary_key=True),
    _text("run"),
    _text("machine"),
    Column("process", Integer, nullable=False),
    _text("process_began"),
    _moment("began_at"),
    _moment("alive_at"),
    comment="the one run at work on an account",
)
