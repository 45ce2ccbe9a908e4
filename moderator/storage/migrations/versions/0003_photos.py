"""Photos of the wall: what was read from them, and crops of handwriting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of reviews."""
    op.create_table(
        "photo_reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), server_default="", nullable=False),
        sa.Column("unseen", sa.Text(), server_default="", nullable=False),
        sa.Column("dot_mm", sa.Text(), server_default="", nullable=False),
        _of_workshop("photo_reviews"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_reviews")),
        comment="one look at the wall; the round may be gone by now",
    )
    op.create_index(op.f("ix_photo_reviews_workshop_id"), "photo_reviews", ["workshop_id"])
    op.create_table(
        "reviewed_photos",
        sa.Column("photo_review_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("px_per_mm", sa.Text(), server_default="", nullable=False),
        _of_review("reviewed_photos"),
        _of_workshop("reviewed_photos"),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["pictures.id"],
            name=op.f("fk_reviewed_photos_picture_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("photo_review_id", "position", name=op.f("pk_reviewed_photos")),
    )
    op.create_index(op.f("ix_reviewed_photos_picture_id"), "reviewed_photos", ["picture_id"])
    op.create_table(
        "card_readings",
        sa.Column("photo_review_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("photo", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("place", "dots", "doubts", "as_read", "elsewhere")
        ),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        _of_review("card_readings"),
        _of_workshop("card_readings"),
        sa.PrimaryKeyConstraint("photo_review_id", "code", name=op.f("pk_card_readings")),
        comment="what was read, and what a person made of it; one row changes with each correction",
    )
    op.create_table(
        "handwriting_crops",
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("photo_review_id", sa.Text(), server_default="", nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("code", "photo_review_id", name=op.f("pk_handwriting_crops")),
        comment="never changed and not in the journal; belongs to the idea of its card",
    )
    op.create_index(op.f("ix_handwriting_crops_workshop_id"), "handwriting_crops", ["workshop_id"])


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop_id"],
        ["workshops.id"],
        name=op.f(f"fk_{table}_workshop_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def _of_review(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["photo_review_id"],
        ["photo_reviews.id"],
        name=op.f(f"fk_{table}_photo_review_id"),
        initially="DEFERRED",
        deferrable=True,
    )
