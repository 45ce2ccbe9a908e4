"""How many phones are here: those that asked for something within the last half minute.

Phones behind one address are told apart by the voting card they remember. What tells them apart is
kept in memory for that half minute, and only as a hash.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE_FOR = 30.0
"""Seconds after its last request that a phone counts as here; pages ask every three to five."""
MOST = 20_000


class Presence:
    """Remembers for a short time which phones asked for something."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[tuple[int, int], float] = {}

    def note(self, address: str, card: str) -> None:
        """Take note of a request.

        Args:
            address: where it came from.
            card: the voting card the phone remembers, empty if it has none.
        """
        phone = (hash(address), hash(card) if card else 0)
        self._seen.pop(phone, None)
        if len(self._seen) < MOST:
            self._seen[phone] = self._clock()

    def count(self) -> int:
        """Return how many phones are here."""
        gone = self._clock() - HERE_FOR
        for phone in list(self._seen):
            if self._seen[phone] > gone:
                break
            del self._seen[phone]
        cards = Counter(address for address, card in self._seen if card)
        return sum(max(1, cards[address]) for address in {address for address, _ in self._seen})
