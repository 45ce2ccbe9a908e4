"""The command that serves pages to phones."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from moderator.domain.network_adapters import likeliest_adapter
from moderator.errors import NotFound, msg
from moderator.operations.network import list_adapters
from moderator.operations.workshops import find_workshop, list_workshops
from moderator.participant.ports import listen
from moderator.participant.serving import Announcement, address_of, join_code_of, serve
from moderator.participant.site import Entrance
from moderator.participant.workers import Assignment

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk

EVERYWHERE = "0.0.0.0"  # noqa: S104  (phones come from the network; the gate checks whom for)


def serve_phones(session: Session, args: Namespace) -> None:
    """Serve pages to phones until interrupted."""
    workshop = _workshop(session.desk, args.workshop)
    listening = listen(session.paths, args.host or EVERYWHERE, args.port)
    host = _shown_host(args.host)
    if listening.moved:
        session.remark(session.w("The port of last time is taken: printed addresses lead nowhere."))
    names = {host, socket.gethostname(), f"{socket.gethostname()}.local", "localhost", *args.name}
    join_code = join_code_of(workshop.id)
    entrance = Entrance(frozenset(name.lower() for name in names), join_code)
    assignment = Assignment(session.paths, session.store_url, workshop.id, entrance)
    announcement = Announcement(
        url=address_of(host, listening.port),
        join_code=join_code,
        workshop=workshop.id,
        port=listening.port,
        test_code=assignment.test_code,
        moved=listening.moved,
    )
    session.close()  # the server has a desk of its own
    try:
        serve(assignment, listening.socket, announcement, args.workers)
    finally:
        listening.socket.close()


def _workshop(desk: Desk, named: str | None) -> Workshop:
    """Return the workshop that was named, else the newest."""
    if named:
        return find_workshop(desk, named)
    workshops = list_workshops(desk)
    if not workshops:
        raise NotFound(
            msg("There is no workshop yet."), msg("Make one with: moderator workshop new.")
        )
    return workshops[0].workshop


def _shown_host(host: str | None) -> str:
    """Return the host for the address that phones open: what was asked for, or the likeliest."""
    if host and not _is_every_address(host):
        return host
    likeliest = likeliest_adapter(list_adapters())
    return likeliest.adapter.address if likeliest else "127.0.0.1"


def _is_every_address(host: str) -> bool:
    try:
        return IPv4Address(host).is_unspecified
    except ValueError:
        return False
