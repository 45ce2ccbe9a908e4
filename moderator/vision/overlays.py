"""Draws what was read over the photo, for a glance and for the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.domain.codes import shown_card_code
from moderator.domain.rules import DotColour

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from moderator.vision.photos import Photo
    from moderator.vision.readings import CardReading, Quad, WallReading

_Paint = tuple[int, int, int]

_SURE: _Paint = (115, 111, 47)
_DOUBTFUL: _Paint = (27, 140, 242)
_UNREAD: _Paint = (28, 46, 163)
_WHITE: _Paint = (255, 255, 255)

_DOTS: Mapping[DotColour, _Paint] = {
    DotColour.RED: (40, 30, 200),
    DotColour.GREEN: (60, 130, 20),
    DotColour.BLUE: (170, 80, 10),
    DotColour.YELLOW: (0, 190, 240),
    DotColour.ORANGE: (0, 120, 240),
}
_QUALITY = 88


def draw_reading(photo: Photo, reading: WallReading, number: int = 0) -> NDArray[np.uint8]:
    """Return a copy of a photo with its cards, dots and unread places drawn on it.

    Args:
        photo: the photo.
        reading: what was read, of several photos perhaps.
        number: index of this photo in the reading.
    """
    drawn = photo.pixels.copy()
    for place in reading.unread:
        if place.photo == number:
            _outline(drawn, place.corners_px, _UNREAD)
    for card in reading.cards:
        if card.photo == number:
            _draw_card(drawn, card)
    return drawn


def write_overlay(photo: Photo, reading: WallReading, number: int, file: Path) -> None:
    """Write `draw_reading` as JPEG.

    Raises:
        OSError: the file cannot be written.
    """
    done, data = cv2.imencode(
        ".jpg", draw_reading(photo, reading, number), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    )
    if done:
        file.write_bytes(data.tobytes())


def _draw_card(drawn: NDArray[np.uint8], card: CardReading) -> None:
    paint = _DOUBTFUL if card.needs_review else _SURE
    _outline(drawn, card.corners_px, paint)
    if card.field_px:
        _outline(drawn, card.field_px, paint, thin=True)
    for dot in card.dots:
        centre, radius = (round(dot.x), round(dot.y)), round(dot.radius)
        cv2.circle(drawn, centre, radius, _WHITE, 5, cv2.LINE_AA)
        ink = _DOTS.get(dot.colour, _WHITE) if dot.in_field else _UNREAD
        cv2.circle(drawn, centre, radius, ink, 2, cv2.LINE_AA)
    _write(drawn, card, paint)


def _outline(drawn: NDArray[np.uint8], corners: Quad, paint: _Paint, *, thin: bool = False) -> None:
    points = np.round(np.array(corners)).astype(np.int32)
    cv2.polylines(drawn, [points], True, paint, 2 if thin else 4, cv2.LINE_AA)


def _write(drawn: NDArray[np.uint8], card: CardReading, paint: _Paint) -> None:
    counts = " ".join(f"{number} {colour.value}" for colour, number in card.counts.items())
    words = f"{shown_card_code(card.code)}: {counts or '0'}"
    size = max(card.px_per_mm, 1.0) / 3.2
    left, top = (round(each) for each in card.corners_px[0])
    (width, height), base = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, size, 2)
    corner = (left, max(top - height - base - 6, 0))
    end = (left + width + 8, corner[1] + height + base + 6)
    cv2.rectangle(drawn, corner, end, paint, cv2.FILLED)
    foot = (left + 4, corner[1] + height + 3)
    cv2.putText(drawn, words, foot, cv2.FONT_HERSHEY_SIMPLEX, size, _WHITE, 2, cv2.LINE_AA)
