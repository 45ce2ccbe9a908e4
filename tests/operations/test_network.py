from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import TYPE_CHECKING

import psutil

from moderator.operations.network import list_adapters

if TYPE_CHECKING:
    import pytest


def test_the_adapters_of_this_machine_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(family: socket.AddressFamily, address: str) -> SimpleNamespace:
        return SimpleNamespace(family=family, address=address)

    found = {
        "wlan0": [entry(socket.AF_INET6, "fe80::1"), entry(socket.AF_INET, "192.168.1.4")],
        "eth0": [entry(socket.AF_INET, "192.168.1.5")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: found)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"eth0": SimpleNamespace(isup=False)})
    assert [each.adapter.name for each in list_adapters()] == ["wlan0"]


def test_loopback_alone_is_no_way_for_phones() -> None:
    assert all(not each.adapter.address.startswith("127.") for each in list_adapters())
