"""What a run did, or how things stand, as people read it on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import OutboxState
from moderator.sync.comparing import NEEDS_PERSON, Action
from moderator.sync.plan_words import decision_lines, heading, kind_word, short
from moderator.sync.planning import Plan, PlanLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.i18n import Words
    from moderator.sync.engine import Report
    from moderator.sync.standing import Proof

TO_DO = (Action.CREATE, Action.UPDATE, Action.LINK)
"""What a run does by itself, as a report tells it."""


def report_lines(w: Words, report: Report) -> Iterator[str]:
    """Yield what a run found to do and did, what is left, and whether it is proven."""
    needing = report.plan.needing
    found = [action for action in TO_DO if needing.get(action)]
    if found:
        yield w("There was to do:")
        yield from (f"    {heading(w, action, needing[action])}" for action in found)
    yield from decision_lines(w, _left_to_people(report))
    yield from _counts(w, report)
    if report.proven and report.needs_person:
        yield w("The platform was read again: everything else is there, once.")
    elif report.proven:
        yield w("The platform was read again: everything is there, once.")


def _left_to_people(report: Report) -> Plan:
    """Return the plan with what was refused only when it was sent."""
    lines = report.plan.lines
    listed = {line.key for line in lines if line.action in NEEDS_PERSON}
    refused = [
        PlanLine(Action.REFUSED, row.kind, row.subject, row.title, row.reason)
        for row in report.refused
        if row.key not in listed
    ]
    return Plan([*lines, *refused])


def _counts(w: Words, report: Report) -> Iterator[str]:
    counts, there = report.counts, report.there
    if report.adopted:
        yield w.plural("{n} item stands there.", "{n} items stand there.", there)
    elif there or report.trouble is None:
        yield w.plural("{n} item sent and found there.", "{n} items sent and found there.", there)
    waiting = counts[OutboxState.WAITING]
    if waiting:
        yield w.plural("{n} item waits.", "{n} items wait.", waiting)
    unclear = counts[OutboxState.UNCLEAR] + counts[OutboxState.SENDING]
    if unclear:
        yield w.plural(
            "{n} item is unclear and will be looked up.",
            "{n} items are unclear and will be looked up.",
            unclear,
        )


def proof_line(w: Words, proof: Proof) -> str:
    """Return where an item stands, and since when we know."""
    name = f"{kind_word(w, proof.kind)}: {short(proof.title) or w('not on the board any more')}"
    address = proof.url or proof.remote_id
    return " · ".join((name, w.moment(proof.at), address))
