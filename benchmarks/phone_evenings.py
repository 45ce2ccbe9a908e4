"""A whole evening on many phones: they come, wait, vote, change their mind, and see the result.

Each phone does what the pages and their script do: it keeps one connection, remembers its cookie,
asks `/live` every few seconds with the ETag it knows, draws the page anew at a moment of its own
when something has changed, and sends every ballot under a new key.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.filled_stores import DOTS
from benchmarks.phone_lines import PATIENCE, Browser, Line
from moderator.domain.ids import new_id
from moderator.domain.rules import VoteRule
from moderator.operations.ideas import list_ideas
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.voting import make_ballots, results

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.phone_lines import Answer
    from benchmarks.phone_servers import Server
    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.operations.desk import Desk

CHANGES = 2
"""So often does everybody change the ballot after casting it."""
LATE = 5
"""Every fifth phone goes on changing its ballot until it is told that the round is closed."""
_SPLITS = ((3, 1, 1), (2, 2, 1), (1, 4), (5,))


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the evening goes, in seconds; as it stands here, the pages' own pace.

    Attributes:
        arrive: within which all phones come.
        ask: between two questions whether something has changed, at least and at most.
        spread: within which phones draw their page anew after a change.
        think: between two ballots, at most.
    """

    arrive: float = 5.0
    ask: tuple[float, float] = (3.0, 5.0)
    spread: float = 5.0
    think: float = 5.0


@dataclass
class Room:
    """What all phones of an evening have in common.

    Attributes:
        cards: codes of the ideas that can be voted on.
        waits: seconds that answers took, by what was asked for.
        faults: what should not have happened.
    """

    port: int
    cards: list[str]
    pace: Pace
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)

    @property
    def all_waits(self) -> list[float]:
        """Seconds that all answers took."""
        return sorted(wait for waits in self.waits.values() for wait in waits)


class Phone:
    """One phone, from the scan of a voting card to the result.

    Attributes:
        told: the dots that the server said it has saved last.
        here, voted: set once the phone has got so far.
    """

    def __init__(self, room: Room, code: BallotCode, number: int) -> None:
        self.told: dict[str, int] = {}
        self.here, self.voted = asyncio.Event(), asyncio.Event()
        self._room = room
        self._code = code
        self._late = number % LATE == 0
        self._chance = random.Random(number)
        self._browser = Browser(room.port)
        self._line: Line | None = None
        self._etag = ""
        self._rounds: dict[str, str] = {}

    async def live_through(self) -> None:
        """Do everything; what goes wrong is noted with the room."""
        try:
            await self._evening()
        except (TimeoutError, OSError, AssertionError) as error:
            self._room.faults.append(f"{self._code}: {error!r}")
        finally:
            self.here.set()
            self.voted.set()
            if self._line is not None:
                self._line.close()

    async def _evening(self) -> None:
        await self._pause(self._room.pace.arrive)
        await self._get(f"/V/{self._code}", "scan", 303)
        await self._get("/ballot", "ballot")
        await self._ask()
        self.here.set()
        round_id = await self._until("open")
        await self._get("/ballot", "ballot")
        for _ in range(1 + CHANGES):
            await self._pause(self._room.pace.think)
            await self._cast(round_id)
        self.voted.set()
        if self._late:
            while await self._cast(round_id):
                await self._pause(self._room.pace.think)
        await self._until("closed")
        await self._get("/results", "results")

    async def _pause(self, most: float) -> None:
        await asyncio.sleep(most * self._chance.random())

    async def _until(self, state: str) -> str:
        """Ask until a round is in this state, then wait for the moment to draw the page anew."""
        while state not in self._rounds.values():
            await asyncio.sleep(self._chance.uniform(*self._room.pace.ask))
            await self._ask()
        await self._pause(self._room.pace.spread)
        return next(each for each, now in self._rounds.items() if now == state)

    async def _ask(self) -> None:
        known = {"If-None-Match": self._etag} if self._etag else {}
        request = self._browser.get("/live", {"Accept": "application/json", **known})
        answer = await self._send("live", request)
        if answer.status == 304:
            return
        assert answer.status == 200, answer
        self._etag = answer.header("etag")
        self._rounds = {each["id"]: each["state"] for each in json.loads(answer.body)["rounds"]}

    async def _get(self, path: str, what: str, granted: int = 200) -> None:
        answer = await self._send(what, self._browser.get(path))
        assert answer.status == granted, answer
        self._browser.heard(answer)

    async def _cast(self, round_id: str) -> bool:
        """Send a new ballot; tell whether it was saved, or the round is closed."""
        split = self._chance.choice(_SPLITS)
        dots = dict(zip(self._chance.sample(self._room.cards, len(split)), split, strict=True))
        every = {f"dots-{card}": number for card, number in dots.items()}
        form = {"key": new_id(), "voter": self._code, "round": round_id, **every}
        answer = await self._send("vote", self._browser.post("/ballot", form))
        if answer.status == 200 and json.loads(answer.body)["ok"] is True:
            self.told = dots
            return True
        assert answer.status == 422, answer
        assert self.voted.is_set(), answer
        return False

    async def _send(self, what: str, request: bytes) -> Answer:
        async with asyncio.timeout(PATIENCE):
            if self._line is None or not self._line.is_open:
                self._line = await Line.open(self._room.port)
            answer = await self._line.send(request)
        self._room.waits[what].append(answer.seconds)
        return answer


@dataclass(frozen=True, slots=True)
class Told:
    """What the phones were told, and what the result says.

    Attributes:
        waits: seconds that answers took, by what was asked for.
        faults: what should not have happened.
        ballots: ballots in the result; `voters` phones were told that theirs is saved.
        counted: dots in the result by card; `given` by the last ballot each phone was told of.
        cpu: seconds of CPU of the server.
    """

    room: Room
    voters: int
    ballots: int
    given: dict[str, int]
    counted: dict[str, int]
    cpu: float


async def live_through(
    desk: Desk, workshop_id: WorkshopId, server: Server, number: int, pace: Pace
) -> Told:
    """Let `number` phones live through a round that is opened and closed meanwhile.

    Args:
        desk: of the moderator, on the store that the server serves.
        workshop_id: a workshop with ideas.
        server: serves it.
        number: of phones.
        pace: how fast.
    """
    cards = [str(idea.code) for idea in list_ideas(desk, workshop_id)]
    room = Room(server.port, cards, pace)
    codes = make_ballots(desk, workshop_id, number)
    phones = [Phone(room, code, place) for place, code in enumerate(codes)]
    vote_round = create_round(desk, workshop_id, "Was ist uns wichtig?", VoteRule(dots=DOTS))
    cpu = server.cpu()
    async with asyncio.TaskGroup() as going:
        for phone in phones:
            going.create_task(phone.live_through())
        await _all(phone.here for phone in phones)
        await asyncio.to_thread(open_round, desk, vote_round.id)
        await _all(phone.voted for phone in phones)
        await asyncio.to_thread(close_round, desk, vote_round.id)
    return _told(desk, vote_round.id, room, phones, server.cpu() - cpu)


async def _all(events: Iterable[asyncio.Event]) -> None:
    for each in events:
        await each.wait()


def _told(desk: Desk, round_id: RoundId, room: Room, phones: list[Phone], cpu: float) -> Told:
    outcome = results(desk, round_id)
    return Told(
        room=room,
        voters=sum(bool(phone.told) for phone in phones),
        ballots=outcome.ballots,
        given={card: sum(phone.told.get(card, 0) for phone in phones) for card in room.cards},
        counted={str(line.code): line.dots for line in outcome.ranking},
        cpu=cpu,
    )
