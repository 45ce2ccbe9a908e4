"""A whole evening as JSON, for other programs and for keeping.

The document is one object. `format` is "moderator-evening", `version` counts from 1 and grows when
a field changes its meaning; new fields may come without a new version. Moments are UTC text
(2026-05-04T18:30:00.000000Z), days are 2026-05-04, what is unknown is null.

* `workshop`: id, title, place, held_on, language, created_at, participants, rule, source
* `steps`: position, title, method, instruction, minutes
* `clusters`: id, position, heading, colour
* `ideas`: id, code, number, title, body, cluster (heading), table, origin, created_at, changed_at,
  duplicate_of (id), source_key, source, dots and rank of the latest visible result
* `rounds`: id, number, title, rule (see below), state, people, dots, working, opened_at, closed_at,
  source_key, `results` (null while hidden) and `ballots` (null unless closed)
* `results`: ballots, set_aside, close_call, `ranking` (idea, number, code, title, dots, rank, tied,
  paper, phone, platform, against) and `counts` (idea, colour, number, counted_by, source)
* `ballots`: dots (by idea id, negative against), source, counted; anonymous and in no order that
  could tell who cast them
* a rule is written as on the command line: `dots=5,per-idea=3,must-use-all`
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moderator.domain.moments import moment_text
from moderator.domain.rules import write_rule
from moderator.exchange.ideas_table import latest_results

if TYPE_CHECKING:
    from datetime import datetime
    from typing import BinaryIO

    from moderator.domain.evenings import AnonymousBallot, Evening
    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea, Results
    from moderator.domain.workshops import Workshop

FORMAT = "moderator-evening"
VERSION = 1

Document = dict[str, Any]


def write_evening_json(evening: Evening, target: BinaryIO) -> None:
    """Write `evening` as UTF-8 JSON; the same evening gives the same bytes."""
    text = json.dumps(evening_document(evening), ensure_ascii=False, allow_nan=False, indent=2)
    target.write(f"{text}\n".encode())


def evening_document(evening: Evening) -> Document:
    """Return the document that the module's description lays out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "workshop": _workshop(evening.workshop),
        "steps": [
            {
                "position": step.position,
                "title": step.title,
                "method": step.method.value,
                "instruction": step.instruction,
                "minutes": step.minutes,
            }
            for step in evening.steps
        ],
        "clusters": [
            {
                "id": cluster.id,
                "position": cluster.position,
                "heading": cluster.heading,
                "colour": cluster.colour.value,
            }
            for cluster in evening.clusters
        ],
        "ideas": _ideas(evening),
        "rounds": [_round(evening, each) for each in evening.rounds],
    }


def _workshop(workshop: Workshop) -> Document:
    return {
        "id": workshop.id,
        "title": workshop.title,
        "place": workshop.place,
        "held_on": workshop.held_on.isoformat() if workshop.held_on else None,
        "language": workshop.language.value,
        "created_at": moment_text(workshop.created_at),
        "participants": workshop.participants,
        "rule": write_rule(workshop.rule),
        "source": dict(workshop.source),
    }


def _ideas(evening: Evening) -> list[Document]:
    headings = {cluster.id: cluster.heading for cluster in evening.clusters}
    result = latest_results(evening)
    ranked = {line.idea_id: line for line in result.ranking} if result else {}
    return [
        _idea(idea, headings[idea.cluster_id] if idea.cluster_id else "", ranked.get(idea.id))
        for idea in evening.ideas
    ]


def _idea(idea: Idea, cluster: str, ranked: RankedIdea | None) -> Document:
    return {
        "id": idea.id,
        "code": idea.code,
        "number": idea.number,
        "title": idea.title,
        "body": idea.body,
        "cluster": cluster,
        "table": idea.table,
        "origin": idea.origin.value,
        "created_at": moment_text(idea.created_at),
        "changed_at": moment_text(idea.changed_at),
        "duplicate_of": idea.duplicate_of,
        "source_key": idea.source_key,
        "source": dict(idea.source),
        "dots": ranked.dots if ranked else None,
        "rank": ranked.rank if ranked else None,
    }


def _round(evening: Evening, each: VoteRound) -> Document:
    results = evening.results.get(each.id)
    ballots = evening.ballots.get(each.id)
    return {
        "id": each.id,
        "number": each.number,
        "title": each.title,
        "rule": write_rule(each.rule),
        "state": each.state.value,
        "people": each.people,
        "dots": each.dots,
        "working": each.working,
        "opened_at": _moment(each.opened_at),
        "closed_at": _moment(each.closed_at),
        "source_key": each.source_key,
        "results": _results(results) if results else None,
        "ballots": None if ballots is None else [_ballot(ballot) for ballot in ballots],
    }


def _results(results: Results) -> Document:
    return {
        "ballots": results.ballots,
        "set_aside": results.set_aside,
        "close_call": results.close_call,
        "ranking": [_ranked(line) for line in results.ranking],
        "counts": [
            {
                "idea": count.idea_id,
                "colour": count.colour.value,
                "number": count.number,
                "counted_by": count.counted_by,
                "source": count.source.value,
            }
            for count in results.counts
        ],
    }


def _ranked(line: RankedIdea) -> Document:
    return {
        "idea": line.idea_id,
        "number": line.number,
        "code": line.code,
        "title": line.title,
        "dots": line.dots,
        "rank": line.rank,
        "tied": line.tied,
        "paper": line.paper,
        "phone": line.phone,
        "platform": line.platform,
        "against": line.against,
    }


def _ballot(ballot: AnonymousBallot) -> Document:
    return {
        "dots": dict(ballot.dots),
        "source": ballot.source.value,
        "counted": ballot.counted,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None
