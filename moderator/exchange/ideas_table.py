"""The ideas of an evening as the rows that CSV and worksheet exports share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.exchange.column_names import HEADINGS

if TYPE_CHECKING:
    from moderator.domain.evenings import Evening
    from moderator.domain.tallies import RankedIdea, Results

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class IdeasTable:
    """Headings and one row per idea, in the same order; numbers are numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def ideas_table(evening: Evening) -> IdeasTable:
    """Return code, number, title, body, cluster, table, and dots and rank of the latest result."""
    clusters = {cluster.id: cluster.heading for cluster in evening.clusters}
    result = latest_results(evening)
    ranked = {line.idea_id: line for line in result.ranking} if result else {}
    rows = tuple(
        (
            idea.code,
            idea.number,
            idea.title,
            idea.body,
            clusters.get(idea.cluster_id, "") if idea.cluster_id else "",
            idea.table,
            *_dots_and_rank(ranked.get(idea.id)),
        )
        for idea in evening.ideas
    )
    return IdeasTable(tuple(HEADINGS[evening.workshop.language].values()), rows)


def latest_results(evening: Evening) -> Results | None:
    """Return the results of the last round that may be shown, None if there is none."""
    shown = (evening.results.get(each.id) for each in reversed(evening.rounds))
    return next((results for results in shown if results is not None), None)


def _dots_and_rank(line: RankedIdea | None) -> tuple[int | None, int | None]:
    return (line.dots, line.rank) if line else (None, None)
