"""Runs the phone server until it is interrupted, and tells whoever started it what happens."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import uvicorn

from moderator.domain.codes import ALPHABET, CARD_LENGTH
from moderator.participant.app import build_app
from moderator.participant.connections import KEEP_ALIVE_SECONDS, PhoneProtocol

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine, Iterator
    from types import FrameType

    from moderator.domain.ids import WorkshopId
    from moderator.participant.self_test import Step
    from moderator.participant.site import Site

    Tell = Callable[[dict[str, object]], None]

GRACE_SECONDS = 5
LOOK_EVERY = 1.0
"""Seconds between two counts of the phones that are here."""
OPEN_FILES = 8192
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


class PhoneServer(uvicorn.Server):
    """uvicorn, told apart by what it announces and by ending quietly when it is interrupted."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._begun()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in good order at the first interruption, at once at the second."""
        if threading.current_thread() is not threading.main_thread():
            yield  # signals come to the main thread only
            return
        stopping = [signal.SIGINT, signal.SIGTERM]
        before = {each: signal.signal(each, self._stop) for each in stopping}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def phone_server(
    site: Site,
    begun: Callable[[], None] = lambda: None,
    watch: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> PhoneServer:
    """Return the server for `site`; `run([socket])` serves until it is told to stop.

    Args:
        site: the workshop as it is served.
        begun: called once phones can come.
        watch: runs beside it as long as it is served.
    """
    config = uvicorn.Config(
        build_app(site, watch),
        http=PhoneProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return PhoneServer(config, begun)


def serve(site: Site, listening: socket.socket, announcement: Announcement) -> None:
    """Serve `site` on an opened socket until SIGINT or SIGTERM.

    Standard output has one JSON document a line: first the announcement, then
    `{"phones": n}` whenever the number of phones changes, `{"self_test": step, "address": url}`,
    and `{"wrong_codes": n}` while many wrong codes come in.

    Raises:
        ModeratorError: the store cannot be read.
    """
    _allow_many_connections()
    tell = _Lines().tell
    site.self_test.told = partial(_tell_self_test, tell)
    told = {name: getattr(announcement, name) for name in Announcement.__slots__}
    phone_server(site, lambda: tell(told), partial(_watch, site, tell)).run([listening])


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


def _tell_self_test(tell: Tell, step: Step, address: str) -> None:
    tell({"self_test": step.value, "address": address})


async def _watch(site: Site, tell: Tell) -> None:
    """Tell how many phones are here, and whether somebody guesses codes."""
    before: tuple[int, int] = (0, 0)
    while True:
        phones, wrong = site.presence.count(), site.guessing.wrong_lately
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
