"""What is on the disk when a request goes out and when it was answered, on several threads."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ids import WorkshopId
from moderator.domain.platforms import (
    AccountId,
    Item,
    ItemKind,
    Link,
    OutboxRow,
    OutboxState,
    Reference,
    RemoteId,
    Scope,
)
from moderator.storage import sync_runs
from moderator.storage.database import file_url
from moderator.storage.store import Store, Task
from moderator.sync.books import Books
from moderator.sync.connectors import Capabilities, Parent, Remote
from moderator.sync.running import Overtaken, running
from moderator.sync.sending import Sender
from moderator.sync.steering import Steering
from tests.fakes.chaos import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SCOPE = Scope(AccountId("a"), WorkshopId("w"))
THREADS = 4
PATIENCE = 30
"""Seconds; a crowded machine may let threads wait for their turn."""


class Platform:
    """Takes everything; `meanwhile` is called while a request is under way."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.VOTES}), parallel=THREADS
    )

    def __init__(self, meanwhile: Callable[[Item], object]) -> None:
        self.meanwhile = meanwhile
        self.sent: list[str] = []

    def create(self, item: Item, parent: Parent | None, _picture: object) -> Remote:
        self.sent.append(item.key)
        self.meanwhile(item)
        place = parent.id if parent else RemoteId("")
        return Remote(item.kind, RemoteId(item.key), item.content, parent=place)


class Watched:
    """A run's books, and how often they were written to."""

    def __init__(self, file: Path) -> None:
        self.store = Store.open(file_url(file))
        self.clock = FakeClock()
        self.commits: Counter[str] = Counter()
        self._writing = self.store.writing
        self.store.writing = self._counted  # type: ignore[method-assign]

    def _counted(self, task: Task) -> Any:
        self.commits[task.operation] += 1
        return self._writing(task)

    @contextmanager
    def books(self) -> Iterator[Books]:
        with running(self.store, SCOPE.account_id, self.clock.now) as lock:
            yield Books(self.store, SCOPE, self.clock.now, lock)

    def send(self, books: Books, meanwhile: Callable[[Item], object]) -> Platform:
        platform: Any = Platform(meanwhile)
        Sender(books, platform, lambda _: None, Steering(), lambda _: None).send_all(
            frozenset(ItemKind)
        )
        sent: Platform = platform
        return sent

    def states(self) -> dict[str, OutboxState]:
        books = Books(self.store, SCOPE, self.clock.now)
        return {row.key: state for state in OutboxState for row in books.in_state(state)}


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Iterator[Watched]:
    file = tmp_path / "store.sqlite"
    shutil.copyfile(empty_store, file)
    made = Watched(file)
    yield made
    made.store.close()


def row(item: Item, clock: FakeClock) -> OutboxRow:
    return OutboxRow(
        SCOPE,
        *(item.key, item.kind, item.subject, item.title, item.reference, item.parent, True),
        *(item.content, tuple(item.content), "", clock.now()),
    )


def ideas(desk: Watched, count: int) -> list[OutboxRow]:
    items = (
        Item(ItemKind.IDEA, f"{n:04}", "Bänke", {"title": "Bänke"}, Reference(f"7F3A-{n:06}"))
        for n in range(count)
    )
    return [row(item, desk.clock) for item in items]


def test_a_request_goes_out_only_when_its_row_is_on_the_disk_as_sending(desk: Watched) -> None:
    seen = []
    with desk.books() as books:
        books.write_plan(ideas(desk, 20), [], [])
        desk.send(books, lambda item: seen.append(desk.states()[item.key]))
    assert seen == [OutboxState.SENDING] * 20
    assert set(desk.states().values()) == {OutboxState.DONE}


def test_outcomes_that_come_together_share_a_commit(desk: Watched) -> None:
    together = threading.Barrier(THREADS, timeout=PATIENCE)
    with desk.books() as books:
        books.write_plan(ideas(desk, 40), [], [])
        desk.send(books, lambda _item: together.wait())
    assert set(desk.states().values()) == {OutboxState.DONE}
    assert desk.commits["note_outcomes"] <= 20


def test_what_was_under_way_when_a_pause_began_is_noted_at_once(desk: Watched) -> None:
    steering, noted = Steering(), threading.Event()
    done: list[str] = []

    def tell(key: str) -> None:
        done.append(key)
        if len(done) == THREADS:
            noted.set()

    under_way = threading.Barrier(THREADS, action=steering.pause, timeout=PATIENCE)

    def wait(_item: Item) -> None:
        if not noted.is_set():
            under_way.wait()

    platform: Any = Platform(wait)
    with desk.books() as books:
        books.write_plan(ideas(desk, 30), [], [])
        sender = Sender(books, platform, lambda _: None, steering, tell)
        thread = threading.Thread(target=sender.send_all, args=[frozenset(ItemKind)])
        thread.start()
        try:
            assert noted.wait(PATIENCE)
            assert sorted(platform.sent) == sorted(done)
            assert [*desk.states().values()].count(OutboxState.DONE) == THREADS
        finally:
            steering.resume()
            thread.join(PATIENCE)
    assert len(platform.sent) == len(done) == 30


def test_an_interruption_sends_nothing_more_and_notes_what_was_under_way(desk: Watched) -> None:
    def interrupt(_key: str) -> None:
        if not platform.interrupted:
            platform.interrupted = True
            raise KeyboardInterrupt

    platform: Any = Platform(lambda _item: None)
    platform.interrupted = False
    with desk.books() as books:
        books.write_plan(ideas(desk, 100), [], [])
        sender = Sender(books, platform, lambda _: None, Steering(), interrupt)
        with pytest.raises(KeyboardInterrupt):
            sender.send_all(frozenset(ItemKind))
    states = desk.states()
    assert {key for key, state in states.items() if state is OutboxState.DONE} == {*platform.sent}
    assert len(platform.sent) < 100


def test_two_requests_for_one_idea_never_cross(desk: Watched) -> None:
    under_way: list[str] = []
    crossing: list[str] = []
    others = threading.Event()

    def look(item: Item) -> None:
        if item.parent in under_way:
            crossing.append(item.key)
        under_way.append(item.parent)
        others.wait(0.002)  # gives another thread every chance
        under_way.remove(item.parent)

    votes = [
        Item(ItemKind.VOTES, f"{idea}/{n}", "Bänke", {"text": "3"}, Reference(f"7F3A-R{n}"), idea)
        for idea in ("one", "two")
        for n in range(10)
    ]
    with desk.books() as books:
        moment = desk.clock.now()
        above = [
            Link(SCOPE, f"idea:{idea}", RemoteId(idea), "", {}, "x", moment, activity=0)
            for idea in ("one", "two")
        ]
        books.write_plan([row(item, desk.clock) for item in votes], above, [])
        desk.send(books, look)
        known = books.links(["idea:one", "idea:two"])
    assert crossing == []
    # All that hangs there is ours: nobody has to ask for it at the next look.
    assert [each.activity for each in known.values()] == [10, 10]


def test_a_run_that_slept_and_was_overtaken_sends_nothing_more(desk: Watched) -> None:
    def sleep() -> None:
        with desk.store.writing(Task("test", "sync")) as work:
            holder = sync_runs.holder(work, SCOPE.account_id)
            assert holder is not None
            sync_runs.hold(work, replace(holder, run="faster"))
        desk.clock.moment += timedelta(minutes=11)

    under_way = threading.Barrier(THREADS, action=sleep, timeout=PATIENCE)
    with desk.books() as books:
        books.write_plan(ideas(desk, 20), [], [])
        platform: Any = Platform(lambda _item: under_way.wait())
        sender = Sender(books, platform, lambda _: None, Steering(), lambda _: None)
        with pytest.raises(Overtaken):
            sender.send_all(frozenset(ItemKind))
    assert len(platform.sent) == THREADS
    assert OutboxState.DONE not in desk.states().values()
