"""A small workshop synced while everything fails, and what must hold once all is well again."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from PIL import Image

from moderator.domain.ids import WorkshopId, new_id
from moderator.domain.platforms import (
    NOWHERE,
    AccountId,
    Item,
    ItemKind,
    OutboxState,
    Reference,
    Scope,
    votes_reference,
)
from moderator.errors import ModeratorError
from moderator.storage import links
from moderator.storage.database import file_url
from moderator.storage.store import Store
from moderator.sync import running
from moderator.sync.connectors import Picture
from moderator.sync.engine import Engine
from moderator.sync.pace import Pace
from moderator.sync.transport import Transport, new_session
from tests.fakes.chaos import (
    Chaos,
    ChaosAdapter,
    FakeClock,
    FakeSteering,
    Fault,
    Killed,
    Mortal,
    MortalStore,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from moderator.domain.platforms import RemoteId
    from moderator.sync.connectors import Capabilities
    from tests.sync.towns import Town

TITLES = ("Bänke", "Mehr Grün & Schatten", "Zebra <streifen>", "Laternen", "Café", "Spielplatz")
_SIGNS = "23456789CDFHJKMNPRTVWXY"


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(content, "JPEG")
    return content.getvalue()


PICTURE = _picture()


class MemorySecrets:
    """Secrets for tests."""

    warning = ""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {"password": "alice-password"}

    def read(self, _account: AccountId, name: str) -> str:
        return self.kept.get(name, "")

    def keep(self, _account: AccountId, values: dict[str, str]) -> None:
        self.kept |= values


class MortalSecrets(MemorySecrets):
    """Secrets of a process that may die before or after it keeps a token."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self._chaos = chaos

    def keep(self, account: AccountId, values: dict[str, str]) -> None:
        self._chaos.mortal.breathe()
        self._perhaps("before")
        super().keep(account, values)
        self._perhaps("after")

    def _perhaps(self, when: str) -> None:
        if self._chaos.dies():
            self._chaos.happened.append(f"died {when} a token was kept")
            self._chaos.mortal.die()


class Wanted:
    """What should stand on the platform; tests change it between runs."""

    def __init__(
        self,
        random: Random,
        takes: Capabilities,
        ideas: int,
        open_idea: Callable[[str], RemoteId] | None = None,
    ) -> None:
        self._random = random
        self._takes = takes
        self._open_idea = open_idea
        self.ideas: dict[str, Item] = {}
        self.others: dict[str, Item] = {}
        for _ in range(ideas):
            self.add_idea()

    def add_idea(self) -> None:
        number = len(self.ideas)
        subject = new_id()
        code = "".join(self._random.choice(_SIGNS) for _ in range(6))
        content: dict[str, str | int] = {
            "title": f"{TITLES[number % len(TITLES)]} {number}",
            "body": self._random.choice(["", "Eine Zeile", "Zwei\nZeilen & <b>mehr</b>"]),
            "topic": self._random.choice(["", "Mobility", "unbekannt"]),
        }
        pictured = self._random.random() < 0.4
        if pictured and self._takes.pictures_with_ideas:
            content["picture"] = "ab" * 16
        title, origin = str(content["title"]), NOWHERE
        if self._open_idea is not None:
            # The platform takes no ideas: those here came from there.
            origin, content = self._open_idea(title), {"title": title, "body": "", "topic": ""}
        reference = Reference(f"7F3A-{code}")
        item = Item(ItemKind.IDEA, subject, title, content, reference, origin=origin)
        self.ideas[subject] = item
        if pictured and ItemKind.PICTURE in self._takes.creates:
            digest: dict[str, str | int] = {"digest": "ab" * 16}
            self.put(Item(ItemKind.PICTURE, subject, title, digest, item.reference, subject))
        if ItemKind.VOTES in self._takes.creates:
            rounds = 1 if ItemKind.VOTES in self._takes.slots else self._random.randrange(3)
            for vote_round in range(1, rounds + 1):
                self.count(item, vote_round)
        if ItemKind.VOTERS in self._takes.creates:
            self.put(Item(ItemKind.VOTERS, "round", "Runde", {"number": 30 + number}))

    def count(self, idea: Item, vote_round: int) -> None:
        dots = self._random.randrange(1, 40)
        as_number = ItemKind.VOTES in self._takes.slots
        text = f"Vor Ort gezählt, Gasthof „Linde & Co“: {dots} Klebepunkte."
        content: dict[str, str | int] = {"number": dots} if as_number else {"text": text}
        if self._takes.rounds:
            content = {"number": dots, "against": 0, "round": f"round-{vote_round}"}
        self.put(
            Item(
                ItemKind.VOTES,
                idea.subject if as_number else f"{idea.subject}/{vote_round}",
                idea.title,
                content,
                votes_reference(idea.reference, vote_round),
                idea.subject,
            )
        )

    def put(self, item: Item) -> None:
        self.others[item.key] = item

    def edit(self) -> None:
        """Change something here, as people do between two runs."""
        idea = self._random.choice(list(self.ideas.values()))
        match self._random.randrange(3):
            case 0:
                self.add_idea()
            case 1 if ItemKind.IDEA in self._takes.updates:
                content = {**idea.content, "title": f"{idea.content['title']}!"}
                self.ideas[idea.subject] = replace(idea, content=content)
            case 2 if ItemKind.VOTES in self._takes.updates:
                self.count(idea, 1)

    def items(self) -> Iterator[Item]:
        yield from list(self.ideas.values())
        yield from sorted(self.others.values(), key=lambda each: each.kind is not ItemKind.PICTURE)

    def picture(self, _subject: str) -> Picture | None:
        return Picture("x.jpg", "image/jpeg", PICTURE)


class ChaoticEvening:
    """One schedule."""

    def __init__(self, seed: int, file: Path, town: Town) -> None:
        self.town = town
        self.random = Random(seed)
        self.mortal = Mortal()
        copies = getattr(town, "copies", False)
        faults = tuple(f for f in Fault if not (copies and f in {Fault.TWICE, Fault.LATE}))
        self.chaos = Chaos(self.random, self.mortal, faults=faults)
        self.clock = FakeClock()
        self.secrets: MemorySecrets = MortalSecrets(self.chaos)
        self.store = Store.open(file_url(file))
        self.scope = Scope(AccountId("account"), WorkshopId("workshop"))
        opening = getattr(town, "open_idea", None)
        self.wanted = Wanted(self.random, town.takes, self.random.randrange(1, 6), opening)
        self.adapter = ChaosAdapter(town.handle, self.chaos, self.clock, town.expire)
        self.parallel = self.random.choice([1, 1, 1, 3])

    def close(self) -> None:
        self.store.close()

    def engine(self) -> Engine:
        """Start the program anew."""
        self.mortal.dead = False
        session = new_session()
        for scheme in ("https://", "http://"):
            session.mount(scheme, self.adapter)
        pace = Pace(0, lambda _seconds: None, self.clock.monotonic)
        account = self.town.account
        transport = Transport(account.url, pace, session, self.clock.monotonic)
        connector: Any = self.town.connector(account, transport, self.secrets)
        connector.capabilities = replace(self.town.takes, parallel=self.parallel)
        store: Any = MortalStore(self.store, self.chaos)
        steering = FakeSteering(self.clock)
        return Engine(store, self.scope, connector, self.wanted, steering, self.clock.now)

    def live_through(self) -> None:
        """Run several times while things fail, and change things in between."""
        for _ in range(self.random.randrange(1, 6)):
            self.chaos.chance = self.random.choice([0.05, 0.2, 0.5])
            self.chaos.deaths = self.random.choice([0.0, 0.02, 0.1])
            # A message of the platform's or the network's trouble is part of life here.
            with suppress(Killed, ModeratorError):
                self.engine().apply()
            self.chaos.happened.append("--- run ended")
            if self.random.random() < 0.3:
                self.clock.moment += timedelta(days=self.random.choice([-400, -1, 1, 400]))
            if self.random.random() < 0.3:
                self.adapter.deliver_late()
            if self.random.random() < 0.4:
                self.wanted.edit()

    def heal(self) -> None:
        """Let everything work again, and sync until the platform is proven to be up to date."""
        self.chaos.chance = self.chaos.deaths = 0.0
        self.adapter.deliver_late()
        for _ in range(4):
            report = self.engine().apply()
            assert report.trouble is None, report.trouble
            self.clock.pass_(3700)
            if report.proven:
                return
        raise AssertionError(report.counts)

    def check(self) -> None:
        """What the whole sync promises."""
        self.town.check(self.wanted)
        self._check_proof()
        self._check_nothing_to_do()

    def _check_proof(self) -> None:
        """No row is stuck, and every link leads to what it says."""
        report = self.engine().status()
        counts = {state for state, number in report.counts.items() if number}
        assert counts <= {OutboxState.DONE}, report.counts
        with self.store.reading() as reader:
            for item in self.wanted.items():
                link = links.read(reader, self.scope, item.key)
                assert link is not None, item
                self.town.check_link(item, link)

    def _check_nothing_to_do(self) -> None:
        """A run with nothing to do reads the list once and writes nothing."""
        self.town.asked.clear()
        report = self.engine().apply()
        assert report.proven
        assert not report.needs_person
        self.town.check_quiet()
        assert running._alive == set()
