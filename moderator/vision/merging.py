"""Several photos of one wall: each card once, from the photo that shows it best."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from moderator.vision.readings import Doubt, WallReading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.vision.readings import CardReading, UnreadPlace


def merge_readings(readings: Sequence[WallReading]) -> WallReading:
    """Return one reading for several photos of the same wall, at least one.

    Of each card the reading with fewer doubts wins, then the one with the larger scale. Where two
    of them count differently, the winner is doubtful; the others are kept in `other_readings`.
    """
    moved = [
        replace(card, photo=card.photo + before)
        for reading, before in _with_places(readings)
        for card in reading.cards
    ]
    cards, others = [], []
    for _, same in groupby(sorted(moved, key=_order), key=lambda card: card.code):
        best, *rest = same
        disagree = any(card.counts != best.counts for card in rest if card.layout)
        cards.append(_doubted(best) if disagree else best)
        others += rest
    seen = {card.code for card in cards}
    return WallReading(
        photos=tuple(photo for reading in readings for photo in reading.photos),
        cards=tuple(cards),
        unread=tuple(_unread(readings)),
        unseen=tuple(code for code in readings[0].unseen if code not in seen),
        other_readings=(*others, *_kept_aside(readings)),
        dot_mm=max(reading.dot_mm for reading in readings),
        seconds=_total(readings),
    )


def _with_places(readings: Sequence[WallReading]) -> Iterator[tuple[WallReading, int]]:
    """Yield each reading with the number of photos before it."""
    before = 0
    for reading in readings:
        yield reading, before
        before += len(reading.photos)


def _order(card: CardReading) -> tuple[str, bool, int, float]:
    return card.code, not card.layout, len(card.doubts), -card.px_per_mm


def _doubted(card: CardReading) -> CardReading:
    doubts = tuple(dict.fromkeys((*card.doubts, Doubt.PHOTOS_DISAGREE)))
    return replace(card, doubts=doubts, confidence=card.confidence * 2 / 3)


def _unread(readings: Sequence[WallReading]) -> Iterator[UnreadPlace]:
    for reading, before in _with_places(readings):
        for place in reading.unread:
            yield replace(place, photo=place.photo + before)


def _kept_aside(readings: Sequence[WallReading]) -> Iterator[CardReading]:
    for reading, before in _with_places(readings):
        for card in reading.other_readings:
            yield replace(card, photo=card.photo + before)


def _total(readings: Sequence[WallReading]) -> dict[str, float]:
    stages = {stage for reading in readings for stage in reading.seconds}
    return {
        stage: sum(reading.seconds.get(stage, 0.0) for reading in readings)
        for stage in sorted(stages)
    }
