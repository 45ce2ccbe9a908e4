"""Comments from phones: shown at once, or waiting for the moderator's glance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.domain.ids import CommentId, new_id
from moderator.domain.moments import now
from moderator.domain.offers import Comment, CommentState
from moderator.domain.plain_text import clean_body
from moderator.errors import BadInput, NotFound, msg
from moderator.events import CommentsChanged, OffersChanged
from moderator.operations import ideas
from moderator.storage import comments as stored
from moderator.storage import phone_doors, receipts
from moderator.storage.round_keys import code_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk, Doing
    from moderator.storage.unit_of_work import Reader

LONGEST_COMMENT = 1000
MOST_WAITING = 2000


def add_comment(desk: Desk, idea_id: IdeaId, text: str, key: str | None = None) -> Comment:
    """Add a comment to an idea.

    Args:
        desk: the desk.
        idea_id: the idea.
        text: at most 1,000 signs.
        key: the sender's own key; sent again under it, the comment is there only once.

    Raises:
        BadInput: the text is empty or too long, or too many are waiting.
        NeedsDecision: the key was used for something else.
        NotFound: there is no such idea.
    """
    with desk.doing("add_comment", None) as doing:
        workshop_id = ideas.required(doing.work, idea_id).workshop_id
        doing.belongs_to(workshop_id)
        digest = keyed_hash(code_key(doing.work, workshop_id), repr((idea_id, text))) if key else ""
        if key and (given := receipts.earlier_answer(doing.work, key, "add_comment", digest)):
            return required(doing.work, CommentId(given["comment_id"]))
        waits = phone_doors.read(doing.work, workshop_id).comments_wait
        comment = Comment(
            id=CommentId(new_id()),
            workshop_id=workshop_id,
            idea_id=idea_id,
            text=_checked(doing.work, workshop_id, text),
            state=CommentState.WAITING if waits else CommentState.SHOWN,
            sent_at=now(),
        )
        _save(doing, comment)
        if key:
            answer = {"comment_id": comment.id}
            receipts.keep_answer(doing.work, key, "add_comment", digest, answer)
    return comment


def _checked(reader: Reader, workshop_id: WorkshopId, text: str) -> str:
    cleaned = clean_body(text)
    if not cleaned:
        raise BadInput(msg("The comment is empty."), msg("A few words are enough."))
    if len(cleaned) > LONGEST_COMMENT:
        raise BadInput(
            msg("The text is too long: {length} signs, {limit} fit."),
            msg("Nothing was changed. Please shorten it."),
            length=len(cleaned),
            limit=LONGEST_COMMENT,
        )
    if len(stored.list_in(reader, workshop_id, CommentState.WAITING)) >= MOST_WAITING:
        raise BadInput(
            msg("Too many comments are waiting to be looked at."),
            msg("Please tell the moderator and send it again later."),
        )
    return cleaned


def _save(doing: Doing, comment: Comment) -> None:
    stored.save(doing.work, comment)
    doing.tell(OffersChanged(comment.workshop_id))
    doing.tell(CommentsChanged(comment.workshop_id, comment.idea_id))


def settle_comment(desk: Desk, comment_id: CommentId, state: CommentState) -> Comment:
    """Show a comment, decline it, or let it wait again.

    Raises:
        NotFound: there is no such comment.
    """
    with desk.reading() as reader:
        workshop_id = required(reader, comment_id).workshop_id
    with desk.doing("settle_comment", workshop_id) as doing:
        before = required(doing.work, comment_id)
        comment = replace(before, state=state)
        if comment != before:
            _save(doing, comment)
    return comment


def required(reader: Reader, comment_id: CommentId) -> Comment:
    """Return a comment within a transaction.

    Raises:
        NotFound: there is no such comment.
    """
    comment = stored.read(reader, comment_id)
    if comment is None:
        raise NotFound(msg("This comment does not exist any more."))
    return comment


def list_comments(desk: Desk, idea_id: IdeaId) -> list[Comment]:
    """Return the comments on an idea that may be seen, the oldest first."""
    with desk.reading() as reader:
        return stored.list_on(reader, idea_id, CommentState.SHOWN)


def waiting_comments(desk: Desk, workshop_id: WorkshopId) -> list[Comment]:
    """Return the comments that wait for a glance, the oldest first."""
    with desk.reading() as reader:
        return stored.list_in(reader, workshop_id, CommentState.WAITING)


def shown_comments(desk: Desk, workshop_id: WorkshopId) -> dict[IdeaId, tuple[str, ...]]:
    """Return the texts that may be seen, by idea, the oldest first."""
    shown: dict[IdeaId, tuple[str, ...]] = {}
    with desk.reading() as reader:
        for comment in stored.list_in(reader, workshop_id, CommentState.SHOWN):
            shown[comment.idea_id] = (*shown.get(comment.idea_id, ()), comment.text)
    return shown
