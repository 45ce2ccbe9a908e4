"""Keeping pictures: checked, turned upright, without the camera's notes on place and person."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.domain.ids import PictureId, new_id
from moderator.domain.moments import now
from moderator.domain.pictures import CheckedPicture, Picture, PicturePurpose, PictureState
from moderator.errors import BadInput, NotFound, msg
from moderator.events import PictureKept
from moderator.operations.workshops import required as required_workshop
from moderator.storage import pictures as stored
from moderator.storage import receipts
from moderator.vision.jpeg_scans import require_sound_scans

if TYPE_CHECKING:
    from PIL.Image import Image

    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk, Doing
    from moderator.storage.unit_of_work import Reader

LARGEST_FILE = 30_000_000
"""Bytes; a phone's photo of 50 megapixels has about 20 million."""
LARGEST_PHOTO = 200_000_000
"""Bytes of a photo on this computer: a PNG of 65 megapixels that could not be packed at all."""
MOST_PIXELS = 80_000_000
MOST_WAITING = 100
"""Pictures in the inbox at most: each has some megabytes, and a flood stays outside."""
LONGEST_SIDE_PX = {PicturePurpose.IDEA: 1600, PicturePurpose.WALL: 9000}
"""A picture of an idea is shown on a page; a wall is measured, so it keeps its sharpness."""
_QUALITY = {PicturePurpose.IDEA: 82, PicturePurpose.WALL: 92}
_JPEG = b"\xff\xd8"
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

_GIANT = (
    msg("This picture is too large: at most {limit} megapixels fit."),
    msg("Nothing was changed. Please send it in a smaller size."),
)
_NO_PICTURE = (
    msg("This file is not a picture that can be read."),
    msg("Nothing was changed. Please send a photo as JPEG, PNG, WebP or HEIC."),
)


def check_picture(
    content: bytes, purpose: PicturePurpose, most_bytes: int = LARGEST_FILE
) -> CheckedPicture:
    """Open an image file and make it ready to be kept; takes no store and may run on any thread.

    Args:
        content: the file.
        purpose: what it is for.
        most_bytes: how large the file may be; `LARGEST_PHOTO` for one on this computer.

    Raises:
        BadInput: it is no picture, damaged, or larger than a camera makes them.
    """
    if len(content) > most_bytes:
        raise BadInput(
            msg("This picture is too large: {size} MB, {limit} MB fit."),
            msg("Nothing was changed. Please send it in a smaller size."),
            size=len(content) // 1_000_000,
            limit=most_bytes // 1_000_000,
        )
    upright = _upright(content)
    upright.thumbnail((LONGEST_SIDE_PX[purpose],) * 2)
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=_QUALITY[purpose], optimize=purpose is PicturePurpose.IDEA)
    made = kept.getvalue()
    return CheckedPicture(
        purpose=purpose,
        content=made,
        width_px=upright.width,
        height_px=upright.height,
        digest=hashlib.sha256(made).hexdigest(),
        came_as=hashlib.sha256(content).hexdigest(),
    )


def _upright(content: bytes) -> Image:
    # Pillow and the HEIC reader are loaded with the first picture: most evenings begin without.
    import PIL.Image  # noqa: PLC0415
    import pillow_heif  # noqa: PLC0415
    from PIL import ImageOps, UnidentifiedImageError  # noqa: PLC0415

    pillow_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is refused or mended here
            with PIL.Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                _refuse_giant(opened.width * opened.height)
                if content.startswith(_JPEG):
                    require_sound_scans(content)
                return ImageOps.exif_transpose(opened).convert("RGB")
    except BadInput:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise BadInput(*_NO_PICTURE) from error
    except PIL.Image.DecompressionBombError as error:
        raise BadInput(*_GIANT, limit=MOST_PIXELS // 1_000_000) from error


def _refuse_giant(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise BadInput(*_GIANT, limit=MOST_PIXELS // 1_000_000)


def keep_picture(
    desk: Desk, workshop_id: WorkshopId, checked: CheckedPicture, *, key: str | None = None
) -> Picture:
    """Keep a picture in the inbox of a workshop.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        checked: what `check_picture` made of the file.
        key: the sender's own key; sent again under it, the picture is kept only once.

    Raises:
        BadInput: too many are waiting.
        NeedsDecision: the key was used for something else.
        NotFound: there is no such workshop.
    """
    with desk.doing("keep_picture", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        came_as = checked.came_as
        if key and (given := receipts.earlier_answer(doing.work, key, "keep_picture", came_as)):
            return required(doing.work, PictureId(given["picture_id"]))
        inbox = stored.list_in(doing.work, workshop_id, checked.purpose, PictureState.INBOX)
        if len(inbox) >= MOST_WAITING:
            raise BadInput(
                msg("Too many photos are waiting to be looked at."),
                msg("Please tell the moderator and send it again later."),
            )
        picture = put_in_inbox(doing, workshop_id, checked)
        if key:
            answer = {"picture_id": picture.id}
            receipts.keep_answer(doing.work, key, "keep_picture", came_as, answer)
    return picture


def put_in_inbox(doing: Doing, workshop_id: WorkshopId, checked: CheckedPicture) -> Picture:
    """Keep a checked picture within a transaction; returns it."""
    picture = Picture(
        id=PictureId(new_id()),
        workshop_id=workshop_id,
        purpose=checked.purpose,
        state=PictureState.INBOX,
        media_type="image/jpeg",
        width_px=checked.width_px,
        height_px=checked.height_px,
        digest=checked.digest,
        sent_at=now(),
    )
    stored.save(doing.work, picture)
    stored.keep_content(doing.work, picture.id, checked.content)
    doing.tell(PictureKept(workshop_id, picture.id))
    return picture


def give_to_idea(doing: Doing, picture_id: PictureId, idea_id: IdeaId) -> None:
    """Let a picture belong to an idea on the board, within a transaction."""
    picture = required(doing.work, picture_id)
    stored.save(doing.work, replace(picture, idea_id=idea_id, state=PictureState.KEPT))


def settle_picture(desk: Desk, picture_id: PictureId, state: PictureState) -> Picture:
    """Take a picture out of the inbox, keeping or declining it; or put it back.

    Raises:
        NotFound: there is no such picture.
    """
    workshop_id = read_picture(desk, picture_id).workshop_id
    with desk.doing("settle_picture", workshop_id) as doing:
        before = required(doing.work, picture_id)
        picture = replace(before, state=state)
        if picture != before:
            stored.save(doing.work, picture)
            doing.tell(PictureKept(workshop_id, picture_id))
    return picture


def read_picture(desk: Desk, picture_id: PictureId) -> Picture:
    """Return what is known of a picture.

    Raises:
        NotFound: there is no such picture.
    """
    with desk.reading() as reader:
        return required(reader, picture_id)


def required(reader: Reader, picture_id: PictureId) -> Picture:
    """Return a picture within a transaction.

    Raises:
        NotFound: there is no such picture.
    """
    picture = stored.read(reader, picture_id)
    if picture is None:
        raise NotFound(msg("This picture does not exist any more."))
    return picture


def picture_content(desk: Desk, picture_id: PictureId) -> bytes:
    """Return the JPEG file of a picture.

    Raises:
        NotFound: there is no such picture.
    """
    with desk.reading() as reader:
        required(reader, picture_id)
        content = stored.read_content(reader, picture_id)
    if content is None:
        raise NotFound(msg("This picture does not exist any more."))
    return content


def list_pictures(
    desk: Desk,
    workshop_id: WorkshopId,
    purpose: PicturePurpose = PicturePurpose.WALL,
    state: PictureState = PictureState.INBOX,
) -> list[Picture]:
    """Return the pictures of a workshop, the oldest first; without more words the photo inbox."""
    with desk.reading() as reader:
        return stored.list_in(reader, workshop_id, purpose, state)


def idea_pictures(desk: Desk, workshop_id: WorkshopId) -> dict[IdeaId, PictureId]:
    """Return the picture of each idea that has one."""
    with desk.reading() as reader:
        return stored.of_ideas(reader, workshop_id)
