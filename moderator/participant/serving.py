"""Runs the phone server until it is interrupted, and tells whoever started it what happens."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from moderator.domain.codes import ALPHABET, CARD_LENGTH
from moderator.participant import connections
from moderator.participant.phone_server import phone_server
from moderator.participant.presence import count_phones
from moderator.participant.workers import Workers, self_test_line
from moderator.web_server import devote_process

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.participant.site import Site
    from moderator.participant.workers import Assignment

    Tell = Callable[[dict[str, object]], None]

GRACE_SECONDS = 5
LOOK_EVERY = 1.0
"""Seconds between two counts of the phones that are here."""
OPEN_FILES = 8192
OTHER_FILES = 200
MANY_GUESSES = 20
"""Wrong codes within a minute that whoever started the server is told of."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The first line on standard output."""

    url: str
    join_code: str
    workshop: str
    port: int
    test_code: str
    moved: bool


def join_code_of(workshop_id: WorkshopId) -> str:
    """Return the code of an evening: the same at every start, and not secret."""
    number = int.from_bytes(blake2b(workshop_id.encode(), digest_size=8).digest())
    signs = []
    for _ in range(CARD_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def address_of(host: str, port: int) -> str:
    """Return the address that phones open."""
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"


def serve(
    assignment: Assignment, listening: socket.socket, announcement: Announcement, workers: int = 1
) -> None:
    """Serve a workshop on an opened socket until SIGINT or SIGTERM.

    Standard output has one JSON document a line: first the announcement, then
    `{"phones": n}` whenever the number of phones changes, `{"self_test": step, "address": url}`,
    and `{"wrong_codes": n}` while many wrong codes come in.

    Args:
        assignment: what to serve.
        listening: the socket that phones connect to.
        announcement: the first line.
        workers: number of processes that serve; more than one pays off on PostgreSQL only.

    Raises:
        ModeratorError: the store cannot be read.
    """
    _allow_many_connections()
    tell = _Lines().tell
    helpers = Workers(assignment, listening, workers - 1)
    told = {name: getattr(announcement, name) for name in Announcement.__slots__}

    def begun() -> None:
        devote_process()
        tell(told)

    with assignment.site() as site:
        site.self_test.told = lambda step, at: tell(self_test_line(step, at))
        watch = partial(_watch, site, helpers, tell)
        try:
            phone_server(site, begun, watch).run([listening])
        finally:
            helpers.stop()


class _Lines:
    """Writes lines to standard output as long as somebody reads them."""

    def __init__(self) -> None:
        self._heard = True

    def tell(self, document: dict[str, object]) -> None:
        if not self._heard:
            return
        try:
            sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        except OSError:
            # The window is gone; the phones are not sent away because of that.
            self._heard = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


async def _watch(site: Site, helpers: Workers, tell: Tell) -> None:
    """Tell how many phones are here, and whether somebody guesses codes."""
    before: tuple[int, int] = (0, 0)
    while True:
        helpers.keep_going()
        for line in helpers.lines():
            tell(line)
        phones = count_phones(site.presence.seen() | helpers.seen)
        wrong = site.guessing.wrong_lately + helpers.wrong_lately
        wrong = wrong if wrong >= MANY_GUESSES else 0
        if phones != before[0]:
            tell({"phones": phones})
        if wrong != before[1]:
            tell({"wrong_codes": wrong})
        before = (phones, wrong)
        await asyncio.sleep(LOOK_EVERY)


def _allow_many_connections() -> None:
    """Ask the system for more open files than the usual 1,024 (POSIX)."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (there is none on Windows)

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        room = max(soft, most) - OTHER_FILES
        connections.MOST_OPEN = max(100, min(connections.MOST_OPEN, room))
