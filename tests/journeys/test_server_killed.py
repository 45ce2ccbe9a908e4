"""`kill -9` of the phone server under load: what phones were told is there once; they recover."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
import sys
import threading
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
import requests

from moderator.operations import ideas, rounds, voting
from moderator.operations.desk import Actor, open_desk
from moderator.operations.offers import list_offers
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.participant.phone_server import phone_server
from moderator.participant.site import Site
from moderator.paths import Paths
from moderator.storage import ballot_totals
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import JSON

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.operations.desk import Desk

KILLS = 100
PHONES = 8

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix"),
]


def _serve(profile: Path, workshop_id: WorkshopId, port: int, begun: Connection) -> None:
    listening = socket.create_server(("127.0.0.1", port), backlog=256)
    site = Site(open_desk(Paths(profile), actor=Actor.PHONE), workshop_id)
    phone_server(site, lambda: begun.send(None)).run([listening])


@dataclass
class Room:
    """A server that is killed again and again, and what its phones were told."""

    desk: Desk
    workshop_id: WorkshopId
    round_id: RoundId
    cards: list[str]
    port: int
    quiet: threading.Event = field(default_factory=threading.Event)
    up: threading.Event = field(default_factory=threading.Event)
    told: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def serve(self, context: multiprocessing.context.ForkServerContext) -> int:
        """Start the server; returns its process id once phones can come."""
        hear, tell = context.Pipe(duplex=False)
        process = context.Process(
            target=_serve,
            args=(self.desk.paths.profile, self.workshop_id, self.port, tell),
            daemon=True,
        )
        process.start()
        tell.close()
        hear.recv()
        assert process.pid is not None
        self.process = process
        self.up.set()
        return process.pid


class Phone(threading.Thread):
    """Votes, changes its vote and sends ideas; sends everything until it is told "saved"."""

    def __init__(self, room: Room, code: str, seed: int) -> None:
        super().__init__()
        self.room, self.code = room, code
        self.random = random.Random(seed)
        self.last: dict[str, int] = {}
        self.ideas: list[str] = []
        self.faults: list[str] = []
        self.sent = 0

    def run(self) -> None:
        while not self.room.quiet.is_set():
            if self.random.random() < 0.2:
                title = f"{self.code} {self.sent}"
                self._send("/idea", {"title": title})
                self.ideas.append(title)
            else:
                dots = {
                    card: self.random.randint(1, 2)
                    for card in self.random.sample(self.room.cards, 2)
                }
                fields = {f"dots-{card}": number for card, number in dots.items()}
                self._send("/ballot", {"round": self.room.round_id, "voter": self.code, **fields})
                self.last = dots

    def _send(self, path: str, fields: dict[str, object]) -> None:
        form = {"key": str(uuid.uuid4()), **fields}
        self.sent += 1
        while True:
            try:
                url = f"http://127.0.0.1:{self.room.port}{path}"
                answer = requests.post(url, data=form, headers=JSON, timeout=10)
            except requests.RequestException:
                # The server is gone; the phone keeps what it has and tries again.
                self.room.up.wait(1)
                continue
            if answer.status_code != 200:
                self.faults.append(f"{answer.status_code} {answer.text}")
            self.room.told.release()
            return


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def room(desk: Desk) -> Room:
    board = board_with(desk, *[""] * 12)
    change_door(desk, board.workshop_id, DoorChange(ideas_wait=True))
    vote = board.opened("dots=5")
    cards = [str(idea.code) for idea in ideas.list_ideas(desk, board.workshop_id)]
    return Room(desk, board.workshop_id, vote.id, cards, _free_port())


def test_what_phones_were_told_survives_100_kills_once(room: Room) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(os.urandom(8))
    codes = voting.make_ballots(room.desk, room.workshop_id, PHONES)
    phones = [Phone(room, str(code), chance.randrange(2**32)) for code in codes]
    pid = room.serve(context)
    for phone in phones:
        phone.start()
    for _ in range(KILLS):
        # Somewhere within the work that follows some more acknowledgements.
        for _ in range(chance.randrange(1, 20)):
            assert room.told.acquire(timeout=30)
        room.up.clear()
        os.kill(pid, signal.SIGKILL)
        room.process.join()
        pid = room.serve(context)
    room.quiet.set()
    for phone in phones:
        phone.join(60)
        assert not phone.is_alive()
    os.kill(pid, signal.SIGTERM)
    room.process.join(20)

    assert [phone.faults for phone in phones] == [[]] * PHONES
    assert room.process.exitcode == 0
    _check_store(room, phones)


def _check_store(room: Room, phones: list[Phone]) -> None:
    assert room.desk.store.examine() == []
    with room.desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []
    rounds.close_round(room.desk, room.round_id)
    outcome = voting.results(room.desk, room.round_id)
    assert outcome.ballots == sum(bool(phone.last) for phone in phones)
    expected = {card: sum(phone.last.get(card, 0) for phone in phones) for card in room.cards}
    assert {str(line.code): line.dots for line in outcome.ranking} == expected
    offered = [each.title for each in list_offers(room.desk, room.workshop_id)]
    assert sorted(offered) == sorted(title for phone in phones for title in phone.ideas)
