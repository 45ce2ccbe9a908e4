"""The codes that may hang on a wall, and what their printed symbols look like.

Only an issued code is ever accepted, so that a poster, a book page or a card of another workshop
cannot be taken for one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from moderator.domain.codes import CardCode, is_card_code, normal_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from moderator.vision.card_geometry import CardGeometry

    Encode = Callable[[str], Sequence[bytes]]
    """Returns the rows of the symbol for a text: one byte a module, 0 is dark."""

_BEFORE_CODE = "/K/"


@dataclass(frozen=True)
class IssuedCards:
    """Everything that is known of the cards of a workshop.

    Attributes:
        codes: every code that may be accepted.
        encode: makes the symbol of a text as the printer made it.
        geometries: the layouts that cards are printed in.
        addresses: addresses that stood before `/K/CODE` in print; an empty one for codes alone.
            Further ones are learned from the codes that can be read in a photo.
    """

    codes: frozenset[CardCode]
    encode: Encode
    geometries: tuple[CardGeometry, ...]
    addresses: tuple[str, ...] = ("",)
    _books: dict[str, Codebook] = field(default_factory=dict, repr=False, compare=False)

    def code_of(self, text: str) -> CardCode | None:
        """Return the issued code that the text of a symbol names, None if it names none."""
        _, _, tail = text.strip().rpartition(_BEFORE_CODE)
        code = CardCode(normal_form(tail))
        return code if code in self.codes else None

    def is_card(self, text: str) -> bool:
        """Tell whether the text of a symbol names a card, be it one of another workshop."""
        _, _, tail = text.strip().rpartition(_BEFORE_CODE)
        return is_card_code(tail) or self.code_of(text) is not None

    def books(self, texts: Iterator[str]) -> list[Codebook]:
        """Return what all issued codes look like, for the known addresses and those in `texts`."""
        learned = [text.rpartition(_BEFORE_CODE)[0] for text in texts if self.code_of(text)]
        return [self._book(address) for address in dict.fromkeys([*learned, *self.addresses])]

    def _book(self, address: str) -> Codebook:
        if address not in self._books:
            before = address + _BEFORE_CODE if address else ""
            codes = tuple(sorted(self.codes))
            rows = [self.encode(before + code) for code in codes]
            self._books[address] = Codebook(codes, _matrices(rows))
        return self._books[address]

    def geometries_of(self, modules: int) -> list[CardGeometry]:
        """Return the layouts whose symbols have so many modules on a side."""
        return [each for each in self.geometries if each.modules == modules]


def _matrices(symbols: Sequence[Sequence[bytes]]) -> NDArray[np.float32]:
    if not symbols:
        return np.zeros((0, 21, 21), np.float32)
    side = len(symbols[0])
    joined = b"".join(b"".join(rows) for rows in symbols)
    light = np.frombuffer(joined, np.uint8).reshape(len(symbols), side, side) > 0
    return light.astype(np.float32)


@dataclass(frozen=True, eq=False)
class Codebook:
    """Codes and their symbols: `light` has the shape (codes, modules, modules), 1 for light."""

    codes: tuple[CardCode, ...]
    light: NDArray[np.float32]

    @property
    def modules(self) -> int:
        """Modules on one side."""
        return int(self.light.shape[1])
