"""What a kind of platform can and cannot take, in sentences for the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import ItemKind
from moderator.errors import msg

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.platforms.platform_work import KindFacts

_THINGS = {
    ItemKind.IDEA: msg("ideas"),
    ItemKind.PICTURE: msg("pictures"),
    ItemKind.VOTES: msg("votes"),
    ItemKind.VOTERS: msg("numbers of people"),
}
_NO_LIMIT = 300
"""Titles here are never longer than that."""


def in_one_sentence(w: Words, facts: KindFacts) -> str:
    """Return what a platform of this kind takes, in one sentence."""
    takes = facts.takes
    things = ", ".join(w(_THINGS[kind]) for kind in ItemKind if kind in takes.creates)
    if takes.writes and takes.pulls:
        return w("Takes {things}; ideas from there can be brought here.", things=things)
    if takes.writes:
        return w("Takes {things}.", things=things)
    if takes.pulls:
        return w("Ideas from there can be brought here; ours are handed over as a file.")
    return w("Takes a file that a person uploads there.")


def file_in_detail(w: Words, facts: KindFacts) -> list[str]:
    """Return what a person should know of the file for a platform of this kind."""
    lines = [w("A person uploads it there, or types from it."), *_title_limits(w, facts)]
    return [*lines, *(w(hint) for hint in facts.takes.hints)]


def _title_limits(w: Words, facts: KindFacts) -> list[str]:
    least, most = facts.takes.title_limits
    if least > 1:
        return [w("Titles have {least} to {most} characters there.", least=least, most=most)]
    if most < _NO_LIMIT:
        return [w("Titles have at most {most} characters there.", most=most)]
    return []


def in_detail(w: Words, facts: KindFacts) -> list[str]:
    """Return everything a person should know beforehand, one sentence each."""
    takes = facts.takes
    lines = [in_one_sentence(w, facts), w("Votes: {where}", where=w(takes.votes))]
    if takes.writes and takes.creates - takes.updates:
        fixed = ", ".join(w(_THINGS[k]) for k in ItemKind if k in takes.creates - takes.updates)
        lines.append(w("Later changes do not get there: {things}.", things=fixed))
    lines += _title_limits(w, facts)
    if facts.endings:
        lines.append(w("There is a file for it: {endings}.", endings=", ".join(facts.endings)))
    return [*lines, *(w(hint) for hint in takes.hints)]
