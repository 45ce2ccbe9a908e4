from __future__ import annotations

import io
from typing import TYPE_CHECKING

import PIL.Image
import pytest

from moderator.domain.pictures import PicturePurpose, PictureState
from moderator.errors import BadInput, NeedsDecision, NotFound
from moderator.operations import history, workshops
from moderator.operations.pictures import (
    LARGEST_FILE,
    LARGEST_PHOTO,
    check_picture,
    keep_picture,
    list_pictures,
    picture_content,
    settle_picture,
)

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

ORIENTATION = 0x0112
TURNED = 6
MAKER = 0x010F


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a photo taken upright with a camera that noted its maker."""
    notes = PIL.Image.Exif()
    notes[ORIENTATION] = TURNED
    notes[MAKER] = "Kamerawerk"
    file = io.BytesIO()
    PIL.Image.new("RGB", size, "blue").save(file, kind, exif=notes)
    return file.getvalue()


def test_a_picture_is_turned_upright_and_loses_the_notes_of_the_camera() -> None:
    assert b"Kamerawerk" in photo()
    checked = check_picture(photo(), PicturePurpose.WALL)
    assert (checked.width_px, checked.height_px) == (40, 60)
    assert b"Kamerawerk" not in checked.content
    with PIL.Image.open(io.BytesIO(checked.content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((40, 60), {})


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_what_phones_send_is_read(kind: str) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    assert check_picture(photo(kind), PicturePurpose.WALL).content.startswith(b"\xff\xd8")


def test_a_picture_of_an_idea_is_made_small_for_the_page() -> None:
    checked = check_picture(photo(size=(4000, 3000)), PicturePurpose.IDEA)
    assert max(checked.width_px, checked.height_px) == 1600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        photo()[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(40),
        bytes(LARGEST_FILE + 1),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        check_picture(content, PicturePurpose.WALL)


def test_a_small_file_cannot_ask_for_thousands_of_scans() -> None:
    file = io.BytesIO()
    PIL.Image.new("RGB", (200, 200)).save(file, "JPEG", progressive=True)
    whole = file.getvalue()
    last, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    check_picture(whole, PicturePurpose.WALL)
    with pytest.raises(BadInput):
        check_picture(whole[:end] + whole[last:end] * 500 + whole[end:], PicturePurpose.WALL)


def test_a_photo_on_this_computer_may_be_larger_than_one_from_a_phone() -> None:
    padded = photo("PNG") + bytes(LARGEST_FILE)
    with pytest.raises(BadInput, match="too large"):
        check_picture(padded, PicturePurpose.WALL)
    assert check_picture(padded, PicturePurpose.WALL, LARGEST_PHOTO).width_px > 0


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    file = io.BytesIO()
    PIL.Image.new("1", (30_000, 30_000)).save(file, "PNG")
    with pytest.raises(BadInput, match="too large"):
        check_picture(file.getvalue(), PicturePurpose.WALL)


def test_a_picture_lies_in_the_inbox_until_it_is_settled(desk: Desk, board: Board) -> None:
    kept = keep_picture(desk, board.workshop_id, check_picture(photo(), PicturePurpose.WALL))
    assert list_pictures(desk, board.workshop_id) == [kept]
    assert picture_content(desk, kept.id).startswith(b"\xff\xd8")
    settle_picture(desk, kept.id, PictureState.DECLINED)
    assert list_pictures(desk, board.workshop_id) == []
    history.undo(desk, board.workshop_id)
    assert list_pictures(desk, board.workshop_id) == [kept]


def test_sent_twice_under_one_key_it_is_kept_once(desk: Desk, board: Board) -> None:
    checked = check_picture(photo(), PicturePurpose.WALL)
    first = keep_picture(desk, board.workshop_id, checked, key="k")
    assert keep_picture(desk, board.workshop_id, checked, key="k") == first
    other = check_picture(photo(size=(20, 20)), PicturePurpose.WALL)
    with pytest.raises(NeedsDecision):
        keep_picture(desk, board.workshop_id, other, key="k")
    assert list_pictures(desk, board.workshop_id) == [first]


def test_with_its_workshop_a_picture_is_gone(desk: Desk, board: Board) -> None:
    kept = keep_picture(desk, board.workshop_id, check_picture(photo(), PicturePurpose.WALL))
    workshops.delete_workshop(desk, board.workshop_id)
    with pytest.raises(NotFound):
        picture_content(desk, kept.id)
    with desk.reading() as reader:
        from moderator.storage import pictures

        assert pictures.read_content(reader, kept.id) is None
