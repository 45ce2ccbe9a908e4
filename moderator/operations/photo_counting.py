"""Dots counted on photos of the wall: from a file to what was read, and on into a round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource
from moderator.domain.rounds import RoundState
from moderator.domain.rules import DotColour
from moderator.errors import BadInput, msg
from moderator.operations import rounds
from moderator.operations.card_geometries import card_geometries
from moderator.operations.phone_doors import read_addresses
from moderator.operations.voting import note_counts
from moderator.operations.workshops import required as required_workshop
from moderator.printing.qr_codes import QrEncoder, page_address
from moderator.storage import ideas as stored_ideas
from moderator.storage import rounds as stored_rounds
from moderator.vision.issued_cards import IssuedCards
from moderator.vision.merging import merge_readings
from moderator.vision.photos import open_grey, open_photo
from moderator.vision.quick_look import quick_look
from moderator.vision.wall_reading import read_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import IdeaId, RoundId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk, Doing
    from moderator.vision.issued_cards import Encode
    from moderator.vision.readings import CardReading, QuickLook, WallReading
    from moderator.vision.stages import Stage

    Told = Callable[[int, Stage, float], None]
    """Is told which photo, counted from 0, which stage, and how much of that photo is done."""

PHOTO_SOURCE = "photo"
"""Who counted, in the counts of a round: all photos of an evening together."""


def issued_cards(desk: Desk, workshop_id: WorkshopId, base_url: str = "") -> IssuedCards:
    """Return the cards that may hang on the wall of a workshop.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        base_url: address that stands in the codes, where it is not the one last printed.

    Raises:
        BadInput: `base_url` is not the address of a page, or no card was ever issued.
        NotFound: there is no such workshop.
    """
    with desk.reading() as reader:
        required_workshop(reader, workshop_id)
        codes = stored_ideas.issued_codes(reader, workshop_id)
    if not codes:
        raise BadInput(
            msg("There are no cards yet that could hang on a wall."),
            msg("Add ideas, or print blank cards."),
        )
    known = read_addresses(desk, workshop_id)
    addresses = [base_url, *known.all_printed, known.proven]
    return IssuedCards(
        codes=frozenset(codes),
        encode=_encoder(),
        geometries=card_geometries(),
        addresses=tuple(dict.fromkeys(["", *(page_address(each) for each in addresses if each)])),
    )


def _encoder() -> Encode:
    encoder = QrEncoder()
    return lambda text: encoder.encode(text).rows


def look_at_photo(desk: Desk, workshop_id: WorkshopId, file: Path) -> QuickLook:
    """Return what can be said of a photo at once, before everything is counted.

    Raises:
        BadInput: the file is no photo that can be read.
        NotFound: there is no such workshop.
    """
    return quick_look(open_grey(file), issued_cards(desk, workshop_id))


@dataclass(frozen=True, slots=True)
class PhotoWish:
    """What to read.

    Attributes:
        files: photos of one wall.
        base_url: address in the codes, where it is not the one last printed.
        dot_mm: diameter of the dots, 0 finds it out.
    """

    files: Sequence[Path]
    base_url: str = ""
    dot_mm: float = 0.0


def count_photos(
    desk: Desk,
    workshop_id: WorkshopId,
    wish: PhotoWish,
    *,
    told: Told | None = None,
    stopped: Callable[[], bool] | None = None,
) -> WallReading:
    """Read photos of one wall; nothing is written.

    Raises:
        BadInput: a file is no photo that can be read, or no card was ever issued.
        NotFound: there is no such workshop.
        ReadingStopped: `stopped` said so.
    """
    issued = issued_cards(desk, workshop_id, wish.base_url)
    readings = [
        read_wall(
            open_photo(file),
            issued,
            dot_mm=wish.dot_mm,
            told=partial(told, number) if told else None,
            stopped=stopped,
        )
        for number, file in enumerate(wish.files)
    ]
    return merge_readings(readings)


def ideas_of_cards(desk: Desk, workshop_id: WorkshopId) -> dict[CardCode, IdeaId | None]:
    """Return every issued code with its idea, None while the card is blank."""
    with desk.reading() as reader:
        return stored_ideas.issued_codes(reader, workshop_id)


def round_for_photos(desk: Desk, workshop_id: WorkshopId) -> VoteRound:
    """Return the round that is open, for counts that name none.

    Raises:
        BadInput: none is open, or several are.
    """
    opened = [
        each for each in rounds.list_rounds(desk, workshop_id) if each.state is RoundState.OPEN
    ]
    if len(opened) != 1:
        raise BadInput(
            msg("It is not clear which round the dots belong to: {n} rounds are open."),
            msg("Name the round."),
            n=len(opened),
        )
    return opened[0]


@dataclass(frozen=True, slots=True)
class SavedCount:
    """What went into a round.

    Attributes:
        dots: number of dots.
        cards: codes whose dots were saved.
        left_out: codes that belong to no idea of this round.
    """

    dots: int
    cards: tuple[CardCode, ...]
    left_out: tuple[CardCode, ...]


def save_photo_count(
    desk: Desk, round_id: RoundId, dots: Mapping[CardCode, Mapping[DotColour, int]]
) -> SavedCount:
    """Write the dots of cards into a round, as one step that can be taken back.

    The dots of a card replace what earlier photos said of this card; cards that are not named keep
    what they have. So one board can be counted after the other, and any of them again.

    Args:
        desk: the desk.
        round_id: an opened round; counts may be corrected after closing.
        dots: dots in the field of each card; a card without dots is named, too.

    Raises:
        BadInput: the round was never opened, or a number is out of range.
        NotFound: there is no such round.
    """
    workshop_id = rounds.read_round(desk, round_id).workshop_id
    with desk.doing("enter_count", workshop_id) as doing:
        return note_photo_count(doing, round_id, dots)


def note_photo_count(
    doing: Doing, round_id: RoundId, dots: Mapping[CardCode, Mapping[DotColour, int]]
) -> SavedCount:
    """Write the dots of cards into a round as part of a step; see `save_photo_count`.

    Raises:
        BadInput: the round was never opened, or a number is out of range.
        NotFound: there is no such round.
    """
    vote_round = rounds.required(doing.work, round_id)
    issued = stored_ideas.issued_codes(doing.work, vote_round.workshop_id)
    options = stored_rounds.read_options(doing.work, round_id)
    before = stored_rounds.list_counts(doing.work, round_id)
    ideas = {code: issued.get(code) for code in dots}
    known = {code: idea for code, idea in ideas.items() if idea is not None and idea in options}
    counted = set(known.values())
    numbers: dict[DotColour, dict[IdeaId, int]] = {colour: {} for colour in DotColour}
    for count in before:
        if count.counted_by == PHOTO_SOURCE and count.idea_id not in counted:
            numbers[count.colour][count.idea_id] = count.number
    for code, idea in known.items():
        for colour, number in dots[code].items():
            numbers[colour][idea] = numbers[colour].get(idea, 0) + number
    note_counts(doing, round_id, numbers, PHOTO_SOURCE, VoteSource.PHOTO)
    return SavedCount(
        dots=sum(sum(dots[code].values()) for code in known),
        cards=tuple(known),
        left_out=tuple(code for code in dots if code not in known),
    )


def sure_cards(reading: WallReading) -> Iterator[CardReading]:
    """Yield the cards of a reading that nobody needs to look at."""
    return (card for card in reading.cards if not card.needs_review)
