"""Photos of what was not printed for a workshop: how near a code comes to being accepted.

Every scene is searched as a photo of a wall is. Each place that looks like a symbol is then
compared with many books of 300 issued codes, none of which holds what is seen: one trial each. The
photos in the folder that MODERATOR_PHOTOS names serve as cards of another workshop, too.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from benchmarks.findings import Choice, Findings, run
from benchmarks.foreign_scenes import ADDRESS, photographed, random_codes, scenes
from benchmarks.measuring import Spread
from benchmarks.photo_truth import issued_of, true_photos
from benchmarks.shares import Share
from moderator.vision.card_search import CardSearch
from moderator.vision.code_matching import best_match
from moderator.vision.photos import Photo, open_photo
from moderator.vision.symbol_comparing import SURE_LEAD, SymbolReader, is_sure
from moderator.vision.wall_reading import workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.photo_truth import TruePhoto
    from moderator.domain.codes import CardCode
    from moderator.vision.code_matching import Match
    from moderator.vision.found_cards import SymbolPlace
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.symbol_comparing import LaidSymbol
    from moderator.vision.symbol_search import Grey

TITLE = "Photos of what was not printed for a workshop: no code may be accepted"
TRIALS = 57_930
"""30 times the 1,931 trials of the first study of the method."""
_CODES, _BOOKS, _SCENES, _PHOTOS = 300, 30, 3, 4


class _NotingReader(SymbolReader):
    """A reader that notes every symbol it could lay the pattern over."""

    def __init__(self, grey: Grey, issued: IssuedCards) -> None:
        super().__init__(grey, issued)
        self.laid_symbols: list[LaidSymbol] = []

    def laid(self, place: SymbolPlace) -> LaidSymbol | None:
        found = super().laid(place)
        if found is not None:
            self.laid_symbols.append(found)
        return found


def measure(choice: Choice, findings: Findings) -> None:
    """Search every scene, then compare what was found in it with many books of codes."""
    random = np.random.default_rng(20)
    photos = [] if choice.quick else true_photos()
    photos = photos[:: max(len(photos) // _PHOTOS, 1)]
    shown = {code for true in photos for code in true.codes}
    number = choice.size(_BOOKS, 1)
    codes = random_codes(random, number * _CODES, shown)
    books = [issued_of(codes[first::number], ADDRESS) for first in range(number)]
    trials: Counter[str] = Counter()
    nearest: dict[str, float] = {}
    accepted = 0
    for name, photo in _photos(choice, random, photos, set(codes)):
        symbols, found = _searched(photo, books[0])
        matches = list(_matches(symbols, books))
        accepted += found + sum(map(is_sure, matches))
        trials[name] += len(matches)
        nearest[name] = max([nearest.get(name, 0.0), *(match.lead for match in matches)])
    for name, number in trials.items():
        findings.tell(f"  {name:<28}{number:>8} trials, highest lead {nearest[name]:.2f}")
    findings.tell(f"  {trials.total()} trials in all; {SURE_LEAD:g} standard deviations are needed")
    accepted_share = Share(accepted, trials.total())
    findings.share_at_most("codes accepted that are not there", accepted_share, 0.0)
    if not choice.quick:
        findings.at_least("trials", Spread.of([trials.total()]), TRIALS)


def _photos(
    choice: Choice,
    random: np.random.Generator,
    photos: Sequence[TruePhoto],
    issued: set[CardCode],
) -> Iterator[tuple[str, Photo]]:
    kinds = list(scenes(issued).items())
    for name, draw in kinds[: choice.size(len(kinds), 1)]:
        for number in range(choice.size(_SCENES, 1)):
            yield name, Photo(f"{name} {number}", photographed(draw(random), random))
    for true in photos:
        yield "cards on photos of walls", open_photo(true.file)


def _searched(photo: Photo, issued: IssuedCards) -> tuple[Sequence[LaidSymbol], int]:
    """Return the symbols that the pattern could be laid over, and how many were accepted."""
    grey = photo.grey()
    reader = _NotingReader(grey, issued)
    with workers() as pool:
        found = CardSearch(grey, issued, pool, reader).run()
    return reader.laid_symbols, len(found.cards) + len(found.again)


def _matches(symbols: Sequence[LaidSymbol], books: Iterable[IssuedCards]) -> Iterator[Match]:
    """Yield the code of each book that each symbol looks most like."""
    for issued in books:
        kinds = {book.modules: book for book in issued.books(iter(()))}
        for symbol in sorted(symbols, key=lambda each: (each.modules, each.blur)):
            match = best_match(symbol.values, [kinds[symbol.modules]], symbol.blur)
            if match is not None:
                yield match


if __name__ == "__main__":
    sys.exit(run(TITLE, 1, measure))
