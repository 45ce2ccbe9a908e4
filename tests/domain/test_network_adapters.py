from __future__ import annotations

import pytest

from moderator.domain.network_adapters import (
    Adapter,
    AdapterKind,
    adapter_kind,
    best_adapter,
    rate_adapters,
)

OFFICE_LAPTOP = [
    Adapter("Loopback Pseudo-Interface 1", "127.0.0.1"),
    Adapter("Ethernet", "169.254.80.80"),
    Adapter("VPN tunnel", "10.8.0.6"),
    Adapter("vEthernet (WSL)", "172.28.80.1"),
    Adapter("Wi-Fi", "192.168.178.42"),
    Adapter("Microsoft Wi-Fi Direct Virtual Adapter", "192.168.137.1"),
    Adapter("Wi-Fi 2", "192.168.4.7", up=False),
    Adapter("Public", "203.0.113.7"),
]


def test_the_hotspot_wins_over_everything_else_on_a_crowded_laptop() -> None:
    rated = rate_adapters(OFFICE_LAPTOP)
    assert [(each.adapter.address, each.points) for each in rated] == [
        ("192.168.137.1", 100),
        ("192.168.178.42", 50),
        ("10.8.0.6", -30),
        ("172.28.80.1", -30),
    ]
    best = best_adapter(rated)
    assert best is not None
    assert best.adapter.address == "192.168.137.1"


def test_two_that_are_about_as_likely_are_for_a_person_to_choose() -> None:
    close = rate_adapters([Adapter("wlan0", "192.168.1.4"), Adapter("eth0", "192.168.1.5")])
    assert [each.points for each in close] == [50, 40]
    assert best_adapter(close) is None


def test_a_tunnel_is_never_taken_without_asking() -> None:
    assert best_adapter(rate_adapters([Adapter("tun0", "10.8.0.6")])) is None
    assert best_adapter([]) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wlan0", AdapterKind.WIFI),
        ("wlp3s0", AdapterKind.WIFI),
        ("WLAN", AdapterKind.WIFI),
        ("LAN-Verbindung* 3 (Wi-Fi Direct Virtual Adapter)", AdapterKind.WIFI),
        ("Drahtlos", AdapterKind.OTHER),
        ("en0", AdapterKind.OTHER),
        ("enp0s31f6", AdapterKind.CABLE),
        ("Ethernet 2", AdapterKind.CABLE),
        ("utun4", AdapterKind.TUNNEL),
        ("wg0", AdapterKind.TUNNEL),
        ("tailscale0", AdapterKind.TUNNEL),
        ("br-2f8a", AdapterKind.SWITCH),
        ("docker0", AdapterKind.SWITCH),
        ("podman1", AdapterKind.SWITCH),
        ("lxcbr0", AdapterKind.SWITCH),
        ("cni0", AdapterKind.SWITCH),
        ("virbr0", AdapterKind.SWITCH),
        ("vEthernet (Default Switch)", AdapterKind.SWITCH),
        ("VirtualBox Host-Only Network", AdapterKind.SWITCH),
    ],
)
def test_the_name_tells_the_kind(name: str, kind: AdapterKind) -> None:
    assert adapter_kind(name) is kind


@pytest.mark.parametrize("address", ["192.168.137.1", "192.168.2.1", "192.168.3.1", "10.42.0.1"])
def test_addresses_of_shared_connections_are_known(address: str) -> None:
    (rated,) = rate_adapters([Adapter("x0", address)])
    assert (rated.shares, rated.points) == (True, 80)


@pytest.mark.parametrize("address", ["192.168.178.1", "10.0.0.1", "172.20.10.2", "192.168.0.1"])
def test_a_router_is_not_taken_for_the_laptop(address: str) -> None:
    (rated,) = rate_adapters([Adapter("x0", address)])
    assert (rated.shares, rated.points) == (False, 30)


@pytest.mark.parametrize(
    "address", ["::1", "fe80::1", "", "not an address", "8.8.8.8", "172.32.0.1"]
)
def test_what_phones_cannot_reach_is_left_out(address: str) -> None:
    assert rate_adapters([Adapter("x0", address)]) == []
