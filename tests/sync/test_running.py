from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderator.domain.moments import now
from moderator.domain.platforms import AccountId
from moderator.storage import sync_runs
from moderator.storage.store import Task
from moderator.sync import running as module
from moderator.sync.running import AlreadyRunning, Overtaken, RunLock, running

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from moderator.storage.sync_runs import Run

ACCOUNT = AccountId("a")


def held(desk: Desk) -> Run:
    with desk.reading() as reader:
        found = sync_runs.holder(reader, ACCOUNT)
    assert found is not None
    return found


def hold(desk: Desk, run: Run) -> None:
    with desk.store.writing(Task("test", "sync")) as work:
        sync_runs.hold(work, run)


def example(desk: Desk) -> Run:
    with running(desk.store, ACCOUNT, now):
        return held(desk)


def test_a_second_run_is_told_so_and_the_first_goes_on(desk: Desk) -> None:
    with running(desk.store, ACCOUNT, now) as lock:
        with (
            pytest.raises(AlreadyRunning, match="being synced already"),
            running(desk.store, ACCOUNT, now),
        ):
            raise AssertionError
        with desk.store.writing(Task("test", "sync")) as work:
            lock.check(work, now())
    with running(desk.store, ACCOUNT, now):
        pass


def test_two_accounts_do_not_wait_for_each_other(desk: Desk) -> None:
    with running(desk.store, ACCOUNT, now), running(desk.store, AccountId("b"), now):
        pass


@pytest.mark.parametrize("process", [os.getpid(), 2**22 + 1], ids=["this", "unknown"])
def test_a_run_of_a_process_that_died_holds_nobody_up(desk: Desk, process: int) -> None:
    dead = replace(example(desk), run="dead", process=process)
    if process != os.getpid():
        dead = replace(dead, process_began="12.34")
    hold(desk, dead)
    with running(desk.store, ACCOUNT, now):
        assert held(desk).run != "dead"


def test_another_machine_is_believed_for_ten_minutes(desk: Desk) -> None:
    moment = now()
    other = replace(example(desk), run="other", machine="elsewhere", alive_at=moment)
    hold(desk, other)
    with (
        pytest.raises(AlreadyRunning),
        running(desk.store, ACCOUNT, lambda: moment + timedelta(minutes=9)),
    ):
        raise AssertionError
    with running(desk.store, ACCOUNT, lambda: moment + timedelta(minutes=11)):
        assert held(desk).run != "other"


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_jumps_does_not_lock_an_account_for_ever(desk: Desk, days: int) -> None:
    other = replace(example(desk), machine="elsewhere", alive_at=now() + timedelta(days=days))
    hold(desk, other)
    with running(desk.store, ACCOUNT, now):
        pass


def test_a_run_that_was_overtaken_writes_nothing_more(desk: Desk) -> None:
    with running(desk.store, ACCOUNT, now) as lock:
        hold(desk, replace(held(desk), run="faster"))
        with pytest.raises(Overtaken), desk.store.writing(Task("test", "sync")) as work:
            lock.check(work, now())
    assert held(desk).run == "faster"


def test_a_long_run_gives_signs_of_life(desk: Desk) -> None:
    with running(desk.store, ACCOUNT, now) as lock:
        later = now() + timedelta(minutes=5)
        with desk.store.writing(Task("test", "sync")) as work:
            RunLock.check(lock, work, later)
        assert held(desk).alive_at == later
    assert module._alive == set()
