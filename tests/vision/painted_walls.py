"""Small synthetic photos of a wall: cards painted by geometry, seen from a little aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from moderator.domain.codes import CardCode, with_check
from moderator.domain.rules import DotColour
from moderator.printing.qr_codes import QrEncoder
from moderator.vision.card_geometry import CardGeometry, Rect
from moderator.vision.issued_cards import IssuedCards
from moderator.vision.photos import Photo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

PAINT: Mapping[DotColour, tuple[int, int, int]] = {
    DotColour.RED: (41, 32, 206),
    DotColour.GREEN: (72, 140, 0),
    DotColour.BLUE: (166, 84, 0),
    DotColour.YELLOW: (0, 208, 253),
}
GEOMETRY = CardGeometry(
    name="test-card",
    size=(148.0, 105.0),
    qr=Rect(112, 6, 30, 30),
    modules=21,
    field=Rect(85, 42, 58, 58),
    text=Rect(6, 15, 74, 84),
)
_FINE = 6
_ENCODER = QrEncoder()


def codes(number: int, first: int = 0) -> list[CardCode]:
    """Return `number` card codes, always the same."""
    signs = "23456789CDFHJKMNPRTVWXY"
    some = (divmod((first + each) * 7919 + 104_729, 23**5)[1] for each in range(number))
    return [CardCode(with_check("".join(signs[n // 23**p % 23] for p in range(5)))) for n in some]


def issued(known: Sequence[CardCode], addresses: tuple[str, ...] = ("",)) -> IssuedCards:
    """Return these codes as issued, for cards of `GEOMETRY`."""
    return IssuedCards(
        frozenset(known), lambda text: _ENCODER.encode(text).rows, (GEOMETRY,), addresses
    )


@dataclass(frozen=True)
class Hung:
    """A card on the wall: its code and dots as (x mm, y mm, colour, diameter mm)."""

    code: CardCode
    dots: Sequence[tuple[float, float, DotColour, float]] = ()
    text: str = ""


@dataclass(frozen=True)
class Wall:
    """How a wall is photographed."""

    cards: Sequence[Hung]
    px_per_mm: float = 2.2
    columns: int = 2
    blur_px: float = 0.7
    noise: float = 2.0
    board: tuple[int, int, int] = (104, 148, 186)
    tilt: float = 0.03
    seed: int = 1
    light: tuple[float, float] = field(default=(1.0, 0.75))


def photo_of(wall: Wall, name: str = "wall.jpg") -> Photo:
    """Return the photo."""
    width, height = (side + 24 for side in GEOMETRY.size)
    rows = -(-len(wall.cards) // wall.columns)
    size = (int(wall.columns * width * _FINE), int(rows * height * _FINE))
    flat = np.full((size[1], size[0], 3), wall.board, np.uint8)
    for place, card in enumerate(wall.cards):
        row, column = divmod(place, wall.columns)
        left, top = int((column * width + 12) * _FINE), int((row * height + 12) * _FINE)
        drawn = _card(card)
        flat[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return Photo(name, _seen(flat, wall))


def _seen(flat: NDArray[np.uint8], wall: Wall) -> NDArray[np.uint8]:
    scale = wall.px_per_mm / _FINE
    height, width = flat.shape[:2]
    out = (int(width * scale * 1.1), int(height * scale * 1.1))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inside = corners * scale + 0.05 * np.array(out, np.float32)
    inside[1, 1] += wall.tilt * out[1]
    inside[2, 0] -= wall.tilt * out[0]
    smooth = cv2.GaussianBlur(flat, (0, 0), 0.45 / scale)
    view = cv2.getPerspectiveTransform(corners, inside.astype(np.float32))
    seen: NDArray[Any] = cv2.warpPerspective(smooth, view, out, borderValue=(190, 200, 205))
    lamp = np.linspace(wall.light[0], wall.light[1], out[0], dtype=np.float32)[None, :, None]
    seen = cv2.GaussianBlur(seen.astype(np.float32) * lamp, (0, 0), wall.blur_px)
    seen = seen + np.random.default_rng(wall.seed).normal(0, wall.noise, seen.shape)
    return np.asarray(np.clip(seen, 0, 255), np.uint8)


def _card(card: Hung) -> NDArray[np.uint8]:
    width, height = (int(side * _FINE) for side in GEOMETRY.size)
    drawn = np.full((height, width, 3), 250, np.uint8)
    symbol = _symbol(card.code)
    top, left = int(GEOMETRY.qr.y * _FINE), int(GEOMETRY.qr.x * _FINE)
    drawn[top : top + symbol.shape[0], left : left + symbol.shape[1]] = symbol[..., None]
    frame = (GEOMETRY.field.corners() * _FINE).astype(np.int32)
    cv2.polylines(drawn, [frame], True, (102, 102, 102), 2, cv2.LINE_AA)
    if card.text:
        cv2.putText(drawn, card.text, (60, 300), cv2.FONT_HERSHEY_SIMPLEX, 2.5, (40, 30, 30), 6)
    for x, y, colour, diameter in card.dots:
        centre = (round(x * _FINE), round(y * _FINE))
        cv2.circle(drawn, centre, round(diameter / 2 * _FINE), PAINT[colour], -1, cv2.LINE_AA)
    return drawn


@cache
def _symbol(code: CardCode) -> NDArray[np.uint8]:
    rows = np.array([list(row) for row in _ENCODER.encode(code).rows], np.uint8)
    side = int(GEOMETRY.qr.w * _FINE)
    grey = np.where(rows > 0, 250, 12).astype(np.uint8)
    return np.asarray(cv2.resize(grey, (side, side), interpolation=cv2.INTER_NEAREST), np.uint8)
