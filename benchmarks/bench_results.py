"""The result of a big round, against one GROUP BY over a plain table of votes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.filled_stores import Evening, choices, make_evening
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import cpu_ratios, take_turns, wall_ratios
from benchmarks.plain_stores import fill, plain_votes, rows_of, sums
from moderator.operations.voting import results

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "The result of a round: every idea with rank, number, code, title and parts"
MOST_TIMES = 2.0
MOST_GROWTH = 1.2


def measure(choice: Choice, findings: Findings) -> None:
    """Compare one result with one GROUP BY, then few ballots with many."""
    ideas = choice.size(2_000, 20)
    _against_group_by(choice, findings, ideas, choice.size(50_000, 100))
    _among_many(choice, findings, ideas)


def _against_group_by(choice: Choice, findings: Findings, ideas: int, ballots: int) -> None:
    evening = make_evening(choice.folder / "store", ideas=ideas, ballots=ballots)
    usual, covering = "bare GROUP BY, index (round, idea)", "bare GROUP BY, covering index"
    samples = take_turns(
        {
            "results": _product(evening),
            usual: _peer(choice.folder / "usual", evening, ballots, "usual index"),
            covering: _peer(choice.folder / "covering", evening, ballots, "covering index"),
        },
        choice.repetitions,
    )
    evening.desk.close()
    findings.tell(f"\n{ideas:,} ideas, {ballots:,} ballots")
    findings.table("ms per result", samples, scale=1e3)
    for name in (usual, covering):
        ratios = wall_ratios(samples["results"], samples[name])
        findings.at_most(f"results against {name}", ratios, MOST_TIMES)


def _among_many(choice: Choice, findings: Findings, ideas: int) -> None:
    sizes = (50, 100, 200) if choice.quick else (1_000, 10_000, 100_000)
    evenings = [
        make_evening(choice.folder / str(size), ideas=ideas, ballots=size) for size in sizes
    ]
    names = [f"over {size:,} ballots" for size in sizes]
    batches = {name: _product(each) for name, each in zip(names, evenings, strict=True)}
    samples = take_turns(batches, choice.repetitions)
    for evening in evenings:
        evening.desk.close()
    findings.table("ms per result", samples, scale=1e3)
    few, *more = names
    for many in more:
        claim = f"a result {many} to one {few}"
        findings.at_most(f"{claim}, time", wall_ratios(samples[many], samples[few]), MOST_GROWTH)
        findings.at_most(f"{claim}, CPU", cpu_ratios(samples[many], samples[few]), MOST_GROWTH)


def _product(evening: Evening) -> Callable[[], int]:
    def read() -> int:
        if len(results(evening.desk, evening.round_id).ranking) != len(evening.ideas):
            raise AssertionError("an idea is missing from the result")
        return 1

    return read


def _peer(file: Path, evening: Evening, ballots: int, index: str) -> Callable[[], int]:
    """Return what sums up the same ballots, seeded as `make_evening` seeds them."""
    connection = plain_votes(file, index)
    voted = enumerate(choices(evening, ballots, seed=ballots))
    fill(
        connection,
        (
            row
            for voter, dots in voted
            for row in rows_of(evening.round_id, f"{voter:08x}", dots, "")
        ),
    )

    def read() -> int:
        if not sums(connection, evening.round_id):
            raise AssertionError("no votes")
        return 1

    return read


if __name__ == "__main__":
    sys.exit(run(TITLE, 21, measure))
