"""Ids made here, in distinct types so that they cannot be mixed up."""

from __future__ import annotations

from typing import NewType

WorkshopId = NewType("WorkshopId", str)
StepId = NewType("StepId", str)
ClusterId = NewType("ClusterId", str)
IdeaId = NewType("IdeaId", str)
RoundId = NewType("RoundId", str)
OfferId = NewType("OfferId", str)
CommentId = NewType("CommentId", str)
PictureId = NewType("PictureId", str)
PhotoReviewId = NewType("PhotoReviewId", str)


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) as text; ids made later sort later."""
    # Imported with the first id: it takes 15 ms to load, and a start makes none.
    from uuid6 import uuid7  # noqa: PLC0415

    return str(uuid7())
