"""Sync: accounts on platforms, what stands there, what is to be written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables of the sync."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("name", "kind", "url", "user", "modules", "options", "stopped")
        ),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        comment="platforms and our service users there; their secrets are not in the store",
    )
    op.create_table(
        "links",
        *_item_key(),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("remote_id", "url", "sent", "seen")
        ),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _LINK_NUMBERS),
        sa.Column("facts", sa.Text(), server_default="", nullable=False),
        sa.Column("tried", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "workshop_id", "key", name=op.f("pk_links")),
        comment="what stands on a platform, as it was last sent and last seen; not in the journal",
    )
    _create_outbox()
    op.create_table(
        "sync_history",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("key", "title", "what", "detail")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sync_history")),
    )
    op.create_index(
        op.f("ix_sync_history_account_id_workshop_id_seq"),
        "sync_history",
        ["account_id", "workshop_id", "seq"],
    )
    op.create_table(
        "sync_runs",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), server_default="", nullable=False),
        sa.Column("machine", sa.Text(), server_default="", nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("process_began", sa.Text(), server_default="", nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("alive_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_sync_runs")),
        comment="the one run at work on an account",
    )


_LINK_NUMBERS = ("activity", "added", "dropped")


def _item_key() -> list[sa.Column[str]]:
    return [
        sa.Column(name, sa.Text(), nullable=False) for name in ("account_id", "workshop_id", "key")
    ]


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        *_item_key(),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("kind", "subject", "title", "reference", "parent")
        ),
        sa.Column("creates", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("content", "changed", "expected")
        ),
        sa.Column("happened_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.Text(), nullable=True),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("run", "reason", "tried", "remote_id", "url")
        ),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "workshop_id", "key", name=op.f("pk_outbox")),
        comment="one row per item that is to be written to a platform; not in the journal",
    )
    op.create_index(
        op.f("ix_outbox_account_id_workshop_id_state_kind_key"),
        "outbox",
        ["account_id", "workshop_id", "state", "kind", "key"],
    )
