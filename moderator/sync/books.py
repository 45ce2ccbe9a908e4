"""What a run writes down: each method is one transaction, and none is skipped.

The order is the promise: `claim` is on the disk before a request goes out; `note` writes row, link
and history together. Every transaction checks that the account's lock is still ours.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.platforms import (
    HistoryLine,
    ItemKind,
    Link,
    OutboxState,
    Scope,
)
from moderator.errors import msg
from moderator.storage import accounts, links, outbox, sync_history
from moderator.storage.store import Task
from moderator.sync.running import SYNC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from moderator.domain.platforms import OutboxRow
    from moderator.storage.store import Store
    from moderator.storage.unit_of_work import UnitOfWork
    from moderator.sync.outcomes import Outcome
    from moderator.sync.running import RunLock
    from moderator.sync.there import LastSeen

PAGE = 200
_LINKED = msg("found there and linked")
_REMOVED = msg("second copy removed")


def key_kind(key: str) -> ItemKind:
    """Return the kind of the item behind a key."""
    return ItemKind(key.partition(":")[0])


def idea_key(subject: str) -> str:
    """Return the key of an idea, for example of an item's parent."""
    return f"{ItemKind.IDEA}:{subject}"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is to be sent now, with the links of its item and of the idea it hangs on."""

    row: OutboxRow
    link: Link | None
    above: Link | None


@dataclass(frozen=True, slots=True)
class Books:
    """The store as one run sees it; `lock` is None where nothing is written."""

    store: Store
    scope: Scope
    clock: Callable[[], datetime]
    lock: RunLock | None = None

    @contextmanager
    def _writing(self, what: str) -> Iterator[UnitOfWork]:
        if self.lock is None:
            raise AssertionError(what)
        with self.store.writing(Task(what, SYNC)) as work:
            self.lock.check(work, self.clock())
            yield work

    def stand(self) -> None:
        """Make sure that the account is still ours, without a write, before a request goes out.

        Raises:
            Overtaken: it is not.
        """
        moment = self.clock()
        if self.lock is not None and not self.lock.is_fresh(moment):
            with self.store.reading() as reader:
                self.lock.look(reader, moment)

    def _line(self, key: str, title: str, what: str, detail: str = "") -> HistoryLine:
        return HistoryLine(self.scope, self.clock(), key, title, what, detail)

    # -------------------------------------------------------------- reading

    def known(self) -> tuple[LastSeen, dict[str, bool]]:
        """Return what was last seen, and the keys of all links with False, to be ticked off."""
        last_seen: LastSeen = {}
        keys = {}
        with self.store.reading() as reader:
            for key, remote_id, fingerprint, _activity in links.known(reader, self.scope):
                keys[key] = False
                if remote_id:
                    last_seen.setdefault(key_kind(key), {})[remote_id] = fingerprint
        return last_seen, keys

    def links(self, keys: Iterable[str]) -> dict[str, Link]:
        """Return links by key."""
        with self.store.reading() as reader:
            return links.some(reader, self.scope, keys)

    def rows(self, keys: Iterable[str]) -> dict[str, OutboxRow]:
        """Return outbox rows by key."""
        with self.store.reading() as reader:
            return outbox.some(reader, self.scope, keys)

    def in_state(self, state: OutboxState) -> Iterator[OutboxRow]:
        """Yield the rows in a state, page by page; rows may change state meanwhile."""
        after = ""
        while True:
            with self.store.reading() as reader:
                page = outbox.in_state(reader, self.scope, state, after=after, limit=PAGE)
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].key

    def count(self) -> dict[OutboxState, int]:
        """Return how many rows there are in each state."""
        with self.store.reading() as reader:
            return outbox.count(reader, self.scope)

    def count_adopted(self) -> int:
        """Return how many items stand there that were not sent from this store."""
        with self.store.reading() as reader:
            return links.count_without_row(reader, self.scope)

    # -------------------------------------------------------------- planning

    def recover(self) -> None:
        """Call unclear what a run that died was sending."""
        with self._writing("recover_sync") as work:
            left = outbox.in_state(work, self.scope, OutboxState.SENDING, limit=PAGE)
            while left:
                for row in left:
                    outbox.save(work, replace(row, state=OutboxState.UNCLEAR, run=""))
                left = outbox.in_state(work, self.scope, OutboxState.SENDING, limit=PAGE)

    def write_plan(
        self, rows: Iterable[OutboxRow], linked: Iterable[Link], dropped: Iterable[str]
    ) -> None:
        """Write what a page of the plan decided: rows to send, links found, rows not needed."""
        with self._writing("plan_sync") as work:
            for row in rows:
                outbox.save(work, row)
            for key in dropped:
                outbox.drop(work, self.scope, key)
            found = list(linked)
            for link in found:
                links.save(work, link)
            sync_history.note(work, (self._line(each.key, "", _LINKED) for each in found))

    def touch(self, activities: dict[str, int]) -> None:
        """Note that all below these ideas is known, by key and number of what hangs there."""
        with self._writing("note_activity") as work:
            for key, link in links.some(work, self.scope, activities).items():
                links.save(work, replace(link, activity=activities[key]))

    # -------------------------------------------------------------- sending

    def claim(self, kind: ItemKind, after: str, limit: int) -> tuple[list[Claimed], str]:
        """Take the next rows of a kind that are due and whose idea is there.

        Returns:
            The rows, now `sending`, and the key to go on after; empty if there are no more.
        """
        moment = self.clock()
        with self._writing("claim_sync") as work:
            page = outbox.in_state(
                work, self.scope, OutboxState.WAITING, kind=kind, after=after, limit=limit
            )
            keys = {key for row in page for key in (row.key, idea_key(row.parent))}
            known = links.some(work, self.scope, keys)
            ready = [row for row in page if is_due(row, moment) and _has_parent(row, known)]
            run = self.lock.run_id if self.lock else ""
            claimed = [
                replace(row, state=OutboxState.SENDING, attempts=row.attempts + 1, run=run)
                for row in ready
            ]
            for row in claimed:
                outbox.change(work, row)
        found = [Claimed(r, known.get(r.key), known.get(idea_key(r.parent))) for r in claimed]
        return found, page[-1].key if len(page) == limit else ""

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """Note what became of rows: each with its link, the proof and a line of history."""
        with self._writing("note_outcomes") as work:
            for each in outcomes:
                outbox.change(work, each.row)
                if each.link is not None:
                    (links.add if each.is_new else links.save)(work, each.link)
                if each.adds_activity:
                    self._count_up(work, idea_key(each.row.parent))
            sync_history.note(work, (self._told(each) for each in outcomes if each.what))

    def _count_up(self, work: UnitOfWork, key: str) -> None:
        """Note that one more thing of ours hangs on an idea."""
        link = links.read(work, self.scope, key)
        if link is not None and link.activity >= 0:
            links.save(work, replace(link, activity=link.activity + 1))

    def _told(self, each: Outcome) -> HistoryLine:
        row = each.row
        return HistoryLine(self.scope, each.at, row.key, row.title, each.what, each.detail)

    def removed(self, key: str, title: str, url: str) -> None:
        """Note that a second copy was taken away."""
        with self._writing("note_removed") as work:
            sync_history.note(work, [self._line(key, title, _REMOVED, url)])

    def stop(self, reason: str) -> None:
        """Stop the account until a person signs in (or let it go on, with an empty reason)."""
        with self._writing("stop_account") as work:
            account = accounts.read(work, self.scope.account_id)
            if account is not None and account.stopped != reason:
                accounts.save(work, replace(account, stopped=reason))


def _has_parent(row: OutboxRow, parents: dict[str, Link]) -> bool:
    if not row.parent:
        return True
    link = parents.get(idea_key(row.parent))
    return link is not None and bool(link.remote_id)


LONGEST_PAUSE = 3600.0
"""Seconds; a row is never put off for longer, whatever the server or a clock says."""


def is_due(row: OutboxRow, moment: datetime) -> bool:
    """Tell whether a row may be sent now; a pause that a clock made impossible is over."""
    if row.next_try_at is None:
        return True
    left = (row.next_try_at - moment).total_seconds()
    return left <= 0 or left > LONGEST_PAUSE
