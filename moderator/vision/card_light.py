"""A card seen straight on, in parts of the light that its bare paper throws back at each spot.

Shadows, lamps and the camera's white balance touch paper and dots alike; divided by the paper they
are gone. All values are linear light (IEC 61966-2-1), as only there a pixel half covered by a dot
lies half way between dot and paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from moderator.vision.channels import mean_of, span_of
from moderator.vision.homographies import flattened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderator.vision.card_geometry import Rect
    from moderator.vision.card_pose import CardPose

SCALE = 3
"""Samples a mm: more than any photo of a whole board has."""

_COARSE = 4
_PAPER_REACH = 7.0
"""Standard deviation of the neighbourhood from which the paper's light is taken, mm."""

_DARKEST, _BRIGHTEST = np.float32(0.004), np.float32(1.5)
"""Limits for the light of paper, and for what is lighter than the paper beside it."""

_STEPS = np.arange(256) / 255.0
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_LINEAR = _LINEAR.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class CardLight:
    """The light of one card.

    Attributes:
        share: of the paper's light, BGR, linear, 1 is bare paper; shape (h, w, 3).
        lab: the same as CIE L*a*b* with the paper as white.
        rect: the part of the card that is shown, mm.
        bright: how bright the paper is in the photo, 0 to 1, linear.
    """

    share: NDArray[np.float32]
    lab: NDArray[np.float32]
    rect: Rect
    bright: float

    def window(self, part: Rect) -> tuple[slice, slice]:
        """Return rows and columns of a part of the card, cut to what is shown."""
        rows = slice(*(_index(each - self.rect.y, self.share.shape[0]) for each in _down(part)))
        columns = slice(
            *(_index(each - self.rect.x, self.share.shape[1]) for each in _across(part))
        )
        return rows, columns


def _down(part: Rect) -> tuple[float, float]:
    return part.y, part.y + part.h


def _across(part: Rect) -> tuple[float, float]:
    return part.x, part.x + part.w


def _index(mm: float, most: int) -> int:
    return min(max(round(mm * SCALE), 0), most)


def card_light(pixels: NDArray[np.uint8], pose: CardPose) -> CardLight:
    """Return the light of a card.

    Args:
        pixels: the photo, BGR.
        pose: of the card.
    """
    rect = pose.geometry.card
    flat = flattened(pixels, pose.homography, rect, SCALE)
    linear = np.asarray(cv2.LUT(flat, _LINEAR), np.float32)
    paper, bright = _paper(linear)
    share = np.asarray(cv2.divide(linear, np.maximum(paper, _DARKEST, out=paper)), np.float32)
    np.minimum(share, _BRIGHTEST, out=share)
    lab = cv2.cvtColor(np.minimum(share, np.float32(1)), cv2.COLOR_LBGR2Lab)
    return CardLight(share, np.asarray(lab, np.float32), rect, bright)


def _paper(linear: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """Return the light of bare paper at each spot, and its brightness on the whole card."""
    height, width = linear.shape[:2]
    size = (max(width // _COARSE, 1), max(height // _COARSE, 1))
    small = np.asarray(cv2.resize(linear, size, interpolation=cv2.INTER_AREA), np.float32)
    level = mean_of(small)
    light = small[level >= np.percentile(level, 65)]
    usual = np.maximum(np.median(light, axis=0), 0.004)
    local = np.full_like(small, usual)
    for darkest, colourful in ((0.5, 0.3), (0.75, 0.16), (0.82, 0.12)):
        local = _blurred_paper(small, local, usual, darkest, colourful)
    full = cv2.resize(local, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, np.float32), float(usual.mean())


def _blurred_paper(
    small: NDArray[np.float32],
    local: NDArray[np.float32],
    usual: NDArray[Any],
    darkest: float,
    colourful: float,
) -> NDArray[np.float32]:
    """Average the pixels that may be paper (normalised convolution)."""
    share = small / local
    level = mean_of(share)
    span = span_of(share)
    paper = ((level > darkest) & (level < 1.6) & (span < colourful * level)).astype(np.float32)
    reach = _PAPER_REACH * SCALE / _COARSE
    weight = cv2.GaussianBlur(paper, (0, 0), reach)[..., None]
    total = cv2.GaussianBlur(small * paper[..., None], (0, 0), reach)
    held = 0.02
    return np.asarray((total + held * usual) / (weight + held), np.float32)
