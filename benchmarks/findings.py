"""What a benchmark prints: a table of costs, then each claim with ratio, target and verdict."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Spread, machine_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.measuring import Sample
    from benchmarks.shares import Share

BENCH_FOLDER = Path(__file__).resolve().parents[1] / ".bench"
"""Beside the sources, thus on a real disk; a system's temporary folder is often in memory."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How thoroughly to measure.

    Attributes:
        quick: tiny sizes, to see that everything runs; the figures mean nothing then.
        repetitions: turns that each thing takes.
        folder: an empty folder on a real disk, gone afterwards.
    """

    quick: bool
    repetitions: int
    folder: Path

    def size(self, full: int, quick: int) -> int:
        """Return the size to measure with."""
        return quick if self.quick else full


class Findings:
    """Prints figures as they come and remembers whether every claim held."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def tell(self, sentence: str = "") -> None:
        """Print a line at once."""
        print(sentence, flush=True)

    def table(self, unit: str, rows: Mapping[str, Sequence[Sample]], *, scale: float) -> None:
        """Print what one unit cost: by the clock with the middle half and extremes, and in CPU.

        Args:
            unit: of one sample, for example `µs per vote`.
            rows: samples by what was measured.
            scale: units in a second, for example 1e6 for µs.
        """
        self.tell()
        self.tell(f"{unit:<44}{'median':>9}{'middle half':>17}{'min':>8}{'max':>8}{'CPU':>8}")
        for name, samples in rows.items():
            wall = Spread.of(sample.wall * scale for sample in samples)
            cpu = Spread.of(sample.cpu * scale for sample in samples)
            half = f"{wall.low:.1f} – {wall.high:.1f}"
            self.tell(
                f"  {name:<42}{wall.median:>9.1f}{half:>17}"
                f"{wall.least:>8.1f}{wall.most:>8.1f}{cpu.median:>8.1f}"
            )
        self.tell()

    def at_least(self, claim: str, ratios: Spread, limit: float) -> None:
        """Judge a claim whose ratio should be `limit` or more."""
        self._told(claim, shown(ratios), limit, "≥", lambda least: ratios.median >= least)

    def at_most(self, claim: str, ratios: Spread, limit: float | None) -> None:
        """Judge a claim whose ratio should be `limit` or less; None only prints it."""
        self._told(claim, shown(ratios), limit, "≤", lambda most: ratios.median <= most)

    def share_at_least(self, claim: str, share: Share, limit: float | None) -> None:
        """Judge a claim whose share should be `limit` or more; None only prints it."""
        self._told(claim, str(share), limit, "≥", lambda least: share.value >= least)

    def share_at_most(self, claim: str, share: Share, limit: float | None) -> None:
        """Judge a claim whose share should be `limit` or less; None only prints it."""
        self._told(claim, str(share), limit, "≤", lambda most: share.value <= most)

    def _told(
        self, claim: str, seen: str, limit: float | None, sign: str, holds: Callable[[float], bool]
    ) -> None:
        if limit is None:
            self.tell(f"  {claim}: {seen}  no target")
            return
        kept = holds(limit)
        if not kept:
            self.missed.append(claim)
        self.tell(f"  {claim}: {seen}  target {sign} {limit:g}  {'kept' if kept else 'MISSED'}")

    def aside(self, what: str, ratios: Spread) -> None:
        """Print a ratio that no claim is made about."""
        self.at_most(what, ratios, None)


def shown(ratios: Spread) -> str:
    """Return ratios as text: median, middle half, extremes."""
    return (
        f"{ratios.median:.2f}  (middle half {ratios.low:.2f} – {ratios.high:.2f}, "
        f"min {ratios.least:.2f}, max {ratios.most:.2f})"
    )


@contextmanager
def _work_folder() -> Iterator[Path]:
    BENCH_FOLDER.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=BENCH_FOLDER))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        if not any(BENCH_FOLDER.iterdir()):
            BENCH_FOLDER.rmdir()


def run(title: str, repetitions: int, benchmark: Callable[[Choice, Findings], None]) -> int:
    """Run a benchmark from the command line; return 1 if a claim did not hold.

    Args:
        title: what is measured.
        repetitions: turns, unless `--repetitions` says otherwise.
        benchmark: does the measuring.
    """
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--quick", action="store_true", help="tiny sizes, only to see that it runs")
    parser.add_argument("--repetitions", type=int, metavar="N", help=f"turns, else {repetitions}")
    given = parser.parse_args()
    turns = given.repetitions or (2 if given.quick else repetitions)
    findings = Findings()
    findings.tell(title)
    with _work_folder() as folder:
        findings.tell(machine_line(folder))
        benchmark(Choice(given.quick, turns, folder), findings)
    if given.quick:
        findings.tell("Quick run: the figures above mean nothing.")
        return 0
    return 1 if findings.missed else 0
