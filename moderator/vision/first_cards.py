"""Tells which cards a first look sees; lays only as many as show scale and blur of the photo.

Where the reader fails on half of the codes, or sees none, only a search of the whole photo can tell
what hangs there. That takes a second or so; it is done once, here, and counting goes on from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.card_search import CardSearch
from moderator.vision.first_symbols import first_symbols
from moderator.vision.found_cards import FoundCard
from moderator.vision.symbol_comparing import SymbolReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from moderator.domain.codes import CardCode
    from moderator.vision.found_cards import FoundCards
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.symbol_comparing import Outcome
    from moderator.vision.symbol_search import Grey, SymbolHit

_LAID = 4
"""Cards of middling size: their median is that of all cards, or nearly so."""

_ENOUGH = 8
"""Codes read, from which on they tell how large the others are."""

_OTHER_SIZE = 1.5
"""What is so many times as large as the codes read, or as small, is no card's code."""

_ROOM = 0.9
"""Of a side: no two symbols on a wall can lie nearer."""


@dataclass(frozen=True, slots=True, eq=False)
class FirstCards:
    """The cards seen at first.

    Attributes:
        codes: of all of them.
        laid: those of them that are laid exactly over the photo.
        whole: what a search of the whole photo found, None where none was needed.
    """

    codes: frozenset[CardCode]
    laid: tuple[FoundCard, ...]
    whole: FoundCards | None = None


def first_cards(grey: Grey, issued: IssuedCards, pool: Executor) -> FirstCards:
    """Return the cards whose codes can be read, or told from the issued ones where they lie.

    Args:
        grey: the photo, shape (height, width).
        issued: the cards that may hang there.
        pool: does the work.
    """
    hits = first_symbols(grey, pool)
    read = [hit for hit in hits if hit.text and issued.is_card(hit.text)]
    unread = [hit for hit in hits if hit.text is None and _may_be_card(hit, read)]
    if len(read) <= len(unread):
        return _searched(CardSearch(grey, issued, pool).run(hits))
    codes = {hit: code for hit in read if (code := issued.code_of(hit.text or ""))}
    reader = SymbolReader(grey, issued)
    laid = _cards(pool.map(reader.read, _middling(list(codes))))
    if unread:
        reader.learn(read)
        laid += _apart(_cards(pool.map(reader.compare_hit, unread)), read)
    return FirstCards(frozenset(codes.values()) | {card.code for card in laid}, tuple(laid))


def _searched(whole: FoundCards) -> FirstCards:
    return FirstCards(frozenset(card.code for card in whole.cards), whole.cards, whole)


def _cards(outcomes: Iterable[Outcome]) -> list[FoundCard]:
    return [each for each in outcomes if isinstance(each, FoundCard)]


def _middling(read: Sequence[SymbolHit]) -> Sequence[SymbolHit]:
    ordered = sorted(read, key=lambda hit: hit.side)
    first = max(0, (len(ordered) - _LAID) // 2)
    return ordered[first : first + _LAID]


def _may_be_card(hit: SymbolHit, read: Sequence[SymbolHit]) -> bool:
    """Tell whether a symbol that was only placed may hang beside those that were read.

    The reader also takes finder patterns of several symbols for one.
    """
    if any(math.dist(hit.middle, each.middle) < _ROOM * each.side for each in read):
        return False
    if len(read) < _ENOUGH:
        return True
    usual = [each.side for each in read]
    lengths = np.hypot(*(np.roll(hit.corners, -1, axis=0) - hit.corners).T)
    return bool(
        lengths.min() > min(usual) / _OTHER_SIZE and lengths.max() < max(usual) * _OTHER_SIZE
    )


def _apart(cards: Sequence[FoundCard], read: Sequence[SymbolHit]) -> list[FoundCard]:
    """Return the cards that lie neither on a code that was read nor on a clearer card."""
    kept: list[FoundCard] = []
    for card in sorted(cards, key=lambda each: -each.lead):
        free = all(math.dist(card.middle, hit.middle) > _ROOM * hit.side for hit in read)
        if free and not any(card.is_near(each) for each in kept):
            kept.append(card)
    return kept
