"""Which address of the interface leads where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.platform_server.showing import API
from moderator.platform_server.storage.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.platform_server.asking import Ask, Reply
    from moderator.platform_server.interface import Interface

    Endpoint = Callable[[Ask], Reply]
    Addresses = dict[str, dict[str, Endpoint]]

PICTURE = f"{API}/projects/{{project}}/ideas/{{id}}/picture"


def addresses(interface: Interface) -> Addresses:
    """Return what answers each method of each address."""
    found: Addresses = {
        API: {"GET": interface.about},
        f"{API}/changes": {"GET": interface.changes},
        f"{API}/projects": {"GET": interface.projects},
        f"{API}/projects/{{project}}": _whole(interface, Kind.PROJECT),
        PICTURE: {
            "GET": interface.picture,
            "PUT": interface.put_picture,
            "DELETE": interface.deleting(Kind.PICTURE),
        },
        f"{API}/projects/{{project}}/rounds/{{id}}/counts/{{idea}}": _whole(interface, Kind.COUNT),
    }
    for kind in (Kind.IDEA, Kind.ROUND, Kind.PLAN):
        listing = f"{API}/projects/{{project}}/{kind}s"
        found[listing] = {"GET": interface.listing(kind)}
        found[f"{listing}/{{id}}"] = _whole(interface, kind)
    return found


def _whole(interface: Interface, kind: Kind) -> dict[str, Endpoint]:
    return {
        "GET": interface.reading(kind),
        "PUT": interface.putting(kind),
        "DELETE": interface.deleting(kind),
    }
