"""What a run did, told in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import OutboxState

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.operations.pulling import PullSummary
    from moderator.sync.engine import Report


def run_words(w: Words, report: Report, *, stopped: bool) -> tuple[str, str]:
    """Return what a run did and what is left; `stopped` says that a person ended it."""
    left = " ".join(_what_is_left(w, report))
    if report.trouble is not None:
        title, advice = w.error(report.trouble)
        return title, " ".join(filter(None, (advice, left)))
    if stopped and not report.proven:
        return w("Stopped. The next run goes on where this one ended."), left
    if not report.proven:
        return w("Not everything is there yet."), left
    if report.needs_person:
        return w("The platform was read again: everything else is there, once."), left
    return w("The platform was read again: everything is there, once."), left


def role_of(report: Report) -> str:
    """Return how a banner about a run looks."""
    if report.trouble is not None:
        return "danger"
    return "positive" if report.proven and not report.needs_person else "notice"


def _what_is_left(w: Words, report: Report) -> list[str]:
    counts = report.counts
    unclear = counts[OutboxState.UNCLEAR] + counts[OutboxState.SENDING]
    waiting, refused = counts[OutboxState.WAITING], len(report.refused)
    told = [
        (waiting, w.plural("{n} item waits.", "{n} items wait.", waiting)),
        (
            unclear,
            w.plural(
                "{n} item is unclear and will be looked up.",
                "{n} items are unclear and will be looked up.",
                unclear,
            ),
        ),
        (refused, w.plural("{n} item was refused.", "{n} items were refused.", refused)),
    ]
    return [sentence for number, sentence in told if number]


def pull_words(w: Words, summary: PullSummary) -> tuple[str, str]:
    """Return what came from the platform."""
    added, updated, unchanged = summary.added, summary.updated, summary.unchanged
    counted = (
        (added, w.plural("{n} idea added.", "{n} ideas added.", added)),
        (
            updated,
            w.plural("{n} idea brought up to date.", "{n} ideas brought up to date.", updated),
        ),
        (unchanged, w.plural("{n} idea as before.", "{n} ideas as before.", unchanged)),
    )
    if not added + updated + unchanged:
        return w("There are no ideas on the platform yet."), ""
    sentences = " ".join(sentence for number, sentence in counted if number)
    return w("The ideas from the platform are on the board."), sentences
