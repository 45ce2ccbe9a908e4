"""What people send from their phones: ideas, comments, and that they want to join in.

An idea that is sent in is an offer. It gets number and card code when it reaches the board.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import CommentId, IdeaId, OfferId, PictureId, WorkshopId
    from moderator.domain.pictures import CheckedPicture


class OfferState(StrEnum):
    """Where an offered idea is."""

    WAITING = "waiting"
    TAKEN = "taken"
    DECLINED = "declined"


class CommentState(StrEnum):
    """Whether a comment may be seen."""

    WAITING = "waiting"
    SHOWN = "shown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An idea as typed on a phone.

    Attributes:
        table: name or number of the table, empty if unknown.
        picture: a checked picture, None without one.
        author_code: ballot code of the author; only its keyed hash is kept.
    """

    title: str
    body: str = ""
    table: str = ""
    picture: CheckedPicture | None = None
    author_code: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An idea sent from a phone.

    Attributes:
        idea_id: the idea it became once taken.
        picture_id: its picture, None without one.
        author_mark: keyed hash of the author's ballot code, empty if unknown.
    """

    id: OfferId
    workshop_id: WorkshopId
    title: str
    body: str
    table: str
    state: OfferState
    sent_at: datetime
    idea_id: IdeaId | None = None
    picture_id: PictureId | None = None
    author_mark: str = ""


@dataclass(frozen=True, slots=True)
class SentIdea:
    """What the phone is told; `code` is the card's once the idea is on the board."""

    offer_id: OfferId
    waiting: bool
    code: CardCode | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on an idea."""

    id: CommentId
    workshop_id: WorkshopId
    idea_id: IdeaId
    text: str
    state: CommentState
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Interest:
    """Somebody wants to join in on an idea; `name` is empty unless they gave one."""

    idea_id: IdeaId
    mark: str
    name: str
    sent_at: datetime
