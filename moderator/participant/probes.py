"""Friendly answers to what phones ask to find out whether a Wi-Fi has internet.

They reach us only where the router answers every name with the laptop's address. Answered as the
makers' servers do, the phone stays connected without asking; newer Androids ask over HTTPS, too,
and cannot be answered. Paths and bodies as phones have used them for years.
"""

from __future__ import annotations

_APPLE = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"

Probe = tuple[int, str, bytes]
"""Status, media type and body of an answer."""

PROBES: dict[str, Probe] = {
    "/generate_204": (204, "", b""),
    "/gen_204": (204, "", b""),
    "/hotspot-detect.html": (200, "text/html", _APPLE),
    "/library/test/success.html": (200, "text/html", _APPLE),
    "/connecttest.txt": (200, "text/plain", b"Microsoft Connect Test"),
    "/ncsi.txt": (200, "text/plain", b"Microsoft NCSI"),
    "/success.txt": (200, "text/plain", b"success\n"),
}
"""Android and ChromeOS, Apple, Apple (older), Windows, Windows (older), Firefox."""
