"""Photos of the wall from the file to the count: read, kept as evidence, corrected, accepted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, shown_card_code
from moderator.domain.ids import PhotoReviewId, new_id
from moderator.domain.moments import now
from moderator.domain.photo_reviews import (
    PhotoReview,
    ReviewedCard,
    ReviewedDot,
    ReviewedPhoto,
    UnreadCard,
)
from moderator.domain.pictures import CheckedPicture, PicturePurpose, PictureState
from moderator.errors import BadInput, NotFound, msg
from moderator.events import PhotosReviewed
from moderator.operations import pictures
from moderator.operations.photo_counting import note_photo_count
from moderator.operations.reviewed_cards import crops_of, reviewed_card, rounded
from moderator.operations.workshops import required as required_workshop
from moderator.storage import photo_readings as stored
from moderator.storage import pictures as stored_pictures
from moderator.vision.merging import merge_readings
from moderator.vision.photos import grey_from, is_jpeg, photo_from
from moderator.vision.quick_look import quick_look
from moderator.vision.wall_reading import read_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from moderator.domain.ids import PictureId, RoundId, WorkshopId
    from moderator.domain.photo_reviews import DotCounts
    from moderator.domain.rules import DotColour
    from moderator.operations.desk import Desk, Doing
    from moderator.operations.photo_counting import SavedCount
    from moderator.storage.unit_of_work import Reader
    from moderator.vision import readings as read_values
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.photos import GreyPhoto, Photo
    from moderator.vision.readings import QuickLook
    from moderator.vision.stages import Stage

    _Opened = tuple[Photo, CheckedPicture | None]
    """A photo, and what is kept of it where that is smaller than it came."""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo that is to be read.

    Attributes:
        name: of its file, for people.
        content: bytes of the file.
        picture_id: where it is kept already, because it came from a phone.
    """

    name: str
    content: bytes = field(repr=False)
    picture_id: PictureId | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Who follows a reading under way; called on the thread that reads.

    Attributes:
        looked: told what a first look at a photo says; photos are counted from 0.
        told: told which stage of which photo begins, and how much of that photo is done, 0 to 1.
        stopped: asked before each stage whether to stop.
    """

    looked: Callable[[int, QuickLook], None] = lambda _number, _look: None
    told: Callable[[int, Stage, float], None] = lambda _number, _stage, _part: None
    stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class ReadPhotos:
    """Photos that were read, ready to be kept.

    Attributes:
        checked: each photo ready to be kept; None where it is kept already.
    """

    files: tuple[PhotoFile, ...]
    checked: tuple[CheckedPicture | None, ...]
    reading: read_values.WallReading


def read_photos(issued: IssuedCards, files: Sequence[PhotoFile], watch: Watch) -> ReadPhotos:
    """Read photos of one wall; touches no store and may run on any thread.

    Raises:
        BadInput: a file is no photo that can be read.
        ReadingStopped: `watch` said so.
    """
    checked, read = [], []
    with ThreadPoolExecutor(1) as beside:
        for number, file in enumerate(files):
            opening = beside.submit(_opened, file)
            look = _first_look(file, opening, issued)
            watch.looked(number, look)
            photo, kept = opening.result()
            told = partial(watch.told, number)
            read.append(
                read_wall(photo, issued, found=look.whole, told=told, stopped=watch.stopped)
            )
            if file.picture_id is None and kept is None:
                kept = pictures.check_picture(
                    file.content, PicturePurpose.WALL, pictures.LARGEST_PHOTO
                )
            checked.append(kept)
    return ReadPhotos(tuple(files), tuple(checked), merge_readings(read))


def _first_look(file: PhotoFile, opening: Future[_Opened], issued: IssuedCards) -> QuickLook:
    """Look at a JPEG in grey, which is there before its colours are, else at the opened photo."""
    if is_jpeg(file.content):
        grey = grey_from(file.content, file.name)
        if _is_kept_whole(grey):
            return quick_look(grey, issued)
    return quick_look(opening.result()[0], issued)


def _is_kept_whole(photo: Photo | GreyPhoto) -> bool:
    longest = pictures.LONGEST_SIDE_PX[PicturePurpose.WALL]
    return max(photo.width, photo.height) <= longest


def _opened(file: PhotoFile) -> _Opened:
    photo = photo_from(file.content, file.name)
    if _is_kept_whole(photo):
        return photo, None
    # It is kept smaller than it came; places have to be those of the photo that is kept.
    kept = pictures.check_picture(file.content, PicturePurpose.WALL, pictures.LARGEST_PHOTO)
    return photo_from(kept.content, file.name), kept


def photo_file(file: Path) -> PhotoFile:
    """Return a file to be read.

    Raises:
        BadInput: it cannot be read, or is larger than a camera makes photos.
    """
    try:
        if not file.is_file():
            raise _unreadable(file)
        if file.stat().st_size > pictures.LARGEST_PHOTO:
            raise BadInput(
                msg("“{name}” is too large: {size} MB, {limit} MB fit."),
                msg("Please set the camera to fewer pixels; 12 million are plenty."),
                name=file.name,
                size=file.stat().st_size // 1_000_000,
                limit=pictures.LARGEST_PHOTO // 1_000_000,
            )
        return PhotoFile(file.name, file.read_bytes())
    except OSError as error:
        raise _unreadable(file) from error


def _unreadable(file: Path) -> BadInput:
    return BadInput(
        msg("“{name}” cannot be read."),
        msg("Please look whether the file is there and may be opened."),
        name=file.name,
    )


def picture_file(desk: Desk, picture_id: PictureId) -> PhotoFile:
    """Return a photo from the inbox, to be read.

    Raises:
        NotFound: there is no such picture.
    """
    sent = pictures.read_picture(desk, picture_id).sent_at.astimezone()
    content = pictures.picture_content(desk, picture_id)
    return PhotoFile(f"{sent:%Y-%m-%d %H.%M.%S}.jpg", content, picture_id)


# --------------------------------------------------------------------- keeping


def keep_review(
    desk: Desk, workshop_id: WorkshopId, round_id: RoundId | None, read: ReadPhotos
) -> PhotoReview:
    """Keep photos with what was read from them, as one step that can be taken back.

    Raises:
        NotFound: there is no such workshop, or a photo is not in its inbox any more.
    """
    review_id, others = PhotoReviewId(new_id()), read.reading.other_readings
    with desk.doing("read_photos", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        photos = tuple(_keep_photos(doing, workshop_id, read))
        review = PhotoReview(
            id=review_id,
            workshop_id=workshop_id,
            round_id=round_id,
            made_at=now(),
            photos=photos,
            cards=tuple(reviewed_card(card, others) for card in read.reading.cards),
            unread=tuple(
                UnreadCard(each.photo, rounded(each.corners_px)) for each in read.reading.unread
            ),
            unseen=read.reading.unseen,
            dot_mm=read.reading.dot_mm,
        )
        stored.add(doing.work, review)
        stored.keep_crops(doing.work, review, crops_of(read.reading.cards))
        doing.about["title"] = photos[0].name
        doing.tell(PhotosReviewed(workshop_id))
    return read_review(desk, review_id)


def _keep_photos(
    doing: Doing, workshop_id: WorkshopId, read: ReadPhotos
) -> Iterator[ReviewedPhoto]:
    kept = zip(read.files, read.checked, read.reading.photos, strict=True)
    for file, checked, facts in kept:
        if checked is not None:
            picture = pictures.put_in_inbox(doing, workshop_id, checked)
        elif file.picture_id is not None:
            picture = pictures.required(doing.work, file.picture_id)
        else:
            raise NotFound(msg("This picture does not exist any more."))
        picture = replace(picture, state=PictureState.KEPT)
        stored_pictures.save(doing.work, picture)
        yield ReviewedPhoto(
            picture.id, file.name, picture.width_px, picture.height_px, facts.px_per_mm
        )


# ------------------------------------------------------------------- correcting


def read_review(desk: Desk, review_id: PhotoReviewId) -> PhotoReview:
    """Return a review.

    Raises:
        NotFound: there is no such review.
    """
    with desk.reading() as reader:
        return required_review(reader, review_id)


def required_review(reader: Reader, review_id: PhotoReviewId) -> PhotoReview:
    """Return a review, within a transaction.

    Raises:
        NotFound: there is no such review.
    """
    review = stored.read(reader, review_id)
    if review is None:
        raise NotFound(msg("This reading of photos does not exist any more."))
    return review


def list_reviews(desk: Desk, workshop_id: WorkshopId) -> list[PhotoReview]:
    """Return the reviews of a workshop, the newest first."""
    with desk.reading() as reader:
        return [required_review(reader, each) for each in stored.list_all(reader, workshop_id)]


def add_dot(
    desk: Desk,
    review_id: PhotoReviewId,
    code: CardCode,
    place: tuple[float, float],
    colour: DotColour,
) -> ReviewedCard:
    """Put a dot onto a card by hand; it counts wherever it lies.

    Args:
        desk: the desk.
        review_id: the review.
        code: the card.
        place: its centre, px of the photo that shows the card.
        colour: of the dot.

    Raises:
        NotFound: there is no such review, or the card is not in it.
    """

    def put(review: PhotoReview, card: ReviewedCard) -> ReviewedCard:
        radius = max((review.dot_mm or _USUAL_DOT) / 2 * (card.px_per_mm or 1.0), _LEAST_RADIUS)
        x, y = _beside(card, place, radius)
        dot = ReviewedDot(
            round(x, 1), round(y, 1), round(radius, 1), colour, counts=True, by_hand=True
        )
        return replace(card, dots=(*card.dots, dot))

    with desk.doing("change_photo_dots", _workshop_of(desk, review_id)) as doing:
        return _change(doing, review_id, code, put)


def _beside(card: ReviewedCard, place: tuple[float, float], radius: float) -> tuple[float, float]:
    """Return `place`, moved to the right of dots that lie there already."""
    x, y = place
    while any((dot.x - x) ** 2 + (dot.y - y) ** 2 < (radius / 2) ** 2 for dot in card.dots):
        x += radius
    return x, y


_USUAL_DOT = 12.0
_LEAST_RADIUS = 3.0


def turn_dot(
    desk: Desk, review_id: PhotoReviewId, code: CardCode, dot: ReviewedDot
) -> ReviewedCard:
    """Let a dot count no more, or one beside the field count; one put by hand is taken off.

    A dot that is not there any more changes nothing.

    Raises:
        NotFound: there is no such review, or the card is not in it.
    """

    def turn(_review: PhotoReview, card: ReviewedCard) -> ReviewedCard:
        if dot not in card.dots:
            return card
        at = card.dots.index(dot)
        turned = () if dot.by_hand else (replace(dot, counts=not dot.counts),)
        return replace(card, dots=(*card.dots[:at], *turned, *card.dots[at + 1 :]))

    with desk.doing("change_photo_dots", _workshop_of(desk, review_id)) as doing:
        return _change(doing, review_id, code, turn)


def colour_dot(
    desk: Desk, review_id: PhotoReviewId, code: CardCode, dot: ReviewedDot, colour: DotColour
) -> ReviewedCard:
    """Give a dot another colour.

    Raises:
        NotFound: there is no such review, or the card is not in it.
    """

    def give(_review: PhotoReview, card: ReviewedCard) -> ReviewedCard:
        dots = (replace(each, colour=colour) if each == dot else each for each in card.dots)
        return replace(card, dots=tuple(dots))

    with desk.doing("change_photo_dots", _workshop_of(desk, review_id)) as doing:
        return _change(doing, review_id, code, give)


def confirm_card(
    desk: Desk, review_id: PhotoReviewId, code: CardCode, *, confirmed: bool = True
) -> ReviewedCard:
    """Note that a person has looked at a card and agrees with its dots as they stand.

    Raises:
        NotFound: there is no such review, or the card is not in it.
    """

    def confirm(_review: PhotoReview, card: ReviewedCard) -> ReviewedCard:
        return replace(card, confirmed=confirmed)

    with desk.doing("confirm_card", _workshop_of(desk, review_id)) as doing:
        return _change(doing, review_id, code, confirm)


def _workshop_of(desk: Desk, review_id: PhotoReviewId) -> WorkshopId:
    return read_review(desk, review_id).workshop_id


def _change(
    doing: Doing,
    review_id: PhotoReviewId,
    code: CardCode,
    change: Callable[[PhotoReview, ReviewedCard], ReviewedCard],
) -> ReviewedCard:
    review = required_review(doing.work, review_id)
    before = review.card(code)
    if before is None:
        raise NotFound(msg("This card is not on the photo."))
    card = change(review, before)
    if card != before:
        stored.save_card(doing.work, review, card)
        if card.counts != before.counts:
            stored.forget_acceptance(doing.work, review)
        doing.about["title"] = shown_card_code(code)
        doing.tell(PhotosReviewed(review.workshop_id))
    return card


# -------------------------------------------------------------------- accepting


def accept_review(desk: Desk, review_id: PhotoReviewId) -> SavedCount:
    """Write the dots of a review into its round, as one step that can be taken back.

    Cards that were not found, and cards without a known field and without a dot, keep what other
    photos said of them. The dots of a card replace what earlier photos said of it. The review
    remembers when that was, until its dots are corrected.

    Raises:
        BadInput: the review belongs to no round, or that was never opened.
        NotFound: there is no such review, or its round is gone.
    """
    review = read_review(desk, review_id)
    if review.round_id is None:
        raise BadInput(
            msg("These photos were read for their handwriting only."),
            msg("Begin with “Count from a photo” where the round is."),
        )
    dots: Mapping[CardCode, DotCounts] = {
        card.code: dict(card.counts) for card in review.cards if card.says_something
    }
    with desk.doing("enter_count", review.workshop_id) as doing:
        stored.accept(doing.work, review)
        doing.tell(PhotosReviewed(review.workshop_id))
        return note_photo_count(doing, review.round_id, dots)
