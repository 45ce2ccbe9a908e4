"""Votes per second through the full operation, against bare inserts of the same durability."""

from __future__ import annotations

import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.filled_stores import Evening, choices, make_evening
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import cpu_ratios, inverse, take_turns, wall_ratios
from benchmarks.plain_stores import insert_vote, plain_votes, rows_of
from moderator.domain.moments import moment_text, now
from moderator.operations.together import run_together
from moderator.operations.voting import MOST_CODES, cast_ballot, make_ballots

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.plain_stores import Vote
    from moderator.domain.codes import BallotCode

TITLE = "One vote: code checked, three ideas, told to the voter after the commit"
OPTIONS = 40
LEAST_RATE = 0.5
VOTERS_AT_ONCE = 16
MOST_GROWTH = 1.2
CLASSIC = "bare: 3 rows, once per voter, countable"
"""One row for each idea dotted, a unique index so that nobody votes twice, an index to count by."""


def measure(choice: Choice, findings: Findings) -> None:
    """Compare a vote with bare inserts, then a vote among few with a vote among many ballots."""
    sizes = (50, 100, 200) if choice.quick else (1_000, 10_000, 100_000)
    batch = choice.size(100, 5)
    evenings = {
        size: make_evening(choice.folder / str(size), ideas=OPTIONS, ballots=size) for size in sizes
    }
    votes = {
        size: _product(evening, batch * (choice.repetitions + 1) * 2, batch)
        for size, evening in evenings.items()
    }
    _against_bare_inserts(choice, findings, votes[sizes[0]], evenings[sizes[0]], batch)
    _at_once(choice, findings, evenings[sizes[0]], batch * 4)
    _among_many(choice, findings, votes)
    for evening in evenings.values():
        evening.desk.close()


def _against_bare_inserts(
    choice: Choice, findings: Findings, ours: Callable[[], int], evening: Evening, batch: int
) -> None:
    plain, single = "bare: 3 rows, no index", "bare: 1 row, no index"
    ballots = _plain_ballots(evening, batch * (choice.repetitions + 1))
    samples = take_turns(
        {
            "cast_ballot": ours,
            CLASSIC: _peer(choice.folder / "classic", ballots, batch, index="classic"),
            plain: _peer(choice.folder / "plain", ballots, batch),
            single: _peer(choice.folder / "single", ballots, batch, rows=1),
        },
        choice.repetitions,
    )
    findings.table("µs per vote", samples, scale=1e6)
    rates = {
        name: inverse(wall_ratios(samples["cast_ballot"], samples[name]))
        for name in (CLASSIC, plain, single)
    }
    findings.at_least(f"votes/s against {CLASSIC}", rates[CLASSIC], LEAST_RATE)
    findings.aside(f"votes/s against {plain}", rates[plain])
    findings.aside(f"votes/s against {single}", rates[single])


def _at_once(choice: Choice, findings: Findings, evening: Evening, batch: int) -> None:
    """Compare voters at the same moment, who share commits, with the limit of one writer.

    The phone server casts what has come together on its one writing thread; voters on threads of
    their own, which nothing in the program has, hand the turn from one to the next.
    """
    crowd = f"cast_ballot, {VOTERS_AT_ONCE} phones at once"
    threads = f"cast_ballot, {VOTERS_AT_ONCE} threads at once"
    number = batch * (choice.repetitions + 1)
    ballots = _plain_ballots(evening, number)
    with ThreadPoolExecutor(VOTERS_AT_ONCE) as voters:
        samples = take_turns(
            {
                crowd: _together(evening, number, batch),
                threads: _crowd(evening, number, batch, voters),
                CLASSIC: _peer(choice.folder / "at-once", ballots, batch, index="classic"),
            },
            choice.repetitions,
        )
    findings.table("µs per vote", samples, scale=1e6)
    rates = {
        name: inverse(wall_ratios(samples[name], samples[CLASSIC])) for name in (crowd, threads)
    }
    for name, rate in rates.items():
        findings.at_least(f"votes/s, {name}, against {CLASSIC}", rate, LEAST_RATE)


def _together(evening: Evening, number: int, batch: int) -> Callable[[], int]:
    """Return what casts the next `batch` of `number` ballots as the phone server does."""
    dots = choices(evening, number, seed=4)
    waiting = iter(list(zip(_codes(evening, number), dots, strict=True)))

    def cast() -> int:
        casts = [
            partial(cast_ballot, evening.desk, evening.round_id, each, code=code)
            for code, each in islice(waiting, batch)
        ]
        for first in range(0, len(casts), VOTERS_AT_ONCE):
            for done in run_together(evening.desk, casts[first : first + VOTERS_AT_ONCE]):
                done.result()
        return batch

    return cast


def _crowd(
    evening: Evening, number: int, batch: int, voters: ThreadPoolExecutor
) -> Callable[[], int]:
    """Return what casts the next `batch` of `number` ballots from many threads."""
    dots = choices(evening, number, seed=3)
    waiting = iter(list(zip(_codes(evening, number), dots, strict=True)))

    def cast() -> int:
        casts = [
            voters.submit(cast_ballot, evening.desk, evening.round_id, each, code=code)
            for code, each in islice(waiting, batch)
        ]
        for each in casts:
            each.result()
        return batch

    return cast


def _among_many(choice: Choice, findings: Findings, votes: dict[int, Callable[[], int]]) -> None:
    names = {size: f"among {size:,} ballots" for size in votes}
    samples = take_turns({names[size]: votes[size] for size in votes}, choice.repetitions)
    findings.table("µs per vote", samples, scale=1e6)
    few, *more = names.values()
    for many in more:
        claim = f"a vote {many} to one {few}"
        findings.at_most(f"{claim}, time", wall_ratios(samples[many], samples[few]), MOST_GROWTH)
        findings.at_most(f"{claim}, CPU", cpu_ratios(samples[many], samples[few]), MOST_GROWTH)


def _product(evening: Evening, number: int, batch: int) -> Callable[[], int]:
    """Return what casts the next `batch` of `number` ballots, each under a code of its own."""
    dots = choices(evening, number, seed=1)
    waiting = iter(list(zip(_codes(evening, number), dots, strict=True)))

    def cast() -> int:
        for code, each in islice(waiting, batch):
            cast_ballot(evening.desk, evening.round_id, each, code=code)
        return batch

    return cast


def _codes(evening: Evening, number: int) -> list[BallotCode]:
    codes: list[BallotCode] = []
    while len(codes) < number:
        some = min(MOST_CODES, number - len(codes))
        codes += make_ballots(evening.desk, evening.workshop_id, some)
    return codes


def _peer(
    file: Path,
    waiting: Sequence[Sequence[Vote]],
    batch: int,
    *,
    index: str = "no index",
    rows: int = 3,
) -> Callable[[], int]:
    """Return what inserts the next `batch` of ballots by the driver alone."""
    connection = plain_votes(file, index)
    ballots = iter([ballot[:rows] for ballot in waiting])

    def insert() -> int:
        for ballot in islice(ballots, batch):
            insert_vote(connection, ballot)
        return batch

    return insert


def _plain_ballots(evening: Evening, number: int) -> list[list[Vote]]:
    moment = moment_text(now())
    return [
        rows_of(evening.round_id, secrets.token_hex(4), dots, moment)
        for dots in choices(evening, number, seed=2)
    ]


if __name__ == "__main__":
    sys.exit(run(TITLE, 21, measure))
