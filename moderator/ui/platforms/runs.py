"""What happened with a platform, put together as runs: lines that follow each other closely."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moderator.domain.platforms import HistoryLine
    from moderator.i18n import Words

PAUSE = timedelta(minutes=2)
"""Lines further apart than this belong to different runs; no run is quiet for so long."""


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of one run, the newest first; `began_at` is the time of its first, UTC."""

    lines: Sequence[HistoryLine]

    @property
    def began_at(self) -> datetime:
        """When the first of it happened."""
        return self.lines[-1].at


def runs_of(lines: Sequence[HistoryLine]) -> list[Run]:
    """Return the runs behind `lines`, which come newest first, in the same order."""
    runs: list[list[HistoryLine]] = []
    for line in lines:
        if runs and runs[-1][-1].at - line.at <= PAUSE:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [Run(each) for each in runs]


def happened_words(w: Words, run: Run) -> str:
    """Return what happened in a run, with the number of each: “52 × sent, 2 × refused”."""
    counts = Counter(line.what for line in run.lines)
    return ", ".join(f"{w.number(number)} × {w(what)}" for what, number in counts.most_common())
