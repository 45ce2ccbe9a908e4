"""One thread does all the writing; what waits together is committed together.

There is no timer: while one commit waits for the disk, the next batch gathers. A caller is told
after the commit that contains its work, so "saved" is never said too early.

While a batch is written, before that wait, the event loop stands still. Python lets only one thread
run at a time; had the two to take turns at every statement, that would cost more than it gives.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from moderator.operations.together import Done, Outcome, run_together
from moderator.participant.refusals import Busy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderator.events import News
    from moderator.operations.desk import Desk

T = TypeVar("T")

MOST_WAITING = 2000
"""Writes that may wait; above it phones are asked to come back."""
MOST_TOGETHER = 256
"""Writes that share a commit at most, so that the first of them is not kept waiting."""
STAND_STILL = 0.02
"""Seconds that the event loop stands still for one batch at most, should it take longer."""
LOOK_EVERY = 0.25
"""Seconds between two looks whether another program has written."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A write with the future that waits for it; without a task, only a look at the store."""

    task: Callable[[], Any] | None
    answer: asyncio.Future[Any]


class Writer:
    """Gives the one writing thread its work and tells the event loop what came of it.

    Args:
        desk: the desk; this thread alone writes at it.
        after_batch: called on the event loop after every commit.
        changed_elsewhere: called on the event loop after another program has written, with what.
    """

    def __init__(
        self,
        desk: Desk,
        after_batch: Callable[[], None],
        changed_elsewhere: Callable[[News], None],
    ) -> None:
        self._desk = desk
        self._after_batch = after_batch
        self._changed_elsewhere = changed_elsewhere
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._arrived: list[_Waiting] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._looked = 0.0

    def start(self) -> None:
        """Start the thread; call it on the event loop that will be told."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Finish what waits, then end the thread."""
        if self._thread is not None:
            self._hand_over()
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    async def do(self, task: Callable[[], T]) -> T:
        """Run an operation on the writing thread; returns once its work is durable.

        Args:
            task: a call of one operation with the writer's desk.

        Raises:
            Busy: too much is waiting.
            ModeratorError: what the operation raised; nothing of it is kept.
        """
        done: T = await self._queued(task)
        return done

    async def look(self) -> None:
        """See now whether another program has written, instead of within a quarter of a second.

        Raises:
            Busy: too much is waiting.
        """
        await self._queued(None)

    async def _queued(self, task: Callable[[], Any] | None) -> Any:
        loop = self._loop
        if loop is None or self._thread is None or self._waiting >= MOST_WAITING:
            raise Busy
        answer: asyncio.Future[Any] = loop.create_future()
        if not self._arrived:
            # Once all that has arrived was read: the threads would be in each other's way.
            loop.call_soon(self._hand_over)
        self._arrived.append(_Waiting(task, answer))
        return await answer

    @property
    def _waiting(self) -> int:
        return self._queue.qsize() + len(self._arrived)

    def _hand_over(self) -> None:
        arrived, self._arrived = self._arrived, []
        for each in arrived:
            self._queue.put(each)

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._gather()
            writes = [each for each in batch if each.task is not None]
            looks = [each for each in batch if each.task is None]
            if writes:
                self._write(writes)
            if looks or time.monotonic() - self._looked >= LOOK_EVERY:
                self._look()
            if looks:
                self._tell(partial(self._settle, looks, [Done(None)] * len(looks)))

    def _gather(self) -> tuple[list[_Waiting], bool]:
        batch: list[_Waiting] = []
        try:
            found = self._queue.get(timeout=LOOK_EVERY)
            while found is not None:
                batch.append(found)
                if len(batch) >= MOST_TOGETHER:
                    return batch, True
                found = self._queue.get_nowait()
        except queue.Empty:
            return batch, True
        return batch, False

    def _write(self, batch: list[_Waiting]) -> None:
        tasks = [each.task for each in batch if each.task is not None]
        written = threading.Event()
        self._tell(partial(written.wait, STAND_STILL))
        try:
            outcomes = run_together(self._desk, tasks, before_commit=written.set)
        finally:
            written.set()
        self._tell(partial(self._settle, batch, outcomes))

    def _settle(self, batch: list[_Waiting], outcomes: Sequence[Outcome[Any]]) -> None:
        self._after_batch()
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if waiting.answer.done():
                continue
            if isinstance(outcome, Done):
                waiting.answer.set_result(outcome.value)
            else:
                waiting.answer.set_exception(outcome.error)

    def _look(self) -> None:
        """See whether another program has written; on this thread, which holds the connection."""
        self._looked = time.monotonic()
        try:
            news = self._desk.changed_elsewhere()
        except Exception:  # noqa: BLE001  (the next look may succeed)
            _log.warning("could not look for changes of other programs", exc_info=True)
            return
        if news is not None:
            self._tell(partial(self._changed_elsewhere, news))

    def _tell(self, told: Callable[[], object]) -> None:
        assert self._loop is not None  # noqa: S101  (set before the thread starts)
        try:
            self._loop.call_soon_threadsafe(told)
        except RuntimeError:
            # The loop was closed by force; what was committed stays committed.
            _log.debug("nobody is left to be told")
