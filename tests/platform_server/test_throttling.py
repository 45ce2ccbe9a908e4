"""So many times within so many seconds, per whoever it is."""

from __future__ import annotations

import pytest

from moderator.platform_server import throttling
from moderator.platform_server.throttling import Throttle, neighbourhood


def test_it_lets_go_when_time_has_passed() -> None:
    moment = [100.0]
    throttle = Throttle(2, 60, lambda: moment[0])
    for _ in range(2):
        assert throttle.pause("a") == 0
        throttle.note("a")
        moment[0] += 10
    assert throttle.pause("a") == 40
    assert throttle.pause("b") == 0
    moment[0] += 40
    assert throttle.pause("a") == 0


def test_its_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "_MOST_REMEMBERED", 3)
    throttle = Throttle(1, 60, lambda: 0.0)
    for who in "abcd":
        throttle.note(who)
    assert [bool(throttle.pause(who)) for who in "abcd"] == [False, True, True, True]


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("what", "what"),
    ],
)
def test_one_network_of_ipv6_is_one_visitor(address: str, known_as: str) -> None:
    assert neighbourhood(address) == known_as
