"""Whether the address of a page leads anywhere once the evening's network is gone."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

_LOCAL_ENDINGS = (".local", ".localhost", ".lan", ".home", ".internal", ".home.arpa", ".fritz.box")


def lasts_the_evening_only(address: str) -> bool:
    """Tell whether `address` names a place in a private network.

    Private and link-local addresses (RFC 1918, 3927, 4193), names of one word, and endings that
    only a local network answers (RFC 6762, 6761, 8375). An empty address or one that is none is no
    such place.
    """
    try:
        host = (urlsplit(address.strip()).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    if not host:
        return False
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS) or host == "fritz.box"
