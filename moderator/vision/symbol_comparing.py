"""Tells one symbol from its picture: lays the pattern over it, then compares all issued codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.code_matching import best_match, module_values
from moderator.vision.found_cards import FailedPlace, FoundCard, SymbolPlace, square
from moderator.vision.homographies import project
from moderator.vision.symbol_alignment import Surroundings, align, likeness
from moderator.vision.symbol_patterns import coarse_samples, fixed_samples, full_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.codes import CardCode
    from moderator.vision.code_matching import Match
    from moderator.vision.homographies import Matrix
    from moderator.vision.issued_cards import Codebook, IssuedCards
    from moderator.vision.symbol_search import Grey, SymbolHit

    Outcome = FoundCard | FailedPlace | None

SURE_LEAD = 10.0
"""From here on a match is accepted. In 100,000 comparisons with books of codes that did not hold
what was seen the highest lead was 7.4, on a chance pattern; of cards matched rightly, 99 in 100 lie
above 11 (docs/photo.md)."""

GUESS_LEAD = 6.0
_LEAST_LIKENESS = 0.72
"""Matched rightly, none lies below 0.75; other codes of the same address reach 0.6 by what they
share."""
_LEAST_FIXED = 0.5
_LEAST_COARSE = 0.5
"""Of symbols that were told none lay below 0.7 where the pattern was laid roughly, of those that
were only placed 99 in 100 above 0.55."""

_LOST = 0.4
"""Likeness below which a place is given up after two steps; symbols have 0.5 and more by then."""

_BLURS = (0.4, 0.55, 0.75, 1.0, 1.3)
_BLUR_STEPS = 20
_LEAST_PX = 0.7
"""Modules with fewer px cannot be told, whatever is tried."""


@dataclass(frozen=True, eq=False)
class LaidSymbol(SymbolPlace):
    """A symbol over which the parts were laid that all symbols of its size share.

    Attributes:
        around: the picture near it.
        values: how light each module is, shape (modules²,).
        blur: standard deviation, in modules.
        likeness: of those parts with the picture, from 0 to 1.
    """

    around: Surroundings
    values: Matrix
    blur: float
    likeness: float


def is_sure(match: Match) -> bool:
    """Tell whether a match is clear enough to be accepted."""
    return match.lead >= SURE_LEAD and match.likeness >= _LEAST_LIKENESS


class SymbolReader:
    """Tells the symbols of one photo."""

    def __init__(self, grey: Grey, issued: IssuedCards) -> None:
        self._grey = grey
        self._issued = issued
        self._books: dict[int, list[Codebook]] = {}

    @property
    def kinds(self) -> Sequence[int]:
        """Modules of the symbols that may be there, the larger first."""
        return sorted(self._books, reverse=True)

    def learn(self, hits: Sequence[SymbolHit]) -> None:
        """Take the addresses of codes that could be read for those of all cards."""
        self._books.clear()
        for book in self._issued.books(hit.text for hit in hits if hit.text):
            self._books.setdefault(book.modules, []).append(book)

    def read(self, hit: SymbolHit) -> Outcome:
        """Return the card whose code zxing-cpp has read."""
        code = self._issued.code_of(hit.text or "")
        if code is None:
            return None
        rows = self._issued.encode(hit.text or "")
        light = np.array([[value > 0 for value in row] for row in rows], np.float32)
        start = _from_corners(hit.corners, len(rows))
        if not self._plausible(start):
            return None
        around, blur = self._around(start)
        fine = align(around, start.homography, full_samples(light, blur), len(rows) / 2, 10)
        homography = fine.homography if fine.likeness > _LEAST_FIXED else start.homography
        blur = _best_blur(around, homography, len(rows))
        return FoundCard(len(rows), homography, code, np.inf, blur)

    def compare_hit(self, hit: SymbolHit) -> Outcome:
        """Return what a symbol is that zxing-cpp could only place."""
        tries = [self.compare(_from_corners(hit.corners, modules)) for modules in self.kinds]
        return max(tries, key=lambda each: getattr(each, "lead", -1.0), default=None)

    def coarse(self, place: SymbolPlace) -> SymbolPlace | None:
        """Return a place, off by less than two modules, moved over the symbol; None if none is."""
        px = place.px_per_module
        around = Surroundings.of(self._grey, place.corners, 6 * px, 0.9 * px)
        samples = coarse_samples(place.modules, 1.1)
        found = align(around, place.homography, samples, place.modules / 2, 8, _LOST)
        if found.likeness < _LEAST_COARSE:
            return None
        return SymbolPlace(place.modules, found.homography)

    def compare(self, place: SymbolPlace) -> Outcome:
        """Return which card a symbol is of, as far as likeness with the issued codes tells."""
        laid = self.laid(place)
        if laid is None:
            return None
        match = best_match(laid.values, self._books[laid.modules], laid.blur)
        if match is None or not is_sure(match):
            return FailedPlace(laid.modules, laid.homography, _guesses(match), laid.likeness)
        samples = full_samples(match.book.light[match.place], laid.blur)
        fine = align(laid.around, laid.homography, samples, laid.modules / 2, 8)
        return FoundCard(laid.modules, fine.homography, match.code, match.lead, laid.blur)

    def laid(self, place: SymbolPlace) -> LaidSymbol | None:
        """Return the symbol at a place with what is seen of its modules, None if none is there."""
        if not self._plausible(place):
            return None
        modules = place.modules
        around, blur = self._around(place)
        samples = fixed_samples(modules, blur)
        found = align(around, place.homography, samples, modules / 2, 10, _LOST)
        fitted = SymbolPlace(modules, found.homography)
        if found.likeness < _LEAST_FIXED or not self._plausible(fitted):
            return None
        blur = _best_blur(around, fitted.homography, modules)
        values = module_values(around, fitted.homography, modules)
        return LaidSymbol(modules, fitted.homography, around, values, blur, found.likeness)

    def _plausible(self, place: SymbolPlace) -> bool:
        """Tell whether a symbol lies within the photo, and is neither tiny nor folded."""
        corners = place.corners
        height, width = self._grey.shape
        if not np.isfinite(corners).all() or (corners < 0).any():
            return False
        if (corners > (width - 1, height - 1)).any():
            return False
        sides = np.roll(corners, -1, axis=0) - corners
        turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(sides[:, 0], -1)
        lengths = np.hypot(*sides.T)
        return bool(
            (turns > 0).all()
            and lengths.min() > _LEAST_PX * place.modules
            and lengths.max() < 2 * lengths.min()
        )

    def _around(self, place: SymbolPlace) -> tuple[Surroundings, float]:
        """Return the surroundings of a symbol, and a first guess of their blur in modules."""
        px = place.px_per_module
        around = Surroundings.of(self._grey, place.corners, 3 * px, 0.3 * px)
        # In steps, so that the patterns blurred once serve all cards.
        guess = float(np.clip(1.3 / px, _BLURS[0], _BLURS[-1]))
        return around, round(guess * _BLUR_STEPS) / _BLUR_STEPS


def _guesses(match: Match | None) -> tuple[CardCode, ...]:
    if match is None or match.lead < GUESS_LEAD:
        return ()
    return (match.code, match.runner_up) if match.runner_up else (match.code,)


def _from_corners(corners: Matrix, modules: int) -> SymbolPlace:
    """Return the place of a symbol whose corners are known to the pixel.

    Whole-pixel corners say nothing about perspective, so an affine one is taken.
    """
    points = np.column_stack([square(modules), np.ones(4)])
    affine, *_ = np.linalg.lstsq(points, corners, rcond=None)
    return SymbolPlace(modules, np.vstack([affine.T, [0.0, 0.0, 1.0]]))


def _best_blur(around: Surroundings, homography: Matrix, modules: int) -> float:
    """Return the blur, of `_BLURS`, with which the parts alike in all symbols look most alike."""
    patterns = {blur: fixed_samples(modules, blur) for blur in _BLURS}
    # All of them are sampled at the same points.
    seen = around.at(project(homography, patterns[_BLURS[0]].points))[:, 0]
    return max(_BLURS, key=lambda blur: likeness(seen, patterns[blur].light))
