"""Plan, apply, prove: one run of the sync, from reading the platform to the proof.

docs/sync.md tells the algorithm. A run goes round: read the platform, settle what is unclear, plan,
send. The round after the last sending reads the platform once more and finds nothing to do: that is
the proof. A run with nothing to do reads once and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from moderator.domain.moments import now
from moderator.domain.platforms import ItemKind, OutboxState, Scope
from moderator.sync.answers import (
    BadServer,
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    SignInNeeded,
)
from moderator.sync.books import Books
from moderator.sync.comparing import Action
from moderator.sync.guarding import Guarded
from moderator.sync.looking import Looking
from moderator.sync.planning import Plan, Planner
from moderator.sync.reasons import written
from moderator.sync.running import running
from moderator.sync.sending import FAILURES_IN_A_ROW, Sender
from moderator.sync.settling import Settling
from moderator.sync.steering import Steering
from moderator.sync.there import read_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from moderator.domain.platforms import Item, OutboxRow
    from moderator.errors import ModeratorError
    from moderator.storage.store import Store
    from moderator.sync.connectors import Connector, Picture

MOST_ROUNDS = 6
LONGEST_WAIT = 30.0
"""Seconds that a run waits for a platform that asks for a pause; else the next run goes on."""

EVERY_KIND = frozenset(ItemKind)


class Materials(Protocol):
    """What should stand on the platform."""

    def items(self) -> Iterator[Item]:
        """Yield all items, ideas before what hangs on them."""

    def picture(self, subject: str) -> Picture | None:
        """Return the picture of an idea as it is to be sent."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; `total` grows when more is found to do."""

    done: int
    total: int


@dataclass(slots=True)
class Report:
    """What a run did, or what the outbox looks like now.

    Attributes:
        plan: what the first round planned.
        counts: outbox rows by state.
        refused: rows that a person has to look at.
        trouble: why it ended early, None if it did not.
        proven: whether the last look at the platform found nothing left to do.
        adopted: how many items stand there that were not sent from here: they were found there
            (a restored backup, a colleague's laptop) or brought from there.
    """

    plan: Plan
    counts: dict[OutboxState, int]
    refused: list[OutboxRow]
    trouble: ModeratorError | None = None
    proven: bool = False
    adopted: int = 0

    @property
    def there(self) -> int:
        """How many items are known to stand there; what the plan found gone is not."""
        return max(self.counts[OutboxState.DONE] + self.adopted - self.plan.absent, 0)

    @property
    def needs_person(self) -> bool:
        """Whether something waits for a decision."""
        return bool(self.refused or self.plan.decisions)


@dataclass(slots=True)
class Engine:
    """Syncs one workshop with one account.

    Attributes:
        clock: the time, UTC.
        on_progress: told after each item, on any thread.
    """

    store: Store
    scope: Scope
    connector: Connector
    materials: Materials
    steering: Steering = field(default_factory=Steering)
    clock: Callable[[], datetime] = now
    on_progress: Callable[[Progress], None] | None = None

    def __post_init__(self) -> None:
        self.connector = Guarded(self.connector)

    def plan(self, kinds: frozenset[ItemKind] = EVERY_KIND) -> Plan:
        """Return what a run would do now; nothing is written, here or there.

        Raises:
            NotArrived, NoClearAnswer, BadServer, SignInNeeded: the platform could not be read.
        """
        books = Books(self.store, self.scope, self.clock)
        last_seen, linked = books.known()
        looking = Looking(self.connector, read_there(self.connector.survey(), last_seen))
        planner = Planner(books, self.connector, looking, False, True, kinds)
        return planner.make(self.materials.items(), linked)

    def apply(self, kinds: frozenset[ItemKind] = EVERY_KIND) -> Report:
        """Bring the platform up to date, and prove it.

        Raises:
            AlreadyRunning: another run is at work; nothing was done.
            StoreError: the store cannot be written.
        """
        with running(self.store, self.scope.account_id, self.clock) as lock:
            books = Books(self.store, self.scope, self.clock, lock)
            books.recover()
            return _Run(self, books, kinds).go_round()

    def status(self) -> Report:
        """Return what the outbox holds, without asking the platform."""
        return report_of(Books(self.store, self.scope, self.clock), Plan())


def report_of(books: Books, plan: Plan) -> Report:
    """Return a report about the outbox as it is now."""
    refused = list(books.in_state(OutboxState.REFUSED))
    return Report(plan, books.count(), refused, adopted=books.count_adopted())


@dataclass(slots=True)
class _Run:
    engine: Engine
    books: Books
    kinds: frozenset[ItemKind]
    _finished: int = 0
    _total: int = 0

    def go_round(self) -> Report:
        first: Plan | None = None
        trouble: ModeratorError | None = None
        proven, failures = False, 0
        for _round in range(MOST_ROUNDS):
            try:
                plan, sender = self._one_round()
            except (NotArrived, NoClearAnswer) as error:
                trouble, failures = error, failures + 1
                if failures == FAILURES_IN_A_ROW or not self._wait_after(error, failures):
                    break
                continue
            except (BadServer, SignInNeeded, Refused, NotThere) as error:
                trouble = error
                break
            first = first or plan
            trouble = sender.trouble
            if self._ends(trouble):
                break
            # What was only noted, for example the older of two copies, has yet to be proven.
            busy = sender.written or plan.needing.get(Action.LINK)
            if not busy and not self._wait_for_rest():
                proven = not self._open_ends()
                break
        stopped = written(trouble) if isinstance(trouble, SignInNeeded) else ""
        if first or stopped:
            self.books.stop(stopped)
        report = report_of(self.books, first or Plan())
        report.trouble, report.proven = trouble, proven
        return report

    def _ends(self, trouble: ModeratorError | None) -> bool:
        # Answers that are not clear are looked into by the next round.
        unclear = isinstance(trouble, (NoClearAnswer, BadServer))
        return self.engine.steering.cancelled or (trouble is not None and not unclear)

    def _wait_after(self, error: ModeratorError, failures: int) -> bool:
        """Wait before the platform is read again; False if that would take too long."""
        asked = error.pause if isinstance(error, NotArrived) else None
        pause = 2.0**failures if asked is None else asked
        if pause > LONGEST_WAIT:
            return False
        self.engine.steering.wait(pause)
        return not self.engine.steering.cancelled

    def _one_round(self) -> tuple[Plan, Sender]:
        engine, connector = self.engine, self.engine.connector
        last_seen, linked = self.books.known()
        looking = Looking(connector, read_there(connector.survey(), last_seen))
        Settling(self.books, connector, looking).settle_all()
        planner = Planner(self.books, connector, looking, True, False, self.kinds)
        plan = planner.make(engine.materials.items(), linked)
        self._total = self._finished + self.books.count()[OutboxState.WAITING]
        self._tell()
        sender = Sender(
            self.books, connector, engine.materials.picture, engine.steering, self._count
        )
        for surplus in plan.surplus:
            sender.written += 1
            connector.remove(surplus.remote, surplus.parent)
            self.books.removed(surplus.item.key, surplus.item.title, surplus.copy.url)
        sender.send_all(self.kinds)
        return plan, sender

    def _wait_for_rest(self) -> bool:
        """Wait for rows that are to be tried again soon; False if there are none."""
        moment = self.engine.clock()
        pauses = [
            max((row.next_try_at - moment).total_seconds(), 0.0) if row.next_try_at else 0.0
            for row in self.books.in_state(OutboxState.WAITING)
            if row.kind in self.kinds and row.attempts
        ]
        soon = [pause for pause in pauses if pause <= LONGEST_WAIT]
        if not soon:
            return False
        self.engine.steering.wait(max(soon))
        return not self.engine.steering.cancelled

    def _open_ends(self) -> bool:
        """Tell whether anything is still on its way, also what waits for a later time."""
        counts = self.books.count()
        states = (OutboxState.UNCLEAR, OutboxState.SENDING, OutboxState.WAITING)
        return any(counts[state] for state in states)

    def _count(self, _key: str) -> None:
        self._finished += 1
        self._tell()

    def _tell(self) -> None:
        if self.engine.on_progress is not None:
            self.engine.on_progress(Progress(self._finished, max(self._total, self._finished)))
