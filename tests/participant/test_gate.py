"""Hostile requests: wrong names, foreign pages, odd bodies, damaged paths."""

from __future__ import annotations

import itertools
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from moderator.operations import ideas
from moderator.operations.desk import Actor, open_desk
from moderator.participant.guards import LARGEST_FORM, LARGEST_PICTURE_FORM
from moderator.participant.probes import PROBES
from moderator.participant.site import Entrance, Site
from moderator.paths import Paths
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import JSON, RunningServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Paths:
    """Return a profile for all tests here: they ask one server for what it must not give."""
    paths = Paths(tmp_path_factory.mktemp("gate"))
    shutil.copyfile(empty_store, paths.store_file)
    return paths


@pytest.fixture(scope="module")
def board(profile: Paths) -> Iterator[Board]:
    desk = open_desk(profile)
    yield board_with(desk, "Grün", "Wege", "")
    desk.close()


@pytest.fixture(scope="module")
def server(profile: Paths, board: Board) -> Iterator[RunningServer]:
    desk = open_desk(profile, actor=Actor.PHONE)
    entrance = Entrance(frozenset({"moderator.local"}))
    with RunningServer(Site(desk, board.workshop_id, entrance)) as running:
        yield running
    desk.close()


_addresses = itertools.count(2)


@pytest.fixture
def phone(server: RunningServer) -> Phone:
    """Return a phone at an address of its own: some tests type wrong codes."""
    number = next(_addresses)
    return server.phone(f"127.0.{number // 250}.{number % 250 + 2}")


@pytest.mark.parametrize(
    "host",
    [
        "192.168.137.1",
        "10.0.0.7:8080",
        "moderator.local",
        "MODERATOR.LOCAL:80",
        "127.0.0.1",
        "[::1]",
    ],
)
def test_names_that_lead_here(phone: Phone, host: str) -> None:
    assert phone.get("/live", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "moderator.local.evil.example", "8.8.8.8", "", "[", "a b", "127.0.0.1.nip.io",
     "localhost.evil.example", "@192.168.1.1.evil.example", "192.168.1.1@evil.example",
     "0x7f000001"],
)  # fmt: skip
def test_other_names_get_nothing(phone: Phone, host: str) -> None:
    answer = phone.get("/live", headers={"host": host} | JSON)
    assert answer.status_code == 421
    assert "version" not in answer.json()
    page = phone.get("/ballot", headers={"host": host})
    assert page.status_code == 421
    assert "The workshop is not at this address." in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://{host}"},
        {"origin": "http://{host}.evil.example"},
        {"origin": "http://{host}@evil.example"},
        {"origin": "http://["},
        {"referer": "http://evil.example/{host}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://{host}"},
    ],
)
def test_forms_of_foreign_pages_are_refused(
    server: RunningServer, phone: Phone, board: Board, sent: dict[str, str]
) -> None:
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    host = server.url.removeprefix("http://")
    headers = {name: value.format(host=host) for name, value in sent.items()}
    field = {f"dots-{ideas.read_idea(board.desk, board.ids[0]).code}": "1"}
    answer = phone.post("/ballot", data={"round": vote.id} | field, headers=headers)
    assert answer.status_code == 403
    assert board.result(vote) == {}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"origin": "{url}"},
        {"referer": "{url}/ballot"},
        {"origin": "{url}", "sec-fetch-site": "same-origin"},
    ],
)
def test_our_own_forms_are_taken(server: RunningServer, sent: dict[str, str]) -> None:
    headers = {name: value.format(url=server.url) for name, value in sent.items()}
    assert server.phone().post("/leave", data={}, headers=headers).status_code == 303


@pytest.mark.parametrize("path", ["/", "/ballot", "/nothing", "/live", "/openapi.json"])
def test_every_answer_says_what_browsers_may_do(phone: Phone, path: str) -> None:
    headers = phone.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_pages_hold_no_script_or_style_of_their_own(phone: Phone) -> None:
    for path in ("/", "/ballot", "/idea", "/help", "/results", "/table/1"):
        page = phone.get(path).text
        assert not re.search(r"<style|\son\w+=|\sstyle=|javascript:", page)
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page))
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "text/plain",
        "application/xml",
        "image/jpeg",
        "multipart/form-datax",
        "x",
    ],
)
def test_bodies_that_no_form_sends(phone: Phone, kind: str) -> None:
    answer = phone.post("/idea", data=b'{"title": "x"}', headers={"content-type": kind} | JSON)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nrubbish"),
        ("multipart/form-data; boundary=x; charset=rot13", b"--x--"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
        ("multipart/form-data; boundary=x", b"\0" * 500),
        ("multipart/form-data; boundary=x",
         b'--x\r\ncontent-disposition: form-data; name="title"\r\n\r\n' + b"a\r\n--x--"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 5000)),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ff%fe&%=&title=%00"),
        ("application/x-www-form-urlencoded", b"title=%ed%a0%80"),
        ("", b""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/idea", "/ballot", "/enter", "/photo", "/language"])
def test_damaged_bodies_are_told_to_be_so(phone: Phone, path: str, kind: str, body: bytes) -> None:
    answer = phone.post(path, data=body, headers={"content-type": kind} | JSON)
    assert answer.status_code < 500


@pytest.mark.parametrize(("path", "limit"), [("/ballot", LARGEST_FORM), ("/enter", LARGEST_FORM)])
def test_a_body_that_says_itself_it_is_too_large(phone: Phone, path: str, limit: int) -> None:
    answer = phone.post(path, data={"code": "x" * limit}, headers=JSON)
    assert answer.status_code == 413
    assert phone.get("/live").status_code == 200


def test_a_body_that_does_not_say_how_large_it_is(phone: Phone) -> None:
    pieces = (b"title=" + b"x" * 10_000 for _ in range(100))
    kind = {"content-type": "application/x-www-form-urlencoded"} | JSON
    assert phone.post("/idea", data=pieces, headers=kind).status_code == 413


def test_a_picture_that_is_too_large(phone: Phone) -> None:
    files = {"picture": ("x.jpg", b"x" * (LARGEST_PICTURE_FORM + 1))}
    answer = phone.post("/photo", files=files, headers=JSON)
    assert answer.status_code == 413
    assert "15000 kB" in answer.json()["title"]


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd",
     "/assets/%00", "//evil.example/", "/K//", "/K/%2e%2e/dots", "/%ff%fe", "/\u00e4",
     "/pictures/1", "/pictures/..%2f..%2fstore", "/table/" + "x" * 500, "/table/%00",
     "/?said=%3Cscript%3E&left=9", "/?said=cast&left=%D9%A3", "/?" + "a=b&" * 500, "/test/x",
     "/V/" + "7" * 3000, "/;/", "/V/%ed%a0%80", "/K/%F0%9F%98", "/K/{{1234*5678}}",
     "/table/{{1234*5678}}",
     "/table/<script>alert(1)<%2fscript>"],
)  # fmt: skip
def test_paths_that_were_made_up(phone: Phone, path: str) -> None:
    answer = phone.get(path)
    assert answer.status_code < 500
    assert "root:" not in answer.text
    assert "<script>" not in answer.text
    assert "7006652" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_told_what_is_possible(phone: Phone, method: str) -> None:
    answer = phone.request(method, "/ballot")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_head_is_a_get_without_a_body(phone: Phone) -> None:
    answer = phone.head("/")
    assert answer.status_code == 200
    assert answer.content == b""


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE ideas; --",
    "{{ 1234*5678 }}{% for x in ().__class__.__base__.__subclasses__() %}",
    "${1234*5678} #{1234*5678} <%= 1234*5678 %>",
    "\u202egnp.exe",
    "\x00\x01\x1b[31m",
    "👩\u200d👩\u200d👧 e\u0301" * 5,
    "a" * 20_001,
    "%s%n%x",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(phone: Phone, board: Board, text: str) -> None:
    vote = board.opened()
    code = ideas.read_idea(board.desk, board.ids[0]).code
    phone.get(f"/V/{board.code()}")
    sent = [
        phone.post("/idea", data=dict.fromkeys(("key", "title", "body", "table", "voter"), text)),
        phone.post("/idea", data={"title": text, "body": text, "table": text}),
        phone.post("/table/" + "t", data={"title": text}),
        phone.post(f"/K/{code}/comment", data={"text": text, "voter": text}),
        phone.post(f"/K/{code}/join-in", data={"name": text, "on": text}),
        phone.post(f"/K/{code}/dots", data={"round": text, "dots": text}),
        phone.post("/ballot", data={"round": text, f"dots-{text}": text, "dots-": text}),
        phone.post("/ballot", data={"round": vote.id, f"dots-{text}": text}),
        phone.post("/enter", data={"code": text}),
        phone.post("/language", data={"language": text, "back": text}),
        phone.post("/open-joining", data={"key": text}),
        phone.get("/", headers={"accept-language": text.encode("utf-8", "replace").hex()}),
        phone.get("/", params={"said": text, "left": text}),
        phone.get("/table/t"),
    ]
    for answer in sent:
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "7006652" not in answer.text
    assert phone.get("/ballot").status_code == 200


@pytest.mark.parametrize("path", PROBES)
def test_probes_of_phones_are_answered_on_every_name(phone: Phone, path: str) -> None:
    answer = phone.get(path, headers={"host": "captive.apple.com"})
    status, _, body = PROBES[path]
    assert (answer.status_code, answer.content) == (status, body)
    assert not answer.cookies
