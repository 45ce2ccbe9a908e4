"""Decidim as its source reads: errors with status 200, versions, titles of 15 letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from moderator.domain.platforms import Item, ItemKind, Reference, RemoteId
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, SignInNeeded
from moderator.sync.connectors import Parent
from moderator.sync.platforms.decidim import Decidim
from tests.fakes.answers import FakeAnswer
from tests.fakes.decidim import COMPONENT, FakeDecidim
from tests.sync.chaotic_evenings import MemorySecrets
from tests.sync.test_pulling import transport_to
from tests.sync.towns import _account

TITLE = "Mehr Bänke am Marktplatz"
IDEA = Item(ItemKind.IDEA, "1", TITLE, {"title": TITLE}, Reference("7F3A-K7M2PX"))


@pytest.fixture
def fake() -> FakeDecidim:
    return FakeDecidim()


def connected(fake: FakeDecidim, handle: Any = None, **changes: Any) -> Decidim:
    options = changes.pop("options", {})
    account = replace(_account("decidim", (COMPONENT,), **options), **changes)
    secrets: Any = MemorySecrets()
    return Decidim(account, transport_to(handle or fake.handle, account), secrets)


def test_a_version_without_the_mutation_is_told_to_take_the_file(fake: FakeDecidim) -> None:
    assert connected(fake).sign_in() == "alice"
    fake.mutations = ["proposal"]
    with pytest.raises(Refused, match=r"0\.32\.0") as raised:
        connected(fake).sign_in()
    assert "platform file" in raised.value.advice
    fake.tells_mutations = False
    assert connected(fake).sign_in() == "alice"


def test_sign_in_tells_what_is_wrong(fake: FakeDecidim) -> None:
    with pytest.raises(SignInNeeded, match="not right"):
        connected(fake, user="bob").sign_in()
    with pytest.raises(Refused, match="no proposal component 7 "):
        connected(fake, modules=("7",)).sign_in()
    (place,) = connected(fake).places()
    assert (place.module, place.title, place.project) == (COMPONENT, "Vorschläge", "Marktplatz")


def test_everybody_may_read_page_by_page(fake: FakeDecidim) -> None:
    fake.per_page = 2
    for number in range(4):
        fake.add(f"Vorschlag Nummer {number}", "<p>a</p><p>b &amp; c</p>").votes = number
    fake.proposals[141].withdrawn = True
    found = list(connected(fake, user="").survey())
    assert [each.id for each in found] == ["140", "142", "143", "144"]
    assert fake.asked == ["query Survey"] * 3
    assert (found[3].shown["body"], found[3].facts["online_for"]) == ("a\nb & c", "3")


def test_older_versions_are_read_too(fake: FakeDecidim) -> None:
    fake.older = True
    fake.add("Ein zweiter Vorschlag", "Text").state = "withdrawn"
    connector = connected(fake, user="")
    assert connector.sign_in() == ""
    assert "needs an account" in connector.objection(IDEA)
    fake.asked.clear()
    connector = connected(fake, user="")
    assert [each.id for each in connector.survey()] == ["140"]
    assert connector.read(ItemKind.IDEA, Parent(RemoteId("140")), None).id == "140"
    assert fake.asked == ["query Survey"] * 2 + ["query One"]


def test_a_list_that_goes_round_in_circles_is_no_list(fake: FakeDecidim) -> None:
    shown = {"pageInfo": {"hasNextPage": True, "endCursor": "x"}, "edges": []}
    data = {"data": {"component": {"id": COMPONENT, "proposals": shown}}}
    connector = connected(fake, lambda *_: FakeAnswer.of_json(200, data), user="")
    with pytest.raises(NoClearAnswer, match="does not come to an end"):
        list(connector.survey())


def test_a_token_that_ran_out_is_renewed_before_a_write_is_given_up(fake: FakeDecidim) -> None:
    connector = connected(fake)
    connector.create(IDEA, None, None)
    fake.expire_tokens()
    second = replace(IDEA, reference=Reference("7F3A-C6682F"))
    made = connector.create(second, None, None)
    assert made.references == {second.reference}
    assert fake.asked.count("mutation Create") == 3
    assert len(fake.proposals) == 3


def test_a_refusal_names_the_field(fake: FakeDecidim) -> None:
    with pytest.raises(Refused, match="title is too short"):
        connected(fake)._written(
            "mutation Create { }",
            component=COMPONENT,
            input={"attributes": {"title": "Kurz", "body": "x" * 20}},
        )


def test_short_titles_say_where_they_come_from(fake: FakeDecidim) -> None:
    short = replace(IDEA, content={"title": "Kurz"})
    assert str(connected(fake).create(short, None, None).shown["title"]).endswith(": Kurz")
    english = connected(fake, options={"locale": "en"})
    assert english.expected(short)["title"] == "Idea from the workshop: Kurz"
    with_context = connected(fake, options={"context": "Ideenabend am Markt"})
    assert with_context.objection(short) == ""
    assert with_context.expected(short)["title"] == "Ideenabend am Markt: Kurz"


def test_a_long_title_stands_whole_in_the_text(fake: FakeDecidim) -> None:
    connector = connected(fake)
    long = replace(IDEA, content={"title": "Wort " * 40, "body": "Text"})
    made = connector.create(long, None, None)
    assert len(str(made.shown["title"])) <= 150
    assert str(made.shown["body"]).startswith("Wort " * 39)
    assert made.shown == connector.expected(long)


def test_what_is_gone_or_withdrawn_is_not_there(fake: FakeDecidim) -> None:
    connector = connected(fake)
    made = connector.create(IDEA, None, None)
    assert connector.read(ItemKind.IDEA, Parent(made.id), None).shown == made.shown
    connector.remove(made, None)
    for number in (made.id, RemoteId("999")):
        with pytest.raises(NotThere):
            connector.read(ItemKind.IDEA, Parent(number), None)
    with pytest.raises(Refused):
        connector.update(IDEA, ("title",), Parent(made.id), None, None)


def test_other_errors_are_the_platforms_no(fake: FakeDecidim) -> None:
    error = {"message": "Field 'createProposal' doesn't exist on type 'ProposalsMutation'"}

    def handle(method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        if target == "/api":
            return FakeAnswer.of_json(200, {"errors": [error]})
        return fake.handle(method, target, headers, body)

    with pytest.raises(Refused, match="createProposal"):
        connected(fake, handle).create(IDEA, None, None)


# ---------------------------------------------------------------- answers

COUNT = Item(ItemKind.VOTES, "1/1", TITLE, {"text": "17 & 3"}, Reference("7F3A-K7M2PX-R1"), "1")
ANSWERS = {"counts": "answer"}


def test_counts_stand_in_the_official_answer_one_paragraph_each(fake: FakeDecidim) -> None:
    connector = connected(fake, options=ANSWERS)
    parent = Parent(connector.create(IDEA, None, None).id)
    first = connector.create(COUNT, parent, None)
    second = replace(COUNT, content={"text": "4"}, reference=Reference("7F3A-K7M2PX-R2"))
    connector.create(second, parent, None)
    changed = replace(COUNT, content={"text": "18"})
    connector.update(changed, ("text",), Parent(first.id), parent, None)
    proposal = fake.proposals[int(parent.id)]
    marks = "<p>{} [Ref 7F3A-K7M2PX-R1]</p><p>4 [Ref 7F3A-K7M2PX-R2]</p>"
    assert (proposal.answer, proposal.state) == (marks.format("18"), "evaluating")
    found = {each.id: each.shown for each in connector.survey() if each.kind is ItemKind.VOTES}
    assert found[first.id] == connector.expected(changed)
    assert first.shown == connector.expected(COUNT)
    assert not proposal.comments


def test_what_others_answered_or_decided_is_not_touched(fake: FakeDecidim) -> None:
    connector = connected(fake, options=ANSWERS)
    made = connector.create(IDEA, None, None)
    proposal = fake.proposals[int(made.id)]
    proposal.state = "accepted"
    connector.create(COUNT, Parent(made.id), None)
    assert proposal.state == "accepted"
    proposal.answer = "<p>Der Rat hat beschlossen.</p>"
    with pytest.raises(Refused, match="official answer already"):
        connector.create(COUNT, Parent(made.id), None)
    assert proposal.answer == "<p>Der Rat hat beschlossen.</p>"


def test_who_may_not_answer_is_told(fake: FakeDecidim) -> None:
    fake.administrator = False
    connector = connected(fake, options=ANSWERS)
    made = connector.create(IDEA, None, None)
    with pytest.raises(Refused, match="may not answer"):
        connector.create(COUNT, Parent(made.id), None)
