"""A room full of phones through a whole vote: nobody is refused, forgotten or miscounted.

How long they wait is told by `benchmarks/bench_phones.py`.

The suite sends fewer phones at a faster pace; `MODERATOR_PHONES=500` sends them all, at the pace
of the pages themselves.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from benchmarks.filled_stores import make_workshop
from benchmarks.phone_evenings import CHANGES, Pace, live_through
from benchmarks.phone_servers import served

if TYPE_CHECKING:
    from pathlib import Path

PHONES = int(os.environ.get("MODERATOR_PHONES", "120"))
PACE = Pace() if PHONES >= 500 else Pace(arrive=1.0, ask=(0.6, 1.0), spread=1.0, think=1.0)
IDEAS = 40

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_room_full_of_phones_votes_and_sees_the_result(tmp_path: Path) -> None:
    desk, workshop_id = make_workshop(tmp_path, IDEAS)
    with served(tmp_path, workshop_id) as server:
        told = asyncio.run(live_through(desk, workshop_id, server, PHONES, PACE))
    desk.close()

    assert told.room.faults == []
    assert told.voters == told.ballots == PHONES
    assert told.counted == told.given
    assert len(told.room.waits["vote"]) >= PHONES * (1 + CHANGES)
