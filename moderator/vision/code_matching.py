"""Tells which issued code a blurred symbol shows, by comparing it with all of them.

The program knows the codes it printed, so a symbol need not be decoded: it is enough that it looks
like one of them and clearly less like every other. That needs about one px a module, half of what
decoding needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.homographies import project
from moderator.vision.symbol_patterns import QUIET, blur_matrix, open_modules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderator.domain.codes import CardCode
    from moderator.vision.homographies import Matrix
    from moderator.vision.issued_cards import Codebook
    from moderator.vision.symbol_alignment import Surroundings

_RIVALS = 9
_NO_RIVAL = 5.0
"""Lead of a code without rivals: enough for a guess, not to be accepted unread."""


@dataclass(frozen=True, slots=True)
class Match:
    """The issued code that a symbol looks most like.

    Attributes:
        code: the best one.
        book: the codebook it stands in.
        place: its index there.
        likeness: correlation on the modules in which symbols differ.
        lead: how much better it explains them than the second best, in standard deviations.
        runner_up: the second best, None if only one code was issued.
    """

    code: CardCode
    book: Codebook
    place: int
    likeness: float
    lead: float
    runner_up: CardCode | None


def module_values(around: Surroundings, homography: Matrix, modules: int) -> Matrix:
    """Return how light each module is, shape (modules²,), from four points in each."""
    middles = np.arange(modules) + 0.5
    columns, rows = (each.ravel() for each in np.meshgrid(middles, middles))
    total = np.zeros(modules * modules)
    for right, down in ((-0.2, -0.2), (0.2, -0.2), (-0.2, 0.2), (0.2, 0.2)):
        places = np.stack([columns + right, rows + down], axis=1)
        total += around.at(project(homography, places))[:, 0]
    return total / 4


def best_match(values: Matrix, books: Sequence[Codebook], blur: float) -> Match | None:
    """Return the code that `values` look most like among `books`; None without any code.

    Args:
        values: of the modules, shape (modules²,).
        books: of symbols with that many modules.
        blur: standard deviation of the blur in modules.
    """
    modules = round(len(values) ** 0.5)
    seen = _evened(values[None, open_modules(modules).ravel()], modules)[0]
    ranked = sorted(
        (each for number, book in enumerate(books) for each in _ranked(seen, book, number, blur)),
        reverse=True,
    )
    if not ranked:
        return None
    best, number, place = ranked[0]
    book = books[number]
    rivals = [each for each in ranked[1:] if books[each[1]].codes[each[2]] != book.codes[place]]
    lead = min(
        (
            _lead(seen, expected_values(book, blur)[place], expected_values(books[b], blur)[p])
            for _, b, p in rivals
        ),
        default=_NO_RIVAL,
    )
    runner_up = books[rivals[0][1]].codes[rivals[0][2]] if rivals else None
    return Match(book.codes[place], book, place, best, lead, runner_up)


def _ranked(seen: Matrix, book: Codebook, number: int, blur: float) -> list[tuple[float, int, int]]:
    """Return likeness, `number` and place of the best codes of one book."""
    scores = expected_values(book, blur) @ seen
    best = np.argsort(-scores)[:_RIVALS]
    return [(float(scores[place]), number, int(place)) for place in best]


@lru_cache(maxsize=16)
def expected_values(book: Codebook, blur: float) -> Matrix:
    """Return how light the modules look in which symbols differ, evened: shape (codes, modules).

    Args:
        book: the codes.
        blur: standard deviation in modules.
    """
    modules = book.modules
    spread = blur_matrix(modules, blur)
    padded = np.pad(book.light, ((0, 0), (QUIET, QUIET), (QUIET, QUIET)), constant_values=1)
    blurred = (spread @ padded @ spread.T).reshape(len(book.codes), -1)
    return _evened(blurred[:, open_modules(modules).ravel()], modules)


def _evened(rows: NDArray[np.floating], modules: int) -> Matrix:
    """Return rows without their slope over the symbol, each of length 1."""
    down, across = np.nonzero(open_modules(modules))
    plane = np.stack([np.ones(len(down)), down, across], axis=1).astype(np.float64)
    basis, _ = np.linalg.qr(plane)
    flat = rows - (rows @ basis) @ basis.T
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9))


def _lead(seen: Matrix, best: Matrix, other: Matrix) -> float:
    difference = best - other
    size = float(np.linalg.norm(difference))
    if size < 1e-6:
        return 0.0
    noise = float(np.sqrt(np.mean((seen - (seen @ best) * best) ** 2)))
    return float(seen @ difference) / (size * max(noise, 1e-6))
