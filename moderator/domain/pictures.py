"""Pictures that belong to a workshop: of an idea, or of the wall with its cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.domain.ids import IdeaId, PictureId, WorkshopId


class PicturePurpose(StrEnum):
    """What a picture shows."""

    IDEA = "idea"
    WALL = "wall"


class PictureState(StrEnum):
    """Whether somebody has looked at a picture yet."""

    INBOX = "inbox"
    KEPT = "kept"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture; its content is read apart from it.

    Attributes:
        idea_id: the idea it belongs to, None for the wall.
        media_type: `image/jpeg`, or what the file was where it is kept as it came.
        width_px: as shown, turned upright.
        height_px: likewise.
        digest: SHA-256 of the content as kept, hexadecimal.
    """

    id: PictureId
    workshop_id: WorkshopId
    purpose: PicturePurpose
    state: PictureState
    media_type: str
    width_px: int
    height_px: int
    digest: str
    sent_at: datetime
    idea_id: IdeaId | None = None


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A picture made ready to be kept: a JPEG file without the camera's notes.

    Attributes:
        came_as: SHA-256 of the file as it came, hexadecimal.
        digest: SHA-256 of `content`, hexadecimal.
    """

    purpose: PicturePurpose
    content: bytes
    width_px: int
    height_px: int
    digest: str
    came_as: str
