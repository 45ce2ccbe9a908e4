"""The first store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables and the search index."""
    op.create_table(
        "ballot_totals",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("dots_for", sa.Integer(), nullable=False),
        sa.Column("dots_against", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", "idea_id", "source", name=op.f("pk_ballot_totals")),
        comment="derived: sums over the ballots that fit, kept with each ballot",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code_keys",
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_code_keys")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("operation", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=True),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        comment="one entry per operation, never rewritten",
    )
    op.create_index(
        op.f("ix_journal_workshop_id_actor_seq"),
        "journal",
        ["workshop_id", "actor", "seq"],
        unique=False,
    )
    op.create_table(
        "receipts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipts")),
        comment="writes from outside by their own key: the same key is one effect with one answer",
    )
    op.create_table(
        "round_keys",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_keys")),
        comment="destroyed when the round closes; nothing written under it can be read afterwards",
    )
    op.create_table(
        "turnouts",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_turnouts")),
        comment="derived: number of ballots that fit and that do not",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workshops",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("held_on", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    op.create_table(
        "cards",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Text(), nullable=True),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_cards_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_cards")),
        comment="every card code ever issued, blank cards too",
    )
    op.create_index(op.f("ix_cards_workshop_id"), "cards", ["workshop_id"], unique=False)
    op.create_table(
        "clusters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_clusters_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_index(
        op.f("ix_clusters_workshop_id_position"),
        "clusters",
        ["workshop_id", "position"],
        unique=False,
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=True),
        sa.Column("working", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_rounds_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_rounds_workshop_id_number")),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("instruction", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("permissions", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_steps_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
    )
    op.create_index(
        op.f("ix_steps_workshop_id_position"), "steps", ["workshop_id", "position"], unique=False
    )
    op.create_table(
        "ballot_box",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("dots", sa.Text(), server_default="", nullable=False),
        sa.Column("fits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_ballot_box_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("round_id", "position", name=op.f("pk_ballot_box")),
        comment="anonymous ballots of closed rounds, shuffled; imported ones in their file's order",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_ballot_codes_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_ballot_codes_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_ballot_codes")),
    )
    op.create_index(
        op.f("ix_ballot_codes_workshop_id"), "ballot_codes", ["workshop_id"], unique=False
    )
    op.create_table(
        "ballots",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("voter_tag", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("dots", sa.Text(), server_default="", nullable=False),
        sa.Column("fits", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_ballots_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("round_id", "voter_tag", name=op.f("pk_ballots")),
        comment="ballots of open rounds, replaceable by their voter",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ideas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("table", sa.Text(), server_default="", nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("duplicate_of", sa.Text(), nullable=True),
        sa.Column("author_mark", sa.Text(), server_default="", nullable=False),
        sa.Column("source_key", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_ideas_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["ideas.id"],
            name=op.f("fk_ideas_duplicate_of"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_ideas_workshop_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("code", name=op.f("uq_ideas_code")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_ideas_workshop_id_number")),
    )
    op.create_index(op.f("ix_ideas_cluster_id"), "ideas", ["cluster_id"], unique=False)
    op.create_index(
        op.f("ix_ideas_workshop_id_source_key"),
        "ideas",
        ["workshop_id", "source_key"],
        unique=False,
    )
    op.create_table(
        "participations",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_participations_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("round_id", "code_hash", name=op.f("pk_participations")),
        comment="codes whose ballot is in the box: that they voted, not how",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counts",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("counted_by", sa.Text(), server_default="", nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("idea_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["ideas.id"],
            name=op.f("fk_counts_idea_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_counts_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "counted_by", "colour", "idea_id", name=op.f("pk_counts")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round_options",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("author_mark", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["ideas.id"],
            name=op.f("fk_round_options_idea_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_round_options_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("round_id", "idea_id", name=op.f("pk_round_options")),
        sqlite_with_rowid=False,
    )
    context.config.attributes["database"].create_search(op.get_bind())
