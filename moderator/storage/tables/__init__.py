"""The tables, private to storage. Times are UTC text (`moment_text`), mappings are JSON text."""

from __future__ import annotations

from moderator.storage.tables.board import cards, clusters, ideas, steps, workshops
from moderator.storage.tables.columns import metadata
from moderator.storage.tables.history import journal, receipts
from moderator.storage.tables.phones import (
    comments,
    interests,
    offers,
    phone_addresses,
    phone_doors,
)
from moderator.storage.tables.photos import (
    accepted_reviews,
    card_readings,
    handwriting_crops,
    photo_reviews,
    picture_contents,
    pictures,
    reviewed_photos,
)
from moderator.storage.tables.platforms import accounts, links, outbox, sync_history, sync_runs
from moderator.storage.tables.voting import (
    ballot_box,
    ballot_codes,
    ballot_totals,
    ballots,
    code_keys,
    counts,
    participations,
    round_keys,
    round_options,
    rounds,
    turnouts,
)

__all__ = [
    "REVISION",
    "accepted_reviews",
    "accounts",
    "ballot_box",
    "ballot_codes",
    "ballot_totals",
    "ballots",
    "card_readings",
    "cards",
    "clusters",
    "code_keys",
    "comments",
    "counts",
    "handwriting_crops",
    "ideas",
    "interests",
    "journal",
    "links",
    "metadata",
    "offers",
    "outbox",
    "participations",
    "phone_addresses",
    "phone_doors",
    "photo_reviews",
    "picture_contents",
    "pictures",
    "receipts",
    "reviewed_photos",
    "round_keys",
    "round_options",
    "rounds",
    "steps",
    "sync_history",
    "sync_runs",
    "turnouts",
    "workshops",
]

REVISION = "0005"
"""The newest migration; a test compares it with the migrations folder."""
