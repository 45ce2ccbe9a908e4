"""Finds every card on a photo and tells which one it is; only issued codes are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from moderator.vision.first_symbols import first_symbols
from moderator.vision.found_cards import FailedPlace, FoundCard, FoundCards, SymbolPlace
from moderator.vision.place_search import Place, search_places, turned, usual_tilt
from moderator.vision.symbol_comparing import SymbolReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from moderator.domain.codes import CardCode
    from moderator.vision.homographies import Matrix
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.symbol_comparing import Outcome
    from moderator.vision.symbol_search import Grey, SymbolHit

_SCALES = 1.17
"""Between two sizes that are searched; symbols up to a tenth off are found."""

_SMALLEST_SIDE, _LARGEST_SIDE = 26.0, 110.0
_LIKELY_SIDE = 45.0
"""Side of a symbol, px, on a photo of one board that is too blurred for a reader."""
_AT_A_TIME = 4
_TURNS: tuple[tuple[float, ...], ...] = ((), (-7.0, 7.0), (-14.0, 14.0), (-21.0, 21.0))
"""Degrees by which cards may hang turned: tried one after the other while more is found."""

_STARTS = ((0.0, 0.9), (0.0, 1.1), (-7.0, 1.0), (7.0, 1.0))
"""Turns in degrees and sizes from which a likely place is laid over the photo."""

_LIKELY_PLACE = 0.55
_SEEN = 0.65
"""Likeness of a place with the parts alike in all symbols, from which it is tried once more."""

_MOST_PLACES = 60
_MOST_LIKELY = 8
_FEW, _MANY = 3, 8
_CLEARLY_A_SYMBOL = 0.85

_Thing = TypeVar("_Thing")


class CardSearch:
    """One search through one photo."""

    def __init__(
        self,
        grey: Grey,
        issued: IssuedCards,
        pool: Executor,
        reader: SymbolReader | None = None,
    ) -> None:
        """Search `grey` for issued cards; `reader` tells the symbols, else one made for this."""
        self._grey = grey
        self._reader = reader or SymbolReader(grey, issued)
        self._issued = issued
        self._pool = pool
        self._cards: dict[CardCode, FoundCard] = {}
        self._again: list[FoundCard] = []
        self._failed: list[FailedPlace] = []
        self._likely: list[Place] = []
        self._foreign: list[SymbolHit] = []

    def run(self, hits: Sequence[SymbolHit] | None = None) -> FoundCards:
        """Search in steps, from what is read at once to what can only be compared.

        Args:
            hits: the symbols that a reader sees, where they are known.
        """
        self._read(first_symbols(self._grey, self._pool) if hits is None else hits)
        self._look_everywhere()
        return FoundCards(tuple(self._cards.values()), tuple(self._again), self._still_failed())

    def _read(self, hits: Sequence[SymbolHit]) -> None:
        """Take the codes that were read, and of those only placed what can be told by comparing."""
        self._reader.learn(hits)
        named = [hit for hit in hits if hit.text and self._issued.code_of(hit.text)]
        self._foreign = [hit for hit in hits if hit.text and hit not in named]
        self._take(self._each(self._reader.read, named))
        unread = [hit for hit in hits if not hit.text]
        self._take(self._each(self._reader.compare_hit, unread))

    def _look_everywhere(self) -> None:
        """Search the whole photo for what no reader sees, as long as more is found."""
        for modules in self._reader.kinds:
            # The longer code first: it is known only where an address was printed.
            for kinds in _at_any_scale(modules):
                if len(self._cards) < _FEW:
                    self._try(kinds)
        for turns in _TURNS:
            before = len(self._cards)
            if self._cards:
                self._try(self._turned_kinds(turns) if turns else self._sized_kinds())
            if len(self._cards) == before:
                break
        self._try_harder()

    def _each(self, work: Callable[[_Thing], Outcome], things: Iterable[_Thing]) -> list[Outcome]:
        return list(self._pool.map(work, things))

    def _take(self, outcomes: Sequence[Outcome]) -> None:
        found = [each for each in outcomes if isinstance(each, FoundCard)]
        for card in sorted(found, key=lambda each: -each.lead):
            self._accept(card)
        self._failed += [each for each in outcomes if isinstance(each, FailedPlace)]

    def _accept(self, card: FoundCard) -> None:
        """Take a card unless its spot is taken; the same code at two spots is kept aside."""
        if any(card.is_near(each) for each in self._taken()):
            return
        if card.code in self._cards:
            self._again.append(card)
        else:
            self._cards[card.code] = card

    def _taken(self) -> list[SymbolPlace]:
        return [*self._cards.values(), *self._again]

    def _still_failed(self) -> tuple[FailedPlace, ...]:
        taken = self._taken()
        left: list[FailedPlace] = []
        for place in sorted(self._failed, key=lambda each: (not each.guesses, -each.likeness)):
            clear = place.guesses or place.likeness > _CLEARLY_A_SYMBOL
            known = any(place.is_near(each) for each in (*taken, *left))
            if clear and not known and not self._is_foreign(place):
                left.append(place)
        return tuple(left)

    def _is_foreign(self, place: FailedPlace) -> bool:
        """Tell whether a symbol with another text was read there."""
        return any(np.hypot(*(place.middle - hit.middle)) < hit.side for hit in self._foreign)

    def _try(self, kinds: Sequence[tuple[int, Matrix]]) -> None:
        places = search_places(self._grey, kinds, self._pool, _MOST_PLACES)
        taken = self._taken()
        free = [each for each in places if not any(each.is_near(card) for card in taken)]
        self._take(self._each(self._compare_place, free))
        self._likely += [each for each in free if each.likeness > _LIKELY_PLACE]

    def _compare_place(self, place: Place) -> Outcome:
        coarse = self._reader.coarse(place)
        return self._reader.compare(coarse) if coarse else None

    def _try_harder(self) -> None:
        """Lay the pattern over the likeliest places again, from other sizes and turns.

        There are few of them: symbols partly covered by a dot, symbols turned so far that the
        pattern was laid over them askew, and print that looks like one.
        """
        taken = self._taken()
        left: list[Place] = []
        seen = [Place.of(each, each.likeness) for each in self._failed if each.likeness > _SEEN]
        for place in sorted([*seen, *self._likely], key=lambda each: -each.likeness):
            if not any(place.is_near(each) for each in (*taken, *left)):
                left.append(place)
        self._take(self._each(self._compare_again, left[:_MOST_LIKELY]))

    def _compare_again(self, place: Place) -> Outcome:
        found: Outcome = None
        for degrees, larger in _STARTS:
            start = place.changed(turned(place.tilt, degrees) * larger)
            found = self._compare_place(start) or found
            if isinstance(found, FoundCard):
                break
        return found

    def _alike(self) -> Iterator[tuple[int, list[FoundCard], Matrix]]:
        """Yield the cards found by the size of their symbols, with their usual tilt."""
        for modules in sorted({card.modules for card in self._cards.values()}):
            alike = [card for card in self._cards.values() if card.modules == modules]
            yield modules, alike, usual_tilt([card.tilt for card in alike])

    def _sized_kinds(self) -> list[tuple[int, Matrix]]:
        """Return the tilts of the cards found, from small to large."""
        kinds: list[tuple[int, Matrix]] = []
        for modules, alike, usual in self._alike():
            sizes = np.array([card.px_per_module for card in alike])
            sizes /= np.sqrt(abs(np.linalg.det(usual)))
            low, high = (float(each) for each in np.percentile(sizes, (4, 96)))
            few = len(alike) < _MANY
            kinds += [(modules, usual * size) for size in _sizes(low, high, few=few)]
        return kinds

    def _turned_kinds(self, turns: Sequence[float]) -> list[tuple[int, Matrix]]:
        return [
            (modules, turned(usual, degrees))
            for modules, _, usual in self._alike()
            for degrees in turns
        ]


def _sizes(low: float, high: float, *, few: bool) -> list[float]:
    """Return sizes to search, so that none between is off by more than a tenth."""
    if few:
        low, high = min(low, 1 / _SCALES), max(high, _SCALES)
    steps = 1 + round(np.log(high / low) / np.log(_SCALES))
    return [float(each) for each in np.geomspace(low, high, steps)] if steps > 1 else [1.0]


def _at_any_scale(modules: int) -> Iterator[list[tuple[int, Matrix]]]:
    """Yield all sizes that a symbol may have, some at a time, the likeliest ones first."""
    steps = int(np.log(_LARGEST_SIDE / _SMALLEST_SIDE) / np.log(_SCALES)) + 1
    sides = [_SMALLEST_SIDE * _SCALES**step for step in range(steps)]
    sides.sort(key=lambda side: abs(np.log(side / _LIKELY_SIDE)))
    for first in range(0, steps, _AT_A_TIME):
        some = sides[first : first + _AT_A_TIME]
        yield [(modules, np.eye(2) * side / modules) for side in some]
