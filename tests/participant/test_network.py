"""Which address is offered to phones."""

from __future__ import annotations

import pytest

from moderator.participant.network import (
    Adapter,
    AdapterKind,
    choose_adapter,
    list_adapters,
)

HOTSPOT = Adapter("Microsoft Wi-Fi Direct Virtual Adapter", "192.168.137.1")
WIFI = Adapter("Wi-Fi", "192.168.178.42")
WSL = Adapter("vEthernet (WSL)", "172.28.80.1")
VPN = Adapter("VPN tunnel", "10.8.0.6")
UNPLUGGED = Adapter("Ethernet", "169.254.80.80")
LOOPBACK = Adapter("Loopback Pseudo-Interface 1", "127.0.0.1")


def test_a_laptop_with_a_hotspot_a_vpn_and_virtual_machines() -> None:
    choice = choose_adapter([LOOPBACK, UNPLUGGED, VPN, WSL, WIFI, HOTSPOT])
    assert choice.best == HOTSPOT
    assert not choice.unsure
    assert [(each, each.score) for each in choice.adapters] == [
        (HOTSPOT, 100),
        (WIFI, 50),
        (VPN, -30),
        (WSL, -30),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wlp3s0", AdapterKind.WIFI),
        ("wlan0", AdapterKind.WIFI),
        ("WLAN", AdapterKind.WIFI),
        ("Wi-Fi 2", AdapterKind.WIFI),
        ("eth0", AdapterKind.CABLE),
        ("enp0s31f6", AdapterKind.CABLE),
        ("Ethernet 3", AdapterKind.CABLE),
        ("en0", AdapterKind.CABLE),
        ("tun0", AdapterKind.TUNNEL),
        ("utun4", AdapterKind.TUNNEL),
        ("wg0", AdapterKind.TUNNEL),
        ("tailscale0", AdapterKind.TUNNEL),
        ("ZeroTier One [a1b2c3]", AdapterKind.TUNNEL),
        ("ppp0", AdapterKind.TUNNEL),
        ("docker0", AdapterKind.SWITCH),
        ("br-4f1c2d", AdapterKind.SWITCH),
        ("virbr0", AdapterKind.SWITCH),
        ("vEthernet (Default Switch)", AdapterKind.SWITCH),
        ("VMware Network Adapter VMnet8", AdapterKind.SWITCH),
        ("VirtualBox Host-Only Ethernet Adapter", AdapterKind.SWITCH),
        ("Microsoft Wi-Fi Direct Virtual Adapter #2", AdapterKind.WIFI),
        ("bridge100", AdapterKind.OTHER),
    ],
)
def test_adapters_are_known_by_their_names(name: str, kind: AdapterKind) -> None:
    assert Adapter(name, "192.168.1.2").kind is kind


@pytest.mark.parametrize(
    ("address", "shares"),
    [
        ("192.168.137.1", True),
        ("192.168.2.1", True),
        ("192.168.3.1", True),
        ("10.42.0.1", True),
        ("10.42.17.1", True),
        ("192.168.2.7", False),
        ("192.168.178.1", False),
        ("10.8.0.1", False),
    ],
)
def test_addresses_of_a_shared_connection(address: str, shares: bool) -> None:
    assert Adapter("wlan0", address).shares is shares


def test_a_virtual_switch_does_not_share_with_phones() -> None:
    assert not Adapter("virbr0", "10.42.0.1").shares


@pytest.mark.parametrize("address", ["8.8.8.8", "127.0.0.1", "169.254.1.1", "172.32.0.1", ""])
def test_addresses_that_no_phone_in_the_room_can_reach_are_left_out(address: str) -> None:
    assert choose_adapter([Adapter("wlan0", address)]).adapters == ()


def test_an_adapter_that_is_down_is_left_out() -> None:
    assert choose_adapter([Adapter("wlan0", "192.168.1.2", up=False)]).best is None


def test_two_that_are_nearly_alike_are_for_a_person_to_decide() -> None:
    choice = choose_adapter([Adapter("eth0", "192.168.1.2"), Adapter("wlan0", "192.168.1.3")])
    assert choice.unsure
    assert choice.best is not None
    assert choice.best.name == "wlan0"


def test_a_tunnel_alone_is_never_offered_by_itself() -> None:
    choice = choose_adapter([VPN])
    assert choice.best is None
    assert choice.adapters == (VPN,)


def test_this_computer_has_its_loopback() -> None:
    assert any(each.address == "127.0.0.1" for each in list_adapters())
