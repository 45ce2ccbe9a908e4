"""Which colours the dots of this photo have: every batch, lamp and camera shifts them a little.

Learned only inside dot fields of cards that lie well, so that a strip of cork or a pen cannot pass
for a dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.domain.rules import DotColour
from moderator.vision.channels import at_spots, chroma_of, least_of, mean_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from moderator.vision.card_geometry import Rect
    from moderator.vision.card_light import CardLight
    from moderator.vision.homographies import Matrix

_HUES: Mapping[DotColour, float] = {
    DotColour.RED: 33.0,
    DotColour.ORANGE: 60.0,
    DotColour.YELLOW: 88.0,
    DotColour.GREEN: 147.0,
    DotColour.BLUE: 280.0,
}
"""Hue angle in CIE L*a*b*, degrees, of the dots that are sold."""

_ABSORBS: Mapping[DotColour, tuple[float, float, float]] = {
    DotColour.RED: (0.97, 0.98, 0.36),
    DotColour.ORANGE: (0.99, 0.8, 0.03),
    DotColour.YELLOW: (0.99, 0.38, 0.04),
    DotColour.GREEN: (0.93, 0.72, 0.98),
    DotColour.BLUE: (0.60, 0.90, 0.99),
}
"""Part of the light that is missing in blue, green and red, of the same dots."""

_CHROMA: Mapping[DotColour, float] = {
    DotColour.RED: 75.0,
    DotColour.ORANGE: 84.0,
    DotColour.YELLOW: 82.0,
    DotColour.GREEN: 50.0,
    DotColour.BLUE: 48.0,
}
_REACH: Mapping[DotColour, tuple[float, float]] = {
    DotColour.RED: (30.0, 30.0),
    DotColour.ORANGE: (14.0, 14.0),
    DotColour.YELLOW: (30.0, 30.0),
    DotColour.GREEN: (30.0, 50.0),
    DotColour.BLUE: (50.0, 30.0),
}
"""How far a hue may lie below and above, degrees; nothing is sold between green and blue, and dark
green looks like petrol in a dim photo."""

_USUAL: Mapping[DotColour, tuple[float, float]] = {
    DotColour.RED: (6.0, 46.0),
    DotColour.ORANGE: (44.0, 76.0),
    DotColour.YELLOW: (74.0, 118.0),
    DotColour.GREEN: (122.0, 210.0),
    DotColour.BLUE: (256.0, 312.0),
}
"""Hues that dots of each colour have been seen with in any light, degrees. Pink, violet and
turquoise lie between."""

_CLEAR = 30.0
"""Chroma of what surely is coloured."""
_LEAST_ORANGE = 0.03
"""Part of the coloured pixels that must be orange before orange is looked for: where red and yellow
dots meet, up to one in a hundred is."""

_COLOURED = 8.0
"""Chroma from which a pixel can be of a dot rather than grey."""

_STRONG = 0.5
"""Part of the light that a dot takes in one of the three colours of light at least."""

_NO_PIXELS = np.zeros((0, 3), np.float32)
_CORE = 7
_LEAST_PIXELS = 250


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """How the dots of each colour look: hue in degrees, absorption in BGR, chroma."""

    hues: Mapping[DotColour, float]
    absorbs: Mapping[DotColour, Matrix]
    chroma: Mapping[DotColour, float]


def learn_palette(cards: Iterable[tuple[CardLight, Rect]]) -> Palette:
    """Return the colours of a photo from its cards, each with the field to look in."""
    cores = [_cores(light, field) for light, field in cards]
    share = np.concatenate([core[0] for core in cores]) if cores else _NO_PIXELS
    lab = np.concatenate([core[1] for core in cores]) if cores else _NO_PIXELS
    hue = _hues(lab)
    hues, absorbs, chroma = dict(_HUES), {}, dict(_CHROMA)
    if not _has_orange(lab, hue):
        del hues[DotColour.ORANGE]
    colours = list(hues)
    apart = np.stack([_turn(hue - _HUES[each]) for each in colours])
    nearest = np.abs(apart).argmin(axis=0)
    for index, colour in enumerate(colours):
        absorbs[colour] = np.array(_ABSORBS[colour])
        mine = (nearest == index) & _within(apart[index], colour)
        if mine.sum() < _LEAST_PIXELS:
            continue
        hues[colour] = _HUES[colour] + float(np.median(apart[index, mine]))
        absorbs[colour] = np.median(1 - share[mine], axis=0).astype(np.float64)
        chroma[colour] = float(np.median(np.hypot(lab[mine, 1], lab[mine, 2])))
    return Palette(hues, absorbs, chroma)


def _has_orange(lab: Matrix, hue: Matrix) -> bool:
    """Tell whether orange dots hang on a wall, from the Lab and hue of the cores of its dots."""
    clear = np.hypot(lab[:, 1], lab[:, 2]) > _CLEAR
    orange = clear & _within(_turn(hue - _HUES[DotColour.ORANGE]), DotColour.ORANGE)
    return bool(orange.sum() > max(_LEAST_ORANGE * clear.sum(), _LEAST_PIXELS))


def is_usual(colour: DotColour, hue: float) -> bool:
    """Tell whether dots of a colour have been seen with a hue, degrees in CIE L*a*b*."""
    low, high = _USUAL[colour]
    return low < hue % 360 < high


def _cores(light: CardLight, field: Rect) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return share and Lab of pixels well inside coloured spots of a field."""
    rows, columns = light.window(field)
    share, lab = light.share[rows, columns], light.lab[rows, columns]
    coloured = (chroma_of(lab) > _COLOURED) & (least_of(share) < 1 - _STRONG)
    shrink = np.ones((_CORE, _CORE), np.uint8)
    core = np.flatnonzero(cv2.erode(coloured.astype(np.uint8), shrink, borderValue=0))
    return at_spots(share, core), at_spots(lab, core)


def _within(apart: Matrix, colour: DotColour) -> NDArray[np.bool_]:
    below, above = _REACH[colour]
    return np.asarray((apart > -below) & (apart < above))


def _turn(degrees: Matrix) -> Matrix:
    """Return angles between -180 and 180."""
    # Rounding takes a twentieth of the time of the remainder.
    return np.asarray(degrees - 360 * np.rint(degrees / 360))


@dataclass(frozen=True, slots=True, eq=False)
class ColourMasks:
    """Which pixels are of which colour, and which are bare paper; boolean, shape (h, w)."""

    of: Mapping[DotColour, NDArray[np.bool_]]
    paper: NDArray[np.bool_]


_LEAST_CHROMA = 10.0
"""Chroma up to which a light pixel is bare paper."""
_LEAST_TINT = 5.0
"""Chroma from which a pixel that takes as much light as a dot can be of one: cameras blur colour
over some pixels, so that small dark dots have little left."""
_DIM = 0.7
"""Share of the paper's light below which a pixel is ink or shadow, not paper."""
_BARE = 0.35
"""Cover below which a tinted pixel still is paper."""
_PALE = 0.2
"""Share of the colour's chroma that a pixel fully of it has at least."""
_HALF = 0.47
"""Share of the full absorption at a dot's edge; the half puts the edge where it is."""


def colour_masks(light: CardLight, palette: Palette) -> ColourMasks:
    """Sort the pixels of a card by colour."""
    chroma, dim = chroma_of(light.lab), mean_of(light.share) < _DIM
    paper = (chroma <= _LEAST_CHROMA) & ~dim
    spots = np.flatnonzero(chroma > _LEAST_TINT)
    chroma = chroma.ravel()[spots]
    missing = 1 - np.minimum(at_spots(light.share, spots), np.float32(1))
    hue = _hues(at_spots(light.lab, spots))
    apart = np.stack([_turn(hue - each) for each in palette.hues.values()])
    nearest = np.abs(apart).argmin(axis=0)
    bare = ~dim.ravel()[spots]
    masks = {}
    for index, colour in enumerate(palette.hues):
        here = np.flatnonzero(nearest == index)
        full = palette.absorbs[colour].astype(np.float32)
        cover = at_spots(missing, here) @ (full / (full @ full))
        enough = np.maximum(_LEAST_TINT, _PALE * palette.chroma[colour] * np.clip(cover, 0, 1))
        close = _within(apart[index, here], colour)
        mine = close & (chroma[here] > enough) & (cover > _HALF)
        masks[colour] = np.zeros(paper.shape, np.bool_)
        masks[colour].ravel()[spots[here[mine]]] = True
        bare[here[cover >= _BARE]] = False
    paper.ravel()[spots] = bare
    return ColourMasks(masks, paper)


def _hues(lab: Matrix) -> Matrix:
    """Return the hues of colours in CIE L*a*b*, degrees, shape (n,); right to a hundredth."""
    if not len(lab):
        return np.zeros(0, np.float32)
    _, green_red, blue_yellow = np.ascontiguousarray(lab.T)
    return np.asarray(cv2.phase(green_red, blue_yellow, angleInDegrees=True)).ravel()
