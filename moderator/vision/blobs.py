"""Connected spots of one colour on a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.card_light import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from moderator.domain.rules import DotColour
    from moderator.vision.dot_colours import ColourMasks

_LEAST = 6.0
"""Area in mm² below which a spot is no matter."""

_OPENING = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))


@dataclass(frozen=True, slots=True, eq=False)
class Blob:
    """A spot: its colour, bounding box and area in samples, middle in samples, and pixels."""

    colour: DotColour
    left: int
    top: int
    width: int
    height: int
    area: int
    middle: tuple[float, float]
    pixels: NDArray[np.bool_]

    @property
    def diameter_mm(self) -> float:
        """Diameter of a disc of the same area."""
        return float(2 * np.sqrt(self.area / np.pi)) / SCALE

    @property
    def is_round(self) -> bool:
        """Whether it looks like one whole disc: as wide as high, and a disc fills its box."""
        longer, shorter = max(self.width, self.height), min(self.width, self.height)
        fill = self.area / (np.pi / 4 * self.width * self.height)
        return bool(longer <= 1.16 * shorter + 1 and 0.9 < fill < 1.08)

    @property
    def around(self) -> tuple[slice, slice]:
        """Rows and columns of the bounding box."""
        return (
            slice(self.top, self.top + self.height),
            slice(self.left, self.left + self.width),
        )


def find_blobs(masks: ColourMasks, least_mm2: float = _LEAST) -> Iterator[Blob]:
    """Yield the spots of all colours with at least `least_mm2` mm²."""
    for colour, mask in masks.of.items():
        yield from _spots_of(colour, mask, least_mm2 * SCALE**2)


def _spots_of(colour: DotColour, mask: NDArray[np.bool_], least: float) -> Iterator[Blob]:
    """Yield the spots of one colour with at least so many samples."""
    pixels = mask.view(np.uint8)
    left, top, width, height = cv2.boundingRect(pixels)
    if not width:
        return
    # Only where there is any of this colour, as numbering the spots is what takes the time; with a
    # rim of other pixels, as what reaches the rim of a picture is opened otherwise.
    x, y = max(left - 1, 0), max(top - 1, 0)
    near = pixels[y : top + height + 1, x : left + width + 1]
    opened = cv2.morphologyEx(near, cv2.MORPH_OPEN, _OPENING)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(opened, connectivity=4)
    for label in range(1, count):
        left, top, width, height, area = (int(each) for each in stats[label])
        if area < least:
            continue
        part = labels[top : top + height, left : left + width] == label
        middle = float(middles[label][0]) + x, float(middles[label][1]) + y
        yield Blob(colour, left + x, top + y, width, height, area, middle, part)
