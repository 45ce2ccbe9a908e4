"""Pictures, and what was read from photos of the wall."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from moderator.storage.tables.columns import belongs_to, metadata, moment, points_to, text

pictures = Table(
    "pictures",
    metadata,
    Column("id", Text, primary_key=True),
    belongs_to("workshops"),
    Column("idea_id", Text, points_to("ideas")),
    text("purpose"),
    text("state"),
    text("media_type"),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
    text("digest"),
    moment("sent_at"),
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
    belongs_to("workshops"),
    Column("round_id", Text),
    moment("made_at"),
    text("unread"),
    text("unseen"),
    text("dot_mm"),
    Index(None, "workshop_id"),
    comment="one look at the wall; the round may be gone by now",
)

reviewed_photos = Table(
    "reviewed_photos",
    metadata,
    belongs_to("photo_reviews"),
    Column("position", Integer, nullable=False),
    belongs_to("workshops"),
    belongs_to("pictures"),
    text("name"),
    text("px_per_mm"),
    PrimaryKeyConstraint("photo_review_id", "position"),
    Index(None, "picture_id"),
)

card_readings = Table(
    "card_readings",
    metadata,
    belongs_to("photo_reviews"),
    text("code"),
    belongs_to("workshops"),
    Column("photo", Integer, nullable=False),
    text("place"),
    text("dots"),
    text("doubts"),
    text("as_read"),
    text("elsewhere"),
    Column("confirmed", Integer, nullable=False),
    PrimaryKeyConstraint("photo_review_id", "code"),
    comment="what was read, and what a person made of it; one row changes with each correction",
)

accepted_reviews = Table(
    "accepted_reviews",
    metadata,
    Column("photo_review_id", Text, points_to("photo_reviews"), primary_key=True),
    belongs_to("workshops"),
    moment("accepted_at"),
    comment="their dots stand in the round as they are drawn; a correction takes the row away",
)

handwriting_crops = Table(
    "handwriting_crops",
    metadata,
    text("code"),
    text("photo_review_id"),
    Column("workshop_id", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("code", "photo_review_id"),
    Index(None, "workshop_id"),
    comment="never changed and not in the journal; belongs to the idea of its card",
)
