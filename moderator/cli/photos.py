"""Commands about photos of the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2

from moderator.domain.codes import shown_card_code
from moderator.domain.rules import DotColour
from moderator.errors import BadInput, msg
from moderator.operations import photo_counting as operations
from moderator.operations.rounds import find_round
from moderator.operations.workshops import find_workshop
from moderator.vision.overlays import write_overlay
from moderator.vision.photos import open_photo

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from moderator.cli.session import Session
    from moderator.domain.codes import CardCode
    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.vision.readings import CardReading, Dot, Quad, QuickLook, WallReading

_NEEDS_PERSON = 4
_MOST_NAMED = 30


def count(session: Session, args: Namespace) -> int | None:
    """Read photos of the wall, and write the dots into a round if that is asked for."""
    workshop = find_workshop(session.desk, args.workshop)
    if args.look:
        _look(session, args, workshop)
        return None
    round_id = _round_id(session, args, workshop.id) if args.save else None
    wish = operations.PhotoWish(args.photos, args.base_url, args.dot_mm)
    reading = operations.count_photos(session.desk, workshop.id, wish)
    _write_pictures(args, reading)
    document = _document(session, workshop.id, args, reading)
    lines = list(_lines(session, reading))
    doubtful = [card for card in reading.cards if card.needs_review]
    if round_id is not None:
        chosen = reading.cards if args.doubtful else operations.sure_cards(reading)
        dots = {card.code: card.counts for card in chosen}
        saved = operations.save_photo_count(session.desk, round_id, dots)
        document |= {"saved": {"dots": saved.dots, "cards": list(saved.cards)}}
        lines.append(session.w.plural("{n} dot saved.", "{n} dots saved.", saved.dots))
    session.answer(document, lines)
    _remark_on_rest(session, reading, len(doubtful))
    waits = round_id is not None and doubtful and not args.doubtful
    return _NEEDS_PERSON if waits else None


def _round_id(session: Session, args: Namespace, workshop_id: WorkshopId) -> Any:
    if args.round:
        return find_round(session.desk, args.round, workshop_id).id
    return operations.round_for_photos(session.desk, workshop_id).id


def _look(session: Session, args: Namespace, workshop: Workshop) -> None:
    looks = [operations.look_at_photo(session.desk, workshop.id, file) for file in args.photos]
    documents = [_look_document(look) for look in looks]
    session.answer(documents, (_look_line(session, look) for look in looks))


def _look_document(look: QuickLook) -> dict[str, Any]:
    return {
        "photo": look.photo.name,
        "px_per_mm": look.photo.px_per_mm,
        "sharpness": look.photo.sharpness,
        "found": list(look.found),
        "issued": look.issued,
        "hints": [hint.value for hint in look.hints],
    }


def _look_line(session: Session, look: QuickLook) -> str:
    return session.w(
        "{photo}: {found} of {issued} cards, {scale} px/mm",
        photo=look.photo.name,
        found=len(look.found),
        issued=look.issued,
        scale=session.w.formula(f"{look.photo.px_per_mm:.1f}"),
    )


def _write_pictures(args: Namespace, reading: WallReading) -> None:
    try:
        if args.overlay:
            for number, file in enumerate(args.photos):
                write_overlay(open_photo(file), reading, number, _numbered(args.overlay, number))
        if args.crops:
            _write_crops(args.crops, reading)
    except OSError as error:
        raise BadInput(
            msg("The pictures cannot be written to “{place}”."),
            msg("Please choose a folder that may be written to."),
            place=str(args.crops or args.overlay)[:200],
        ) from error


def _numbered(file: Path, number: int) -> Path:
    return file.with_stem(f"{file.stem}-{number + 1}") if number else file


def _write_crops(folder: Path, reading: WallReading) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for card in reading.cards:
        if card.handwriting is not None:
            _, data = cv2.imencode(".png", card.handwriting)
            (folder / f"{card.code}.png").write_bytes(data.tobytes())


def _document(
    session: Session, workshop_id: WorkshopId, args: Namespace, reading: WallReading
) -> dict[str, Any]:
    ideas = operations.ideas_of_cards(session.desk, workshop_id)
    return {
        "photo": str(args.photos[0]),
        "photos": [str(file) for file in args.photos],
        "cards": [_card(card, ideas, args) for card in reading.cards],
        "unread": len(reading.unread),
        "unread_places": [
            {
                "corners_px": _points(place.corners_px),
                "photo": place.photo,
                "guesses": list(place.guesses),
            }
            for place in reading.unread
        ],
        "unseen": list(reading.unseen),
        "px_per_mm": [round(photo.px_per_mm, 2) for photo in reading.photos],
        "dot_mm": round(reading.dot_mm, 1),
        "seconds": round(reading.seconds["all"], 3),
        "stages": {name: round(taken, 3) for name, taken in reading.seconds.items()},
    }


def _card(card: CardReading, ideas: Mapping[CardCode, Any], args: Namespace) -> dict[str, Any]:
    crop = str(args.crops / f"{card.code}.png") if args.crops else None
    return {
        "code": card.code,
        "idea": ideas.get(card.code),
        "photo": card.photo,
        "corners_px": _points(card.corners_px),
        "dots": _by_name(card.counts),
        "outside": _by_name(card.outside),
        "confidence": card.confidence,
        "needs_review": card.needs_review,
        "doubts": [doubt.value for doubt in card.doubts],
        "places": [_dot(dot) for dot in card.dots],
        "handwriting": crop if card.handwriting is not None else None,
    }


def _dot(dot: Dot) -> dict[str, Any]:
    return {
        "x": round(dot.x, 1),
        "y": round(dot.y, 1),
        "radius": round(dot.radius, 1),
        "colour": dot.colour.value,
        "in_field": dot.in_field,
        "confidence": dot.confidence,
    }


def _points(corners: Quad) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in corners]


def _by_name(counts: Mapping[DotColour, int]) -> dict[str, int]:
    return {colour.value: counts[colour] for colour in DotColour if counts.get(colour)}


def _lines(session: Session, reading: WallReading) -> Iterator[str]:
    for card in reading.cards:
        dots = "  ".join(
            f"{session.w(colour)} {number}" for colour, number in _by_name(card.counts).items()
        )
        outside = sum(card.outside.values())
        beside = (
            session.w.plural("{n} dot beside the field", "{n} dots beside the field", outside)
            if outside
            else ""
        )
        doubt = session.w("please look") if card.needs_review else ""
        parts = [shown_card_code(card.code), dots or "0", beside, doubt]
        yield "  ".join(part for part in parts if part)


def _remark_on_rest(session: Session, reading: WallReading, doubtful: int) -> None:
    w = session.w
    if doubtful:
        session.remark(
            w.plural(
                "{n} card should be looked at by a person.",
                "{n} cards should be looked at by a person.",
                doubtful,
            )
        )
    if reading.unread:
        session.remark(
            w.plural(
                "{n} place looks like a card, but its code cannot be told.",
                "{n} places look like cards, but their codes cannot be told.",
                len(reading.unread),
            )
        )
    if reading.unseen:
        codes = ", ".join(map(shown_card_code, reading.unseen[:_MOST_NAMED]))
        more = "…" if len(reading.unseen) > _MOST_NAMED else ""
        session.remark(w("Issued but not on the photo: {codes}{more}", codes=codes, more=more))
