"""Working through the outbox: claim, send, note what came of it."""

from __future__ import annotations

import logging
import random
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from moderator.domain.platforms import ItemKind
from moderator.errors import ModeratorError, msg
from moderator.sync.answers import (
    BadServer,
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    SignInNeeded,
    nothing_written,
)
from moderator.sync.books import LONGEST_PAUSE, Books, Claimed
from moderator.sync.connectors import Parent
from moderator.sync.outcomes import arrived, put_off, refused, unclear, untried
from moderator.sync.reasons import written
from moderator.sync.there import seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from moderator.domain.platforms import Link, OutboxRow
    from moderator.sync.connectors import Connector, Picture, Remote
    from moderator.sync.outcomes import Outcome
    from moderator.sync.steering import Steering

_log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 3
"""After so many the platform is taken for unreachable, and the run ends."""
_FIRST_PAUSE = 2.0
_GROWING_TO = 600.0
_CLAIMED_PER_THREAD = 4
_TOGETHER_SECONDS = 0.1
"""So long outcomes are gathered that share a commit; less than anybody sees."""

_Pending = dict[str, "Future[list[Outcome]]"]
"""What is under way, by the subject of the idea it is about; the oldest first."""


class _Moved(Exception):
    """Somebody was faster: the platform does not show what the plan saw."""


@dataclass(slots=True)
class Sender:
    """Sends what the outbox holds.

    Attributes:
        pictures: gives the picture of an idea, by the idea's subject.
        on_row: told after each row that was tried, once its outcome is on the disk.
        trouble: what ended the sending early, None if nothing did.
        written: how many requests were sent that may have changed something.
    """

    books: Books
    connector: Connector
    pictures: Callable[[str], Picture | None]
    steering: Steering
    on_row: Callable[[str], None]
    trouble: ModeratorError | None = None
    written: int = 0
    _created: bool = False
    _failures: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send_all(self, kinds: frozenset[ItemKind]) -> None:
        """Send every row that is due: ideas first.

        What hangs on an idea waits until a look at the platform has shown that a new idea is
        there once and only once, so that nothing is ever hung on a copy that has to go.

        Raises:
            Overtaken: another run works in our place.
        """
        threads = max(1, self.connector.capabilities.parallel)
        pool = ThreadPoolExecutor(threads, thread_name_prefix="sync")
        try:
            for kind in ItemKind:
                if kind in kinds and (kind is ItemKind.IDEA or not self._created):
                    self._drain(kind, pool, threads)
        finally:
            # After an exception what was claimed and is not on its way stays here.
            pool.shutdown(cancel_futures=True)

    @property
    def _stopped(self) -> bool:
        return self.trouble is not None or self.steering.cancelled

    def _drain(self, kind: ItemKind, pool: ThreadPoolExecutor, threads: int) -> None:
        """Send all rows of a kind; while some are on their way, others are claimed and noted."""
        pending: _Pending = {}
        try:
            self._send_rows(kind, pool, pending, threads)
            self._note_all(pending)
        except KeyboardInterrupt:
            # Nothing more goes out, and nobody has to look up what has just arrived.
            self.steering.cancel()
            self._note_all(pending)
            raise

    def _send_rows(
        self, kind: ItemKind, pool: ThreadPoolExecutor, pending: _Pending, threads: int
    ) -> None:
        claimed = threads * _CLAIMED_PER_THREAD
        # One thread means one after the other: sent, noted, and only then the next.
        most_pending = claimed if threads > 1 else 1
        after, more = "", True
        while more and not self._stopped:
            rows, after = self.books.claim(kind, after, claimed)
            more = bool(after)
            for idea, group in groupby(rows, key=_idea_of):
                # Two requests for an idea never cross, also where a claim ended between them.
                while idea in pending:
                    self._note(pending)
                pending[idea] = pool.submit(self._send_group, list(group))
                while len(pending) >= most_pending:
                    self._note(pending)

    def _note_all(self, pending: _Pending) -> None:
        while pending:
            self._note(pending)

    def _note(self, pending: _Pending) -> None:
        """Wait for outcomes, write them down in one commit, and take them out of `pending`."""
        wait(pending.values(), return_when=FIRST_COMPLETED)
        wait(list(pending.values())[: len(pending) // 2], _TOGETHER_SECONDS)
        finished = [pending.pop(idea) for idea, each in [*pending.items()] if each.done()]
        fine = [each for each in finished if each.exception() is None]
        outcomes = [outcome for each in fine for outcome in each.result()]
        if outcomes:
            self.books.note(outcomes)
        for outcome in outcomes:
            if outcome.what:
                self.on_row(outcome.row.key)
        for each in finished:
            each.result()

    def _send_group(self, group: list[Claimed]) -> list[Outcome]:
        return [self._send(each) for each in group]

    def _send(self, claimed: Claimed) -> Outcome:
        """Send a row and return what became of it.

        Raises:
            Overtaken: another run works in our place.
            StoreError: the store cannot be read.
        """
        row, moment = claimed.row, self.books.clock
        self.steering.wait_while_paused()
        if self._stopped:
            return untried(row, moment())
        self.books.stand()
        try:
            return self._try(claimed)
        except ModeratorError as error:
            return self._outcome_of(row, error)
        except _Moved:
            return put_off(row, None, msg("It was changed there in the meantime."), moment())
        except Exception:  # noqa: BLE001  (it may have come after the request went out)
            _log.exception("sending %s failed", row.key)
            return unclear(row, msg("Something unexpected went wrong."), moment())

    def _try(self, claimed: Claimed) -> Outcome:
        row, link, above = claimed.row, claimed.link, claimed.above
        parent = Parent(above.remote_id, above.facts) if above else None
        shown_on = row.parent if row.kind is ItemKind.PICTURE else row.subject
        wanted = row.kind is ItemKind.PICTURE or "picture" in row.content
        picture = self.pictures(shown_on) if wanted else None
        if row.creates:
            remote = self._create(row, parent, picture)
        elif link is not None:
            remote = self._update(row, link, parent, picture)
        else:
            raise _Moved
        with self._lock:
            self._failures = 0
        listed = row.kind in self.connector.capabilities.listed
        adds = row.creates and bool(row.parent) and not listed
        return arrived(row, seen(remote), link, self.books.clock(), adds_activity=adds)

    def _create(self, row: OutboxRow, parent: Parent | None, picture: Picture | None) -> Remote:
        if row.kind in self.connector.capabilities.slots:
            with nothing_written():
                expected = self.connector.expected(row.item)
                there = self.connector.find(row.item, parent)
            for remote in there:
                if not seen(remote).shows(expected):
                    raise _Moved
                return remote
        self._count()
        self._created = self._created or row.kind is ItemKind.IDEA
        return self.connector.create(row.item, parent, picture)

    def _update(
        self, row: OutboxRow, link: Link, parent: Parent | None, picture: Picture | None
    ) -> Remote:
        target = Parent(link.remote_id, link.facts)
        with nothing_written():
            fingerprint = self.connector.read(row.kind, target, parent).fingerprint
        if fingerprint != row.expected:
            raise _Moved
        self._count()
        return self.connector.update(row.item, row.changed, target, parent, picture)

    def _count(self) -> None:
        with self._lock:
            self.written += 1

    def _outcome_of(self, row: OutboxRow, error: ModeratorError) -> Outcome:
        moment, why = self.books.clock(), written(error)
        match error:
            case Refused():
                with self._lock:
                    self._failures = 0
                return refused(row, why, moment)
            case NotThere():
                return put_off(row, None, why, moment)
            case SignInNeeded():
                self._end(error)
                return put_off(row, None, why, moment)
            case NotArrived():
                self._failed(error)
                return put_off(row, self._later(row, error.pause), why, moment)
            case NoClearAnswer() | BadServer():
                self._failed(error)
                return unclear(row, why, moment)
        raise error

    def _failed(self, error: ModeratorError) -> None:
        with self._lock:
            self._failures += 1
            if self._failures < FAILURES_IN_A_ROW:
                return
        self._end(error)

    def _end(self, error: ModeratorError) -> None:
        with self._lock:
            # A sign-in that is needed stops the account, whatever else went wrong beside it.
            if self.trouble is None or isinstance(error, SignInNeeded):
                self.trouble = error

    def _later(self, row: OutboxRow, asked: float | None) -> datetime:
        """Return when to try again: as asked for, else growing from 2 s to 10 min, by chance."""
        if asked is None:
            growing = min(_FIRST_PAUSE * 2 ** min(row.attempts - 1, 20), _GROWING_TO)
            # Not for secrets: only so that many laptops do not come back at the same moment.
            asked = growing * random.uniform(0.5, 1.5)  # noqa: S311
        return self.books.clock() + timedelta(seconds=min(max(asked, 0.0), LONGEST_PAUSE))


def _idea_of(claimed: Claimed) -> str:
    return claimed.row.parent or claimed.row.subject
