"""A small workshop synced with a fake adhocracy+ while everything fails; what must hold then."""

from __future__ import annotations

import copy
import io
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from PIL import Image

from moderator.domain.ids import WorkshopId, new_id
from moderator.domain.platforms import (
    Account,
    AccountId,
    Item,
    ItemKind,
    OutboxState,
    Reference,
    Scope,
    references_in,
    votes_reference,
)
from moderator.errors import ModeratorError
from moderator.storage.database import file_url
from moderator.storage.store import Store
from moderator.sync import running
from moderator.sync.connectors import Picture
from moderator.sync.engine import Engine, Report
from moderator.sync.pace import Pace
from moderator.sync.platforms import adhocracy_shapes as shapes
from moderator.sync.platforms.adhocracy_plus import AdhocracyPlus
from moderator.sync.transport import Transport, new_session
from tests.fakes.adhocracy_plus import IDEA, FakeAdhocracyPlus, stripped
from tests.fakes.chaos import (
    Chaos,
    ChaosAdapter,
    FakeClock,
    FakeSteering,
    Killed,
    Mortal,
    MortalStore,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLES = ("Bänke", "Mehr Grün & Schatten", "Zebra <streifen>", "Laternen", "Café", "Spielplatz")


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


class Desired:
    """What should stand on the platform; tests change it between runs."""

    def __init__(self, random: Random, ideas: int) -> None:
        self._random = random
        self.ideas: dict[str, Item] = {}
        self.others: dict[str, Item] = {}
        for _ in range(ideas):
            self.add_idea()

    def add_idea(self) -> None:
        number = len(self.ideas)
        subject = new_id()
        code = "".join(self._random.choice("23456789CDFHJKMNPRTVWXY") for _ in range(6))
        content: dict[str, str | int] = {
            "title": f"{TITLES[number % len(TITLES)]} {number}",
            "body": self._random.choice(["", "Eine Zeile", "Zwei\nZeilen & <b>mehr</b>"]),
            "topic": self._random.choice(["", "Mobility", "unbekannt"]),
        }
        title = str(content["title"])
        item = Item(ItemKind.IDEA, subject, title, content, Reference(f"7F3A-{code}"))
        self.ideas[subject] = item
        if self._random.random() < 0.4:
            self.put(
                Item(
                    ItemKind.PICTURE, subject, title, {"digest": "ab" * 16}, item.reference, subject
                )
            )
        for vote_round in range(1, self._random.choice([1, 2, 3])):
            self.count(item, vote_round)

    def count(self, idea: Item, vote_round: int) -> None:
        dots = self._random.randrange(1, 40)
        self.put(
            Item(
                ItemKind.VOTES,
                f"{idea.subject}/{vote_round}",
                idea.title,
                {"text": f"Vor Ort gezählt, Gasthof „Linde & Co“: {dots} Klebepunkte."},
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
            case 1:
                content = {**idea.content, "title": f"{idea.content['title']}!"}
                self.ideas[idea.subject] = replace(idea, content=content)
            case 2:
                self.count(idea, 1)

    def items(self) -> Iterator[Item]:
        yield from list(self.ideas.values())
        yield from sorted(self.others.values(), key=lambda each: each.kind is not ItemKind.PICTURE)

    def picture(self, _subject: str) -> Picture | None:
        return Picture("x.jpg", "image/jpeg", PICTURE)


class ChaoticEvening:
    """One schedule."""

    def __init__(self, seed: int, file: Path) -> None:
        self.random = Random(seed)
        self.mortal = Mortal()
        self.chaos = Chaos(self.random, self.mortal)
        self.clock = FakeClock()
        self.fake = FakeAdhocracyPlus("https://stadt.example")
        self.secrets = MemorySecrets()
        self.store = Store.open(file_url(file))
        self.account = Account(
            AccountId("account"),
            "Stadt",
            "adhocracy+",
            "https://stadt.example",
            self.clock.now(),
            "alice",
            ("1",),
            {"terms": "accepted"},
        )
        self.scope = Scope(self.account.id, WorkshopId("workshop"))
        self.desired = Desired(self.random, self.random.randrange(1, 6))
        self.adapter = ChaosAdapter(
            self.fake.handle, self.chaos, self.clock, self.fake.expire_tokens
        )
        self.before = copy.deepcopy(self.fake.ideas)
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
        transport = Transport(self.account.url, pace, session, self.clock.monotonic)
        connector = AdhocracyPlus(self.account, transport, self.secrets)
        connector.capabilities = replace(AdhocracyPlus.capabilities, parallel=self.parallel)
        store = MortalStore(self.store, self.chaos)
        return Engine(
            store,  # type: ignore[arg-type]
            self.scope,
            connector,
            self.desired,
            FakeSteering(self.clock),
            self.clock.now,
        )

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
                self.desired.edit()

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
        self._check_platform()
        self._check_proof()
        self._check_nothing_to_do()

    def _check_platform(self) -> None:
        theirs = {pk: each for pk, each in self.fake.ideas.items() if pk in self.before}
        assert theirs == self.before
        ours = {pk: each for pk, each in self.fake.ideas.items() if pk not in self.before}
        assert len(ours) == len(self.desired.ideas)
        by_reference = {references_in(each.description)[0]: each for each in ours.values()}
        for item in self.desired.ideas.values():
            idea = by_reference[item.reference]
            assert idea.name == item.content["title"]
            assert idea.description == shapes.description(item)
            assert idea.category == (2 if item.content["topic"] == "Mobility" else None)
            wanted = f"{ItemKind.PICTURE}:{item.subject}" in self.desired.others
            assert idea.picture == (PICTURE if wanted else b"")
        votes = [i for i in self.desired.others.values() if i.kind is ItemKind.VOTES]
        shown = [c for c in self.fake.comments.values() if not c.removed]
        expected = {
            (
                by_reference[self.desired.ideas[i.parent].reference].pk,
                stripped(shapes.comment_text(i)),
            )
            for i in votes
        }
        found = [(c.object_pk, c.text) for c in shown]
        assert sorted(found) == sorted((pk, text) for pk, text in expected)
        assert all(c.content_type == IDEA and c.user == "alice" for c in shown)
        assert not self.fake.ratings

    def _check_proof(self) -> None:
        report = self.engine().status()
        wanted = len(self.desired.ideas) + len(self.desired.others)
        counts = {state: n for state, n in report.counts.items() if n}
        assert sum(counts.values()) <= wanted
        assert set(counts) <= {OutboxState.DONE}, counts
        with self.store.reading() as reader:
            from moderator.storage import links

            for item in self.desired.items():
                link = links.read(reader, self.scope, item.key)
                assert link is not None, item
                if item.kind is ItemKind.IDEA:
                    idea = self.fake.ideas[int(link.remote_id.partition("/")[2])]
                    assert references_in(idea.description) == [item.reference]
                if item.kind is ItemKind.VOTES:
                    comment = self.fake.comments[int(link.remote_id)]
                    assert references_in(comment.text) == [item.reference]

    def _check_nothing_to_do(self) -> None:
        self.fake.asked.clear()
        report: Report = self.engine().apply()
        assert report.proven
        asked = [each for each in self.fake.asked if "/token/" not in each]
        topics = [each for each in asked if each == "GET /api/app-modules/1/"]
        assert [each for each in asked if each not in topics] == ["GET /api/modules/1/ideas/"]
        assert len(topics) <= 1
        assert running._alive == set()
