"""OpenSlides as its source reads: tickets, one reading for everything, analog polls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.platforms import Item, ItemKind, Reference
from moderator.sync.answers import NoClearAnswer, Refused, SignInNeeded
from moderator.sync.connectors import Parent
from moderator.sync.platforms.openslides import OpenSlides
from tests.fakes.answers import FakeAnswer
from tests.fakes.openslides import MEETING, FakeOpenSlides
from tests.sync.chaotic_evenings import MemorySecrets
from tests.sync.test_pulling import transport_to
from tests.sync.towns import _account

if TYPE_CHECKING:
    from collections.abc import Callable

IDEA = Item(
    ItemKind.IDEA, "1", "Bänke", {"title": "Bänke", "body": "a\nb & c"}, Reference("7F3A-2")
)
VOTES = Item(
    ItemKind.VOTES,
    "1/1",
    "Bänke",
    {"number": 17, "against": 2, "round": "r"},
    Reference("7F3A-K7M2PX-R1"),
    "1",
)


@pytest.fixture
def fake() -> FakeOpenSlides:
    return FakeOpenSlides()


def connected(
    fake: FakeOpenSlides,
    meeting: str = MEETING,
    password: str = "alice-password",  # noqa: S107 (of the fake)
    handle: Callable[..., FakeAnswer] | None = None,
) -> OpenSlides:
    account = _account("openslides", (meeting,))
    secrets: Any = MemorySecrets()
    secrets.kept["password"] = password
    return OpenSlides(account, transport_to(handle or fake.handle, account), secrets)


def test_counts_stand_as_an_analog_poll_below_their_topic(fake: FakeOpenSlides) -> None:
    connector = connected(fake)
    topic = connector.create(IDEA, None, None)
    poll = connector.create(VOTES, Parent(topic.id), None)
    (made,) = fake.store["poll"].values()
    assert made["content_object_id"] == f"topic/{topic.id}"
    assert (made["type"], made["state"]) == ("analog", "finished")
    assert made["title"] == "Vor Ort gezählt [Ref 7F3A-K7M2PX-R1]"
    option = {"text": "Bänke", "yes": "17.000000", "no": "2.000000"}
    assert list(fake.store["option"].values()) == [option]
    fewer = Item(**{**_fields(VOTES), "content": {"number": 3, "against": 0, "round": "r"}})
    connector.update(fewer, ("number", "against"), Parent(poll.id), Parent(topic.id), None)
    assert fake.store["option"][1]["yes"] == "3.000000"
    shown = {each.id: each.shown for each in connector.survey() if each.kind is ItemKind.VOTES}
    assert shown == {poll.id: {"number": 3, "against": 0}}


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__slots__}


def test_a_change_of_the_title_leaves_their_text_alone(fake: FakeOpenSlides) -> None:
    connector = connected(fake)
    topic = connector.create(IDEA, None, None)
    fake.store["topic"][int(topic.id)]["text"] = "<p>Redaktion</p>"
    changed = Item(**{**_fields(IDEA), "content": {**IDEA.content, "title": "Mehr Bänke"}})
    after = connector.update(changed, ("title",), Parent(topic.id), None, None)
    assert after.shown == {"title": "Mehr Bänke", "body": "Redaktion"}
    assert after.shown == connector.read(ItemKind.IDEA, Parent(topic.id), None).shown


def test_a_ticket_that_ran_out_is_renewed_once(fake: FakeOpenSlides) -> None:
    connector = connected(fake)
    assert len(list(connector.survey())) == 1
    fake.expire_tokens()
    assert len(list(connector.survey())) == 1
    assert [each for each in fake.asked if "login" in each] == ["POST /system/auth/login"] * 2


def test_a_newer_token_in_an_answer_is_used_from_then_on(fake: FakeOpenSlides) -> None:
    seen: list[str] = []

    def handle(method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        seen.append(headers.get("authentication", ""))
        answer = fake.handle(method, target, headers, body)
        if target.startswith("/system/autoupdate") and len(seen) == 2:
            fake._tickets["session-1"] = "bearer newer"
            answer.headers["authentication"] = "bearer newer"
        return answer

    connector = connected(fake, handle=handle)
    for _ in range(2):
        list(connector.survey())
    assert seen[2] == "bearer newer"


def test_who_may_not_see_topics_proves_nothing_gone(fake: FakeOpenSlides) -> None:
    fake.may_see = False
    with pytest.raises(SignInNeeded, match="may not see"):
        list(connected(fake).survey())


def test_sign_in_tells_what_is_wrong(fake: FakeOpenSlides) -> None:
    connector = connected(fake)
    assert connector.sign_in() == "alice"
    assert [(each.module, each.title) for each in connector.places()] == [(MEETING, "Ratssitzung")]
    with pytest.raises(SignInNeeded, match="not right"):
        connected(fake, password="wrong").sign_in()
    with pytest.raises(Refused, match="no meeting 9 "):
        connected(fake, "9").sign_in()
    with pytest.raises(Refused, match="not the number"):
        connected(fake, "Rat").sign_in()


def test_what_is_refused_is_told_and_what_is_gone_already_is_no_error(
    fake: FakeOpenSlides,
) -> None:
    connector = connected(fake)
    with pytest.raises(Refused, match="does not exist"):
        connector.create(VOTES, Parent(IDEA_GONE), None)
    topic = connector.create(IDEA, None, None)
    connector.remove(topic, None)
    connector.remove(topic, None)
    assert len(fake.store["topic"]) == 1


IDEA_GONE: Any = "99"


def test_an_action_that_says_no_with_a_yes_is_unclear(fake: FakeOpenSlides) -> None:
    def handle(method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        if target.endswith("handle_request"):
            return FakeAnswer.of_json(200, {"success": False, "results": []})
        return fake.handle(method, target, headers, body)

    with pytest.raises(NoClearAnswer):
        connected(fake, handle=handle).create(IDEA, None, None)
