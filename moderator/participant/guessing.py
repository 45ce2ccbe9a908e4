"""Guessing voting codes is slowed down, for the one who guesses and for nobody else.

Who is who: a phone that has shown a valid code once is known by its cookie and never comes here
again. A phone that typed a wrong code gets a token as a cookie; its further wrong codes count for
this token alone. A phone without any cookie is told apart by nothing but its address, which a whole
room may share, so the address never decides whether a code is looked at.

* One token: ten wrong codes within a minute are looked at; then none until a pause is over, which
  doubles each time, up to a minute. A phone does not get round it by its cookie.
* Tokens thrown away: after ten wrong codes within a minute from phones that nobody knows, each
  further wrong one keeps a place of its address occupied for some seconds, whether or not the
  sender waits for the answer. A right code gives its place back at once. With eight places of four
  seconds an address can try two codes a second: about 22,000 in a three-hour evening, against
  148 million codes.
* Who finds no place free waits for one, and is sent away with "come back in a moment" only after
  ten seconds. So somebody who floods the server makes newcomers wait, but never locks out a phone
  that voted or has a card remembered.

Addresses stay in memory, for a minute. A restart of the server forgets all counts, and they are not
kept for it: it gives a guesser no more than ten codes, as does every minute that passes, and who
guesses cannot bring a restart about.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from moderator.participant.refusals import TooManyGuesses

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

T = TypeVar("T")

FREE_GUESSES = 10
WINDOW = 60.0
"""Seconds within which wrong codes are counted."""
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0
PLACES = 8
HELD = 4.0
"""Seconds that a wrong code keeps its place occupied once there were too many."""
LONGEST_WAIT = 10.0
MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class _Record:
    """Wrong codes of one token or address, and until when it has to pause."""

    wrong: deque[float] = field(default_factory=deque)
    pause: float = 0.0
    until: float = 0.0

    def recent(self, now: float) -> int:
        while self.wrong and self.wrong[0] <= now - WINDOW:
            self.wrong.popleft()
        return len(self.wrong)


@dataclass(slots=True)
class _Places:
    """The places of one address."""

    free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PLACES))
    record: _Record = field(default_factory=_Record)


@dataclass(slots=True)
class Guess:
    """One code that is being looked at; say whether it was `right`."""

    right: bool = False


class Guessing:
    """Counts wrong codes and decides when the next one is looked at.

    Args:
        clock: seconds that only move forward.
        later: runs a function after some seconds.
        wait: waits some seconds at most.
        key: of the tokens; processes that serve together have the same.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], object] | None = None,
        wait: Callable[[Awaitable[object], float], Awaitable[object]] = asyncio.wait_for,
        key: bytes = b"",
    ) -> None:
        self._clock = clock
        self._later = later
        self._wait = wait
        self._key = key or secrets.token_bytes(32)
        self._tokens: dict[str, _Record] = {}
        self._addresses: dict[str, _Places] = {}

    def token_after(self, token: str) -> str:
        """Return what a phone that typed a wrong code is known by from now on.

        Args:
            token: what it was known by; empty, or not ours, gives a new one with one wrong code.
        """
        if self.is_ours(token):
            return token
        name = secrets.token_urlsafe(12)
        made = f"{name}.{self._seal(name)}"
        _remembered(self._tokens, made, _Record).wrong.append(self._clock())
        return made

    def _seal(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:24]

    def is_ours(self, token: str) -> bool:
        """Tell whether a token was made here, since the server started."""
        name, _, seal = token.partition(".")
        return token.isascii() and hmac.compare_digest(seal, self._seal(name))

    @asynccontextmanager
    async def looking(self, address: str, token: str = "") -> AsyncIterator[Guess]:
        """Look at a code within this block; set `right` where it was.

        Args:
            address: of the phone; shared by others, perhaps.
            token: the phone's token, empty if it has none.

        Raises:
            TooManyGuesses: the code is not to be looked at now.
        """
        mine = self._record(token)
        if mine is not None and mine.until > self._clock():
            raise TooManyGuesses(mine.until - self._clock())
        places = self._places(address)
        await self._enter(places)
        guess, held = Guess(), 0.0
        try:
            yield guess
            if not guess.right:
                held = self._note_wrong(places, mine)
        finally:
            self._leave(places, held)

    def _record(self, token: str) -> _Record | None:
        if not token or not self.is_ours(token):
            return None
        return _remembered(self._tokens, token, _Record)

    def _places(self, address: str) -> _Places:
        return _remembered(self._addresses, address, _Places)

    async def _enter(self, places: _Places) -> None:
        try:
            await self._wait(places.free.acquire(), LONGEST_WAIT)
        except TimeoutError as error:
            raise TooManyGuesses(HELD) from error

    def _note_wrong(self, places: _Places, mine: _Record | None) -> float:
        """Count a wrong code; returns how many seconds its place stays occupied."""
        now = self._clock()
        for record in filter(None, (places.record, mine)):
            record.wrong.append(now)
        if mine is not None and mine.recent(now) < FREE_GUESSES:
            mine.pause = 0.0
        elif mine is not None:
            mine.pause = min(mine.pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
            mine.until = now + mine.pause
        return HELD if places.record.recent(now) > FREE_GUESSES else 0.0

    def _leave(self, places: _Places, held: float) -> None:
        if not held:
            places.free.release()
            return
        later = self._later or asyncio.get_running_loop().call_later
        later(held, places.free.release)

    @property
    def wrong_lately(self) -> int:
        """How many wrong codes came within the last minute, from all phones."""
        now = self._clock()
        return sum(each.record.recent(now) for each in self._addresses.values())


def _remembered(kept: dict[str, T], name: str, make: Callable[[], T]) -> T:
    """Return what is kept under `name`, made if need be; the oldest makes room."""
    found = kept.get(name)
    if found is None:
        if len(kept) >= MOST_REMEMBERED:
            del kept[next(iter(kept))]
        found = kept[name] = make()
    return found
