"""The laptop's network adapters as they are now."""

from __future__ import annotations

import socket

import psutil

from moderator.domain.network_adapters import Adapter, RatedAdapter, rate_adapters


def list_adapters() -> list[RatedAdapter]:
    """Return the adapters at which phones might reach this laptop, the likeliest first."""
    states = psutil.net_if_stats()
    return rate_adapters(
        Adapter(name, address.address, up=name not in states or states[name].isup)
        for name, addresses in psutil.net_if_addrs().items()
        for address in addresses
        if address.family is socket.AddressFamily.AF_INET
    )
