"""The window stays at hand while a room full of phones votes: how late its event loop comes."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.filled_stores import Evening, choices, draft, make_evening
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import Spread
from benchmarks.phone_lines import Browser, Line
from benchmarks.phone_votes import new_voters
from moderator.domain.ids import new_id
from moderator.operations.ideas import add_idea, list_ideas
from moderator.operations.voting import results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from moderator.domain.codes import BallotCode

TITLE = "The window while phones vote: stalls of its event loop"
ROOT = Path(__file__).resolve().parents[1]
PHONES = 500
OPTIONS = 40
BOARD = 2000
WITHIN = 10.0
"""Seconds within which all phones vote."""
LONGEST_MS = 50.0
PLACES = ("capture", "vote", "results", "phones")
EMPTY = "empty"
SETTLED = 3.0
"""Seconds after which the workshop is open, read and drawn."""


class Watched:
    """A window in a process of its own, and the phone server that it has started."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = int(self._heard()["port"])

    def order(self, line: str) -> None:
        """Tell it to `begin` or to `end` the measurement."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def end(self) -> dict[str, float]:
        """End it; returns what it has measured, in seconds."""
        self.order("end")
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        heard: dict[str, Any] = json.loads(self._process.stdout.readline())
        return heard


@contextmanager
def watched_window(
    profile: Path, evening: Evening, place: str, settled: float
) -> Iterator[Watched]:
    """Run a window at `place` of the evening's workshop; phones come `settled` seconds later."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "benchmarks.windows.watched_window",
            profile,
            evening.workshop_id,
            place,
            str(settled),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Watched(process)
        process.wait(30)
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def measure(choice: Choice, findings: Findings) -> None:
    """Watch the window at each of its places, and an empty window beside the same server."""
    folder = choice.folder / "store"
    evening = make_evening(folder, ideas=choice.size(OPTIONS, 5), ballots=0)
    for number in range(choice.size(BOARD - OPTIONS, 5)):
        add_idea(evening.desk, evening.workshop_id, draft(number))
    phones, within = choice.size(PHONES, 10), choice.size(int(WITHIN), 1)
    findings.tell(
        f"\n{phones} phones vote within {within} s on {len(evening.ideas)} options; "
        f"{len(list_ideas(evening.desk, evening.workshop_id))} ideas on the board"
    )
    places = ("vote",) if choice.quick else PLACES
    found: dict[str, list[dict[str, float]]] = {place: [] for place in (*places, EMPTY)}
    settled = 0.3 if choice.quick else SETTLED
    for _ in range(choice.repetitions):
        for place in found:
            with watched_window(folder, evening, place, settled) as window:
                found[place].append(_one(window, evening, new_voters(evening, phones), within))
    _tell(findings, found)
    evening.desk.close()


def _tell(findings: Findings, found: dict[str, list[dict[str, float]]]) -> None:
    for place, taken in found.items():
        judge = findings.aside if place == EMPTY else _judged(findings)
        judge(f"{place}: longest piece of work, ms of CPU", _ms(taken, "busiest"))
        judge(f"{place}: the latest tick, ms", _ms(taken, "latest"))
        findings.aside(f"{place}: 99 of 100 ticks come at most so late, ms", _ms(taken, "late_99"))


def _judged(findings: Findings) -> Callable[[str, Spread], None]:
    return lambda claim, figures: findings.at_most(claim, figures, LONGEST_MS)


def _ms(taken: list[dict[str, float]], name: str) -> Spread:
    return Spread.of(each[name] * 1000 for each in taken)


def _one(
    window: Watched, evening: Evening, voters: Sequence[BallotCode], within: float
) -> dict[str, float]:
    before = results(evening.desk, evening.round_id).ballots
    measured = asyncio.run(_vote(window, evening, voters, within))
    counted = results(evening.desk, evening.round_id).ballots - before
    if counted != len(voters):
        raise AssertionError(f"{len(voters)} phones voted and {counted} ballots were counted")
    return measured


async def _vote(
    window: Watched, evening: Evening, voters: Sequence[BallotCode], within: float
) -> dict[str, float]:
    cards = {each.id: str(each.code) for each in list_ideas(evening.desk, evening.workshop_id)}
    chance = random.Random(len(voters))
    window.order("begin")
    async with asyncio.TaskGroup() as going:
        for voter, dots in zip(voters, choices(evening, len(voters), seed=7), strict=True):
            form: dict[str, Any] = {f"dots-{cards[idea]}": n for idea, n in dots.items()}
            form |= {"key": new_id(), "voter": voter, "round": evening.round_id}
            going.create_task(_phone(window.port, voter, form, chance.random() * within))
    return window.end()


async def _phone(port: int, voter: BallotCode, form: dict[str, Any], begin: float) -> None:
    await asyncio.sleep(begin)
    line, browser = await Line.open(port), Browser(port)
    scanned = await line.send(browser.get(f"/V/{voter}"))
    browser.heard(scanned)
    for request in (browser.get("/ballot"), browser.post("/ballot", form)):
        answer = await line.send(request)
        if answer.status != 200:
            raise AssertionError(answer.status, answer.body)
    line.close()


if __name__ == "__main__":
    sys.exit(run(TITLE, 3, measure))
