"""The PROJECTS section of an export: one row per option, in the order of their numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.exchange.pabulib.layout import (
    KEY,
    MAY_BE_EMPTY,
    PROJECT_ORDER,
    Section,
    heading_of,
    list_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.evenings import Evening
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.domain.tallies import RankedIdea
    from moderator.exchange.pabulib.vote import Vote

SYMBOLIC_COST = "1"

_COST = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_SELECTED = frozenset("0123")
_FROM_SOURCE = ("beneficiaries", "neighborhood", "subunit", "district")


@dataclass(frozen=True, slots=True)
class Projects:
    """Columns and rows as they are written; `ids` are the project ids by idea."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    ids: dict[IdeaId, str]
    costs_known: bool

    @property
    def costs(self) -> list[float]:
        """Return the cost of each project."""
        return [float(row["cost"]) for row in self.rows]


def projects_of(evening: Evening, vote: Vote) -> Projects:
    """Return the options of `vote` as projects."""
    ideas = {idea.id: idea for idea in evening.ideas}
    headings = {cluster.id: cluster.heading for cluster in evening.clusters}
    sources: dict[IdeaId, Mapping[str, str]] = {
        line.idea_id: ideas[line.idea_id].source if line.idea_id in ideas else {}
        for line in vote.options
    }
    ids = _project_ids(vote, ideas)
    costs = {idea_id: known_cost(source) for idea_id, source in sources.items()}
    voters = Counter(idea_id for dots in vote.ballots for idea_id in dots)
    scores: Counter[IdeaId] = Counter()
    for dots in vote.ballots:
        scores.update(dots)
    rows = []
    for line in vote.options:
        idea, source = ideas.get(line.idea_id), sources[line.idea_id]
        heading = headings.get(idea.cluster_id, "") if idea and idea.cluster_id else ""
        row = {
            **_facts(source, line, vote),
            "project_id": ids[line.idea_id],
            "cost": costs[line.idea_id] or SYMBOLIC_COST,
            "votes": str(voters[line.idea_id]),
            "name": _one_line(line.title),
            "category": _category(source.get("category", ""), heading),
            "description": _one_line(idea.body) if idea else "",
        }
        if vote.type.has_points:
            row["score"] = str(scores[line.idea_id])
        rows.append(row)
    _describe_all_or_none(rows)
    columns = tuple(column for column in PROJECT_ORDER if _is_written(column, rows))
    return Projects(columns, tuple(rows), ids, costs_known=all(costs.values()))


def known_cost(source: Mapping[str, str]) -> str:
    """Return the cost in `source` as the format writes it, empty if there is none above zero."""
    cost = source.get("cost", "").replace(",", ".")
    return cost if _COST.fullmatch(cost) and float(cost) >= 1 else ""


def _project_ids(vote: Vote, ideas: Mapping[IdeaId, Idea]) -> dict[IdeaId, str]:
    """Return the ids that files gave where they are unique, else the number, else the card code."""
    ids: dict[IdeaId, str] = {}
    for line in vote.options:
        idea = ideas.get(line.idea_id)
        imported = idea is not None and idea.source_key.startswith(KEY)
        given = idea.source.get("project_id", "") if idea and imported else ""
        if _usable(given) and given not in ids.values():
            ids[line.idea_id] = given
    taken = set(ids.values())
    for line in vote.options:
        if line.idea_id not in ids:
            ids[line.idea_id] = line.code if str(line.number) in taken else str(line.number)
            taken.add(ids[line.idea_id])
    return ids


def _usable(project_id: str) -> bool:
    """Tell whether readers can neither take the id for a list nor for the start of a section."""
    return bool(project_id) and "," not in project_id and project_id.upper() not in set(Section)


def _facts(source: Mapping[str, str], line: RankedIdea, vote: Vote) -> dict[str, str]:
    facts = {name: _one_line(source.get(name, "")) for name in _FROM_SOURCE}
    facts["beneficiaries"] = list_text(facts["beneficiaries"])
    if vote.imported and source.get("selected") in _SELECTED:
        facts["selected"] = source["selected"]
    if source.get("latitude") and source.get("longitude"):
        facts["latitude"] = _one_line(source["latitude"])
        facts["longitude"] = _one_line(source["longitude"])
    given = _one_line(source.get("public_id", ""))
    facts["public_id"] = given or ("" if vote.imported else line.code)
    return facts


def _category(given: str, heading: str) -> str:
    """Return the categories a file gave while the idea still hangs there, else its heading."""
    return list_text(given if given and heading_of(given) == heading else heading)


def _describe_all_or_none(rows: list[dict[str, str]]) -> None:
    """Repeat the name where some ideas have a description and others none."""
    described = any(row["description"] not in ("", row["name"]) for row in rows)
    for row in rows:
        row["description"] = (row["description"] or row["name"]) if described else ""


def _is_written(column: str, rows: list[dict[str, str]]) -> bool:
    filled = [bool(row.get(column)) for row in rows]
    return any(filled) if column in MAY_BE_EMPTY else all(filled)


def _one_line(text: str) -> str:
    return " ".join(text.split())
