"""How many phones are here: those that asked for something within the last half minute.

Phones behind one address are told apart by the voting card they remember. What tells them apart is
kept in memory for that half minute; other processes get it as a hash under a key of this run.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from moderator.participant.cookies import BALLOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Mark = tuple[bytes, bytes]
"""Stands for an address and the card remembered there (empty: none)."""

HERE_FOR = 30.0
"""Seconds after its last request that a phone counts as here; pages ask every three to five."""
MOST = 20_000
LONGEST_CARD = 32
"""Signs that are kept of the cookie with the voting card, its name included."""
_CARD = f"{BALLOT}="


class Presence:
    """Remembers for a short time which phones asked for something.

    Args:
        key: of the hashes; processes that serve together have the same.
        clock: seconds that only move forward.
    """

    def __init__(self, key: bytes = b"", clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key or secrets.token_bytes(16)
        self._clock = clock
        self._seen: dict[tuple[str, str], float] = {}
        self._marks: dict[tuple[str, str], Mark] = {}

    def note(self, address: str, cookies: str) -> None:
        """Take note of a request.

        Args:
            address: where it came from.
            cookies: what the phone remembers, as it wrote it.
        """
        start = cookies.find(_CARD)
        phone = (address, cookies[start : start + LONGEST_CARD] if start >= 0 else "")
        self._seen.pop(phone, None)
        if len(self._seen) < MOST:
            self._seen[phone] = self._clock()

    def seen(self) -> set[Mark]:
        """Return what stands for the phones that are here."""
        gone = self._clock() - HERE_FOR
        for phone in list(self._seen):
            if self._seen[phone] > gone:
                break
            del self._seen[phone]
        # Asked for every second: a phone that is still here keeps its mark.
        before = self._marks
        self._marks = {phone: before.get(phone) or self._mark(*phone) for phone in self._seen}
        return set(self._marks.values())

    def _mark(self, address: str, cookie: str) -> Mark:
        card = cookie.partition(";")[0]
        return self._hash(address), self._hash(card) if card else b""

    def _hash(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "replace"), digest_size=8, key=self._key).digest()


def count_phones(seen: Iterable[Mark]) -> int:
    """Return how many phones these marks stand for: an address counts once for each card."""
    marks = set(seen)
    cards = Counter(address for address, card in marks if card)
    return sum(max(1, cards[address]) for address in {address for address, _ in marks})
