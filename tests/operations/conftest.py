from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.storage.sqlite import _Writing
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


@pytest.fixture
def board(desk: Desk) -> Board:
    """Return six ideas: 1 and 2 hang in Grün, 3 to 5 in Wege, 6 in no cluster."""
    return board_with(desk, "Grün", "Grün", "Wege", "Wege", "Wege", "")


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return the list of transactions that ended from now on: whether by a commit."""
    ended: list[bool] = []
    leave = _Writing.__exit__

    def noted(writing: _Writing, kind: object, error: object, trace: object) -> None:
        ended.append(kind is None)
        leave(writing, kind, error, trace)

    monkeypatch.setattr(_Writing, "__exit__", noted)
    return ended


@pytest.fixture
def heard(desk: Desk, board: Board) -> list[Event]:
    """Return the list that every event from now on goes into."""
    del board  # made before anybody listens
    events: list[Event] = []
    desk.bus.subscribe(events.append)
    return events
