"""Which of the laptop's addresses phones can reach: adapters are scored by what they look like.

The wrong address in a QR code is the commonest failure of software that is served from a laptop.
Points: a private IPv4 address 30; an address that sharing a connection uses 50 (Windows
192.168.137.1, macOS 192.168.2.1 and up with .1, NetworkManager 10.42.x.1); Wi-Fi 20; cable 10;
tunnels and VPN -60; virtual switches -60. Loopback, link-local and public addresses and adapters
that are down are left out. Below 0 an adapter is never offered by itself; two within 10 points of
each other are for a person to decide.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network

import psutil

PRIVATE_NETWORKS = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
NEARLY_EQUAL = 10

_SHARING = re.compile(r"192\.168\.137\.1|192\.168\.(?:[2-9]|1[0-9])\.1|10\.42\.\d{1,3}\.1")
_TUNNEL = re.compile(
    r"\b(?:tun|tap|wg|utun|ppp|ipsec|gpd)\d*\b|vpn|tailscale|zerotier|wireguard|\bzt[a-z0-9]{6,}\b",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"vethernet|hyper-v|\bwsl\b|virtualbox|vboxnet|vmware|vmnet|docker|\bbr-|virbr|\bveth|\blxc|"
    r"\blxd|\bpodman|\bcni",
    re.IGNORECASE,
)
_WIFI = re.compile(r"wi-?fi|wlan|wlp|wlx|wireless|802\.11", re.IGNORECASE)
_CABLE = re.compile(r"^(?:eth|en|em)[opsx]?\w*\d|ethernet|\blan\b", re.IGNORECASE)


class AdapterKind(StrEnum):
    """What an adapter is, as far as its name tells."""

    WIFI = "wifi"
    CABLE = "cable"
    TUNNEL = "tunnel"
    SWITCH = "switch"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network adapter with one IPv4 address.

    Attributes:
        name: as the system calls it.
        up: whether it is connected.
    """

    name: str
    address: str
    up: bool = True

    @property
    def kind(self) -> AdapterKind:
        """What it is, as far as its name tells."""
        # On Windows the hotspot is a "Wi-Fi Direct Virtual Adapter": the word virtual says nothing.
        for pattern, kind in (
            (_TUNNEL, AdapterKind.TUNNEL),
            (_SWITCH, AdapterKind.SWITCH),
            (_WIFI, AdapterKind.WIFI),
            (_CABLE, AdapterKind.CABLE),
        ):
            if pattern.search(self.name):
                return kind
        return AdapterKind.OTHER

    @property
    def usable(self) -> bool:
        """Whether phones could reach it at all."""
        return self.up and is_private(self.address)

    @property
    def shares(self) -> bool:
        """Whether the address is one that sharing a connection (a hotspot) uses."""
        return bool(_SHARING.fullmatch(self.address)) and self.kind not in {
            AdapterKind.TUNNEL,
            AdapterKind.SWITCH,
        }

    @property
    def score(self) -> int:
        """How likely phones reach it; see the head of this module."""
        return 30 + 50 * self.shares + _POINTS[self.kind]


_POINTS = {
    AdapterKind.WIFI: 20,
    AdapterKind.CABLE: 10,
    AdapterKind.TUNNEL: -60,
    AdapterKind.SWITCH: -60,
    AdapterKind.OTHER: 0,
}


@dataclass(frozen=True, slots=True)
class AdapterChoice:
    """Adapters phones could reach, the likeliest first.

    Attributes:
        best: the one to offer, None if all are unlikely.
        unsure: another one is nearly as likely: a person has to decide.
    """

    adapters: tuple[Adapter, ...]
    best: Adapter | None
    unsure: bool


def is_private(address: str) -> bool:
    """Tell whether `address` is a private IPv4 address (RFC 1918)."""
    try:
        parsed = IPv4Address(address)
    except ValueError:
        return False
    return any(parsed in network for network in PRIVATE_NETWORKS)


def choose_adapter(adapters: list[Adapter]) -> AdapterChoice:
    """Return the usable adapters by their score, and which one to offer."""
    usable = tuple(sorted((each for each in adapters if each.usable), key=lambda each: -each.score))
    likely = [each for each in usable if each.score >= 0]
    if not likely:
        return AdapterChoice(usable, None, unsure=False)
    unsure = len(likely) > 1 and likely[0].score - likely[1].score <= NEARLY_EQUAL
    return AdapterChoice(usable, likely[0], unsure)


def list_adapters() -> list[Adapter]:
    """Return the IPv4 addresses of this computer with their adapters."""
    states = psutil.net_if_stats()
    return [
        Adapter(name, each.address, name not in states or states[name].isup)
        for name, addresses in psutil.net_if_addrs().items()
        for each in addresses
        if each.family == socket.AF_INET
    ]
