"""The plan: every item compared, line by line for people, and written down for the run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from moderator.domain.platforms import (
    Content,
    Counted,
    Item,
    ItemKind,
    Link,
    OutboxRow,
    OutboxState,
    digest_of,
)
from moderator.errors import msg
from moderator.sync.books import PAGE, Books, idea_key, key_kind
from moderator.sync.comparing import NEEDS_PERSON, UNMARKED, Action, Case, Verdict, compare
from moderator.sync.connectors import Remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from moderator.sync.connectors import Connector, Parent
    from moderator.sync.looking import Looking
    from moderator.sync.there import Seen


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What the plan says about one item, for people.

    Attributes:
        why: English message id, or the platform's own words.
        ours: what would be sent, only where a person has to decide.
        theirs: what the platform shows, only where a person has to decide.
        url: where it stands on the platform.
        counted: of votes and voters: what was counted.
    """

    action: Action
    kind: ItemKind
    subject: str
    title: str
    why: str
    ours: Content = field(default_factory=dict)
    theirs: Content = field(default_factory=dict)
    url: str = ""
    counted: Counted | None = None

    @property
    def key(self) -> str:
        """`Item.key`."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Surplus:
    """A second copy of an item that is to be taken away."""

    item: Item
    copy: Seen
    parent: Parent | None

    @property
    def remote(self) -> Remote:
        """The copy as connectors know it."""
        return Remote(
            kind=self.item.kind,
            id=self.copy.id,
            shown=self.copy.shown or {},
            url=self.copy.url,
            parent=self.copy.parent,
            facts=self.copy.facts,
        )


@dataclass(slots=True)
class Plan:
    """All lines, and what the run has to do besides the outbox.

    Attributes:
        unchanged: number of items that are left as they are; their lines are kept on request.
        needing: number of items by the action they need.
        absent: number of items that were there once and are not any more.
    """

    lines: list[PlanLine] = field(default_factory=list)
    needing: dict[Action, int] = field(default_factory=dict)
    unchanged: int = 0
    absent: int = 0
    surplus: list[Surplus] = field(default_factory=list)

    @property
    def decisions(self) -> int:
        """How many items wait for a person."""
        return sum(self.needing.get(action, 0) for action in NEEDS_PERSON)


@dataclass(slots=True)
class _Page:
    rows: list[OutboxRow] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Planner:
    """Makes one plan.

    Attributes:
        writes: whether the plan is written down (a run), or only told.
        keep_left: whether lines of what is left as it is are kept.
        kinds: the kinds of items to plan.
    """

    books: Books
    connector: Connector
    looking: Looking
    writes: bool
    keep_left: bool
    kinds: frozenset[ItemKind] = frozenset(ItemKind)
    plan: Plan = field(default_factory=Plan)
    _twins_below: set[str] = field(default_factory=set)
    _gone: set[str] = field(default_factory=set)

    def make(self, items: Iterable[Item], linked: dict[str, bool]) -> Plan:
        """Compare all items, ideas before what hangs on them.

        Args:
            items: what should stand there.
            linked: the keys of all links, each with False; those of `items` are ticked off.
        """
        new: set[str] = set()
        upcoming = iter(items)
        while page := list(islice(upcoming, PAGE)):
            keys = {item.key for item in page}
            new |= keys - linked.keys()
            linked |= dict.fromkeys(keys & linked.keys(), True)
            self._plan_page([item for item in page if item.kind in self.kinds])
        self._tell_removed(key for key, wanted in linked.items() if not wanted)
        if self.writes:
            self._drop_unwanted(lambda key: linked.get(key, key in new))
            self._note_activity()
        return self.plan

    def _plan_page(self, items: list[Item]) -> None:
        keys = {item.key for item in items}
        links = self.books.links(keys | {idea_key(item.parent) for item in items if item.parent})
        rows = self.books.rows(keys)
        page = _Page()
        for item in items:
            self._plan_item(item, links, rows.get(item.key), page)
        if self.writes and (page.rows or page.links or page.dropped):
            self.books.write_plan(page.rows, page.links, page.dropped)

    def _plan_item(
        self, item: Item, links: Mapping[str, Link], row: OutboxRow | None, page: _Page
    ) -> None:
        if idea_key(item.parent) in self._gone:
            self._tell(item, Verdict(Action.LEAVE, msg("It waits for its idea.")))
            self.plan.absent += item.key in links
            page.dropped += [row.key] if row is not None else []
            return
        link = links.get(item.key) or self._origin(item)
        if link is not None and link.added and "number" in item.content:
            number = int(item.content["number"]) + link.added
            item = replace(item, content={**item.content, "number": number})
        parent = self.looking.parent_of(item, links)
        tried = row is not None and row.state is not OutboxState.DONE and row.attempts > 0
        copies = self.looking.copies(item, link, parent, surely=tried)
        if row is None or row.state is OutboxState.DONE:
            quiet = _as_before(item, link, copies)
            if quiet is not None:
                self._settle_quiet(item, link, quiet)
                return
        expected = self.connector.expected(item)
        takes = self.connector.capabilities
        case = Case(
            item=item,
            link=link,
            row=row,
            copies=copies,
            expected=expected,
            tried=_tried(link, row, digest_of(expected)),
            creates=item.kind in takes.creates,
            updates=item.kind in takes.updates,
            removes=item.kind in takes.removes,
            objection=self.connector.objection(item),
        )
        verdict = compare(case)
        if item.kind is ItemKind.IDEA and verdict.there is not None:
            self.looking.met(item, verdict.there, link)
        if _holds_up(case, verdict):
            self._gone.add(item.key)
        if item.parent and len(copies) > 1:
            self._twins_below.add(item.parent)
        self._tell(item, verdict)
        self.plan.surplus += [Surplus(item, each, parent) for each in verdict.surplus]
        self._decide(case, verdict, page)

    def _settle_quiet(self, item: Item, link: Link | None, there: Seen) -> None:
        """Leave an item that is as it was sent, and there as it was seen, without asking more."""
        if item.kind is ItemKind.IDEA:
            self.looking.met(item, there, link)
        self._tell(item, Verdict(Action.LEAVE, msg("Nothing to do."), there))

    def _origin(self, item: Item) -> Link | None:
        """Return a link for what was pulled and not linked any more: it must not be sent back."""
        if not item.origin:
            return None
        scope, moment = self.books.scope, self.books.clock()
        return Link(scope, item.key, item.origin, "", dict(item.content), "", moment)

    def _tell(self, item: Item, verdict: Verdict) -> None:
        action = verdict.action
        self.plan.needing[action] = self.plan.needing.get(action, 0) + 1
        self.plan.absent += action is Action.GONE
        for _each in verdict.surplus:
            why = msg("It stands there twice; the younger copy goes.")
            self._line(item, Action.REMOVE, why)
        if action is Action.LEAVE:
            self.plan.unchanged += 1
            if not self.keep_left:
                return
        self._line(item, action, verdict.why, verdict.there)

    def _line(self, item: Item, action: Action, why: str, there: Seen | None = None) -> None:
        person = action in NEEDS_PERSON
        self.plan.lines.append(
            PlanLine(
                action=action,
                kind=item.kind,
                subject=item.subject,
                title=item.title,
                why=why,
                ours=item.content if person else {},
                theirs=dict(there.shown or {}) if person and there else {},
                url=there.url if there else "",
                counted=item.counted,
            )
        )

    def _decide(self, case: Case, verdict: Verdict, page: _Page) -> None:
        """Note what the verdict means for outbox and links."""
        item, row, action = case.item, case.row, verdict.action
        pending = row is not None and row.state is not OutboxState.DONE
        if action in {Action.CREATE, Action.UPDATE}:
            page.rows.append(self._row(case, verdict))
        elif action is Action.REFUSED:
            known = row is not None and row.state is OutboxState.REFUSED
            if not known or (row and row.content != item.content):
                refused = self._row(case, verdict)
                page.rows.append(replace(refused, state=OutboxState.REFUSED, reason=verdict.why))
        elif row is not None and pending:
            page.dropped.append(item.key)
            if row.attempts and case.link is not None and action is not Action.LINK:
                page.links.append(replace(case.link, tried=case.tried))
        if action is Action.LINK and verdict.there is not None:
            page.links.append(self._link(case, verdict.there))

    def _row(self, case: Case, verdict: Verdict) -> OutboxRow:
        item, row = case.item, case.row
        tried = row if row is not None and row.state is OutboxState.WAITING else None
        creates = verdict.there is None
        return OutboxRow(
            scope=self.books.scope,
            key=item.key,
            kind=item.kind,
            subject=item.subject,
            title=item.title,
            reference=item.reference,
            parent=item.parent,
            creates=creates,
            content=item.content,
            changed=tuple(item.content) if creates else verdict.changed,
            expected=verdict.there.fingerprint if verdict.there else "",
            happened_at=tried.happened_at if tried else self.books.clock(),
            attempts=tried.attempts if tried else 0,
            next_try_at=tried.next_try_at if tried else None,
            reason=tried.reason if tried else "",
            tried=case.tried,
        )

    def _link(self, case: Case, there: Seen) -> Link:
        before = case.link
        if there.shows(case.expected) or (before is not None and not before.seen):
            sent = case.item.content
        elif before is not None and before.seen == there.fingerprint:
            sent = before.sent
        else:
            sent = {}  # an earlier attempt of ours: everything of today has yet to be sent
        return Link(
            scope=self.books.scope,
            key=case.item.key,
            remote_id=there.id,
            url=there.url or (before.url if before else ""),
            sent=sent,
            seen=there.fingerprint,
            at=self.books.clock(),
            activity=-1,
            added=before.added if before else 0,
            facts=dict(there.facts) or dict(before.facts if before else {}),
            tried=case.tried,
        )

    def _tell_removed(self, keys: Iterable[str]) -> None:
        """Tell what is linked and not wanted any more: nothing is deleted over there."""
        mine = sorted(key for key in keys if key_kind(key) in self.kinds)
        self.plan.unchanged += len(mine)
        if not self.keep_left:
            return
        why = msg("It is not on the board any more; it stays on the platform.")
        for at in range(0, len(mine), PAGE):
            rows = self.books.rows(mine[at : at + PAGE])
            for key in mine[at : at + PAGE]:
                kind, subject = key_kind(key), key.partition(":")[2]
                title = rows[key].title if key in rows else ""
                self.plan.lines.append(PlanLine(Action.LEAVE, kind, subject, title, why))

    def _drop_unwanted(self, is_wanted: Callable[[str], bool]) -> None:
        for state in (OutboxState.WAITING, OutboxState.REFUSED):
            stale = [r.key for r in self.books.in_state(state) if not is_wanted(r.key)]
            if stale:
                self.books.write_plan([], [], stale)

    def _note_activity(self) -> None:
        takes = self.connector.capabilities
        if takes.creates - takes.listed - self.kinds:
            return  # what hangs on the ideas was not looked at as a whole
        fresh = self.looking.parents
        touched = {
            idea_key(idea): each.activity
            for idea, each in fresh.items()
            if idea not in self._twins_below
        }
        upcoming: Iterator[str] = iter(touched)
        while keys := list(islice(upcoming, PAGE)):
            self.books.touch({key: touched[key] for key in keys})


_MOST_TRIED = 20


def _tried(link: Link | None, row: OutboxRow | None, now: str) -> tuple[str, ...]:
    """Return the fingerprints of everything sent for an item, with what is to be sent now."""
    before = (*(link.tried if link else ()), *(row.tried if row else ()))
    return (*dict.fromkeys(each for each in before if each != now), now)[-_MOST_TRIED:]


def _holds_up(case: Case, verdict: Verdict) -> bool:
    """Tell whether nothing can hang on an item: it is gone, dropped, not ours, or not there."""
    if case.link is not None:
        return verdict.action is Action.GONE or case.link.dropped or verdict.why == UNMARKED
    return verdict.there is None and not case.creates


def _as_before(item: Item, link: Link | None, copies: tuple[Seen, ...]) -> Seen | None:
    """Return the one copy there is if nothing changed, neither here nor there."""
    if link is None or link.dropped or len(copies) != 1 or item.content != link.sent:
        return None
    (only,) = copies
    unchanged = (only.id, only.fingerprint) == (link.remote_id, link.seen)
    return only if unchanged else None
