"""Progress, pause, cancel, pauses the server asks for, and what a run leaves behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ids import WorkshopId
from moderator.domain.platforms import AccountId, ItemKind, OutboxState, Scope
from moderator.operations import workshops
from moderator.storage import links, outbox, sync_history
from moderator.sync.answers import NotArrived
from moderator.sync.engine import Engine, Progress
from moderator.sync.pace import Pace
from moderator.sync.platforms import go_vocal_v2
from moderator.sync.steering import Steering
from tests.fakes.answers import FakeAnswer
from tests.sync.chaotic_evenings import ChaoticEvening
from tests.sync.towns import TOWNS, AdhocracyTown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk


class Evening(ChaoticEvening):
    """Five ideas and a town where nothing fails by chance."""

    def __init__(self, file: Path) -> None:
        self.adhocracy = AdhocracyTown()
        super().__init__(5, file, self.adhocracy)
        self.parallel = 1
        self.wanted.ideas.clear()
        self.wanted.others.clear()
        for _ in range(5):
            self.wanted.add_idea()
        self.wanted.others.clear()
        self.steps: list[Progress] = []

    @property
    def sent(self) -> int:
        return len(self.adhocracy.fake.ideas) - 4

    def engine(self) -> Engine:
        engine = super().engine()
        engine.on_progress = self.steps.append
        return engine

    def answer(self, *answers: FakeAnswer) -> None:
        """Let the next writes be answered so, without being done."""
        waiting, carry = list(answers), self.adapter._handle

        def handle(method: str, *more: Any) -> FakeAnswer:
            if waiting and method == "POST" and "/ideas/" in more[0]:
                return waiting.pop(0)
            answered: FakeAnswer = carry(method, *more)
            return answered

        self.adapter._handle = handle


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[Evening]:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    made = Evening(file)
    yield made
    made.close()


def test_progress_is_told_item_by_item(evening: Evening) -> None:
    evening.engine().apply()
    assert [step.done for step in evening.steps[:6]] == [0, 1, 2, 3, 4, 5]
    assert evening.steps[-1] == Progress(5, 5)


def test_a_cancelled_run_keeps_the_rest_for_the_next(evening: Evening) -> None:
    engine = evening.engine()

    def cancel_after_two(step: Progress) -> None:
        if step.done == 2:
            engine.steering.cancel()

    engine.on_progress = cancel_after_two
    report = engine.apply()
    assert (evening.sent, report.proven) == (2, False)
    assert report.counts[OutboxState.WAITING] == 3
    assert evening.engine().apply().proven
    assert evening.sent == 5


def test_a_pause_holds_until_it_is_over() -> None:
    steering = Steering()
    steering.pause()
    went_on = threading.Event()

    def work() -> None:
        steering.wait_while_paused()
        went_on.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert not went_on.wait(0.05)
    steering.resume()
    thread.join(30)
    assert went_on.is_set()


def test_a_cancel_ends_a_pause_and_a_wait() -> None:
    steering = Steering()
    steering.pause()
    steering.cancel()
    steering.wait_while_paused()
    steering.wait(3600)
    assert steering.cancelled


def test_a_pause_that_the_server_asks_for_is_kept(evening: Evening) -> None:
    evening.answer(FakeAnswer.of_json(429, {}, {"Retry-After": "20"}))
    before = evening.clock.moment
    assert evening.engine().apply().proven
    assert (evening.clock.moment - before).total_seconds() >= 19
    assert evening.sent == 5


def test_a_long_pause_ends_the_run_and_the_rows_wait(evening: Evening) -> None:
    evening.answer(*[FakeAnswer.of_json(503, {}, {"Retry-After": "1800"})] * 3)
    report = evening.engine().apply()
    assert isinstance(report.trouble, NotArrived)
    assert report.counts[OutboxState.WAITING] == 5
    again = evening.engine().apply()
    assert (again.counts[OutboxState.WAITING], again.proven) == (3, False)
    evening.clock.pass_(1800)
    assert evening.engine().apply().proven
    assert evening.sent == 5


def test_a_no_stops_the_account_until_it_lets_us_in_again(evening: Evening) -> None:
    evening.answer(FakeAnswer.of_json(403, {"detail": "no"}))
    report = evening.engine().apply()
    assert report.trouble is not None
    assert report.trouble.exit_code == 4
    assert report.counts[OutboxState.WAITING] == 5
    assert evening.engine().apply().proven


def test_only_the_kinds_that_were_asked_for_are_sent(evening: Evening) -> None:
    idea = next(iter(evening.wanted.ideas.values()))
    evening.wanted.count(idea, 1)
    evening.engine().apply(frozenset({ItemKind.IDEA}))
    assert (evening.sent, len(evening.adhocracy.fake.comments)) == (5, 0)
    assert evening.engine().apply().proven
    assert len(evening.adhocracy.fake.comments) == 1


def test_a_category_of_the_platform_is_used_by_name(evening: Evening) -> None:
    first, *_others = evening.wanted.ideas.values()
    first.content["topic"] = "mobility"
    evening.engine().apply()
    assert [idea.category for pk, idea in evening.adhocracy.fake.ideas.items() if pk == 10] == [2]


def test_other_peoples_comments_do_not_disturb_ours(evening: Evening) -> None:
    idea = next(iter(evening.wanted.ideas.values()))
    evening.wanted.count(idea, 1)
    assert evening.engine().apply().proven
    fake = evening.adhocracy.fake
    fake.access["of-bobby"] = "bobby"
    for text in ("Gute Idee", "Wann?"):
        fake.handle(
            "POST",
            "/api/contenttypes/31/objects/10/comments/",
            {"Authorization": "Bearer of-bobby"},
            f'{{"comment": "{text}", "agreed_terms_of_use": true}}'.encode(),
        )
    fake.asked.clear()
    assert evening.engine().apply().proven
    assert len([each for each in fake.asked if "/comments/" in each]) == 1
    assert len(fake.comments) == 3
    fake.asked.clear()
    evening.engine().apply()
    assert fake.asked == ["GET /api/modules/1/ideas/"]


@pytest.mark.parametrize("name", ["go-vocal-v2", "decidim"])
def test_a_run_with_nothing_to_do_reads_each_page_once_and_writes_nothing(
    name: str, tmp_path: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "paged.sqlite"
    file.write_bytes(empty_store.read_bytes())
    town: Any = TOWNS[name]()
    town.fake.per_page = 2
    monkeypatch.setattr(go_vocal_v2, "PER_PAGE", 2)
    evening = ChaoticEvening(1, file, town)
    while len(evening.wanted.ideas) < 5:
        evening.wanted.add_idea()
    evening.heal()
    town.asked.clear()
    assert evening.engine().apply().proven
    evening.close()
    asked = [each for each in town.asked if "sign_in" not in each and "authenticate" not in each]
    assert len(asked) == 3
    assert all(each.startswith(("GET ", "query ")) for each in asked)


def test_requests_keep_their_distance() -> None:
    slept: list[float] = []
    pace = Pace(4.0, slept.append, lambda: 100.0)
    for _ in range(3):
        pace.keep()
    assert slept == [0.25, 0.5]
    pace.rest(10)
    pace.keep()
    assert slept[-1] == 10


def test_deleting_a_workshop_forgets_what_was_synced(desk: Desk, evening: Evening) -> None:
    workshop = workshops.create_workshop(desk, "Abend")
    engine = replace(evening.engine(), store=desk.store)
    scope = Scope(AccountId("account"), WorkshopId(workshop.id))
    replace(engine, scope=scope).apply()
    with desk.reading() as reader:
        assert list(links.known(reader, scope))
        assert sync_history.newest(reader, scope)
    workshops.delete_workshop(desk, workshop.id)
    with desk.reading() as reader:
        assert not list(links.known(reader, scope))
        assert not sync_history.newest(reader, scope)
        assert sum(outbox.count(reader, scope).values()) == 0
