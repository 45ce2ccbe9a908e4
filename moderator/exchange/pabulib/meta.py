"""The META section of an export: what came with the round, or what is true of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.domain.ballots import dots_used
from moderator.domain.rules import write_rule
from moderator.exchange.pabulib.layout import (
    KEY,
    LISTS,
    VoteType,
    list_text,
    meta_of_facts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from moderator.domain.evenings import Evening
    from moderator.domain.workshops import Workshop
    from moderator.exchange.pabulib.projects import Projects
    from moderator.exchange.pabulib.vote import Vote

_MARK = re.compile(r"#\d+: ")
_NEEDED = (
    "description", "country", "unit", "instance", "budget", "rule", "date_begin", "date_end",
)  # fmt: skip
_OF_THE_TOWN = ("country", "unit", "district", "subunit", "currency")


def meta_of(evening: Evening, vote: Vote, projects: Projects) -> dict[str, str]:
    """Return META by key, in no particular order."""
    own = _own_meta(evening, vote, projects)
    if vote.imported:
        needed = {key: own[key] for key in _NEEDED}
        meta = {**needed, **vote.imported}
        comments: list[str] = []
    else:
        meta = own
        comments = [f"Dot rule: {write_rule(vote.round.rule)}."]
    if not projects.costs_known:
        comments.append("This vote gives out no money. A cost of 1 stands for no known cost.")
    if vote.blank:
        comments.append(f"Blank ballots that are not listed: {vote.blank}.")
    meta["num_projects"] = str(len(projects.rows))
    meta["num_votes"] = str(len(vote.ballots))
    meta["budget"] = meta["budget"].replace(",", ".")
    meta.update({key: list_text(meta[key]) for key in LISTS & meta.keys()})
    comment = _comment(meta.get("comment", ""), comments)
    return {**meta, "comment": comment} if comment else meta


def _comment(given: str, more: Sequence[str]) -> str:
    """Return numbered comments: “#1: … #2: …”, as the format wants them."""
    if given and not given.startswith("#1: "):
        given = f"#1: {given}"
    number = len(_MARK.findall(given))
    added = [f"#{number + place}: {text}" for place, text in enumerate(more, start=1)]
    return " ".join(filter(None, [given, *added]))


def _own_meta(evening: Evening, vote: Vote, projects: Projects) -> dict[str, str]:
    workshop = evening.workshop
    begin, end = _days(workshop, vote)
    town = _town(evening, vote)
    meta = {
        "description": _one_line(f"{workshop.title}: {vote.round.title}"),
        "country": "Worldwide",
        "unit": _one_line(workshop.place) or _one_line(workshop.title),
        # Unique, so that two evenings of one place are never taken for the same vote.
        "instance": f"{end.isoformat()} {vote.round.id}",
        "vote_type": vote.type.value,
        "rule": "unknown",
        "date_begin": begin.strftime("%d.%m.%Y"),
        "date_end": end.strftime("%d.%m.%Y"),
        "language": workshop.language.value,
        **_points(vote),
        **{key: town[key] for key in _OF_THE_TOWN if key in town},
    }
    return {**meta, **_budget(projects.costs, town.get("budget", ""))}


def _days(workshop: Workshop, vote: Vote) -> tuple[date, date]:
    if workshop.held_on:
        return workshop.held_on, workshop.held_on
    end = vote.round.closed_at or vote.round.created_at
    begin = vote.round.opened_at or end
    return min(begin, end).date(), end.date()


def _town(evening: Evening, vote: Vote) -> dict[str, str]:
    """Return META of the file that the options came from, for a round of one's own over them."""
    keys = {idea.id: idea.source_key for idea in evening.ideas}
    for line in vote.options:
        key = keys.get(line.idea_id, "")
        if key.startswith(KEY):
            return meta_of_facts(key.rpartition(":")[0], evening.workshop.source)
    return {}


def _points(vote: Vote) -> dict[str, str]:
    """Return what a ballot could give, and at least what ballots gave."""
    rule = vote.round.rule
    given = [number for dots in vote.ballots for number in dots.values()]
    sums = [dots_used(dots) for dots in vote.ballots]
    most = rule.max_dots_per_option
    limit = {} if most is None else {"max_points": str(max(most, *given, 1))}
    dots = max(vote.round.dots or rule.dots, *sums, 1)
    if vote.type is VoteType.SCORING:
        least = -min(rule.negative_dots, most or rule.negative_dots)
        return {"min_points": str(min([least, *given])), **limit, "max_sum_points": str(dots)}
    all_used = rule.must_use_all and set(sums) <= {dots}
    return {
        **limit,
        **({"min_sum_points": str(dots)} if all_used else {}),
        "max_sum_points": str(dots),
    }


def _budget(costs: Sequence[float], known: str) -> dict[str, str]:
    """Return a budget that covers every project, and say so where it covers them all together."""
    most = max(costs)
    budget = float(known) if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", known) else 0.0
    budget = max(budget, most)
    funded = {"fully_funded": "1"} if int(budget) >= sum(map(int, costs)) else {}
    return {"budget": f"{budget:f}".rstrip("0").rstrip("."), **funded}


def _one_line(text: str) -> str:
    return " ".join(text.split())
