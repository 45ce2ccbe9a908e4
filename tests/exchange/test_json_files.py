from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from moderator.errors import BadInput
from moderator.exchange import json_files
from moderator.exchange.evening_json import write_evening_json
from moderator.exchange.incoming import MOST_IDEAS
from moderator.exchange.json_files import read_json
from tests.exchange.evenings import ballot, code, evening, idea, idea_lists, vote_round

if TYPE_CHECKING:
    from moderator.domain.ideas import Cluster, Idea


def refusal(document: object) -> str:
    data = document.encode() if isinstance(document, str) else json.dumps(document).encode()
    with pytest.raises(BadInput) as caught:
        read_json(data)
    return str(caught.value)


@pytest.mark.parametrize("wrap", [lambda ideas: ideas, lambda ideas: {"ideas": ideas}])
def test_ideas_in_a_list_or_in_an_object(wrap: object) -> None:
    ideas = [
        {"title": "Bänke", "body": "a\nb", "table": 3, "cluster": "Grün", "number": 7},
        {"Titel": "Licht", "kosten": 500, "offen": True, "leer": None, "mehr": {"a": [1]}},
        "Ruhe",
    ]
    first, second, third = read_json(json.dumps(wrap(ideas)).encode()).drafts  # type: ignore[operator]
    assert (first.title, first.body, first.table, first.cluster) == ("Bänke", "a\nb", "3", "Grün")
    assert first.source == {"number": "7"}
    assert (second.title, second.source) == ("Licht", {"kosten": "500", "offen": "true"})
    assert (third.title, third.source) == ("Ruhe", {})


def test_codes_and_ids() -> None:
    first, second = read_json(
        json.dumps([{"title": "a", "code": code(7)}, {"title": "b", "id": "0196-abc"}]).encode()
    ).drafts
    assert (first.code, first.source_key) == (code(7), f"code:{code(7)}")
    assert second.source_key == "id:0196-abc"


def test_personal_fields_are_left_out() -> None:
    (draft,) = read_json(b'[{"title": "a", "email": "a@example.org", "author": "A"}]').drafts
    assert draft.source == {}


def test_a_mark_and_utf16_are_read() -> None:
    assert read_json(b'\xef\xbb\xbf["a"]').drafts[0].title == "a"
    assert read_json('["ä"]'.encode("utf-16")).drafts[0].title == "ä"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["a",\n"b"\n"c"]', "Line 3: This is not JSON."),
        ("[NaN]", "“NaN” is not a number"),
        ('[{"title": "a", "cost": -Infinity}]', "“-Infinity” is not a number"),
        ('[{"title": "a", "title": "b"}]', "“title” is given twice"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 10_000 + "]", "a number that is too long"),
        ("[]", "holds no ideas"),
        ("{}", "no list of ideas"),
        ('"a"', "no list of ideas"),
        ('{"ideas": {"a": 1}}', "no list of ideas"),
        ('[{"body": "a"}]', "Idea 1: There is no field “title”."),
        ('["a", ""]', "Idea 2: The title is empty."),
        ('["a", 1]', "Idea 2: It is neither a text nor an object"),
        ('[{"title": ["a"]}]', "Idea 1: The field “title” is not a text."),
        ('[{"title": "a", "code": "ABC"}]', "“ABC” is not a card code"),
        (r'["\ud800"]', "Idea 1: The text contains signs that cannot be read."),
        (json.dumps(["x" * 10_000_000]), "Idea 1: The text is too long"),
        (json.dumps(["a"] * (MOST_IDEAS + 1)), f"more than {MOST_IDEAS} ideas"),
        (json.dumps([{f"f{n}": 1 for n in range(200)}]), "more than 100 fields"),
        ('{"format": "moderator-evening", "version": 99, "ideas": []}', "newer Moderator"),
    ],
)  # fmt: skip
def test_refusals_are_one_clear_sentence(text: str, told: str) -> None:
    assert told in refusal(text)


def test_millions_of_tiny_values_are_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_files, "_MOST_VALUES", 1000)
    assert "more than 1000 values" in refusal("[" + "[]," * 1000 + "[]]")


def exported(*args: object, **more: object) -> bytes:
    target = io.BytesIO()
    write_evening_json(evening(*args, **more), target)  # type: ignore[arg-type]
    return target.getvalue()


@settings(deadline=None)
@given(idea_lists())
def test_our_own_export_is_read_back(drawn: tuple[list[Idea], list[Cluster]]) -> None:
    ideas, clusters = drawn
    headings = {each.id: each.heading for each in clusters}
    read = read_json(exported(ideas, clusters)).drafts
    assert [(d.code, d.title, d.body, d.table, d.cluster, d.source_key) for d in read] == [
        (
            i.code,
            i.title,
            i.body,
            i.table,
            headings[i.cluster_id] if i.cluster_id else "",
            f"idea:{i.id}",
        )
        for i in ideas
    ]


def test_facts_of_ideas_and_workshop_survive_and_votes_are_told() -> None:
    facts = {"pb:a#unit": "Zürich", "pb:a#comment": "x" * 3000}
    one = idea(1, source={"cost": "500"}, source_key="pb:a:1")
    incoming = read_json(exported([one], [], {vote_round(): [ballot({one.id: 2})]}, source=facts))
    assert incoming.facts == facts
    assert incoming.drafts[0].source == {"cost": "500"}
    assert incoming.drafts[0].source_key == "pb:a:1"
    assert incoming.notes == ("Votes stay in the file; only its ideas come in.",)
