"""The connector for the Projektfabrik against the real reference platform."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator  # noqa: TC003  (a fixture's type)
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ids import new_id
from moderator.domain.platforms import (
    Account,
    AccountId,
    Item,
    ItemKind,
    OutboxState,
    votes_reference,
)
from moderator.platform_server.storage.records import Kind
from moderator.platform_server.storage.visitor_votes import cast
from moderator.sync.answers import NoClearAnswer, SignInNeeded
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision, decide
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


def ask(evening: ChaoticEvening) -> Any:
    return evening.town.platform  # type: ignore[attr-defined]


def one_idea(evening: ChaoticEvening) -> Item:
    evening.wanted = WantedInRounds(evening.random, 1)
    evening.heal()
    return next(iter(evening.wanted.ideas.values()))


def retitle(evening: ChaoticEvening, item: Item, title: str) -> None:
    content = {**item.content, "title": title}
    evening.wanted.ideas[item.subject] = replace(item, content=content)


def edit_there(evening: ChaoticEvening, item: Item, **changed: str) -> None:
    """Change an idea as somebody on the platform would."""
    path = f"ideas/{item.subject}"
    shown = json.loads(ask(evening).ask("GET", path).body)
    names = ("title", "body", "topic", "reference", "card_code")
    given = {name: shown[name] for name in names} | changed
    answer = ask(evening).ask("PUT", path, given, if_match=f'"{shown["version"]}"')
    assert answer.status == 200


def there(evening: ChaoticEvening) -> list[tuple[str, int]]:
    return [(each["title"], each["version"]) for each in ask(evening).shown(Kind.IDEA)]


def test_what_was_changed_here_and_there_waits_for_a_person(evening: ChaoticEvening) -> None:
    item = one_idea(evening)
    edit_there(evening, item, title="Redaktion")
    retitle(evening, item, "Hier geändert")
    report = evening.engine().apply()
    assert report.plan.needing[Action.CONFLICT] == 1
    assert there(evening) == [("Redaktion", 2)]
    decide(evening.engine(), item.key, Decision.OURS)
    assert evening.engine().apply().proven
    assert there(evening) == [("Hier geändert", 3)]


def test_only_what_changed_here_is_replaced(evening: ChaoticEvening) -> None:
    item = one_idea(evening)
    edit_there(evening, item, body="Text der Redaktion")
    decide(evening.engine(), item.key, Decision.THEIRS)
    retitle(evening, item, "Hier geändert")
    assert evening.engine().apply().proven
    shown = ask(evening).shown(Kind.IDEA)[0]
    assert (shown["title"], shown["body"]) == ("Hier geändert", "Text der Redaktion")


def test_somebody_who_is_faster_by_a_moment_is_not_overwritten(
    evening: ChaoticEvening, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = one_idea(evening)
    retitle(evening, item, "Hier geändert")
    send = Projektfabrik.update

    def late(self: Projektfabrik, *args: Any) -> Any:
        monkeypatch.undo()
        edit_there(evening, item, title="Redaktion")
        return send(self, *args)

    monkeypatch.setattr(Projektfabrik, "update", late)
    report = evening.engine().apply()
    assert there(evening) == [("Redaktion", 2)]
    assert report.counts[OutboxState.REFUSED] == 0
    assert evening.engine().apply().plan.needing[Action.CONFLICT] == 1


def test_what_was_deleted_there_comes_back_only_if_a_person_says_so(
    evening: ChaoticEvening,
) -> None:
    item = one_idea(evening)
    ask(evening).ask("DELETE", f"ideas/{item.subject}", if_match='"1"')
    report = evening.engine().apply()
    assert report.plan.needing[Action.GONE] == 1
    assert there(evening) == []
    decide(evening.engine(), item.key, Decision.AGAIN)
    evening.engine().apply()
    assert there(evening) == [(item.content["title"], 3)]


def test_an_id_that_is_taken_elsewhere_is_refused_with_the_reason(evening: ChaoticEvening) -> None:
    evening.wanted = WantedInRounds(evening.random, 2)
    taken = next(iter(evening.wanted.ideas))
    other = f"/api/v1/projects/{new_id()}"
    ask(evening).ask("PUT", other, {"title": "Anderswo"})
    ask(evening).ask("PUT", f"{other}/ideas/{taken}", {"title": "Bänke"})
    report = evening.engine().apply()
    assert len(there(evening)) == 1
    assert "taken in another project" in report.refused[0].reason


def test_a_token_that_may_only_read_is_told_before_anything_is_sent(
    evening: ChaoticEvening,
) -> None:
    evening.secrets.kept["password"] = ask(evening).reading_token
    with pytest.raises(SignInNeeded, match="may only read"):
        evening.engine().connector.sign_in()
    assert isinstance(evening.engine().apply().trouble, SignInNeeded)
    assert there(evening) == []
    evening.secrets.kept["password"] = ""
    with pytest.raises(SignInNeeded):
        evening.engine().connector.sign_in()


def test_signing_in_names_the_token_and_finds_the_projects(evening: ChaoticEvening) -> None:
    connector = evening.engine().connector
    assert connector.sign_in() == "Büro"
    places = [(each.module, each.title, each.note) for each in connector.places()]
    assert places == [(ask(evening).project, "Marktplatz", "Linden")]


def test_votes_online_come_with_the_ideas_and_change_nothing(evening: ChaoticEvening) -> None:
    item = one_idea(evening)
    with ask(evening).shelf.writing() as connection:
        cast(connection, item.subject, "visitor", in_favour=True)
    remotes = [each for each in evening.engine().connector.survey() if each.kind is ItemKind.IDEA]
    assert remotes[0].facts["online_for"] == "1"
    assert remotes[0].url == f"https://stadt.example/ideas/{item.subject}"
    evening.check()


def test_a_list_that_leads_in_a_circle_proves_nothing(
    evening: ChaoticEvening, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_idea(evening)
    page = {"items": [], "next": "djE6MQ"}
    monkeypatch.setattr(Projektfabrik, "_get", lambda *_args, **_params: page)
    with pytest.raises(NoClearAnswer, match="come to an end"):
        list(evening.engine().connector.survey())


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
