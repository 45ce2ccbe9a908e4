"""Fake platforms with what a test has to know of each: its connector, and what must stand there."""

from __future__ import annotations

import copy
import html
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from moderator.domain.platforms import Account, AccountId, ItemKind, RemoteId, references_in
from moderator.sync.platforms import adhocracy_shapes
from moderator.sync.platforms.adhocracy_plus import AdhocracyPlus
from moderator.sync.platforms.decidim import ANSWERING, Decidim
from moderator.sync.platforms.discourse import Discourse
from moderator.sync.platforms.go_vocal import GoVocal
from moderator.sync.platforms.go_vocal_v2 import GoVocalV2
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.platforms.mein_berlin import MeinBerlin
from moderator.sync.platforms.openslides import OpenSlides
from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.adhocracy_state import IDEA, stripped
from tests.fakes.decidim import COMPONENT, FakeDecidim
from tests.fakes.discourse import CATEGORY, FakeDiscourse
from tests.fakes.go_vocal import PHASE, PROJECT, FakeGoVocal
from tests.fakes.go_vocal_v2 import FakeGoVocalV2
from tests.fakes.mein_berlin import MODULE, FakeMeinBerlin
from tests.fakes.openslides import MEETING, FakeOpenSlides

if TYPE_CHECKING:
    from moderator.domain.platforms import Item, Link
    from moderator.sync.connectors import Capabilities
    from tests.fakes.answers import FakeAnswer
    from tests.sync.chaotic_evenings import Wanted

ADDRESS = "https://stadt.example"


class Town(Protocol):
    connector: Any
    takes: Capabilities
    account: Account
    asked: list[str]

    def handle(self, method: str, target: str, head: dict[str, str], body: bytes) -> FakeAnswer: ...

    def expire(self) -> None: ...

    def check(self, wanted: Wanted) -> None:
        """Everything wanted is there exactly once, and nothing else changed."""

    def check_link(self, item: Item, link: Link) -> None:
        """What the link names is the item."""

    def check_quiet(self) -> None:
        """What was asked is what a run with nothing to do may ask."""


def _account(kind: str, modules: tuple[str, ...], **options: str) -> Account:
    moment = datetime(2026, 3, 12, tzinfo=UTC)
    return Account(AccountId("account"), "Stadt", kind, ADDRESS, moment, "alice", modules, options)


class AdhocracyTown:
    connector = AdhocracyPlus
    takes = AdhocracyPlus.capabilities

    def __init__(self) -> None:
        self.fake = FakeAdhocracyPlus(ADDRESS)
        self.account = _account("adhocracy+", ("1",), terms="accepted")
        self.handle = self.fake.handle
        self.expire = self.fake.expire_tokens
        self.asked = self.fake.asked
        self._before = copy.deepcopy(self.fake.ideas)

    def check(self, wanted: Wanted) -> None:
        ideas = self.fake.ideas
        assert {pk: each for pk, each in ideas.items() if pk in self._before} == self._before
        ours = [each for pk, each in ideas.items() if pk not in self._before]
        assert len(ours) == len(wanted.ideas)
        found = {references_in(each.description)[0]: each for each in ours}
        for item in wanted.ideas.values():
            idea = found[item.reference]
            assert idea.name == item.content["title"]
            assert idea.description == adhocracy_shapes.description(item)
            assert idea.category == (2 if item.content["topic"] == "Mobility" else None)
            pictured = f"{ItemKind.PICTURE}:{item.subject}" in wanted.others
            assert bool(idea.picture) == pictured
        pks = {item.subject: found[item.reference].pk for item in wanted.ideas.values()}
        votes = [item for item in wanted.others.values() if item.kind is ItemKind.VOTES]
        expected = [
            (pks[item.parent], stripped(html.escape(adhocracy_shapes.comment_text(item))))
            for item in votes
        ]
        shown = [each for each in self.fake.comments.values() if not each.removed]
        assert sorted((each.object_pk, each.text) for each in shown) == sorted(expected)
        assert all(each.content_type == IDEA and each.user == "alice" for each in shown)
        assert not self.fake.ratings

    def check_link(self, item: Item, link: Link) -> None:
        if item.kind is ItemKind.VOTES:
            text = self.fake.comments[int(link.remote_id)].text
        else:
            text = self.fake.ideas[int(link.remote_id.partition("/")[2])].description
        assert references_in(text) == [item.reference]

    def check_quiet(self) -> None:
        asked = [each for each in self.asked if "/token/" not in each]
        assert asked == ["GET /api/modules/1/ideas/"]


class GoVocalTown:
    connector = GoVocal
    takes = GoVocal.capabilities

    def __init__(self) -> None:
        self.fake = FakeGoVocal()
        self.account = _account("go-vocal", (PHASE,), project=PROJECT)
        self.handle = self.fake.handle
        self.expire = self.fake.expire_tokens
        self.asked = self.fake.asked
        self._before = copy.deepcopy(self.fake.ideas)

    def check(self, wanted: Wanted) -> None:
        ideas = self.fake.ideas
        assert {key: each for key, each in ideas.items() if key in self._before} == self._before
        ours = [each for key, each in ideas.items() if key not in self._before]
        assert len(ours) == len(wanted.ideas)
        found = {references_in(each.body["de-DE"])[0]: each for each in ours}
        for item in wanted.ideas.values():
            idea = found[item.reference]
            assert idea.title == {"de-DE": item.content["title"]}
            assert idea.body == {"de-DE": adhocracy_shapes.description(item)}
            assert (idea.status, idea.phases) == ("draft", [PHASE])
            assert idea.images == ("picture" in item.content)
            assert idea.topics == (["t1-topic"] if item.content["topic"] == "Mobility" else [])
            votes = wanted.others[f"{ItemKind.VOTES}:{item.subject}"]
            assert idea.votes == votes.content["number"]
        assert self.fake.voters == wanted.others[f"{ItemKind.VOTERS}:round"].content["number"]

    def check_link(self, item: Item, link: Link) -> None:
        if item.kind is ItemKind.VOTERS:
            assert link.remote_id == PHASE
            return
        idea = self.fake.ideas[link.remote_id]
        reference = references_in(idea.body["de-DE"])[0]
        assert item.reference.startswith(reference)

    def check_quiet(self) -> None:
        asked = [each for each in self.asked if "/user_token" not in each]
        assert not [each for each in asked if not each.startswith("GET ")]
        lists = [each for each in asked if each.startswith("GET /web_api/v1/ideas?")]
        assert len(lists) == 2  # published ones and drafts
        assert len(asked) == len(lists) + 1  # the phase, for the number of voters


class DiscourseTown:
    connector = Discourse
    takes = Discourse.capabilities

    def __init__(self) -> None:
        self.fake = FakeDiscourse()
        self.account = _account("discourse", (CATEGORY,))
        self.handle = self.fake.handle
        self.expire = self.fake.expire
        self.asked = self.fake.asked
        self._before = copy.deepcopy(self.fake.topics)

    def check(self, wanted: Wanted) -> None:
        topics = self.fake.topics
        assert {key: each for key, each in topics.items() if key in self._before} == self._before
        ours = [each for key, each in topics.items() if key not in self._before]
        found = {each.external_id: each for each in ours}
        assert len(ours) == len(found) == len(wanted.ideas)
        for item in wanted.ideas.values():
            topic = found[f"moderator-{item.reference}".lower()]
            assert topic.title == item.content["title"]
            first, *replies = [self.fake.posts[each] for each in topic.posts]
            assert first == "\n\n".join(adhocracy_shapes.paragraphs(item))
            votes = [each for each in wanted.others.values() if each.parent == item.subject]
            assert sorted(replies) == sorted(map(adhocracy_shapes.comment_text, votes))

    def check_link(self, item: Item, link: Link) -> None:
        number = int(link.remote_id)
        post = number if item.kind is ItemKind.VOTES else self.fake.topics[number].posts[0]
        assert references_in(self.fake.posts[post]) == [item.reference]

    def check_quiet(self) -> None:
        assert self.asked == [f"GET /c/{CATEGORY}.json?page=0&order=created&ascending=true"]


class GoVocalV2Town:
    connector = GoVocalV2
    takes = GoVocalV2.capabilities
    copies = True
    """Nothing can be deleted there: second copies that a network makes are left to a person."""

    def __init__(self) -> None:
        self.fake = FakeGoVocalV2()
        self.account = _account("go-vocal-v2", (PHASE,), project=PROJECT)
        self.handle = self.fake.handle
        self.expire = self.fake.expire_tokens
        self.asked = self.fake.asked

    def check(self, wanted: Wanted) -> None:
        found = {references_in(each["body"])[0]: each for each in self.fake.ideas.values()}
        assert len(found) == len(self.fake.ideas) == len(wanted.ideas)
        for item in wanted.ideas.values():
            idea = found[item.reference]
            assert idea["title"] == item.content["title"]
            assert (idea["body"], idea["phases"]) == (adhocracy_shapes.description(item), [PHASE])

    def check_link(self, item: Item, link: Link) -> None:
        assert references_in(self.fake.ideas[link.remote_id]["body"]) == [item.reference]

    def check_quiet(self) -> None:
        (asked,) = [each for each in self.asked if "/authenticate" not in each]
        assert asked.startswith("GET /api/v2/ideas?")


class DecidimTown:
    connector = Decidim
    takes = Decidim.capabilities
    copies = True
    """Comments cannot be taken away: second copies of them are left to a person."""

    def __init__(self) -> None:
        self.fake = FakeDecidim()
        self.account = _account("decidim", (COMPONENT,), context="Ideenabend am Markt")
        self.handle = self.fake.handle
        self.expire = self.fake.expire_tokens
        self.asked = self.fake.asked
        self._before = copy.deepcopy(self.fake.proposals)

    def check(self, wanted: Wanted) -> None:
        proposals = self.fake.proposals
        before = {key: each for key, each in proposals.items() if key in self._before}
        assert before == self._before
        ours = [e for key, e in proposals.items() if key not in self._before and not e.withdrawn]
        found = {references_in(each.body)[0]: each for each in ours}
        assert len(ours) == len(found) == len(wanted.ideas)
        for item in wanted.ideas.values():
            proposal = found[item.reference]
            title = str(item.content["title"])
            context = "" if len(title) >= 15 else "Ideenabend am Markt: "
            assert proposal.title == f"{context}{title}"
            assert proposal.body == "\n".join(adhocracy_shapes.paragraphs(item))
            votes = [each for each in wanted.others.values() if each.parent == item.subject]
            texts = sorted(proposal.comments.values())
            assert texts == sorted(map(adhocracy_shapes.comment_text, votes))

    def check_link(self, item: Item, link: Link) -> None:
        number = int(link.remote_id)
        if item.kind is ItemKind.VOTES:
            (text,) = [
                e.comments[number] for e in self.fake.proposals.values() if number in e.comments
            ]
        else:
            text = self.fake.proposals[number].body
        assert references_in(text) == [item.reference]

    def check_quiet(self) -> None:
        assert [each for each in self.asked if "sign_in" not in each] == ["query Survey"]


class AnsweringTown(DecidimTown):
    """Counts are paragraphs of official answers."""

    takes = ANSWERING

    def __init__(self) -> None:
        super().__init__()
        self.account = _account("decidim", (COMPONENT,), context="Ideenabend", counts="answer")

    def check(self, wanted: Wanted) -> None:
        ours = {
            references_in(e.body)[0]: e
            for e in self.fake.proposals.values()
            if not e.withdrawn and references_in(e.body)
        }
        assert len(ours) == len(wanted.ideas)
        for item in wanted.ideas.values():
            votes = [each for each in wanted.others.values() if each.parent == item.subject]
            texts = sorted(adhocracy_shapes.comment_text(each) for each in votes)
            answered = plain_text(ours[item.reference].answer or "")
            assert sorted(filter(None, answered.split("\n"))) == texts
            assert ours[item.reference].state == ("evaluating" if votes else None)
            assert not ours[item.reference].comments

    def check_link(self, item: Item, link: Link) -> None:
        if item.kind is not ItemKind.VOTES:
            super().check_link(item, link)
            return
        number, _slash, reference = link.remote_id.partition("/")
        assert reference == item.reference
        assert reference in str(self.fake.proposals[int(number)].answer)


class MeinBerlinTown:
    """Ideas are those of people there; only counts are sent."""

    connector = MeinBerlin
    takes = MeinBerlin.capabilities

    def __init__(self) -> None:
        self.fake = FakeMeinBerlin()
        self.account = _account("mein.berlin", (MODULE,))
        self.handle = self.fake.handle
        self.expire = lambda: None
        self.asked = self.fake.asked

    def open_idea(self, title: str) -> RemoteId:
        return RemoteId(f"{MODULE}/{self.fake.open_idea(title)}")

    def check(self, wanted: Wanted) -> None:
        votes = wanted.others.values()
        expected = [
            (int(wanted.ideas[each.parent].origin.partition("/")[2]), self._shown(each))
            for each in votes
        ]
        shown = [each for each in self.fake.core.comments.values() if not each.removed]
        assert sorted((each.object_pk, each.text) for each in shown) == sorted(expected)
        assert not self.fake.core.ratings
        titles = {each.content["title"] for each in wanted.ideas.values()}
        assert {each.name for each in self.fake.core.ideas.values()} >= titles

    def _shown(self, item: Item) -> str:
        return stripped(html.escape(adhocracy_shapes.comment_text(item)))

    def check_link(self, item: Item, link: Link) -> None:
        if item.kind is ItemKind.VOTES:
            text = self.fake.core.comments[int(link.remote_id)].text
            assert references_in(text) == [item.reference]
        else:
            assert link.remote_id == item.origin

    def check_quiet(self) -> None:
        assert self.asked == [
            f"GET /api/modules/{MODULE}/ideas/?page=1&page_size=100&ordering=created"
        ]


class OpenSlidesTown:
    connector = OpenSlides
    takes = OpenSlides.capabilities

    def __init__(self) -> None:
        self.fake = FakeOpenSlides()
        self.account = _account("openslides", (MEETING,))
        self.handle = self.fake.handle
        self.expire = self.fake.expire_tokens
        self.asked = self.fake.asked
        self._before = copy.deepcopy(self.fake.store["topic"])

    def check(self, wanted: Wanted) -> None:
        topics, polls = self.fake.store["topic"], self.fake.store["poll"]
        assert {key: each for key, each in topics.items() if key in self._before} == self._before
        ours = [each for key, each in topics.items() if key not in self._before]
        found = {references_in(each["text"])[0]: each for each in ours}
        assert len(ours) == len(found) == len(wanted.ideas)
        for item in wanted.ideas.values():
            topic = found[item.reference]
            assert topic["title"] == item.content["title"]
            assert topic["text"] == adhocracy_shapes.description(item)
            votes = [each for each in wanted.others.values() if each.parent == item.subject]
            shown = {
                references_in(polls[each]["title"])[0]: polls[each] for each in topic["poll_ids"]
            }
            assert len(topic["poll_ids"]) == len(shown) == len(votes)
            for each in votes:
                poll = shown[each.reference]
                (option,) = [self.fake.store["option"][key] for key in poll["option_ids"]]
                number = f"{each.content['number']}.000000"
                assert (poll["type"], option["yes"], option["no"]) == ("analog", number, "0.000000")

    def check_link(self, item: Item, link: Link) -> None:
        if item.kind is ItemKind.VOTES:
            text = self.fake.store["poll"][int(link.remote_id)]["title"]
        else:
            text = self.fake.store["topic"][int(link.remote_id)]["text"]
        assert references_in(text) == [item.reference]

    def check_quiet(self) -> None:
        asked = [each for each in self.asked if "/auth/login" not in each]
        assert asked == ["POST /system/autoupdate?single=1"]


TOWNS: dict[str, type[Town]] = {
    "adhocracy+": AdhocracyTown,
    "go-vocal": GoVocalTown,
    "go-vocal-v2": GoVocalV2Town,
    "discourse": DiscourseTown,
    "decidim": DecidimTown,
    "decidim, answers": AnsweringTown,
    "mein.berlin": MeinBerlinTown,
    "openslides": OpenSlidesTown,
}
