"""Desired, last sent, there: what is to be done about one item, and why.

Pure: no network, no store. docs/sync.md has the table that this follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from moderator.domain.platforms import OutboxState
from moderator.errors import msg

if TYPE_CHECKING:
    from moderator.domain.platforms import Content, Item, Link, OutboxRow
    from moderator.sync.there import Seen


class Action(StrEnum):
    """What the plan says about an item."""

    CREATE = "create"
    UPDATE = "update"
    LINK = "link"
    LEAVE = "leave"
    REMOVE = "remove"
    CONFLICT = "conflict"
    GONE = "gone"
    REFUSED = "refused"


NEEDS_PERSON = frozenset({Action.CONFLICT, Action.GONE, Action.REFUSED})
UNMARKED = msg("Our reference is not in it any more; it may be another one by now.")
"""Why nothing is hung on an idea, or changed in it, before a person has looked."""


@dataclass(frozen=True, slots=True)
class Case:
    """One item with everything that is known of it.

    Attributes:
        copies: what stands on the platform for it: by its id, its reference or its place.
        expected: how the platform would show the item.
        tried: fingerprints of everything that was ever sent for it.
        creates: whether the platform takes new items of this kind.
        updates: whether it lets them be changed.
        removes: whether a surplus copy can be taken away.
        objection: why it would be refused, empty if it would not.
    """

    item: Item
    link: Link | None
    row: OutboxRow | None
    copies: tuple[Seen, ...]
    expected: Content
    tried: tuple[str, ...] = ()
    creates: bool = True
    updates: bool = True
    removes: bool = False
    objection: str = ""

    def sent_by_us(self, copy: Seen) -> bool:
        """Tell whether a copy shows exactly what we sent: now, or in an earlier attempt."""
        last_seen = self.link.seen if self.link else ""
        fingerprint = copy.fingerprint
        return fingerprint == last_seen or fingerprint in self.tried or copy.shows(self.expected)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done.

    Attributes:
        why: English message id, or the platform's own words.
        there: the copy that it is about, None if there is none.
        changed: fields to send.
        surplus: copies to take away.
    """

    action: Action
    why: str
    there: Seen | None = None
    changed: tuple[str, ...] = ()
    surplus: tuple[Seen, ...] = ()


def compare(case: Case) -> Verdict:
    """Return what is to be done about an item."""
    link, row = case.link, case.row
    if link is not None and link.dropped:
        return Verdict(Action.LEAVE, msg("Dropped by a decision."))
    refused = row is not None and row.state is OutboxState.REFUSED
    if row is not None and refused and row.item.digest == case.item.digest:
        return Verdict(Action.REFUSED, row.reason)
    copies = tuple(sorted(case.copies, key=lambda each: (each.age, each.id)))
    if link is None or not link.remote_id:
        return _unlinked(case, copies)
    current = next((each for each in copies if each.id == link.remote_id), None)
    if current is None:
        return _lost(case, copies)
    if not link.seen and case.item.content == link.sent:
        return Verdict(Action.LINK, msg("It came from there."), current)
    return _linked(case, link, current, copies)


def _unlinked(case: Case, copies: tuple[Seen, ...]) -> Verdict:
    if copies:
        return _adopt(case, copies)
    if not case.creates:
        return Verdict(Action.LEAVE, msg("This platform does not take it."))
    if case.objection:
        return Verdict(Action.REFUSED, case.objection)
    return Verdict(Action.CREATE, msg("It is not there yet."))


def _adopt(case: Case, copies: tuple[Seen, ...]) -> Verdict:
    oldest, *others = copies
    if case.sent_by_us(oldest):
        why = msg("It is there already, just as here.")
        return Verdict(Action.LINK, why, oldest, surplus=_removable(case, others))
    return Verdict(Action.CONFLICT, msg("It is there already, but not as here."), oldest)


def _lost(case: Case, copies: tuple[Seen, ...]) -> Verdict:
    if copies:
        return _adopt(case, copies)
    return Verdict(Action.GONE, msg("It was deleted on the platform."))


def _linked(case: Case, link: Link, current: Seen, copies: tuple[Seen, ...]) -> Verdict:
    if current.unmarked and not case.sent_by_us(current):
        marked = tuple(each for each in copies if not each.unmarked)
        return _adopt(case, marked) if marked else Verdict(Action.CONFLICT, UNMARKED, current)
    oldest = copies[0]
    if oldest is not current and case.sent_by_us(oldest):
        # Whoever else finds two copies keeps the older one, too: nobody takes away the other's.
        return Verdict(Action.LINK, msg("It stands there twice; the older copy counts."), oldest)
    others = [each for each in copies[1:] if each is not current]
    surplus = _removable(case, others) if oldest is current else ()
    verdict = _changed_where(case, link, current)
    left = len(copies) - 1 - len(surplus)
    if left and verdict.action is Action.LEAVE:
        why = msg("It stands there twice, and the copies differ or have answers.")
        return Verdict(Action.CONFLICT, why, current, surplus=surplus)
    return replace(verdict, surplus=surplus)


def _removable(case: Case, copies: list[Seen]) -> tuple[Seen, ...]:
    if not case.removes:
        return ()
    return tuple(each for each in copies if not each.answers and case.sent_by_us(each))


def _changed_where(case: Case, link: Link, current: Seen) -> Verdict:
    changed = changed_fields(case.item.content, link.sent)
    moved = current.fingerprint != link.seen
    if moved and current.shows(case.expected):
        return Verdict(Action.LINK, msg("It was changed there just as here."), current)
    if moved and current.fingerprint in case.tried:
        # Our own earlier words: a request that we gave up has arrived after a later one.
        return _update(case, current, tuple(case.item.content))
    if not changed:
        why = msg("It was changed there; that text stands.") if moved else msg("Nothing to do.")
        return Verdict(Action.LEAVE, why, current)
    if moved:
        return Verdict(Action.CONFLICT, msg("It was changed here and there."), current, changed)
    return _update(case, current, changed)


def _update(case: Case, current: Seen, changed: tuple[str, ...]) -> Verdict:
    if not case.updates:
        return Verdict(Action.LEAVE, msg("This platform takes no changes of it."), current)
    if case.objection:
        return Verdict(Action.REFUSED, case.objection, current)
    return Verdict(Action.UPDATE, msg("It was changed here."), current, changed)


def changed_fields(content: Content, sent: Content) -> tuple[str, ...]:
    """Return the names of the fields that are not as they were sent."""
    return tuple(name for name, value in content.items() if sent.get(name) != value)
