"""Comments on ideas, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from moderator.domain.ids import CommentId, IdeaId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.offers import Comment, CommentState
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.comments


def save(work: UnitOfWork, comment: Comment) -> None:
    """Insert or replace a comment."""
    work.put(
        _table,
        {
            "id": comment.id,
            "workshop_id": comment.workshop_id,
            "idea_id": comment.idea_id,
            "text": comment.text,
            "state": comment.state.value,
            "sent_at": moment_text(comment.sent_at),
        },
    )


def _comment(row: Mapping[Any, Any]) -> Comment:
    return Comment(
        id=CommentId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        idea_id=IdeaId(row["idea_id"]),
        text=row["text"],
        state=CommentState(row["state"]),
        sent_at=read_moment(row["sent_at"]),
    )


def read(reader: Reader, comment_id: CommentId) -> Comment | None:
    """Return the comment with this id, None if there is none."""
    row = reader.read(_table, comment_id)
    return _comment(row) if row else None


def list_on(reader: Reader, idea_id: IdeaId, state: CommentState) -> list[Comment]:
    """Return the comments on an idea in `state`, the oldest first."""
    return _found(reader, _table.c.idea_id == idea_id, state)


def list_in(reader: Reader, workshop_id: WorkshopId, state: CommentState) -> list[Comment]:
    """Return the comments of a workshop in `state`, the oldest first."""
    return _found(reader, _table.c.workshop_id == workshop_id, state)


def _found(reader: Reader, where: ColumnElement[bool], state: CommentState) -> list[Comment]:
    query = (
        select(_table)
        .where(where, _table.c.state == state.value)
        .order_by(_table.c.sent_at, _table.c.id)
    )
    return [_comment(row) for row in reader.connection.execute(query).mappings()]
