"""Pictures and their contents, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from moderator.domain.ids import IdeaId, PictureId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.pictures import Picture, PicturePurpose, PictureState
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.pictures
_contents = tables.picture_contents


def save(work: UnitOfWork, picture: Picture) -> None:
    """Insert or replace what is known of a picture."""
    work.put(
        _table,
        {
            "id": picture.id,
            "workshop_id": picture.workshop_id,
            "idea_id": picture.idea_id,
            "purpose": picture.purpose.value,
            "state": picture.state.value,
            "media_type": picture.media_type,
            "width_px": picture.width_px,
            "height_px": picture.height_px,
            "digest": picture.digest,
            "sent_at": moment_text(picture.sent_at),
        },
    )


def keep_content(work: UnitOfWork, picture_id: PictureId, content: bytes) -> None:
    """Keep the content of a new picture, outside the journal."""
    row: Row = {"picture_id": picture_id, "content": content}
    work.rows(_contents).insert(work.raw, [row])


def read_content(reader: Reader, picture_id: PictureId) -> bytes | None:
    """Return the content of a picture, None if there is none."""
    row = reader.read(_contents, picture_id)
    return bytes(row["content"]) if row and isinstance(row["content"], bytes) else None


def _picture(row: Mapping[Any, Any]) -> Picture:
    return Picture(
        id=PictureId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        purpose=PicturePurpose(row["purpose"]),
        state=PictureState(row["state"]),
        media_type=row["media_type"],
        width_px=row["width_px"],
        height_px=row["height_px"],
        digest=row["digest"],
        sent_at=read_moment(row["sent_at"]),
        idea_id=IdeaId(row["idea_id"]) if row["idea_id"] else None,
    )


def read(reader: Reader, picture_id: PictureId) -> Picture | None:
    """Return the picture with this id, None if there is none."""
    row = reader.read(_table, picture_id)
    return _picture(row) if row else None


def list_in(
    reader: Reader,
    workshop_id: WorkshopId,
    purpose: PicturePurpose,
    state: PictureState,
) -> list[Picture]:
    """Return the pictures of a workshop with this purpose and state, the oldest first."""
    query = (
        select(_table)
        .where(
            _table.c.workshop_id == workshop_id,
            _table.c.purpose == purpose.value,
            _table.c.state == state.value,
        )
        .order_by(_table.c.sent_at, _table.c.id)
    )
    return [_picture(row) for row in reader.connection.execute(query).mappings()]


def of_ideas(reader: Reader, workshop_id: WorkshopId) -> dict[IdeaId, PictureId]:
    """Return the picture of each idea that has one; the newest where there are several."""
    query = (
        select(_table.c.idea_id, _table.c.id)
        .where(
            _table.c.workshop_id == workshop_id,
            _table.c.idea_id.is_not(None),
            _table.c.state == PictureState.KEPT.value,
        )
        .order_by(_table.c.sent_at, _table.c.id)
    )
    return {IdeaId(row[0]): PictureId(row[1]) for row in reader.connection.execute(query)}
