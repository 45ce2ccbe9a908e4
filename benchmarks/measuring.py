"""Measuring side by side: every figure is compared with one taken a moment before or after it.

A shared machine drifts: its disk and its processors are now fast, now slow. So the things to
compare take turns (A B C, C B A, A B C, ...), each turn gives one ratio, and what counts is the
median of these ratios. The span of the middle half tells how far to trust it.
"""

from __future__ import annotations

import gc
import os
import platform
import sqlite3
import statistics
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """Cost of one unit in one batch: seconds by the clock, seconds of CPU of this process."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, middle half and extremes of several figures."""

    median: float
    low: float
    high: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Iterable[float]) -> Spread:
        """Return the spread of `figures`; at least one is needed."""
        ordered = sorted(figures)
        quarter = len(ordered) // 4
        return cls(
            statistics.median(ordered),
            ordered[quarter],
            ordered[-1 - quarter],
            ordered[0],
            ordered[-1],
        )


def timed(batch: Callable[[], int]) -> Sample:
    """Run one batch, which returns how many units it did; return what one of them cost."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    units = batch()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Sample(wall / units, cpu / units)


def take_turns(
    batches: Mapping[str, Callable[[], int]], repetitions: int
) -> dict[str, list[Sample]]:
    """Run all batches in turn; each returns how many units it did. See `turns_of`."""
    return turns_of({name: partial(timed, batch) for name, batch in batches.items()}, repetitions)


def turns_of(
    measurements: Mapping[str, Callable[[], Sample]], repetitions: int
) -> dict[str, list[Sample]]:
    """Take all measurements in turn, forwards and backwards, after one round that does not count.

    Returns:
        `repetitions` samples of each; those at the same place were taken beside each other.
    """
    found: dict[str, list[Sample]] = {name: [] for name in measurements}
    names = list(measurements)
    for turn in range(repetitions + 1):
        for name in names if turn % 2 else reversed(names):
            sample = measurements[name]()
            if turn:
                found[name].append(sample)
    return found


def wall_ratios(ours: Sequence[Sample], theirs: Sequence[Sample]) -> Spread:
    """Return how many times as long ours takes, turn by turn."""
    return Spread.of(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))


def cpu_ratios(ours: Sequence[Sample], theirs: Sequence[Sample]) -> Spread:
    """Return how many times as much CPU ours takes, turn by turn."""
    return Spread.of(a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True))


def inverse(ratios: Spread) -> Spread:
    """Return the ratios of rates for ratios of durations, or the other way round."""
    return Spread(
        1 / ratios.median, 1 / ratios.high, 1 / ratios.low, 1 / ratios.most, 1 / ratios.least
    )


def machine_line(folder: Path) -> str:
    """Return what the figures of a run depend on, with the time of one fsync in `folder`."""
    fsync = fsync_time(folder)
    doubt = "  (too fast for a disk: nothing here is durable)" if fsync < 20e-6 else ""
    return (
        f"{os.cpu_count()} CPUs, {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, one fsync {fsync * 1e3:.2f} ms{doubt}"
    )


def fsync_time(folder: Path, times: int = 60) -> float:
    """Return the median time, in s, to append 4 KiB to a file in `folder` and fsync it."""
    path, block, taken = folder / "fsync", bytes(4096), []
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            start = time.perf_counter()
            file.write(block)
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - start)
    path.unlink()
    return statistics.median(taken)
