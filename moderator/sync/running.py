"""One run per account at a time, whoever starts it: window, command line or background.

The lock is a row in the store that names machine, process and run. On the same machine it is free
as soon as that process is gone, whatever the clock says; on another machine after ten minutes
without a sign of life.
"""

from __future__ import annotations

import os
import platform
import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import psutil

from moderator.domain.ids import new_id
from moderator.errors import ModeratorError, msg
from moderator.storage import sync_runs
from moderator.storage.store import Task
from moderator.storage.sync_runs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from moderator.domain.platforms import AccountId
    from moderator.storage.store import Store
    from moderator.storage.unit_of_work import Reader, UnitOfWork

SYNC = "sync"
"""The actor under which the store is written; nobody undoes its steps."""
PATIENCE = timedelta(minutes=10)
FRESH = PATIENCE / 10
_MADE_UP = 1 << 40
"""Set in `uuid.getnode()` where the machine has no network card to tell it by."""

_alive: set[str] = set()
"""Runs at work in this process."""


class AlreadyRunning(ModeratorError):
    """Another run is at work on this account."""

    exit_code = 5


class Overtaken(ModeratorError):
    """Another run took this run for dead and works in its place."""

    exit_code = 5


class RunLock:
    """What a run holds; every transaction of it asks whether it still does.

    Args:
        run: as it was written down.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._seen_at = run.began_at

    @property
    def run_id(self) -> str:
        """The run's own id."""
        return self._run.run

    def is_fresh(self, at: datetime) -> bool:
        """Tell whether the lock was seen a moment ago, so that nobody can have taken it over."""
        return abs(at - self._seen_at) < FRESH

    def look(self, reader: Reader, at: datetime) -> Run:
        """Make sure that the lock is still ours.

        Raises:
            Overtaken: it is not.
        """
        holder = sync_runs.holder(reader, self._run.account_id)
        if holder is None or holder.run != self._run.run:
            raise Overtaken(
                msg("Another run has taken over this sync."), msg("Nothing more was sent here.")
            )
        self._seen_at = at
        return holder

    def check(self, work: UnitOfWork, at: datetime) -> None:
        """Give a sign of life.

        Raises:
            Overtaken: the lock is not ours any more; the transaction must not go on.
        """
        holder = self.look(work, at)
        if at - holder.alive_at > FRESH / 2 or at < holder.alive_at:
            sync_runs.hold(work, replace(self._run, alive_at=at))


@contextmanager
def running(
    store: Store, account_id: AccountId, clock: Callable[[], datetime]
) -> Iterator[RunLock]:
    """Hold the account while the block runs.

    Raises:
        AlreadyRunning: another run holds it; nothing was done.
    """
    moment = clock()
    run = Run(account_id, new_id(), _machine(), os.getpid(), _began(os.getpid()), moment, moment)
    _alive.add(run.run)
    try:
        with store.writing(Task("begin_sync", SYNC)) as work:
            holder = sync_runs.holder(work, account_id)
            if holder is not None and not _is_gone(holder, moment):
                raise AlreadyRunning(
                    msg("This platform is being synced already, since {time}."),
                    msg("Nothing was done here. Wait until that run has ended."),
                    time=f"{holder.began_at.astimezone():%H:%M}",
                )
            sync_runs.hold(work, run)
        try:
            yield RunLock(run)
        finally:
            _release(store, run)
    finally:
        _alive.discard(run.run)


def _release(store: Store, run: Run) -> None:
    with store.writing(Task("end_sync", SYNC)) as work:
        holder = sync_runs.holder(work, run.account_id)
        if holder is not None and holder.run == run.run:
            sync_runs.release(work, run.account_id)


def _is_gone(holder: Run, moment: datetime) -> bool:
    if holder.machine != _machine():
        return abs(moment - holder.alive_at) > PATIENCE
    if holder.process == os.getpid() and holder.process_began == _began(os.getpid()):
        return holder.run not in _alive
    return _began(holder.process) != holder.process_began


@cache
def _machine() -> str:
    card = uuid.getnode()
    return f"{platform.node()}/{0 if card & _MADE_UP else card:x}"


def _began(process: int) -> str:
    """Return when a process began, empty if there is none."""
    try:
        return f"{psutil.Process(process).create_time():.2f}"
    except psutil.Error:
        return ""
