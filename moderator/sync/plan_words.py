"""Plans and reports as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import ItemKind, OutboxState
from moderator.errors import msg
from moderator.sync.comparing import Action
from moderator.sync.reasons import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.i18n import Words
    from moderator.sync.engine import Report
    from moderator.sync.planning import Plan, PlanLine

_KINDS = {
    ItemKind.IDEA: msg("idea"),
    ItemKind.PICTURE: msg("picture"),
    ItemKind.VOTES: msg("votes"),
    ItemKind.VOTERS: msg("number of people"),
}
_HEADINGS = {
    Action.CREATE: msg("New on the platform"),
    Action.UPDATE: msg("Changed on the platform"),
    Action.LINK: msg("There already, only noted"),
    Action.REMOVE: msg("Second copy taken away"),
    Action.CONFLICT: msg("Needs a decision"),
    Action.GONE: msg("Deleted there, needs a decision"),
    Action.REFUSED: msg("Refused, needs a look"),
    Action.LEAVE: msg("Stays as it is"),
}
_ORDER = (
    Action.CONFLICT,
    Action.GONE,
    Action.REFUSED,
    Action.CREATE,
    Action.UPDATE,
    Action.LINK,
    Action.REMOVE,
    Action.LEAVE,
)
_LONGEST_LIST = 200
_LONGEST_TEXT = 160
_LONGEST_TITLE = 80


def kind_word(w: Words, kind: ItemKind) -> str:
    """Return what a kind of item is called."""
    return w(_KINDS[kind])


def action_word(w: Words, action: Action) -> str:
    """Return the heading under which a plan lists an action."""
    return w(_HEADINGS[action])


def plan_lines(w: Words, plan: Plan) -> Iterator[str]:
    """Yield a plan as text: decisions first, then what a run would do, then what stays."""
    for action in _ORDER:
        lines = [line for line in plan.lines if line.action is action]
        if lines:
            yield f"{action_word(w, action)} ({len(lines)})"
            yield from _listed(w, lines)
    if not any(line.action is not Action.LEAVE for line in plan.lines):
        yield w("Everything on the platform is up to date.")


def _listed(w: Words, lines: list[PlanLine]) -> Iterator[str]:
    for line in lines[:_LONGEST_LIST]:
        name = f"{kind_word(w, line.kind)}: {_short(line.title or line.subject)}"
        yield f"    {name} – {told(line.why, w)}"
        if line.theirs:
            yield f"        {w('here')}:  {_shown(line.ours)}"
            yield f"        {w('there')}: {_shown(line.theirs)}"
            yield f"        {line.key}"
    if len(lines) > _LONGEST_LIST:
        rest = len(lines) - _LONGEST_LIST
        yield "    " + w.plural("… and {n} more", "… and {n} more", rest)


def _shown(content: dict[str, str | int]) -> str:
    text = " · ".join(str(value).replace("\n", " ") for value in content.values() if value != "")
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def report_lines(w: Words, report: Report) -> Iterator[str]:
    """Yield what a run did, or how things stand."""
    if report.plan.lines:
        yield from plan_lines(w, report.plan)
    counts = report.counts
    yield w.plural(
        "{n} item sent and found there.",
        "{n} items sent and found there.",
        counts[OutboxState.DONE],
    )
    if counts[OutboxState.WAITING]:
        yield w.plural("{n} item waits.", "{n} items wait.", counts[OutboxState.WAITING])
    unclear = counts[OutboxState.UNCLEAR] + counts[OutboxState.SENDING]
    if unclear:
        yield w.plural(
            "{n} item is unclear and will be looked up.",
            "{n} items are unclear and will be looked up.",
            unclear,
        )
    listed = {line.key for line in report.plan.lines}
    for row in report.refused:
        if row.key not in listed:
            name = f"{kind_word(w, row.kind)}: {_short(row.title)}"
            yield w("Refused: {name} – {reason}", name=name, reason=told(row.reason, w))
    if report.proven and report.needs_person:
        yield w("The platform was read again: everything else is there, once.")
    elif report.proven:
        yield w("The platform was read again: everything is there, once.")


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
