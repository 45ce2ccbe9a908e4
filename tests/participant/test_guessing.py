"""Guessing voting codes is slowed down for the one who guesses, and for nobody else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from moderator.participant.guessing import (
    FIRST_PAUSE,
    FREE_GUESSES,
    HELD,
    LONGEST_PAUSE,
    PLACES,
    WINDOW,
    Guessing,
)
from moderator.participant.refusals import TooManyGuesses

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Wait = Callable[[Awaitable[object], float], Awaitable[object]]

ROOM = "192.168.1.1"


async def _impatient(waited: Awaitable[object], _seconds: float) -> object:
    """Give up at once what cannot be had at once."""
    begun = asyncio.ensure_future(waited)
    await asyncio.sleep(0)
    if not begun.done():
        begun.cancel()
        raise TimeoutError
    return begun.result()


class Evening:
    """A clock that is set by hand, and what is to be done later."""

    def __init__(self, wait: Wait = _impatient) -> None:
        self.now = 1000.0
        self._later: list[tuple[float, Callable[[], None]]] = []
        self.guessing = Guessing(lambda: self.now, self._do_later, wait)

    def _do_later(self, seconds: float, act: Callable[[], None]) -> None:
        self._later.append((self.now + seconds, act))

    def pass_(self, seconds: float) -> None:
        self.now += seconds
        due = [act for at, act in self._later if at <= self.now]
        self._later = [each for each in self._later if each[0] > self.now]
        for act in due:
            act()

    async def guess(self, *, right: bool, token: str = "", address: str = ROOM) -> bool:
        """Return whether the code was looked at."""
        try:
            async with self.guessing.looking(address, token) as guess:
                guess.right = right
        except TooManyGuesses:
            return False
        return True


@pytest.fixture
def evening() -> Evening:
    return Evening()


def test_one_phone_has_ten_free_guesses_then_growing_pauses(evening: Evening) -> None:
    async def play() -> list[float]:
        token = evening.guessing.token_after("")
        for _ in range(FREE_GUESSES - 1):
            assert await evening.guess(right=False, token=token)
        pauses = []
        for _ in range(6):
            waited = 0.0
            while not await evening.guess(right=False, token=token):
                evening.pass_(1)
                waited += 1
            pauses.append(waited)
        return pauses

    pauses = asyncio.run(play())
    assert pauses[:4] == [FIRST_PAUSE, 10, 20, 40]
    assert max(pauses) <= LONGEST_PAUSE


def test_ten_wrong_codes_of_one_phone_do_not_lock_out_others_at_its_address(
    evening: Evening,
) -> None:
    async def play() -> None:
        token = evening.guessing.token_after("")
        for _ in range(3 * FREE_GUESSES):
            await evening.guess(right=False, token=token)
        assert not await evening.guess(right=True, token=token)
        for _ in range(200):
            assert await evening.guess(right=True)

    asyncio.run(play())


def test_without_cookies_an_address_can_try_two_codes_a_second(evening: Evening) -> None:
    async def play() -> int:
        looked_at = 0
        for _ in range(60):
            for _ in range(2 * PLACES):
                looked_at += await evening.guess(right=False)
            evening.pass_(1)
        return looked_at

    per_minute = asyncio.run(play())
    assert per_minute <= FREE_GUESSES + PLACES * (WINDOW / HELD + 1)


def test_a_right_code_holds_no_place_while_many_are_wrong(evening: Evening) -> None:
    async def play() -> None:
        for _ in range(FREE_GUESSES + PLACES - 1):
            assert await evening.guess(right=False)
        for _ in range(50):
            assert await evening.guess(right=True)

    asyncio.run(play())


def test_who_finds_no_place_waits_for_one() -> None:
    evening = Evening(asyncio.wait_for)

    async def play() -> bool:
        for _ in range(FREE_GUESSES + PLACES):
            assert await evening.guess(right=False)
        newcomer = asyncio.create_task(evening.guess(right=True))
        await asyncio.sleep(0)
        evening.pass_(HELD)
        return await newcomer

    assert asyncio.run(play())


def test_a_flood_at_one_address_is_not_felt_at_another(evening: Evening) -> None:
    async def play() -> None:
        while await evening.guess(right=False):
            pass
        assert not await evening.guess(right=True)
        assert await evening.guess(right=True, address="192.168.1.77")

    asyncio.run(play())


def test_tokens_cannot_be_made_up(evening: Evening) -> None:
    async def play() -> None:
        while await evening.guess(right=False, token="made-up.0123456789"):
            pass

    asyncio.run(play())
    assert not evening.guessing.is_ours("made-up.0123456789")
    assert not evening.guessing.is_ours(Guessing().token_after(""))
    assert evening.guessing.is_ours(evening.guessing.token_after(""))


def test_a_quiet_minute_forgives(evening: Evening) -> None:
    async def play() -> None:
        token = evening.guessing.token_after("")
        while await evening.guess(right=False, token=token):
            pass
        evening.pass_(WINDOW + LONGEST_PAUSE)
        assert evening.guessing.wrong_lately == 0
        for _ in range(FREE_GUESSES):
            assert await evening.guess(right=False, token=token)

    asyncio.run(play())
