"""Reviews of photos whose dots were counted: when that was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table; reviews of before say nothing of when they were counted."""
    op.create_table(
        "accepted_reviews",
        sa.Column("photo_review_id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table[:-1]}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_accepted_reviews_{table[:-1]}_id"),
                initially="DEFERRED",
                deferrable=True,
            )
            for table in ("photo_reviews", "workshops")
        ),
        sa.PrimaryKeyConstraint("photo_review_id", name=op.f("pk_accepted_reviews")),
        comment="their dots stand in the round as they are drawn; a correction takes the row away",
    )
