"""Phones that vote as fast as they are told "saved", to measure a server by."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.filled_stores import choices
from benchmarks.phone_lines import PATIENCE, Browser, Line
from moderator.domain.ids import new_id
from moderator.operations.ideas import list_ideas
from moderator.operations.voting import MOST_CODES, make_ballots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.filled_stores import Evening
    from benchmarks.phone_servers import Server
    from moderator.domain.codes import BallotCode


@dataclass(frozen=True, slots=True)
class Burst:
    """Many requests at once.

    Attributes:
        number: of requests, all of which were granted.
        wall: seconds from the first request to the last answer.
        cpu: seconds of CPU that the server took meanwhile.
        waits: seconds from each request to its answer.
    """

    number: int
    wall: float
    cpu: float
    waits: list[float]

    def percentile(self, percent: int) -> float:
        """Return how many seconds at most so many of a hundred answers took."""
        return sorted(self.waits)[min(self.number - 1, self.number * percent // 100)]


class Crowd:
    """Connections to one server that are kept open from burst to burst."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.lines: list[Line] = []

    async def connect(self, number: int) -> None:
        """Open connections until there are `number`, also for those that idled too long."""
        self.lines = [line for line in self.lines if line.is_open]
        while len(self.lines) < number:
            some = min(100, number - len(self.lines))
            opened = [Line.open(self.server.port) for _ in range(some)]
            self.lines += await asyncio.gather(*opened)

    async def send(self, requests: Sequence[bytes], granted: int = 200) -> Burst:
        """Send all requests, on each connection the next one after the answer.

        Raises:
            AssertionError: one was not granted.
        """
        waiting, waits = iter(requests), []
        await self.connect(len(self.lines))
        cpu, start = self.server.cpu(), time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            done = await asyncio.gather(*(_take(line, waiting, granted) for line in self.lines))
        wall, cpu = time.perf_counter() - start, self.server.cpu() - cpu
        for some in done:
            waits += some
        return Burst(len(requests), wall, cpu, waits)

    def close(self) -> None:
        """Close all connections."""
        for line in self.lines:
            line.close()


async def _take(line: Line, waiting: Iterator[bytes], granted: int) -> list[float]:
    waits = []
    for request in waiting:
        answer = await line.send(request)
        if answer.status != granted:
            raise AssertionError(answer.status, answer.head, answer.body)
        waits.append(answer.seconds)
    return waits


class BallotForms:
    """Ballots as the script of the page sends them: a field for every idea that has dots.

    Args:
        evening: an open round.
        port: of the server they are for.
        seed: the same ballots for the same seed.
    """

    def __init__(self, evening: Evening, port: int, seed: int = 7) -> None:
        self._evening = evening
        self._port = port
        self._seed = seed
        ideas = list_ideas(evening.desk, evening.workshop_id)
        self._cards = {idea.id: str(idea.code) for idea in ideas}

    def scans(self, voters: Sequence[BallotCode]) -> list[bytes]:
        """Return what scanning each voting card asks for."""
        return [Browser(self._port).get(f"/V/{voter}") for voter in voters]

    def votes(self, voters: Sequence[BallotCode]) -> list[bytes]:
        """Return a new ballot of each voter."""
        self._seed += 1
        requests = []
        for voter, dots in zip(
            voters, choices(self._evening, len(voters), self._seed), strict=True
        ):
            fields: dict[str, object] = {
                "key": new_id(),
                "voter": voter,
                "round": self._evening.round_id,
            }
            fields |= {f"dots-{self._cards[each]}": number for each, number in dots.items()}
            requests.append(Browser(self._port, {"ballot": voter}).post("/ballot", fields))
        return requests


def new_voters(evening: Evening, number: int) -> list[BallotCode]:
    """Make voting cards."""
    codes: list[BallotCode] = []
    while len(codes) < number:
        some = min(MOST_CODES, number - len(codes))
        codes += make_ballots(evening.desk, evening.workshop_id, some)
    return codes
