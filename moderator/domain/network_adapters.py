"""Which of the laptop's network adapters leads to the phones in the room.

Virtual switches and tunnels have addresses that look just like those of the room's Wi-Fi, so each
adapter gets points for signs that phones can reach it. The points are a proposal: only a phone
that arrives is proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_CALL = 10
"""Two best adapters within so many points: a person has to choose."""

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
# Addresses that systems give themselves when they share their connection: Windows' hotspot,
# macOS' Internet Sharing (counting up from 192.168.2.1), NetworkManager's "shared" on Linux.
_SHARING = re.compile(r"192\.168\.137\.1|192\.168\.([2-9]|1\d)\.1|10\.42\.\d+\.1")
_WIFI = re.compile(r"\b(wi-?fi|wlan|wireless|802\.11)|^wl|airport", re.IGNORECASE)
_CABLE = re.compile(r"\b(ethernet|lan)\b|^(eth|en[opsx]|lan)", re.IGNORECASE)
_TUNNEL = re.compile(
    r"^(tun|tap|wg|utun|ppp|ipsec|gpd|zt|tailscale)|vpn|tunnel|wireguard|tailscale|zerotier",
    re.IGNORECASE,
)
# Never the bare word "virtual": Windows' own hotspot runs on a "Wi-Fi Direct Virtual Adapter".
_SWITCH = re.compile(
    r"vethernet|hyper-v|\bwsl\b|virtualbox|vboxnet|vmware|vmnet|docker|podman|^br-|^virbr|^veth|"
    r"^lxc|^lxd|^cni",
    re.IGNORECASE,
)


class AdapterKind(StrEnum):
    """What an adapter is, as far as its name tells."""

    WIFI = "wifi"
    CABLE = "cable"
    TUNNEL = "tunnel"
    SWITCH = "switch"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network adapter with one IPv4 address."""

    name: str
    address: str
    up: bool = True


@dataclass(frozen=True, slots=True)
class RatedAdapter:
    """An adapter that phones might reach.

    Attributes:
        points: below 0 it is never offered by itself.
        shares: its address is one that a system gives itself when it shares its connection.
    """

    adapter: Adapter
    kind: AdapterKind
    points: int
    shares: bool


def rate_adapters(adapters: Iterable[Adapter]) -> list[RatedAdapter]:
    """Return the adapters with a private IPv4 address, the likeliest first.

    Points: private address 30, a known sharing address 50, Wi-Fi 20, cable 10, tunnel or virtual
    switch −60. Loopback, link-local (169.254.0.0/16) and public addresses and adapters that are
    down are left out.
    """
    rated = [_rated(each) for each in adapters if each.up and _is_private(each.address)]
    return sorted(rated, key=lambda each: (-each.points, each.adapter.name, each.adapter.address))


def _is_private(address: str) -> bool:
    try:
        read = IPv4Address(address)
    except ValueError:
        return False
    return any(read in network for network in _PRIVATE)


def _rated(adapter: Adapter) -> RatedAdapter:
    kind = adapter_kind(adapter.name)
    shares = _SHARING.fullmatch(adapter.address) is not None
    bonus = {AdapterKind.WIFI: 20, AdapterKind.CABLE: 10, AdapterKind.OTHER: 0}.get(kind, -60)
    # A virtual switch has such an address by accident of its numbering, not because it shares.
    counts = shares and kind not in {AdapterKind.TUNNEL, AdapterKind.SWITCH}
    return RatedAdapter(adapter, kind, 30 + (50 if counts else 0) + bonus, shares=counts)


def adapter_kind(name: str) -> AdapterKind:
    """Return what kind of adapter a name speaks of."""
    if _TUNNEL.search(name):
        return AdapterKind.TUNNEL
    if _SWITCH.search(name):
        return AdapterKind.SWITCH
    if _WIFI.search(name):
        return AdapterKind.WIFI
    return AdapterKind.CABLE if _CABLE.search(name) else AdapterKind.OTHER


def likeliest_adapter(rated: list[RatedAdapter]) -> RatedAdapter | None:
    """Return the likeliest adapter that may be offered, None where all are unlikely."""
    return rated[0] if rated and rated[0].points >= 0 else None


def best_adapter(rated: list[RatedAdapter]) -> RatedAdapter | None:
    """Return the adapter to take without asking; None where a person has to choose."""
    offered = [each for each in rated if each.points >= 0]
    if not offered:
        return None
    if len(offered) > 1 and offered[0].points - offered[1].points <= CLOSE_CALL:
        return None
    return offered[0]
