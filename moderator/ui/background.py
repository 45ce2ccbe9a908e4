"""The one worker thread that owns the desk: all reading and writing happens there.

The main thread asks (`Background.ask`) and goes on; answers, failures and events come back as
calls on the main thread, in the order in which they were asked for. Work that was asked for
before the desk is open waits in the queue.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from moderator.errors import ModeratorError
from moderator.ui.event_relay import EventRelay

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.operations.desk import Desk

LOOK_ABROAD_EVERY = 0.5
"""Seconds between two looks for changes that other programs made to the store."""

_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(eq=False)
class Errand:
    """One piece of work on its way; `cancel` takes it back as long as it has not begun.

    Attributes:
        changes: whether the work writes, so that a commit stands behind its answer.
    """

    asker: QObject
    work: Callable[[Desk], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    changes: bool
    cancelled: bool = field(default=False, init=False)

    def cancel(self) -> None:
        """Do not begin the work; the answer of work that has begun is not delivered."""
        self.cancelled = True


class _Worker(QObject):
    """Opens the desk, then does one errand after the other until None comes.

    Its signals are sent from a thread of Python's own and arrive on the main thread.
    """

    answered = Signal(object, object, object)  # errand, value, error
    told = Signal()  # what an errand brought about, after its answer
    opened = Signal()
    not_opened = Signal(object)
    changed_elsewhere = Signal()

    def __init__(self, open_desk: Callable[[], Desk], relay: EventRelay) -> None:
        super().__init__()
        self.thread_of_desk = threading.Thread(target=self._run, name="desk")
        self.errands: SimpleQueue[Errand | None] = SimpleQueue()
        self._open_desk = open_desk
        self._relay = relay
        self._desk: Desk | None = None
        self._looked = time.monotonic()

    def _run(self) -> None:
        try:
            self._try_to_open()
            while (errand := self._next()) is not None:
                self._do(errand)
        finally:
            if self._desk is not None:
                self._desk.close()

    def _next(self) -> Errand | None:
        while True:
            self._look_abroad()
            try:
                return self.errands.get(timeout=LOOK_ABROAD_EVERY)
            except Empty:
                continue

    def _try_to_open(self) -> Exception | None:
        try:
            self._desk = self._open_desk()
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if not isinstance(error, ModeratorError):
                _log.exception("the store could not be opened")
            self.not_opened.emit(error)
            return error
        # The first look only remembers what it sees; it has to come before anything is read.
        self._desk.changed_elsewhere()
        self._desk.bus.subscribe(self._relay)
        self.opened.emit()
        return None

    def _do(self, errand: Errand) -> None:
        value, error = None, None
        if self._desk is None and not errand.cancelled:
            error = self._try_to_open()
        if self._desk is not None and not errand.cancelled:
            value, error = _attempt(errand.work, self._desk)
        self.answered.emit(errand, value, error)
        self._relay.tell(errand.asker)
        self.told.emit()

    def _look_abroad(self) -> None:
        if self._desk is None or time.monotonic() - self._looked < LOOK_ABROAD_EVERY:
            return
        self._looked = time.monotonic()
        news, _ = _attempt(lambda desk: desk.changed_elsewhere(), self._desk)
        if news is None:
            return
        if news.dots is None:
            self.changed_elsewhere.emit()
        for event in news.dots or ():
            self._relay(event)
        self._relay.tell(None)


def _attempt(work: Callable[[Desk], T], desk: Desk) -> tuple[T | None, Exception | None]:
    try:
        return work(desk), None
    except Exception as error:  # noqa: BLE001 (told to the person and logged)
        if not isinstance(error, ModeratorError):
            _log.exception("work failed in a way that was not expected")
        return None, error


class Background(QObject):
    """The main thread's side of the worker.

    Signals:
        opened: the desk is open.
        not_opened: it could not be opened, and why; the next question tries again.
        happened: an event and who asked for the work behind it.
        changed_elsewhere: another program wrote to the store; ballots alone are told by `happened`.
        saving: work that writes is under way.
        saved: work that writes has been committed.
        not_saved: work that writes has failed.
        unexpected: work failed with an error that nobody planned for.
        busy: how many errands are under way.
    """

    opened = Signal()
    not_opened = Signal(object)
    happened = Signal(object, object)
    changed_elsewhere = Signal()
    saving = Signal()
    saved = Signal()
    not_saved = Signal()
    unexpected = Signal(object)
    busy = Signal(int)

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        super().__init__()
        self._relay = EventRelay()
        self._worker = _Worker(open_desk, self._relay)
        self._under_way = self._untold = 0
        queued = Qt.ConnectionType.QueuedConnection
        self._relay.happened.connect(self.happened, queued)
        self._worker.answered.connect(self._deliver, queued)
        self._worker.told.connect(self._note_told, queued)
        self._worker.opened.connect(self.opened, queued)
        self._worker.not_opened.connect(self.not_opened, queued)
        self._worker.changed_elsewhere.connect(self.changed_elsewhere, queued)

    @property
    def under_way(self) -> int:
        """How many errands are under way, or have events that were not told yet."""
        return self._untold

    def start(self) -> None:
        """Begin to work."""
        self._worker.thread_of_desk.start()

    def stop(self) -> None:
        """Finish everything asked for so far, close the desk and end; waits for it."""
        self._worker.errands.put(None)
        if self._worker.thread_of_desk.is_alive():
            self._worker.thread_of_desk.join()

    def ask(
        self,
        asker: QObject,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        changes: bool = False,
    ) -> Errand:
        """Have `work` done with the desk on the worker thread.

        Args:
            asker: the screen or dialog that asks; if it is gone, nobody is called.
            work: what to do; must not touch widgets.
            done: called with the result on the main thread.
            failed: called with the error on the main thread; an error that is not a
                `ModeratorError` is also told by `unexpected`.
            changes: the work writes; `saved` follows.
        """
        errand = Errand(asker, work, done, failed, changes)
        self._under_way += 1
        self._untold += 1
        self.busy.emit(self._under_way)
        if changes:
            self.saving.emit()
        self._worker.errands.put(errand)
        return errand

    def _note_told(self) -> None:
        self._untold -= 1

    def _deliver(self, errand: Errand, value: object, error: Exception | None) -> None:
        self._under_way -= 1
        self.busy.emit(self._under_way)
        if errand.changes:
            (self.saved if error is None else self.not_saved).emit()
        if isValid(errand.asker) and not errand.cancelled:
            if error is None and errand.done is not None:
                errand.done(value)
            elif error is not None and errand.failed is not None:
                errand.failed(error)
        if error is not None and not isinstance(error, ModeratorError):
            self.unexpected.emit(error)
