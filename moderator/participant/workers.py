"""More processes that serve the same phones at the same socket."""

from __future__ import annotations

import asyncio
import multiprocessing
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from moderator.operations.desk import Actor, open_desk
from moderator.participant.guessing import Guessing
from moderator.participant.phone_server import phone_server
from moderator.participant.presence import Presence
from moderator.participant.self_test import SelfTest, Step, new_test_code
from moderator.participant.site import Entrance, Site
from moderator.web_server import devote_process

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from moderator.domain.ids import WorkshopId
    from moderator.participant.presence import Mark
    from moderator.paths import Paths
    from moderator.web_server import WebServer

TELL_EVERY = 1.0
STOP_SECONDS = 10

Line = dict[str, object]


def self_test_line(step: Step, address: str) -> Line:
    """Return what is told of a step of the self-test."""
    return {"self_test": step.value, "address": address}


@dataclass(frozen=True, slots=True)
class Assignment:
    """What to serve; goes to every process.

    Attributes:
        secret: keys of this run are made of it.
    """

    paths: Paths
    store_url: str | None
    workshop_id: WorkshopId
    entrance: Entrance
    test_code: str = field(default_factory=new_test_code)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @contextmanager
    def site(self) -> Iterator[Site]:
        """Give the site, over a desk of its own, and close that in the end.

        Raises:
            StoreError: the store cannot be opened.
        """
        desk = open_desk(self.paths, self.store_url, Actor.PHONE)
        try:
            yield Site(
                desk,
                self.workshop_id,
                self.entrance,
                guessing=Guessing(key=self.secret),
                presence=Presence(self.secret),
                self_test=SelfTest(self.test_code),
            )
        finally:
            desk.close()


@dataclass(frozen=True, slots=True)
class _Report:
    """What a process tells every second: phones seen, wrong codes, lines to pass on."""

    seen: frozenset[Mark]
    wrong: int
    lines: tuple[Line, ...]


def _work(assignment: Assignment, listening: socket.socket, report: Connection) -> None:
    """Serve in a process of its own, until it is told to stop or nobody hears it any more."""
    lines: list[Line] = []
    servers: list[WebServer] = []
    with assignment.site() as site:
        site.self_test.told = lambda step, address: lines.append(self_test_line(step, address))
        watch = partial(_report, site, lines, report, servers)
        servers.append(phone_server(site, devote_process, watch))
        servers[0].run([listening])


async def _report(
    site: Site, lines: list[Line], report: Connection, servers: list[WebServer]
) -> None:
    while True:
        told = _Report(frozenset(site.presence.seen()), site.guessing.wrong_lately, tuple(lines))
        lines.clear()
        try:
            report.send(told)
        except OSError:
            servers[0].should_exit = True  # the first process is gone
            return
        await asyncio.sleep(TELL_EVERY)


class Workers:
    """Starts further processes, starts them again when they die, and gathers what they tell."""

    def __init__(self, assignment: Assignment, listening: socket.socket, number: int) -> None:
        self._assignment = assignment
        self._listening = listening
        self._context = multiprocessing.get_context("spawn")
        self._processes: list[tuple[BaseProcess, Connection]] = []
        self._number = max(0, number)
        self._newest: dict[int, _Report] = {}
        self._lines: list[Line] = []

    def keep_going(self) -> None:
        """Start what is missing, and read what the processes have told."""
        living = []
        for process, hear in self._processes:
            self._read(process, hear)
            if process.is_alive():
                living.append((process, hear))
            else:
                self._newest.pop(process.pid or 0, None)
                hear.close()
        self._processes = living
        while len(self._processes) < self._number:
            self._processes.append(self._start())

    def _start(self) -> tuple[BaseProcess, Connection]:
        hear, tell = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_work, args=(self._assignment, self._listening, tell), daemon=True
        )
        process.start()
        tell.close()
        return process, hear

    def _read(self, process: BaseProcess, hear: Connection) -> None:
        with suppress(EOFError, OSError):
            while hear.poll():
                report: _Report = hear.recv()
                self._newest[process.pid or 0] = report
                self._lines.extend(report.lines)

    @property
    def seen(self) -> set[Mark]:
        """Phones that the other processes have seen."""
        return set().union(*(report.seen for report in self._newest.values()))

    @property
    def wrong_lately(self) -> int:
        """Wrong codes that the other processes were told within the last minute."""
        return sum(report.wrong for report in self._newest.values())

    def lines(self) -> list[Line]:
        """Return, once, what is to be passed on."""
        lines, self._lines = self._lines, []
        return lines

    def stop(self) -> None:
        """Let all processes finish what they have begun."""
        for process, _ in self._processes:
            process.terminate()
        for process, hear in self._processes:
            process.join(STOP_SECONDS)
            hear.close()
