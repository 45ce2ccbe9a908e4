from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from moderator.domain.ids import WorkshopId
from moderator.events import Event, EventBus, WorkshopChanged

if TYPE_CHECKING:
    import pytest

CHANGED = WorkshopChanged(WorkshopId("w"))


def test_everybody_who_subscribed_hears_in_order() -> None:
    bus, heard = EventBus(), list[tuple[str, Event]]()
    bus.subscribe(lambda event: heard.append(("first", event)))
    bus.subscribe(lambda event: heard.append(("second", event)))
    bus.publish(CHANGED)
    assert heard == [("first", CHANGED), ("second", CHANGED)]


def test_who_has_left_hears_nothing_more() -> None:
    bus, heard = EventBus(), list[Event]()
    leave = bus.subscribe(heard.append)
    leave()
    bus.publish(CHANGED)
    assert heard == []


def test_leaving_while_hearing_keeps_nobody_else_from_it() -> None:
    bus, heard = EventBus(), list[str]()

    def once(_event: Event) -> None:
        heard.append("once")
        leave()

    leave = bus.subscribe(once)
    bus.subscribe(lambda _event: heard.append("always"))
    bus.publish(CHANGED)
    bus.publish(CHANGED)
    assert heard == ["once", "always", "always"]


def test_one_who_fails_is_noted_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = EventBus(), list[Event]()

    def fail(_event: Event) -> None:
        raise RuntimeError

    bus.subscribe(fail)
    bus.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        bus.publish(CHANGED)
    assert heard == [CHANGED]
    assert "WorkshopChanged" in caplog.text
