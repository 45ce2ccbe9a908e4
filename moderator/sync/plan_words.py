"""Plans as people read them: what needs a person, what a run would send, what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import ItemKind
from moderator.errors import msg
from moderator.sync.comparing import NEEDS_PERSON, UNMARKED, Action
from moderator.sync.decisions import Decision
from moderator.sync.reasons import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.domain.platforms import Content, Counted
    from moderator.i18n import Words
    from moderator.sync.planning import Plan, PlanLine

_KINDS = {
    ItemKind.IDEA: msg("idea"),
    ItemKind.PICTURE: msg("picture"),
    ItemKind.VOTES: msg("votes"),
    ItemKind.VOTERS: msg("number of people"),
}
_MANY = {
    ItemKind.IDEA: msg("Ideas"),
    ItemKind.PICTURE: msg("Pictures"),
    ItemKind.VOTES: msg("Dots"),
    ItemKind.VOTERS: msg("Number of people"),
}
_HEADINGS = {
    Action.CREATE: msg("New on the platform"),
    Action.UPDATE: msg("Changes on the platform"),
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
_USUAL = frozenset(
    {
        msg("It is not there yet."),
        msg("It was changed here."),
        msg("It is there already, just as here."),
        msg("It stands there twice; the younger copy goes."),
        msg("Nothing to do."),
    }
)
"""Reasons that the heading tells already."""
_CHOICES = {
    Decision.ADD: msg("the number there plus the number here"),
    Decision.OURS: msg("what is here replaces what stands there"),
    Decision.THEIRS: msg("what stands there stays"),
    Decision.AGAIN: msg("it is sent anew"),
    Decision.RETRY: msg("it is tried once more"),
    Decision.DROP: msg("it is not sent any more"),
}
LONGEST_LIST = 200
_LONGEST_TEXT = 160
_LONGEST_TITLE = 80


def kind_word(w: Words, kind: ItemKind) -> str:
    """Return what a kind of item is called."""
    return w(_KINDS[kind])


def action_word(w: Words, action: Action) -> str:
    """Return the heading under which a plan lists an action."""
    return w(_HEADINGS[action])


def counted_words(w: Words, kind: ItemKind, counted: Counted) -> str:
    """Return what was counted: dots of an idea, or people of a round."""
    if kind is ItemKind.VOTERS:
        return w.plural("{n} person", "{n} people", counted.number)
    told_of = w.plural("{n} dot", "{n} dots", counted.number)
    if counted.against:
        against = w.plural("{n} dot against", "{n} dots against", counted.against)
        told_of = f"{told_of}, {against}"
    return told_of


def round_words(w: Words, line: PlanLine) -> str:
    """Return which round a line is about and what was counted in it, empty if it is about none."""
    if line.counted is None:
        return ""
    told_of = counted_words(w, line.kind, line.counted)
    if line.kind is ItemKind.VOTERS:
        return told_of
    return f"{w('“{title}”', title=line.counted.round_title)}: {told_of}"


def about_words(w: Words, line: PlanLine) -> str:
    """Return round and reason of a line; beside a round no reason that its heading tells."""
    told_of = round_words(w, line)
    if told_of and line.why in _USUAL:
        return told_of
    return " – ".join(filter(None, (told_of, told(line.why, w))))


def name_words(w: Words, line: PlanLine) -> str:
    """Return what a line is about in one phrase, for example “votes: Benches, “First”: 4 dots”."""
    title = short(line.title) or w("not on the board any more")
    return ", ".join(filter(None, (f"{kind_word(w, line.kind)}: {title}", round_words(w, line))))


def plan_lines(w: Words, plan: Plan) -> Iterator[str]:
    """Yield a plan as text: decisions first, then what a run would do, then what stays."""
    for action in _ORDER:
        lines = [line for line in plan.lines if line.action is action]
        if not lines:
            continue
        yield heading(w, action, len(lines))
        if action in NEEDS_PERSON:
            yield from _decisions(w, lines)
        elif action is Action.LEAVE:
            yield from _staying(w, lines)
        else:
            yield from _by_kind(w, lines)
    yield from choice_lines(w, plan)
    if not any(line.action is not Action.LEAVE for line in plan.lines):
        yield w("Everything on the platform is up to date.")


def heading(w: Words, action: Action, number: int) -> str:
    """Return the heading of all lines with an action."""
    return w("{name} ({n})", name=action_word(w, action), n=w.number(number))


def decision_lines(w: Words, plan: Plan) -> Iterator[str]:
    """Yield only what of a plan needs a person."""
    for action in _ORDER:
        lines = [line for line in plan.lines if line.action is action and action in NEEDS_PERSON]
        if lines:
            yield heading(w, action, len(lines))
            yield from _decisions(w, lines)
    yield from choice_lines(w, plan)


def choice_lines(w: Words, plan: Plan) -> Iterator[str]:
    """Yield how to decide, with the choices that the plan offers; nothing if there are none."""
    offered = {each for line in plan.lines for each in _choices(line)}
    if offered:
        yield w("To decide, add --decide KEY=CHOICE. The choices:")
        for decision, meaning in _CHOICES.items():
            if decision in offered:
                yield f"    {decision}: {w(meaning)}"


def _decisions(w: Words, lines: Sequence[PlanLine]) -> Iterator[str]:
    for line in lines[:LONGEST_LIST]:
        yield f"    {name_words(w, line)} – {told(line.why, w)}"
        if line.theirs:
            yield f"        {w('here')}: {_shown(line.ours)}"
            yield f"        {w('there')}: {_shown(line.theirs)}"
        yield f"        {line.key} ({', '.join(_choices(line))})"
    yield from _rest(w, lines)


def _choices(line: PlanLine) -> tuple[Decision, ...]:
    """Return what can be decided about a line."""
    match line.action:
        case Action.CONFLICT if line.why == UNMARKED:
            return (Decision.THEIRS, Decision.AGAIN, Decision.DROP)
        case Action.CONFLICT:
            numbers = line.kind is ItemKind.VOTES and "number" in line.theirs
            add = (Decision.ADD,) if numbers else ()
            return (*add, Decision.OURS, Decision.THEIRS, Decision.DROP)
        case Action.GONE:
            return (Decision.AGAIN, Decision.DROP)
        case Action.REFUSED:
            return (Decision.RETRY, Decision.DROP)
    return ()


def _by_kind(w: Words, lines: Sequence[PlanLine]) -> Iterator[str]:
    """Yield lines under the kind they are of; dots under their round, too."""
    parts: dict[str, list[PlanLine]] = {}
    for line in lines:
        name = w(_MANY[line.kind])
        if line.kind is ItemKind.VOTES and line.counted is not None:
            name = f"{name}, {w('“{title}”', title=line.counted.round_title)}"
        parts.setdefault(name, []).append(line)
    for name, part in parts.items():
        yield "  " + w("{name} ({n})", name=name, n=w.number(len(part)))
        yield from (f"    {_in_part(w, line)}" for line in part[:LONGEST_LIST])
        yield from _rest(w, part)


def _in_part(w: Words, line: PlanLine) -> str:
    name = short(line.title) or w("not on the board any more")
    if line.counted is not None:
        name = f"{name}: {counted_words(w, line.kind, line.counted)}"
    return name if line.why in _USUAL else f"{name} – {told(line.why, w)}"


def _staying(w: Words, lines: Sequence[PlanLine]) -> Iterator[str]:
    """Yield what stays for a reason worth telling, and how much simply stays."""
    told_of = [line for line in lines if line.why not in _USUAL]
    for line in told_of[:LONGEST_LIST]:
        yield f"    {name_words(w, line)} – {told(line.why, w)}"
    yield from _rest(w, told_of)
    usual = len(lines) - len(told_of)
    if usual and told_of:
        yield "    " + w.plural(
            "{n} item is the same here and there.", "{n} items are the same here and there.", usual
        )


def _rest(w: Words, lines: Sequence[PlanLine]) -> Iterator[str]:
    rest = len(lines) - LONGEST_LIST
    if rest > 0:
        yield "    " + w.plural("… and {n} more", "… and {n} more", rest)


def _shown(content: Content) -> str:
    text = " · ".join(str(value).replace("\n", " ") for value in content.values() if value != "")
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def short(title: str) -> str:
    """Return a title that fits into a line."""
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
