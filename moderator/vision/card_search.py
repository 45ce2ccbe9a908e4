"""Finds every card on a photo and tells which one it is; only issued codes are accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from moderator.vision.code_matching import best_match, module_values
from moderator.vision.homographies import jacobians, project, scale_at
from moderator.vision.place_search import Place, search_places, turned, usual_tilt
from moderator.vision.symbol_alignment import Aligned, Surroundings, align, likeness
from moderator.vision.symbol_patterns import fixed_samples, full_samples
from moderator.vision.symbol_search import SymbolHit, find_symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    from moderator.domain.codes import CardCode
    from moderator.vision.homographies import Matrix
    from moderator.vision.issued_cards import Codebook, IssuedCards
    from moderator.vision.symbol_search import Grey

SURE_LEAD = 6.0
"""From here on a match is accepted. The highest lead of a card without its code in the book was
3.4 among 4,000 trials; the lowest of a card matched rightly at 1.4 px a module about 9."""
GUESS_LEAD = 4.0
_LEAST_LIKENESS = 0.6
_LEAST_FIXED = 0.55
_LEAST_COARSE = 0.45
_BLURS = (0.4, 0.55, 0.75, 1.0, 1.3)
_SCALES = 1.17
_SMALLEST_SIDE, _LARGEST_SIDE = 26.0, 110.0
_TURNS = (0.0, -7.0, 7.0)
_MOST_PLACES = 90
_FEW = 3
_CLEARLY_A_SYMBOL = 0.85
_LEAST_PX = 0.7
"""Modules with fewer px cannot be told, whatever is tried."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundCard:
    """A card by its symbol.

    Attributes:
        code: an issued code.
        modules: of its symbol, on a side.
        homography: from modules to px.
        lead: how clearly the code is this one, in standard deviations; infinite if it was read.
        blur: standard deviation of the blur there, in modules.
    """

    code: CardCode
    modules: int
    homography: Matrix
    lead: float
    blur: float

    @property
    def middle(self) -> Matrix:
        """The middle of the symbol, px."""
        return np.asarray(project(self.homography, np.full((1, 2), self.modules / 2))[0])

    @property
    def tilt(self) -> Matrix:
        """From modules to px at the middle, shape (2, 2)."""
        return np.asarray(jacobians(self.homography, np.full((1, 2), self.modules / 2))[0])

    @property
    def side(self) -> float:
        """Side of the symbol, px."""
        return float(np.sqrt(abs(np.linalg.det(self.tilt)))) * self.modules


@dataclass(frozen=True, slots=True, eq=False)
class FailedPlace:
    """What is a symbol, but none that could be told; guesses are not accepted by themselves.

    `likeness` says how much its fixed parts look like those of a symbol, from 0 to 1.
    """

    modules: int
    homography: Matrix
    guesses: tuple[CardCode, ...]
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class FoundCards:
    """The cards of a photo, codes found at a second spot, and places that could not be told."""

    cards: tuple[FoundCard, ...]
    again: tuple[FoundCard, ...]
    failed: tuple[FailedPlace, ...]


_Thing = TypeVar("_Thing")
_Outcome = FoundCard | FailedPlace | None


class CardSearch:
    """One search through one photo."""

    def __init__(self, grey: Grey, issued: IssuedCards, pool: Executor) -> None:
        self._grey = grey
        self._issued = issued
        self._pool = pool
        self._cards: dict[CardCode, FoundCard] = {}
        self._again: list[FoundCard] = []
        self._failed: list[FailedPlace] = []
        self._foreign: list[SymbolHit] = []
        self._books: dict[int, list[Codebook]] = {}

    def run(self) -> FoundCards:
        """Search in steps, from what is read at once to what can only be compared."""
        self.read()
        self._look_everywhere()
        return FoundCards(tuple(self._cards.values()), tuple(self._again), self._still_failed())

    def read(self) -> Sequence[FoundCard]:
        """Take the codes that can be read, and those that can be placed and compared."""
        hits = find_symbols(self._grey, self._pool)
        for book in self._issued.books(hit.text for hit in hits if hit.text):
            self._books.setdefault(book.modules, []).append(book)
        named = [hit for hit in hits if hit.text and self._issued.code_of(hit.text)]
        self._foreign = [hit for hit in hits if hit.text and hit not in named]
        self._take(self._each(self._read_one, named))
        self._take(self._each(self._compare_hit, [hit for hit in hits if not hit.text]))
        return list(self._cards.values())

    def _each(self, work: Callable[[_Thing], _Outcome], things: Iterable[_Thing]) -> list[_Outcome]:
        return list(self._pool.map(work, things))

    def _take(self, outcomes: Iterable[_Outcome]) -> None:
        found = [each for each in outcomes if isinstance(each, FoundCard)]
        for card in sorted(found, key=lambda each: -each.lead):
            self._accept(card)
        self._failed += [each for each in outcomes if isinstance(each, FailedPlace)]

    def _accept(self, card: FoundCard) -> None:
        """Take a card unless its spot is taken; the same code at two spots is kept aside."""
        if any(_near(card, each) for each in (*self._cards.values(), *self._again)):
            return
        if card.code in self._cards:
            self._again.append(card)
        else:
            self._cards[card.code] = card

    def _still_failed(self) -> tuple[FailedPlace, ...]:
        cards = [*self._cards.values(), *self._again]
        left: list[FailedPlace] = []
        taken: list[FoundCard | FailedPlace]
        for place in self._failed:
            clear = place.guesses or place.likeness > _CLEARLY_A_SYMBOL
            taken = [*cards, *left]
            known = any(_near(place, each) for each in taken)
            if clear and not known and not self._is_foreign(place):
                left.append(place)
        return tuple(left)

    def _is_foreign(self, place: FailedPlace) -> bool:
        """Tell whether a symbol with another text was read there."""
        return any(np.hypot(*(_middle(place) - hit.middle)) < hit.side for hit in self._foreign)

    # ------------------------------------------------------------ one symbol

    def _read_one(self, hit: SymbolHit) -> _Outcome:
        code = self._issued.code_of(hit.text or "")
        if code is None:
            return None
        rows = self._issued.encode(hit.text or "")
        light = np.array([[value > 0 for value in row] for row in rows], np.float32)
        start = _from_corners(hit.corners, len(rows))
        if not self._plausible(start, len(rows)):
            return None
        around, blur = self._around(start, len(rows))
        fine = align(around, start, full_samples(light, blur), len(rows) / 2, 10)
        homography = fine.homography if fine.likeness > _LEAST_FIXED else start
        return FoundCard(
            code, len(rows), homography, np.inf, _best_blur(around, homography, len(rows))
        )

    def _compare_hit(self, hit: SymbolHit) -> _Outcome:
        tries = [
            self._compare(_from_corners(hit.corners, modules), modules) for modules in self._books
        ]
        return max(tries, key=lambda each: getattr(each, "lead", -1.0), default=None)

    def _compare_place(self, place: Place) -> _Outcome:
        coarse = self._coarse(place.homography, place.modules)
        if coarse.likeness < _LEAST_COARSE:
            return None
        return self._compare(coarse.homography, place.modules)

    def _coarse(self, homography: Matrix, modules: int) -> Aligned:
        px = _px_per_module(homography, modules)
        around = Surroundings.of(self._grey, _outline(homography, modules), 6 * px, 0.9 * px)
        return align(around, homography, fixed_samples(modules, 1.1), modules / 2, 8)

    def _plausible(self, homography: Matrix, modules: int) -> bool:
        """Tell whether a symbol lies within the photo, and neither tiny nor folded."""
        corners = _outline(homography, modules)
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
            and lengths.min() > _LEAST_PX * modules
            and lengths.max() < 2 * lengths.min()
        )

    def _around(self, homography: Matrix, modules: int) -> tuple[Surroundings, float]:
        """Return the surroundings of a symbol, and a first guess of their blur in modules."""
        px = _px_per_module(homography, modules)
        around = Surroundings.of(self._grey, _outline(homography, modules), 3 * px, 0.3 * px)
        return around, float(np.clip(1.3 / px, _BLURS[0], _BLURS[-1]))

    def _compare(self, homography: Matrix, modules: int) -> _Outcome:
        if not self._plausible(homography, modules):
            return None
        around, blur = self._around(homography, modules)
        fitted = align(around, homography, fixed_samples(modules, blur), modules / 2, 10)
        if fitted.likeness < _LEAST_FIXED or not self._plausible(fitted.homography, modules):
            return None
        blur = _best_blur(around, fitted.homography, modules)
        values = module_values(around, fitted.homography, modules)
        match = best_match(values, self._books[modules], blur)
        if match is None or match.lead < GUESS_LEAD or match.likeness < _LEAST_LIKENESS:
            return FailedPlace(modules, fitted.homography, (), fitted.likeness)
        if match.lead < SURE_LEAD:
            guesses = (match.code, match.runner_up) if match.runner_up else (match.code,)
            return FailedPlace(modules, fitted.homography, guesses, fitted.likeness)
        light = match.book.light[match.place]
        fine = align(around, fitted.homography, full_samples(light, blur), modules / 2, 8)
        return FoundCard(match.code, modules, fine.homography, match.lead, blur)

    # ------------------------------------------------------------ everywhere

    def _look_everywhere(self) -> None:
        for modules in sorted(self._books, reverse=True):
            # The longer code first: it is known only where an address was printed.
            if len(self._cards) < _FEW:
                self._try(self._at_any_scale(modules))
        if self._cards:
            kinds = self._usual_kinds()
            self._try(search_places(self._grey, kinds, self._pool, _MOST_PLACES))

    def _try(self, places: Iterable[Place]) -> None:
        cards = [*self._cards.values(), *self._again]
        free = [each for each in places if not any(_near(each, card) for card in cards)]
        self._take(self._each(self._compare_place, free))

    def _usual_kinds(self) -> list[tuple[int, Matrix]]:
        kinds = []
        for modules in {card.modules for card in self._cards.values()}:
            tilts = [card.tilt for card in self._cards.values() if card.modules == modules]
            usual = usual_tilt(tilts)
            kinds += [(modules, turned(usual, degrees)) for degrees in _TURNS]
        return kinds

    def _at_any_scale(self, modules: int) -> list[Place]:
        steps = int(np.log(_LARGEST_SIDE / _SMALLEST_SIDE) / np.log(_SCALES)) + 1
        sides = [_SMALLEST_SIDE * _SCALES**step for step in range(steps)]
        kinds = [(modules, np.eye(2) * side / modules) for side in sides]
        return search_places(self._grey, kinds, self._pool, _MOST_PLACES)


def _near(one: FoundCard | FailedPlace | Place, other: FoundCard | FailedPlace) -> bool:
    reach = max(_side(one), _side(other)) * 0.6
    return bool(np.hypot(*(_middle(one) - _middle(other))) < reach)


def _middle(place: FoundCard | FailedPlace | Place) -> Matrix:
    return np.asarray(project(place.homography, np.full((1, 2), place.modules / 2))[0])


def _side(place: FoundCard | FailedPlace | Place) -> float:
    return _px_per_module(place.homography, place.modules) * place.modules


def _px_per_module(homography: Matrix, modules: int) -> float:
    return scale_at(homography, (modules / 2, modules / 2))


def _outline(homography: Matrix, modules: int) -> Matrix:
    return project(homography, _square(modules))


def _square(modules: int) -> Matrix:
    return np.array([[0, 0], [modules, 0], [modules, modules], [0, modules]], np.float64)


def _from_corners(corners: Matrix, modules: int) -> Matrix:
    """Return the homography of a symbol whose corners are known to the pixel.

    Whole-pixel corners say nothing about perspective, so an affine one is taken.
    """
    square = np.column_stack([_square(modules), np.ones(4)])
    affine, *_ = np.linalg.lstsq(square, corners, rcond=None)
    return np.vstack([affine.T, [0.0, 0.0, 1.0]])


def _best_blur(around: Surroundings, homography: Matrix, modules: int) -> float:
    def alike(blur: float) -> float:
        samples = fixed_samples(modules, blur)
        return likeness(around.at(project(homography, samples.points))[:, 0], samples.light)

    return max(_BLURS, key=alike)
