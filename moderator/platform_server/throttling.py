"""How often somebody may do something: a bounded memory of addresses, never on the disk."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_REMEMBERED = 20_000


def neighbourhood(address: str) -> str:
    """Return by what a visitor is known to a throttle: the address, or the /64 network of IPv6.

    Whoever has one address of IPv6 has 2^64 of them.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Network((int(found) >> 64 << 64, 64)))
    return str(found)


class Throttle:
    """Allows so many times within so many seconds, per whoever does it."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def pause(self, who: str) -> int:
        """Return how many seconds `who` has to wait; 0 if it is free now. Nothing is noted."""
        with self._lock:
            times = self._recent(who)
            if len(times) < self._most:
                return 0
            return max(1, round(times[0] + self._seconds - self._clock()))

    def note(self, who: str) -> None:
        """Note that `who` did it now."""
        with self._lock:
            times = self._recent(who)
            times.append(self._clock())
            self._times[who] = times
            self._times.move_to_end(who)
            while len(self._times) > _MOST_REMEMBERED:
                self._times.popitem(last=False)

    def _recent(self, who: str) -> deque[float]:
        times = self._times.get(who) or deque(maxlen=self._most)
        while times and times[0] <= self._clock() - self._seconds:
            times.popleft()
        return times
