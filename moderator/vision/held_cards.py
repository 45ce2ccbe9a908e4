"""A card held into the camera: which one it is, told only when several pictures say the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from moderator.vision.found_cards import FoundCard
from moderator.vision.symbol_comparing import SymbolReader
from moderator.vision.symbol_search import find_symbols

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from moderator.domain.codes import CardCode
    from moderator.vision.camera import Frame
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.symbol_search import Grey, SymbolHit

_LONGEST_SIDE = 1280
"""Px of a picture that is looked at; larger ones are looked at smaller."""

_READ_LOOKS = 2
"""Pictures in a row that must say the same where the code was read."""

_COMPARED_LOOKS = 3
"""The same where it was told by likeness with the issued codes."""

_AWAY_LOOKS = 8
"""Pictures without a card after which the same card is told once more."""


class Held(StrEnum):
    """What is held into the camera."""

    NOTHING = "nothing"
    CARD = "card"
    FOREIGN = "foreign"
    """A code that belongs to no card of this workshop."""
    UNCLEAR = "unclear"
    """A code that is too small or too blurred."""


@dataclass(frozen=True, slots=True)
class HeldLook:
    """What one picture shows.

    Attributes:
        code: of the card, None where `held` is not `CARD`.
        corners: of the symbol, TL, TR, BR, BL, as shares of the picture's width and height.
        compared: the code was told by likeness, not read.
    """

    held: Held
    code: CardCode | None = None
    corners: tuple[tuple[float, float], ...] = ()
    compared: bool = False


NOTHING_HELD = HeldLook(Held.NOTHING)


class HeldCards:
    """Looks at the pictures of one camera; keeps a thread of its own until it is closed.

    Attributes:
        issued: the cards that may be told; more may be printed meanwhile.
    """

    def __init__(self, issued: IssuedCards) -> None:
        self.issued = issued
        self._pool = ThreadPoolExecutor(1)

    def __enter__(self) -> HeldCards:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()

    def look(self, frame: Frame) -> HeldLook:
        """Return what a picture shows; of several codes the largest one counts."""
        grey = _smaller(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8))
        hits = sorted(find_symbols(grey, self._pool), key=lambda hit: -hit.side)
        for hit in hits:
            code = self.issued.code_of(hit.text) if hit.text else None
            if code is not None:
                return HeldLook(Held.CARD, code, _shares(hit, grey))
        unread = [hit for hit in hits if not hit.text]
        if unread:
            return self._compared(grey, unread)
        return HeldLook(Held.FOREIGN, None, _shares(hits[0], grey)) if hits else NOTHING_HELD

    def _compared(self, grey: Grey, unread: Sequence[SymbolHit]) -> HeldLook:
        reader = SymbolReader(grey, self.issued)
        reader.learn(unread)
        for hit in unread:
            found = reader.compare_hit(hit)
            if isinstance(found, FoundCard):
                return HeldLook(Held.CARD, found.code, _shares(hit, grey), compared=True)
        return HeldLook(Held.UNCLEAR, None, _shares(unread[0], grey))


def _smaller(grey: Grey) -> Grey:
    height, width = grey.shape
    part = _LONGEST_SIDE / max(height, width)
    if part >= 1:
        return grey
    size = round(width * part), round(height * part)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _shares(hit: SymbolHit, grey: Grey) -> tuple[tuple[float, float], ...]:
    height, width = grey.shape
    return tuple((float(x) / width, float(y) / height) for x, y in hit.corners)


class HeldSteadily:
    """Tells a card once, when it is held steadily."""

    def __init__(self) -> None:
        self._code: CardCode | None = None
        self._looks = 0
        self._read = 0
        self._away = 0
        self._told: CardCode | None = None

    def take(self, look: HeldLook) -> CardCode | None:
        """Return the code of a card that several pictures in a row agree on, once."""
        if look.code is None:
            self._code, self._looks = None, 0
            self._away += look.held is Held.NOTHING
            if self._away >= _AWAY_LOOKS:
                self._told = None
            return None
        self._away = 0
        if look.code != self._code:
            self._code, self._looks, self._read = look.code, 0, 0
        self._looks += 1
        self._read += not look.compared
        if look.code == self._told or not self._is_sure():
            return None
        self._told = look.code
        return look.code

    def _is_sure(self) -> bool:
        return self._read >= _READ_LOOKS or self._looks >= _COMPARED_LOOKS

    def again(self) -> None:
        """Tell the card that is held once more: it could not be used."""
        self._told = None
