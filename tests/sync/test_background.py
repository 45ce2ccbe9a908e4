from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from moderator.errors import ModeratorError
from moderator.sync.background import BackgroundSync
from moderator.sync.history import read_history
from tests.sync.test_runs import Evening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.sync.engine import Report


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[Evening]:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    made = Evening(file)
    yield made
    made.close()


class Reports:
    """Collects what the background tells, and waits for it."""

    def __init__(self) -> None:
        self.told: list[Report | ModeratorError] = []
        self._came = threading.Semaphore(0)

    def __call__(self, report: Report | ModeratorError) -> None:
        self.told.append(report)
        self._came.release()

    def next(self) -> Any:
        assert self._came.acquire(timeout=30)
        return self.told[-1]


def test_it_runs_at_once_and_again_when_told_that_the_network_is_back(evening: Evening) -> None:
    reports = Reports()
    background = BackgroundSync(evening.engine, reports)
    evening.chaos.chance, evening.chaos.faults = 1.0, evening.chaos.faults[:1]
    background.start()
    assert reports.next().trouble is not None
    evening.chaos.chance = 0.0
    background.hurry()
    assert reports.next().proven
    assert evening.sent == 5
    background.stop()
    sent = [line for line in read_history(evening.store, evening.scope) if line.what == "sent"]
    assert len(sent) == 5


def test_what_keeps_it_from_running_is_told_and_it_goes_on(evening: Evening) -> None:
    reports = Reports()
    engines = iter([ModeratorError("no board"), None])

    def open_engine() -> Any:
        error = next(engines)
        if error is not None:
            raise error
        return evening.engine()

    background = BackgroundSync(open_engine, reports)
    background.start()
    assert isinstance(reports.next(), ModeratorError)
    background.hurry()
    assert reports.next().proven
    background.stop()


def test_nothing_runs_after_the_stop(evening: Evening) -> None:
    reports = Reports()
    background = BackgroundSync(evening.engine, reports)
    background.stop()
    background.start()
    background.stop()
    assert evening.sent == 0


def test_a_platform_that_does_not_let_us_in_is_not_pressed(evening: Evening) -> None:
    reports = Reports()
    evening.secrets.kept["password"] = "wrong"
    background = BackgroundSync(evening.engine, reports)
    background.start()
    assert reports.next().trouble is not None
    background.hurry()
    background.stop()
    asked = [each for each in evening.adhocracy.asked if "/api/token/" in each]
    assert len(asked) == len(reports.told) == 1
