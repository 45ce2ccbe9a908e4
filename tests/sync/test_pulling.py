"""What comes from a platform: once, with its counts, and never written back by itself."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.platforms import Account, Item, ItemKind, Reference, RemoteId, Scope
from moderator.domain.rules import read_rule
from moderator.operations import ideas, pulling, rounds, voting, workshops
from moderator.operations.evenings import read_evening
from moderator.operations.ideas import IdeaChange
from moderator.storage import accounts
from moderator.storage.store import Task
from moderator.sync.answers import NoClearAnswer, NotArrived, Refused, SignInNeeded
from moderator.sync.comparing import Action
from moderator.sync.connectors import Parent, Remote
from moderator.sync.desired import Desired
from moderator.sync.engine import Engine
from moderator.sync.pace import Pace
from moderator.sync.platforms.adhocracy_plus import AdhocracyPlus
from moderator.sync.platforms.mein_berlin import MeinBerlin
from moderator.sync.pulling import link_pulled, read_pull
from moderator.sync.transport import Transport, new_session
from tests.fakes.answers import FakeAnswer
from tests.fakes.chaos import Chaos, ChaosAdapter, FakeClock, FakeSteering, Mortal
from tests.sync.chaotic_evenings import MemorySecrets
from tests.sync.towns import AdhocracyTown, MeinBerlinTown, _account

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.operations.pulling import PullSummary
    from moderator.sync.connectors import Picture


class Materials:
    def __init__(self, desired: Desired) -> None:
        self.items: Callable[[], Any] = desired.items

    def picture(self, _subject: str) -> Picture | None:
        return None


def transport_to(handle: Any, account: Account) -> Transport:
    from random import Random

    clock = FakeClock()
    adapter = ChaosAdapter(handle, Chaos(Random(1), Mortal()), clock, lambda: None)
    session = new_session()
    session.mount("https://", adapter)
    return Transport(account.url, Pace(0), session, clock.monotonic)


class Town:
    """A workshop that pulls from a fake adhocracy+, or from a fake mein.berlin."""

    def __init__(self, desk: Desk, town: AdhocracyTown | MeinBerlinTown) -> None:
        self.desk, self.town = desk, town
        self.fake = town.fake.core if isinstance(town, MeinBerlinTown) else town.fake
        self.secrets = MemorySecrets()
        self.workshop_id: WorkshopId = workshops.create_workshop(desk, "Abend").id
        with desk.store.writing(Task("add_account", "sync")) as work:
            accounts.save(work, self.town.account)

    def opened(self) -> tuple[Engine, Desired]:
        account = self.town.account
        transport = transport_to(self.town.handle, account)
        connector = self.town.connector(account, transport, self.secrets)
        evening = read_evening(self.desk, self.workshop_id)
        desired = Desired(evening, account.id, connector.capabilities)
        scope = Scope(account.id, self.workshop_id)
        steering = FakeSteering(FakeClock())
        engine = Engine(self.desk.store, scope, connector, Materials(desired), steering)
        return engine, desired

    def pull(self) -> PullSummary:
        found = read_pull(*self.opened())
        pulled = [each for each, _remote in found.values()]
        summary = pulling.take_in(self.desk, self.workshop_id, pulled)
        link_pulled(*self.opened(), found)
        return summary

    def sync(self) -> None:
        assert self.opened()[0].apply().proven

    def titles(self) -> list[str]:
        return [each.title for each in ideas.list_ideas(self.desk, self.workshop_id)]


@pytest.fixture
def town(desk: Desk) -> Town:
    return Town(desk, AdhocracyTown())


def counted(summary: PullSummary) -> tuple[int, int, int]:
    return summary.added, summary.updated, summary.unchanged


def test_ideas_come_once_with_their_counts(town: Town) -> None:
    assert counted(town.pull()) == (1, 0, 0)
    assert counted(town.pull()) == (0, 0, 1)
    (idea,) = ideas.list_ideas(town.desk, town.workshop_id)
    assert idea.origin is Origin.PLATFORM
    assert idea.body == "Plant a community orchard, please."
    assert idea.source["online_for"] == "0"
    town.fake.access["of-alice"] = "alice"
    path = "/api/contenttypes/31/objects/1/ratings/"
    town.fake.handle("POST", path, {"Authorization": "Bearer of-alice"}, b'{"value": 1}')
    assert counted(town.pull()) == (0, 1, 0)
    (idea,) = ideas.list_ideas(town.desk, town.workshop_id)
    assert idea.source["online_for"] == "1"


def test_a_pull_is_never_written_back(town: Town) -> None:
    town.pull()
    before = copy.deepcopy(town.fake.ideas)
    town.sync()
    assert town.fake.ideas == before
    assert not [each for each in town.fake.asked if each.startswith(("PATCH", "PUT", "DELETE"))]


def test_a_pull_that_broke_off_before_linking_is_not_sent_as_new(town: Town) -> None:
    found = read_pull(*town.opened())
    pulling.take_in(town.desk, town.workshop_id, [each for each, _remote in found.values()])
    town.sync()
    assert len(town.fake.ideas) == 4


def test_text_that_changed_there_comes_and_text_that_changed_here_stays(town: Town) -> None:
    town.pull()
    town.fake.ideas[1].name = "Obst für alle"
    town.pull()
    assert town.titles() == ["Obst für alle"]
    (idea,) = ideas.list_ideas(town.desk, town.workshop_id)
    ideas.change_idea(town.desk, idea.id, IdeaChange(title="Unser Titel"))
    town.fake.ideas[1].name = "Redaktion"
    town.pull()
    assert town.titles() == ["Unser Titel"]
    report = town.opened()[0].apply()
    assert report.plan.decisions == 1
    assert town.fake.ideas[1].name == "Redaktion"


def test_own_ideas_only_get_their_counts(town: Town) -> None:
    ideas.add_idea(town.desk, town.workshop_id, IdeaDraft("Bänke", body="Mit Lehne"))
    town.sync()
    assert counted(town.pull()) == (1, 1, 0)
    first = ideas.list_ideas(town.desk, town.workshop_id)[0]
    assert (first.title, first.body) == ("Bänke", "Mit Lehne")
    assert first.source["online_url"].startswith("https://stadt.example")


# ---------------------------------------------------------------- mein.berlin


def berlin(handle: Any) -> MeinBerlin:
    account = _account("mein.berlin", ("88",))
    return MeinBerlin(account, transport_to(handle, account), MemorySecrets())


def pages(*contents: list[int], endless: bool = False) -> Any:
    def handle(_method: str, target: str, headers: dict[str, str], _body: bytes) -> FakeAnswer:
        assert headers["Authorization"].startswith("Basic ")
        if not target.startswith("/api/modules/88/ideas/?"):
            return FakeAnswer.of_json(404, {"detail": "No Module matches."})
        number = int(target.partition("page=")[2].partition("&")[0])
        shown = contents[min(number, len(contents)) - 1]
        rows = [
            {"pk": pk, "name": f"Idee {pk}", "url": f"/ideen/2026-{pk:05}/", "comment_count": 2}
            for pk in shown
        ]
        more = "next" if endless or number < len(contents) else None
        return FakeAnswer.of_json(200, {"results": rows, "next": more})

    return handle


def test_mein_berlin_is_read_page_by_page() -> None:
    found = list(berlin(pages([1, 2], [3])).survey())
    assert [each.shown["title"] for each in found] == ["Idee 1", "Idee 2", "Idee 3"]
    assert found[0].url == "https://stadt.example/ideen/2026-00001/"
    assert found[0].facts["online_comments"] == "2"


def test_a_list_that_goes_round_in_circles_is_no_list() -> None:
    with pytest.raises(NoClearAnswer, match="does not come to an end"):
        list(berlin(pages([1], endless=True)).survey())


def test_mein_berlin_takes_no_ideas_by_program() -> None:
    connector: Any = berlin(pages([]))
    assert connector.sign_in() == "alice"
    idea = Item(ItemKind.IDEA, "1", "Bänke", {"title": "Bänke"})
    with pytest.raises(Refused, match="by its form only"):
        connector.create(idea, None, None)
    with pytest.raises(Refused, match="by its form only"):
        connector.remove(Remote(ItemKind.IDEA, RemoteId("1/1"), {}), None)
    assert ItemKind.IDEA not in connector.capabilities.creates


def test_counts_go_to_ideas_from_there_and_others_hold_nothing_up(desk: Desk) -> None:
    town = Town(desk, MeinBerlinTown())
    town.pull()
    there = ideas.list_ideas(desk, town.workshop_id)[0]
    typed = ideas.add_idea(desk, town.workshop_id, IdeaDraft("Radweg"))
    opened = rounds.create_round(desk, town.workshop_id, "Abend", read_rule("dots=5"))
    rounds.open_round(desk, opened.id, people=12)
    voting.enter_count(desk, opened.id, {there.id: 4, typed.id: 2})
    rounds.close_round(desk, opened.id)
    town.sync()
    (comment,) = town.fake.comments.values()
    assert (comment.object_pk, ": 4 " in comment.text) == (1, True)
    plan = town.opened()[0].plan()
    assert {line.action for line in plan.lines} <= {Action.LEAVE}


def test_a_page_that_does_not_name_the_comments_is_told() -> None:
    def handle(_method: str, target: str, _headers: dict[str, str], _body: bytes) -> FakeAnswer:
        assert target == "/ideas/2026-00001/"
        return FakeAnswer.page(200, "Eine Idee")

    parent = Parent(RemoteId("88/1"), {"page": "/ideas/2026-00001/"})
    votes = Item(ItemKind.VOTES, "1/1", "x", {"text": "4"}, Reference("7F3A-K7M2PX-R1"), "1")
    with pytest.raises(NotArrived, match="does not tell where") as raised:
        berlin(handle).create(votes, parent, None)
    assert "content-type" in raised.value.advice


def test_a_place_that_does_not_exist_is_told_at_sign_in() -> None:
    account = _account("adhocracy+", ("9999",))
    town = AdhocracyTown()
    connector = AdhocracyPlus(account, transport_to(town.handle, account), MemorySecrets())
    with pytest.raises(Refused, match="no module 9999"):
        connector.sign_in()
    secrets = MemorySecrets()
    secrets.kept["password"] = "wrong"
    connector = AdhocracyPlus(account, transport_to(town.handle, account), secrets)
    with pytest.raises(SignInNeeded, match="not right"):
        connector.sign_in()
