"""What is said about the laptop's network adapters, and what may keep phones from arriving."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from moderator.domain.network_adapters import AdapterKind, best_adapter, likeliest_adapter
from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.network_adapters import RatedAdapter
    from moderator.i18n import Words

HOTSPOT_PHONES = 8
"""Phones that a laptop's own hotspot usually takes."""

_REASONS = {
    AdapterKind.WIFI: msg("Wi-Fi"),
    AdapterKind.CABLE: msg("by cable"),
    AdapterKind.TUNNEL: msg("VPN, leads elsewhere"),
    AdapterKind.SWITCH: msg("for virtual machines, phones do not get there"),
    AdapterKind.OTHER: msg("unknown kind"),
}
_FIREWALLS = {
    "win32": msg(
        "If no phone gets through: the Windows firewall has to allow Moderator, "
        "for public networks too."
    ),
    "darwin": msg(
        "If no phone gets through: in the system settings, the firewall has to allow "
        "incoming connections for Moderator."
    ),
}
_FIREWALL = msg("If no phone gets through: the laptop's firewall has to allow Moderator.")


def firewall_words(platform: str = sys.platform) -> str:
    """Return the message id of the sentence about the firewall of a system."""
    return _FIREWALLS.get(platform, _FIREWALL)


def adapter_line(w: Words, each: RatedAdapter) -> str:
    """Return address, name, and why it is or is not likely, in plain words."""
    reason = w("this laptop's own hotspot") if each.shares else w(_REASONS[each.kind])
    return f"{each.adapter.address} · {each.adapter.name} · {reason}"


def used_adapter(adapters: Sequence[RatedAdapter], chosen: str) -> RatedAdapter | None:
    """Return the adapter that was chosen by hand, else the likeliest; None where there is none."""
    known = [each for each in adapters if each.adapter.address == chosen]
    return known[0] if known else likeliest_adapter(list(adapters))


def network_hint(
    w: Words, adapters: Sequence[RatedAdapter], chosen: str, expected: int | None
) -> str:
    """Return what to look out for with the adapter that is used.

    Args:
        w: the words.
        adapters: all adapters, rated.
        chosen: the address chosen by hand, empty for the likeliest.
        expected: number of people expected, None if unknown.
    """
    used = used_adapter(adapters, chosen)
    if used is None:
        return w("This laptop is in no network. Switch on its hotspot or join the room's Wi-Fi.")
    if used.shares:
        return _hotspot_hint(w, expected)
    if used.kind in {AdapterKind.TUNNEL, AdapterKind.SWITCH}:
        return w("Phones in the room hardly get here. Better choose another network.")
    if not chosen and best_adapter(list(adapters)) is None:
        return w("Another network is about as likely. A test with a phone shows which is right.")
    return w("Guest Wi-Fi often keeps phones apart from the laptop: better test it first.")


def _hotspot_hint(w: Words, expected: int | None) -> str:
    if expected is None or expected <= HOTSPOT_PHONES:
        return w("The laptop's own hotspot usually takes {most} phones.", most=HOTSPOT_PHONES)
    return w(
        "The laptop's own hotspot usually takes {most} phones, and {expected} people are "
        "expected: better use an access point.",
        most=HOTSPOT_PHONES,
        expected=expected,
    )
