"""The connector for the Projektfabrik against the real reference platform."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator  # noqa: TC003  (a fixture's type)
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ids import new_id
from moderator.domain.platforms import Account, AccountId, Item, ItemKind, votes_reference
from moderator.platform_server.storage.records import Kind
from moderator.sync.platforms.projektfabrik import Projektfabrik
from tests.fakes.platform_in_process import PlatformInProcess
from tests.sync.chaotic_evenings import ChaoticEvening, Wanted

if TYPE_CHECKING:
    from random import Random

    from moderator.domain.platforms import Link

SCHEDULES = int(os.environ.get("MODERATOR_CHAOS", "20"))
FIRST = int(os.environ.get("MODERATOR_CHAOS_FIRST", "0"))


class WantedInRounds(Wanted):
    """What should stand there, with counts of rounds as numbers."""

    def __init__(self, random: Random, ideas: int) -> None:
        self.rounds = [new_id(), new_id()]
        super().__init__(random, Projektfabrik.capabilities, ideas)
        for number, vote_round in enumerate(self.rounds, 1):
            self.describe(vote_round, number, 30)

    def add_idea(self) -> None:
        super().add_idea()
        self.others.pop(f"{ItemKind.VOTERS}:round")  # as other platforms have it

    def describe(self, vote_round: str, number: int, people: int) -> None:
        content: dict[str, str | int] = {
            "number": people,
            "title": f"Runde {number}",
            "day": "2026-03-12" if number == 1 else "",
            "place": "Gasthof „Linde & Co“",
            "rule": "Höchstens 3 Punkte je Idee.",
        }
        self.put(Item(ItemKind.VOTERS, vote_round, f"Runde {number}", content))

    def count(self, idea: Item, vote_round: int) -> None:
        content: dict[str, str | int] = {
            "number": self._random.randrange(40),
            "against": self._random.randrange(3),
            "round": self.rounds[vote_round - 1],
        }
        self.put(
            Item(
                ItemKind.VOTES,
                f"{idea.subject}/{vote_round}",
                idea.title,
                content,
                votes_reference(idea.reference, vote_round),
                idea.subject,
            )
        )

    def edit(self) -> None:
        super().edit()
        if self._random.random() < 0.3:
            self.describe(self.rounds[0], 1, self._random.randrange(100))


class ProjektfabrikTown:
    """The reference platform, and what must stand there."""

    connector = Projektfabrik
    takes = Projektfabrik.capabilities

    def __init__(self) -> None:
        self.platform = PlatformInProcess()
        self.handle = self.platform.handle
        self.asked = self.platform.asked
        self.account = Account(
            AccountId("account"),
            "Stadt",
            "projektfabrik",
            "https://stadt.example",
            datetime(2026, 3, 12, tzinfo=UTC),
            modules=(self.platform.project,),
        )

    def expire(self) -> None:
        """Tokens here do not expire."""

    def check(self, wanted: Wanted) -> None:
        assert isinstance(wanted, WantedInRounds)
        ideas = {each["id"]: each for each in self.platform.shown(Kind.IDEA)}
        assert set(ideas) == set(wanted.ideas)
        for item in wanted.ideas.values():
            idea = ideas[item.subject]
            assert {name: idea[name] for name in item.content} == item.content
            assert idea["reference"] == item.reference
            pictured = f"{ItemKind.PICTURE}:{item.subject}" in wanted.others
            assert (idea["picture"] is not None) == pictured
        self._check_rounds(wanted, ideas)

    def _check_rounds(self, wanted: WantedInRounds, ideas: dict[str, Any]) -> None:
        counts = [
            (each["idea"], each["round"], each["in_favour"], each["against"])
            for idea in ideas.values()
            for each in idea["counts"]
        ]
        votes = [each for each in wanted.others.values() if each.kind is ItemKind.VOTES]
        assert sorted(counts) == sorted(
            (e.parent, e.content["round"], e.content["number"], e.content["against"]) for e in votes
        )
        rounds = {each["id"]: each["people"] for each in self.platform.shown(Kind.ROUND)}
        voters = [each for each in wanted.others.values() if each.kind is ItemKind.VOTERS]
        assert rounds == {each.subject: each.content["number"] for each in voters}

    def check_link(self, item: Item, link: Link) -> None:
        own = {
            ItemKind.IDEA: item.subject,
            ItemKind.PICTURE: item.parent,
            ItemKind.VOTERS: item.subject,
            ItemKind.VOTES: f"{item.content.get('round')}/{item.parent}",
        }
        assert link.remote_id == f"{self.platform.project}/{own[item.kind]}"

    def check_quiet(self) -> None:
        assert not [each for each in self.asked if not each.startswith("GET ")]
        lists = [each for each in self.asked if "/ideas?" in each]
        assert len(lists) == 1
        assert len(self.asked) == len(lists) + 2  # one for each round's description


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[ChaoticEvening]:
    file = tmp_path / "calm.sqlite"
    shutil.copyfile(empty_store, file)
    evening = chaotic(1, file)
    yield evening
    evening.close()
    evening.town.platform.shelf.close()  # type: ignore[attr-defined]


def chaotic(seed: int, file: Path) -> ChaoticEvening:
    town: Any = ProjektfabrikTown()
    evening = ChaoticEvening(seed, file, town)
    evening.secrets.kept["password"] = town.platform.token
    evening.wanted = WantedInRounds(evening.random, len(evening.wanted.ideas))
    return evening


def test_a_first_run_brings_everything_and_proves_it(evening: ChaoticEvening) -> None:
    evening.heal()
    evening.check()


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_after_any_schedule_of_faults_everything_is_there_exactly_once(
    tmp_path: Path, empty_store: Path
) -> None:
    for seed in range(FIRST, FIRST + SCHEDULES):
        file = tmp_path / f"{seed}.sqlite"
        shutil.copyfile(empty_store, file)
        evening = chaotic(seed, file)
        try:
            evening.live_through()
            evening.heal()
            evening.check()
        except BaseException:
            sys.stdout.write("\n  ".join([f"schedule {seed}", *evening.chaos.happened, ""]))
            raise
        finally:
            evening.close()
            evening.town.platform.shelf.close()  # type: ignore[attr-defined]
        for left in tmp_path.glob(f"{seed}.sqlite*"):
            left.unlink()
