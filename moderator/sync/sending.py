"""Working through the outbox: claim, send, note what came of it."""

from __future__ import annotations

import logging
import random
import threading
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
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
from moderator.sync.reasons import written
from moderator.sync.running import Overtaken
from moderator.sync.there import seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from moderator.domain.platforms import Link, OutboxRow
    from moderator.sync.connectors import Connector, Picture, Remote
    from moderator.sync.steering import Steering

_log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 3
"""After so many the platform is taken for unreachable, and the run ends."""
_FIRST_PAUSE = 2.0
_GROWING_TO = 600.0
_CLAIMED_PER_THREAD = 8


_Pending = set["Future[OutboxRow | None]"]


class _Moved(Exception):
    """Somebody was faster: the platform does not show what the plan saw."""


@dataclass(slots=True)
class Sender:
    """Sends what the outbox holds.

    Attributes:
        pictures: gives the picture of an idea, by the idea's subject.
        on_row: told after each row, on any thread, with what became of it.
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
        with ThreadPoolExecutor(threads, thread_name_prefix="sync") as pool:
            for kind in ItemKind:
                if kind in kinds and (kind is ItemKind.IDEA or not self._created):
                    self._drain(kind, pool, threads * _CLAIMED_PER_THREAD)

    @property
    def _stopped(self) -> bool:
        return self.trouble is not None or self.steering.cancelled

    def _drain(self, kind: ItemKind, pool: ThreadPoolExecutor, limit: int) -> None:
        """Send all rows of a kind; the next are claimed while the last are on their way."""
        after, more = "", True
        pending: _Pending = set()
        while more and not self._stopped:
            self.steering.wait_while_paused()
            rows, after = self.books.claim(kind, after, limit)
            more = bool(after)
            pending |= {pool.submit(self._send, each) for each in rows}
            while len(pending) > limit // 2:
                pending = self._settled(pending, FIRST_COMPLETED)
        self._settled(pending, ALL_COMPLETED)

    def _settled(self, pending: _Pending, when: str) -> _Pending:
        """Wait for requests, give back rows that were not even tried, return what is pending."""
        finished, left = wait(pending, return_when=when)
        untried = [row for each in finished if (row := each.result()) is not None]
        if untried:
            self.books.give_back(untried)
        return left

    def _send(self, claimed: Claimed) -> OutboxRow | None:
        """Send a row and note the outcome; returns it if it was not even tried."""
        row = claimed.row
        self.steering.wait_while_paused()
        if self._stopped:
            return row
        try:
            self._try(claimed)
        except Overtaken:
            raise
        except ModeratorError as error:
            self._note(row, error)
        except _Moved:
            self.books.put_off(row, None, msg("It was changed there in the meantime."))
        except Exception:  # noqa: BLE001  (it may have come after the request went out)
            _log.exception("sending %s failed", row.key)
            self.books.unclear(row, msg("Something unexpected went wrong."))
        self.on_row(row.key)
        return None

    def _try(self, claimed: Claimed) -> None:
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
        self.books.done(row, seen(remote), link)
        if row.creates and row.parent and row.kind not in self.connector.capabilities.listed:
            self.books.counted(row.parent)

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

    def _note(self, row: OutboxRow, error: ModeratorError) -> None:
        match error:
            case Refused():
                with self._lock:
                    self._failures = 0
                self.books.refused(row, written(error))
            case NotThere():
                self.books.put_off(row, None, written(error))
            case SignInNeeded():
                self.books.put_off(row, None, written(error))
                self.books.stop(written(error))
                self._end(error)
            case NotArrived():
                self._failed(error)
                self.books.put_off(row, self._later(row, error.pause), written(error))
            case NoClearAnswer() | BadServer():
                self._failed(error)
                self.books.unclear(row, written(error))
            case _:
                raise error

    def _failed(self, error: ModeratorError) -> None:
        with self._lock:
            self._failures += 1
            if self._failures < FAILURES_IN_A_ROW:
                return
        self._end(error)

    def _end(self, error: ModeratorError) -> None:
        with self._lock:
            self.trouble = self.trouble or error

    def _later(self, row: OutboxRow, asked: float | None) -> datetime:
        """Return when to try again: as asked for, else growing from 2 s to 10 min, by chance."""
        if asked is None:
            growing = min(_FIRST_PAUSE * 2 ** min(row.attempts - 1, 20), _GROWING_TO)
            # Not for secrets: only so that many laptops do not come back at the same moment.
            asked = growing * random.uniform(0.5, 1.5)  # noqa: S311
        return self.books.clock() + timedelta(seconds=min(max(asked, 0.0), LONGEST_PAUSE))
