"""Go Vocal as its source reads: topics by name, in versions that keep them differently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.platforms import Item, ItemKind, Reference
from moderator.sync.connectors import Parent
from moderator.sync.platforms.go_vocal import GoVocal
from moderator.sync.platforms.go_vocal_v2 import GoVocalV2
from tests.fakes.go_vocal import PHASE, PROJECT, FakeGoVocal
from tests.fakes.go_vocal_v2 import FakeGoVocalV2
from tests.sync.chaotic_evenings import MemorySecrets
from tests.sync.test_pulling import transport_to
from tests.sync.towns import _account

if TYPE_CHECKING:
    from moderator.domain.platforms import Content

CONTENT: Content = {"title": "Bänke", "body": "Mit Lehne", "topic": "mobility "}
IDEA = Item(ItemKind.IDEA, "1", "Bänke", CONTENT, Reference("7F3A-K7M2PX"))


def connected(kind: Any, fake: FakeGoVocal | FakeGoVocalV2) -> Any:
    account = _account("go-vocal", (PHASE,), project=PROJECT)
    secrets: Any = MemorySecrets()
    return kind(account, transport_to(fake.handle, account), secrets)


@pytest.mark.parametrize("own", [True, False])
def test_the_cluster_becomes_the_topic_of_that_name(own: bool) -> None:
    fake = FakeGoVocal()
    fake.own_topics = own
    connector = connected(GoVocal, fake)
    made = connector.create(IDEA, None, None)
    assert fake.ideas[made.id].topics == ["t1-topic"]
    assert made.shown == connector.expected(IDEA)
    other = replace(IDEA, content={**CONTENT, "topic": "Grün"})
    assert fake.ideas[connector.create(other, None, None).id].topics == []
    # The project of the older version allows one of the platform's two topics.
    allowed = connector.expected(replace(IDEA, content={**CONTENT, "topic": "Green"}))["topic"]
    assert allowed == ("t2-topic" if own else "")
    lists = [each for each in fake.asked if "topics" in each]
    assert len(lists) == (1 if own else 3)


def test_a_change_of_the_cluster_leaves_the_text_alone() -> None:
    fake = FakeGoVocal()
    connector = connected(GoVocal, fake)
    made = connector.create(IDEA, None, None)
    fake.ideas[made.id].body = {"de-DE": "<p>Redaktion</p>"}
    moved = replace(IDEA, content={**CONTENT, "topic": "Green"})
    after = connector.update(moved, ("topic",), Parent(made.id), None, None)
    assert after.shown == {"title": "Bänke", "body": "Redaktion", "topic": "t2-topic"}
    none = replace(IDEA, content={**CONTENT, "topic": ""})
    connector.update(none, ("topic",), Parent(made.id), None, None)
    assert fake.ideas[made.id].topics == []


def test_an_idea_without_a_cluster_asks_for_no_topics() -> None:
    fake = FakeGoVocal()
    connected(GoVocal, fake).create(replace(IDEA, content={"title": "Bänke"}), None, None)
    assert not [each for each in fake.asked if "topics" in each]


def test_the_public_api_sends_nothing_where_only_the_cluster_changed() -> None:
    fake = FakeGoVocalV2()
    connector = connected(GoVocalV2, fake)
    made = connector.create(IDEA, None, None)
    moved = replace(IDEA, content={**CONTENT, "topic": "Green"})
    assert connector.update(moved, ("topic",), Parent(made.id), None, None).shown == made.shown
    assert not [each for each in fake.asked if each.startswith("PATCH")]
