"""Codes told by likeness: through blur and noise, and never one that was not issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from moderator.vision.code_matching import best_match
from moderator.vision.symbol_comparing import SURE_LEAD
from moderator.vision.symbol_patterns import QUIET, blur_matrix, fixed_modules, open_modules
from tests.vision.painted_walls import codes, issued

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderator.domain.codes import CardCode


def seen(
    code_place: int, known: list[CardCode], blur: float, noise: float, seed: int
) -> NDArray[Any]:
    """Return the brightness of the modules of one code as a blurred photo shows it."""
    (book,) = issued(known).books(iter(()))
    light = book.light[book.codes.index(known[code_place])]
    spread = blur_matrix(21, blur)
    padded = np.pad(light, QUIET, constant_values=1)
    clean = 40 + 160 * (spread @ padded @ spread.T).ravel()
    slope = np.linspace(0, 30, clean.size)
    grain = np.random.default_rng(seed).normal(0, noise, clean.size)
    return np.asarray(clean + slope + grain)


@pytest.mark.parametrize("blur", [0.4, 0.75, 1.0, 1.3])
def test_a_blurred_code_is_told(blur: float) -> None:
    known = codes(200)
    books = issued(known).books(iter(()))
    for place in range(0, 200, 40):
        match = best_match(seen(place, known, blur, 3.0, place), books, blur)
        assert match is not None
        assert match.code == known[place]
        assert match.lead > SURE_LEAD


def test_a_code_that_was_not_issued_is_never_told() -> None:
    others = issued(codes(300, first=5000)).books(iter(()))
    known = codes(200)
    leads = [
        match.lead
        for place in range(0, 200, 4)
        if (match := best_match(seen(place, known, 0.75, 4.0, place), others, 0.75))
    ]
    assert len(leads) == 50
    assert max(leads) < SURE_LEAD


def test_noise_is_no_code() -> None:
    books = issued(codes(300)).books(iter(()))
    random = np.random.default_rng(7)
    for _ in range(40):
        match = best_match(random.normal(100, 40, 441), books, 0.75)
        assert match is not None
        assert match.lead < SURE_LEAD


def test_without_rivals_likeness_alone_is_not_enough() -> None:
    known = codes(1)
    match = best_match(seen(0, known, 0.5, 1.0, 1), issued(known).books(iter(())), 0.5)
    assert match is not None
    assert match.lead < SURE_LEAD


def test_fixed_parts_are_those_of_every_symbol() -> None:
    (book,) = issued(codes(50)).books(iter(()))
    fixed = fixed_modules(21)[QUIET:-QUIET, QUIET:-QUIET]
    known = ~open_modules(21)
    assert known.sum() == 3 * 64 + 2 * 5
    assert all((light[known] == fixed[known]).all() for light in book.light)


def test_addresses_are_learned_from_what_is_read() -> None:
    known = codes(3)
    cards = issued(known)
    text = f"http://10.0.0.7/K/{known[1]}"
    assert cards.code_of(text) == known[1]
    assert cards.code_of("http://evil.example/K/222222") is None
    sizes = [book.modules for book in cards.books(iter([text]))]
    assert sizes == [25, 21]
