"""Ideas sent from phones, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from moderator.domain.ids import IdeaId, OfferId, PictureId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.offers import Offer, OfferState
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.offers


def save(work: UnitOfWork, offer: Offer) -> None:
    """Insert or replace an offer."""
    work.put(
        _table,
        {
            "id": offer.id,
            "workshop_id": offer.workshop_id,
            "title": offer.title,
            "body": offer.body,
            "table": offer.table,
            "state": offer.state.value,
            "idea_id": offer.idea_id,
            "picture_id": offer.picture_id,
            "author_mark": offer.author_mark,
            "sent_at": moment_text(offer.sent_at),
        },
    )


def _offer(row: Mapping[Any, Any]) -> Offer:
    return Offer(
        id=OfferId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        title=row["title"],
        body=row["body"],
        table=row["table"],
        state=OfferState(row["state"]),
        sent_at=read_moment(row["sent_at"]),
        idea_id=IdeaId(row["idea_id"]) if row["idea_id"] else None,
        picture_id=PictureId(row["picture_id"]) if row["picture_id"] else None,
        author_mark=row["author_mark"],
    )


def read(reader: Reader, offer_id: OfferId) -> Offer | None:
    """Return the offer with this id, None if there is none."""
    row = reader.read(_table, offer_id)
    return _offer(row) if row else None


def list_in(reader: Reader, workshop_id: WorkshopId, state: OfferState) -> list[Offer]:
    """Return the offers of a workshop in `state`, the oldest first."""
    query = (
        select(_table)
        .where(_table.c.workshop_id == workshop_id, _table.c.state == state.value)
        .order_by(_table.c.sent_at, _table.c.id)
    )
    return [_offer(row) for row in reader.connection.execute(query).mappings()]
