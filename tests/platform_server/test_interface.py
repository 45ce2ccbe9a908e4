"""Ids made by the sender, idempotent writes, versions, pages and the list of changes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from moderator.domain.ids import new_id
from moderator.platform_server.asking import cursor, read_cursor
from moderator.platform_server.problems import Problem
from tests.fakes.platform_in_process import PlatformInProcess

if TYPE_CHECKING:
    from tests.fakes.answers import FakeAnswer

BENCHES = {"title": "Bänke", "body": "Im Schatten.\nMit Lehne.", "reference": "7F3A-9KMP2X"}


def data(answer: FakeAnswer) -> Any:
    return json.loads(answer.body)


def problem(answer: FakeAnswer) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = data(answer)
    assert told["status"] == answer.status
    return str(told["type"]).rpartition(":")[2]


def test_the_same_put_twice_is_one_idea(platform: PlatformInProcess) -> None:
    path = f"ideas/{new_id()}"
    first = platform.ask("PUT", path, BENCHES)
    again = platform.ask("PUT", path, BENCHES)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body
    assert first.headers["Etag"] == again.headers["Etag"] == '"1"'
    listed = data(platform.ask("GET", "ideas"))
    assert [each["title"] for each in listed["items"]] == ["Bänke"]


def test_nothing_is_replaced_blindly(platform: PlatformInProcess) -> None:
    path = f"ideas/{platform.new_idea()}"
    blind = platform.ask("PUT", path, {"title": "Anders"})
    assert (blind.status, problem(blind)) == (428, "precondition-required")
    star = platform.ask("PUT", path, {"title": "Anders"}, if_match="*")
    assert star.status == 428
    stale = platform.ask("PUT", path, {"title": "Anders"}, if_match='"7"')
    assert (stale.status, problem(stale), stale.headers["Etag"]) == (
        412,
        "precondition-failed",
        '"1"',
    )
    right = platform.ask("PUT", path, {"title": "Anders"}, if_match='"1"')
    assert (right.status, right.headers["Etag"]) == (200, '"2"')
    # The same request delivered again: what it wanted is there already (RFC 9110, 13.1.1).
    assert platform.ask("PUT", path, {"title": "Anders"}, if_match='"1"').status == 200
    assert platform.ask("PUT", path, {"title": "Bänke"}, if_match='"1"').status == 412


def test_a_put_may_ask_that_nothing_is_there(platform: PlatformInProcess) -> None:
    path = f"ideas/{new_id()}"
    assert platform.ask("PUT", path, BENCHES, if_none_match="*").status == 201
    assert platform.ask("PUT", path, BENCHES, if_none_match="*").status == 412


def test_what_was_deleted_comes_back_only_on_purpose(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    path = f"ideas/{idea}"
    assert platform.ask("DELETE", path).status == 428
    assert platform.ask("DELETE", path, if_match='"9"').status == 412
    assert platform.ask("DELETE", path, if_match='"1"').status == 204
    assert platform.ask("DELETE", path, if_match='"1"').status == 204
    late = platform.ask("PUT", path, {"title": "Bänke"})
    assert (late.status, problem(late)) == (410, "gone")
    assert platform.ask("GET", path).status == 410
    back = platform.ask("PUT", path, BENCHES, if_match=late.headers["Etag"])
    assert back.status == 201
    assert data(platform.ask("GET", path))["body"] == BENCHES["body"]


def test_with_an_idea_goes_what_belongs_to_it(platform: PlatformInProcess) -> None:
    idea, vote_round = platform.new_idea(), new_id()
    count = f"rounds/{vote_round}/counts/{idea}"
    assert platform.ask("PUT", count, {"in_favour": 17}).status == 201
    assert put_picture(platform, idea).status == 201
    assert platform.ask("DELETE", f"ideas/{idea}", if_match='"1"').status == 204
    assert platform.ask("GET", count).status == 410
    assert platform.ask("GET", f"ideas/{idea}/picture").status == 410
    assert platform.ask("PUT", count, {"in_favour": 17}).status == 404


def test_counts_come_with_their_ideas_apart_from_votes_online(platform: PlatformInProcess) -> None:
    idea, rounds = platform.new_idea(), [new_id(), new_id()]
    for vote_round in rounds:
        path = f"rounds/{vote_round}/counts/{idea}"
        given = {"in_favour": 17, "against": 2, "reference": "7F3A-9KMP2X-R1"}
        assert platform.ask("PUT", path, given).status == 201
    shown = data(platform.ask("GET", f"ideas/{idea}"))
    assert [each["round"] for each in shown["counts"]] == rounds
    assert shown["counts"][0]["in_favour"] == 17
    assert shown["online"] == {"in_favour": 0, "against": 0}


def test_an_id_belongs_to_one_project(platform: PlatformInProcess) -> None:
    idea, other = platform.new_idea(), new_id()
    platform.ask("PUT", f"/api/v1/projects/{other}", {"title": "Anderswo"})
    there = f"/api/v1/projects/{other}/ideas/{idea}"
    assert problem(platform.ask("PUT", there, {"title": "Bänke"})) == "elsewhere"
    assert platform.ask("GET", there).status == 404
    assert platform.ask("DELETE", there, if_match='"1"').status == 404


def test_ideas_are_found_by_reference_and_card(platform: PlatformInProcess) -> None:
    platform.new_idea()
    wanted = platform.new_idea(reference="7F3A-9KMP2X", card_code="9KMP2X")
    for query in ("reference=7F3A-9KMP2X", "card=9KMP2X"):
        found = data(platform.ask("GET", f"ideas?{query}"))
        assert [each["id"] for each in found["items"]] == [wanted]
    assert platform.ask("GET", "ideas?reference=%00").status == 400


@settings(max_examples=15)
@given(number=st.integers(0, 9), limit=st.integers(1, 5))
def test_pages_hold_everything_once_while_more_comes(number: int, limit: int) -> None:
    with PlatformInProcess() as platform:
        ideas = [platform.new_idea() for _ in range(number)]
        seen: list[str] = []
        after = ""
        while True:
            page = data(platform.ask("GET", f"ideas?limit={limit}{after}"))
            seen += [each["id"] for each in page["items"]]
            if page["next"] is None:
                break
            if len(ideas) < number + 2:
                ideas.append(platform.new_idea())
            after = f"&cursor={page['next']}"
        assert seen[:number] == ideas[:number]
        assert len(set(seen)) == len(seen)
        assert set(seen) <= set(ideas)


def test_changes_tell_each_record_once_with_its_last_state(platform: PlatformInProcess) -> None:
    first = data(platform.ask("GET", "/api/v1/changes"))
    assert [each["kind"] for each in first["items"]] == ["project"]
    idea, other = platform.new_idea(), platform.new_idea()
    platform.ask("PUT", f"ideas/{idea}", {"title": "Anders"}, if_match='"1"')
    platform.ask("DELETE", f"ideas/{other}", if_match='"1"')
    later = data(platform.ask("GET", f"/api/v1/changes?cursor={first['cursor']}"))
    assert [(e["id"], e["version"], e["gone"]) for e in later["items"]] == [
        (idea, 2, False),
        (other, 2, True),
    ]
    assert data(platform.ask("GET", later["items"][0]["href"]))["title"] == "Anders"
    nothing = data(platform.ask("GET", f"/api/v1/changes?cursor={later['cursor']}"))
    assert (nothing["items"], nothing["cursor"], nothing["more"]) == ([], later["cursor"], False)


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    content = io.BytesIO()
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Erika Mustermann"
    image.save(content, kind, exif=exif)
    return content.getvalue()


def put_picture(
    platform: PlatformInProcess, idea: str, content: bytes | None = None, kind: str = "image/jpeg"
) -> FakeAnswer:
    return platform.ask(
        "PUT",
        f"ideas/{idea}/picture",
        picture() if content is None else content,
        content_type=kind,
        content_disposition='attachment; filename="abc-1.jpg"',
    )


def test_a_picture_loses_what_the_camera_wrote(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    assert (put_picture(platform, idea).status, put_picture(platform, idea).status) == (201, 200)
    shown = data(platform.ask("GET", f"ideas/{idea}"))["picture"]
    assert shown["name"] == "abc-1.jpg"
    given = platform.ask("GET", f"ideas/{idea}/picture")
    assert given.headers["Content-Type"] == "image/jpeg"
    assert b"Mustermann" in picture()
    assert b"Mustermann" not in given.body
    assert Image.open(io.BytesIO(given.body)).size == (60, 40)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"<svg onload=alert(1)>", "image/svg+xml", 415),
        (b"GIF89a", "image/jpeg", 422),
        (b"", "image/png", 422),
        (picture(kind="PNG"), "image/jpeg", 422),
        (picture()[:200], "image/jpeg", 422),
        (bytes(5_000_001), "image/jpeg", 413),
    ],
    ids=["svg", "no picture", "nothing", "another kind", "cut off", "too large"],
)
def test_only_real_pictures_are_taken(
    platform: PlatformInProcess, content: bytes, kind: str, status: int
) -> None:
    assert put_picture(platform, platform.new_idea(), content, kind).status == status


def test_a_picture_that_would_unpack_to_gigabytes_is_refused(platform: PlatformInProcess) -> None:
    content = io.BytesIO()
    Image.new("1", (8000, 8000)).save(content, "PNG")
    assert len(content.getvalue()) < 20_000
    answer = put_picture(platform, platform.new_idea(), content.getvalue(), "image/png")
    assert answer.status == 422


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"title": ""}, 422, "#/title"),
        ({"title": "x" * 301}, 422, "#/title"),
        ({"titel": "Bänke"}, 422, "#"),
        ({"title": 7}, 422, "#/title"),
        ({"title": "a\nb"}, 422, "#/title"),
        ({"title": "a", "body": "b\0c"}, 422, "#"),
        ({"title": "a", "card_code": "abc"}, 422, "#/card_code"),
        ({"title": "a", "name": "Erika Mustermann"}, 422, "#"),
        (["title"], 422, "#"),
        (b'{"title": "a\xff"}', 400, ""),
        (b'{"title": "a"', 400, ""),
        (b"", 400, ""),
        (b"[" * 100_000, 422, ""),
        (b'{"title": "' + b"x" * 300_000 + b'"}', 413, ""),
    ],
)
def test_what_does_not_fit_is_refused_with_the_place(
    platform: PlatformInProcess, body: Any, status: int, pointer: str
) -> None:
    answer = platform.ask("PUT", f"ideas/{new_id()}", body, content_type="application/json")
    assert answer.status == status, answer
    problem(answer)
    if pointer:
        assert data(answer)["errors"][0]["pointer"] == pointer
    assert data(platform.ask("GET", "ideas"))["items"] == []


def test_half_a_sign_is_refused(platform: PlatformInProcess) -> None:
    body = b'{"title": "\\ud800"}'
    answer = platform.ask("PUT", f"ideas/{new_id()}", body, content_type="application/json")
    assert answer.status in {400, 422}


def test_ids_are_uuid7_in_small_letters(platform: PlatformInProcess) -> None:
    for wrong in (new_id().upper(), "1", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "..%2F..%2Fx"):
        assert platform.ask("PUT", f"ideas/{wrong}", BENCHES).status in {404, 422}
    assert platform.ask("GET", f"ideas/{new_id().upper()}").status == 404


def test_only_tokens_let_in(platform: PlatformInProcess) -> None:
    unknown = platform.ask("GET", "ideas", token="pf_wrong")
    assert (unknown.status, problem(unknown)) == (401, "unauthorized")
    assert unknown.headers["Www-Authenticate"] == "Bearer"
    assert platform.ask("GET", "ideas", token="").status == 401
    assert platform.ask("GET", "ideas", token=platform.reading_token).status == 200
    refused = platform.ask("PUT", f"ideas/{new_id()}", BENCHES, token=platform.reading_token)
    assert (refused.status, problem(refused)) == (403, "read-only")


def test_guessing_tokens_is_slowed_down(platform: PlatformInProcess) -> None:
    statuses = [platform.ask("GET", "ideas", token=f"pf_{n}").status for n in range(25)]
    assert statuses == [401] * 20 + [429] * 5
    waiting = platform.ask("GET", "ideas", token="pf_x")
    assert 0 < int(waiting.headers["Retry-After"]) <= 60


def test_tokens_are_not_in_the_store(served: tuple[PlatformInProcess, str]) -> None:
    platform, _address = served
    with platform.shelf.reading() as connection:
        dump = "".join(connection.connection.iterdump())
    assert "platform_tokens" in dump
    assert platform.token not in dump
    assert platform.token.encode().hex() not in dump.lower()


def test_other_content_and_methods_are_refused(platform: PlatformInProcess) -> None:
    path = f"ideas/{new_id()}"
    text = platform.ask("PUT", path, b"title=x", content_type="text/plain")
    assert (text.status, problem(text)) == (415, "media-type")
    posted = platform.ask("POST", path, BENCHES)
    assert (posted.status, problem(posted)) == (405, "method")
    assert platform.ask("GET", "/api/v2").status == 404
    for condition in ('W/"1"', "1", '"x"', '"1";DROP'):
        assert platform.ask("PUT", path, BENCHES, if_match=condition).status == 400
    assert platform.ask("PUT", path, BENCHES, if_none_match='"1"').status == 400


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=", "cursor=%27"])
def test_lists_take_no_nonsense(platform: PlatformInProcess, query: str) -> None:
    assert problem(platform.ask("GET", f"ideas?{query}")) == "bad-request"


@pytest.mark.parametrize("text", ["", "x", "djI6MQ", "djE6LTE", "djE6MQ==", "ä" * 9, "djE6" * 9])
def test_cursors_of_others_are_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_cursor(text)
    assert refused.value.status == 400


@given(st.integers(0, 10**11))
def test_a_cursor_leads_back_to_its_place(place: int) -> None:
    assert read_cursor(cursor(place)) == place
