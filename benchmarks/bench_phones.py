"""Votes from phones, end to end, against the same server saying hello and against bare commits."""

from __future__ import annotations

import asyncio
import secrets
import sys
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.filled_stores import Evening, choices, make_evening, make_workshop
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import (
    Sample,
    Spread,
    cpu_ratios,
    inverse,
    timed,
    turns_of,
    wall_ratios,
)
from benchmarks.phone_evenings import Pace, live_through
from benchmarks.phone_lines import Browser
from benchmarks.phone_servers import saying_hello, served
from benchmarks.phone_votes import BallotForms, Burst, Crowd, new_voters
from benchmarks.plain_stores import insert_vote, plain_votes, rows_of
from moderator.domain.moments import moment_text, now
from moderator.participant.live import PAUSE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.phone_servers import Server

TITLE = "Phones: a ballot sent over HTTP, checked, durable and confirmed"
OPTIONS = 40
CONNECTIONS = 200
PHONES = 500
LEAST_SHARE = 0.2
MOST_WAIT = 0.1
"""Seconds within which 99 of 100 ballots are confirmed when phones send without a pause."""
MOST_ANSWER = 1.0
"""Seconds within which 95 of 100 answers of a whole evening come."""
MOST_GROWTH = 1.2
OURS, HELLO, BARE = "a ballot, confirmed", "hello", "bare: 3 rows, one commit each"
POLL = "/live, nothing has changed"


class Phones:
    """Phones that vote in one served evening without a pause; each voter votes once."""

    def __init__(self, evening: Evening, server: Server, votes: int) -> None:
        self.waits: list[float] = []
        self.crowd = Crowd(server)
        self._port = server.port
        self._forms = BallotForms(evening, server.port)
        self._left = iter(new_voters(evening, votes))

    async def vote(self, number: int) -> Sample:
        """Let the next voters scan their cards, then measure how they vote."""
        voters = list(islice(self._left, number))
        await self.crowd.send(self._forms.scans(voters), granted=303)
        burst = await self.crowd.send(self._forms.votes(voters))
        self.waits += burst.waits
        return _cost(burst)

    async def ask(self, number: int) -> Sample:
        """Measure how phones ask whether something has changed, when nothing has."""
        known = {"Accept": "application/json", "If-None-Match": await self._newest()}
        request = Browser(self._port, {"ballot": "7654321"}).get("/live", known)
        return _cost(await self.crowd.send([request] * number, granted=304))

    async def _newest(self) -> str:
        """Return the state's ETag once the last ballots are in it: it stays for four readings."""
        line, ask, told = self.crowd.lines[0], Browser(self._port).get("/live"), ""
        while (newest := (await line.send(ask)).header("etag")) != told:
            told = newest
            await asyncio.sleep(4 * PAUSE)
        return told


def _cost(burst: Burst) -> Sample:
    return Sample(burst.wall / burst.number, burst.cpu / burst.number)


def measure(choice: Choice, findings: Findings) -> None:
    """Measure ballots, their growth with the number cast, memory, and a whole evening."""
    with asyncio.Runner(loop_factory=_loop) as runner:
        _ballots(choice, findings, runner)
        _among_many(choice, findings, runner)
        _memory(choice, findings, runner)
        _evening(choice, findings, runner)


def _loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop  # noqa: PLC0415  (there is none on Windows)
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


@contextmanager
def _phones(
    choice: Choice, runner: asyncio.Runner, ballots: int, votes: int
) -> Iterator[tuple[Evening, Phones]]:
    """Serve a round that holds `ballots` ballots to phones that stay connected."""
    folder = choice.folder / f"among-{ballots}"
    evening = make_evening(folder, ideas=OPTIONS, ballots=ballots)
    with closing(evening.desk), served(folder, evening.workshop_id) as server:
        phones = Phones(evening, server, votes * (choice.repetitions + 1))
        runner.run(phones.crowd.connect(choice.size(CONNECTIONS, 10)))
        yield evening, phones
        phones.crowd.close()


def _ballots(choice: Choice, findings: Findings, runner: asyncio.Runner) -> None:
    number = choice.size(600, 20)
    with (
        _phones(choice, runner, choice.size(1000, 20), number) as (evening, phones),
        saying_hello() as other,
    ):
        hello = Crowd(other)
        runner.run(hello.connect(len(phones.crowd.lines)))
        forms = BallotForms(evening, other.port).votes(new_voters(evening, number * 4))
        samples = turns_of(
            {
                OURS: lambda: runner.run(phones.vote(number)),
                HELLO: lambda: _cost(runner.run(hello.send(forms))),
                BARE: _bare(choice.folder / "bare", evening, number),
                POLL: lambda: runner.run(phones.ask(number * 4)),
            },
            choice.repetitions,
        )
        hello.close()
    findings.table("µs each; CPU of the server", samples, scale=1e6)
    _against(findings, samples)
    waits = sorted(phones.waits)
    findings.tell(f"  {len(phones.crowd.lines)} connections without a pause: {_told(waits)}")
    late = Spread.of([_percentile(waits, 99) / MOST_WAIT])
    findings.at_most("what 99 of 100 ballots waited, to 100 ms", late, 1)


def _against(findings: Findings, samples: Mapping[str, Sequence[Sample]]) -> None:
    ours, hello, bare = samples[OURS], samples[HELLO], samples[BARE]
    share = inverse(cpu_ratios(ours, hello))
    findings.at_least("ballots to hello, by CPU of the server", share, LEAST_SHARE)
    findings.at_least("ballots/s to hello/s", inverse(wall_ratios(ours, hello)), LEAST_SHARE)
    findings.aside(f"ballots/s against {BARE}", inverse(wall_ratios(ours, bare)))


def _bare(file: Path, evening: Evening, number: int) -> Callable[[], Sample]:
    connection = plain_votes(file, "classic")
    moment = moment_text(now())

    def commit() -> int:
        for dots in choices(evening, number, seed=3):
            insert_vote(connection, rows_of(evening.round_id, secrets.token_hex(4), dots, moment))
        return number

    return partial(timed, commit)


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[len(ordered) * percent // 100]


def _told(waits: Sequence[float]) -> str:
    told = [f"p{percent} {_percentile(waits, percent) * 1e3:.0f} ms" for percent in (50, 95, 99)]
    return ", ".join([*told, f"longest {waits[-1] * 1e3:.0f} ms"])


def _among_many(choice: Choice, findings: Findings, runner: asyncio.Runner) -> None:
    """Compare a ballot among many with one among few."""
    few, many, number = choice.size(100, 20), choice.size(100_000, 200), choice.size(600, 20)
    with (
        _phones(choice, runner, few, number) as (_, here),
        _phones(choice, runner, many, number) as (_, there),
    ):
        names = f"among {few:,} ballots", f"among {many:,} ballots"
        samples = turns_of(
            {
                names[0]: lambda: runner.run(here.vote(number)),
                names[1]: lambda: runner.run(there.vote(number)),
            },
            choice.repetitions,
        )
    findings.table("µs per ballot; CPU of the server", samples, scale=1e6)
    growth = cpu_ratios(samples[names[1]], samples[names[0]])
    findings.at_most(f"a ballot {names[1]} to one {names[0]}, CPU", growth, MOST_GROWTH)


def _memory(choice: Choice, findings: Findings, runner: asyncio.Runner) -> None:
    """Tell what a phone takes that is connected and has drawn its ballot."""
    number = choice.size(PHONES, 20)
    evening = make_evening(choice.folder / "memory", ideas=OPTIONS, ballots=100)
    with closing(evening.desk), served(choice.folder / "memory", evening.workshop_id) as server:
        voters = new_voters(evening, number)
        pages = [Browser(server.port, {"ballot": voter}).get("/ballot") for voter in voters]
        few, many = Crowd(server), Crowd(server)
        # What the server keeps for all phones alike is there before they are counted.
        before = runner.run(_draw(few, 10, pages))
        few.close()
        after = runner.run(_draw(many, number, pages))
        many.close()
    findings.tell(
        f"  memory of the server: {after / 1e6:.0f} MB with {number} phones connected, "
        f"{(after - before) / number / 1e3:.0f} kB for each"
    )


async def _draw(crowd: Crowd, connections: int, pages: Sequence[bytes]) -> int:
    """Let phones draw their ballots; return the bytes that the server holds then."""
    await crowd.connect(connections)
    await crowd.send(pages)
    return crowd.server.memory()


def _evening(choice: Choice, findings: Findings, runner: asyncio.Runner) -> None:
    """Let all phones live through a round at the pace of the pages themselves."""
    number = choice.size(PHONES, 20)
    pace = Pace(0.2, (0.1, 0.2), 0.2, 0.2) if choice.quick else Pace()
    desk, workshop_id = make_workshop(choice.folder / "evening", OPTIONS)
    with closing(desk), served(choice.folder / "evening", workshop_id) as server:
        told = runner.run(live_through(desk, workshop_id, server, number, pace))
    if told.room.faults or told.ballots != number or told.counted != told.given:
        raise AssertionError(told.room.faults, told.ballots, told.given, told.counted)
    findings.tell()
    findings.tell(f"  {number} phones come, wait, vote, change their ballots and see the result:")
    for what, waits in told.room.waits.items():
        findings.tell(f"    {what:<9}{len(waits):>6}   {_told(sorted(waits))}")
    waits = told.room.all_waits
    findings.tell(f"  no error, no ballot lost or doubled; CPU of the server {told.cpu:.1f} s")
    slow = Spread.of([_percentile(waits, 95) / MOST_ANSWER])
    findings.at_most("what 95 of 100 answers of the evening took, to 1 s", slow, 1)


if __name__ == "__main__":
    sys.exit(run(TITLE, 15, measure))
