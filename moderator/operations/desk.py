"""The desk: an opened store, who works at it, and who wants to hear what happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from moderator.events import EventBus
from moderator.storage.database import file_url
from moderator.storage.journal import Kind
from moderator.storage.store import Store, Task

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType

    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.events import Event, News
    from moderator.paths import Paths
    from moderator.storage.unit_of_work import Reader, UnitOfWork


class Actor(StrEnum):
    """Who acts. Moderator and co-moderators share one history; phones never undo each other.

    What the program notes by itself, as which address was printed, nobody takes back.
    """

    MODERATOR = "moderator"
    PHONE = "phone"
    PROGRAM = "program"


@dataclass(slots=True)
class Doing:
    """An operation under way: its transaction, and the events to tell after the commit."""

    work: UnitOfWork
    task: Task
    events: list[Event] = field(default_factory=list)

    @property
    def about(self) -> dict[str, str]:
        """Words for the journal that tell this step apart."""
        return self.task.about

    def belongs_to(self, workshop_id: WorkshopId) -> None:
        """Say whose history it is, where only the transaction itself can find out."""
        self.task.workshop_id = workshop_id

    def tell(self, event: Event) -> None:
        """Publish `event` once the transaction is durable."""
        self.events.append(event)


class _Doing:
    """The block of one operation; a class because a vote would feel the weight of a generator."""

    __slots__ = ("_desk", "_doing", "_task", "_writing")

    def __init__(self, desk: Desk, task: Task) -> None:
        self._desk = desk
        self._task = task

    def __enter__(self) -> Doing:
        self._writing = self._desk.store.writing(self._task)
        self._doing = Doing(self._writing.__enter__(), self._task)
        return self._doing

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writing.__exit__(kind, error, trace)
        if error is None:
            self._desk.store.once_durable(partial(self._desk.publish, self._doing.events))


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every operation."""

    store: Store
    paths: Paths
    actor: Actor = Actor.MODERATOR
    bus: EventBus = field(default_factory=EventBus)

    def reading(self) -> AbstractContextManager[Reader]:
        """Give a reader on one snapshot."""
        return self.store.reading()

    def doing(
        self,
        operation: str,
        workshop_id: WorkshopId | None,
        *,
        ballots_of: RoundId | None = None,
        kind: Kind = Kind.DO,
        reverses: int | None = None,
    ) -> AbstractContextManager[Doing]:
        """Give the transaction of one operation; commit, then publish its events.

        Within `run_together` both come at its end.

        Args:
            operation: the operation's name in the journal.
            workshop_id: the workshop whose history it belongs to.
            ballots_of: the open round whose key seals the journal entry.
            kind: how it enters the journal.
            reverses: the entry it undoes or redoes.

        Raises:
            StoreError: nothing was changed.
        """
        task = Task(operation, self.actor, workshop_id, ballots_of, kind, reverses)
        return _Doing(self, task)

    def publish(self, events: list[Event]) -> None:
        """Tell everybody who wants to know of `events`."""
        for event in events:
            self.bus.publish(event)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def changed_elsewhere(self) -> News | None:
        """Return what other programs have written since this was last asked, None if nothing."""
        return self.store.changed_elsewhere()


def open_desk(paths: Paths, store_url: str | None = None, actor: Actor = Actor.MODERATOR) -> Desk:
    """Open the store of a profile, or the one at `store_url`.

    Raises:
        StoreError: it cannot be opened; the sentence says why.
        BadInput: the profile folder cannot be made, or the address is not one of a store.
    """
    paths.create_profile()
    url = store_url or file_url(paths.store_file)
    return Desk(Store.open(url, paths.backups), paths, actor)
