"""Getting in without a card, languages, and how one gets out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.workshops import Language
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.operations.workshops import WorkshopChange, change_workshop

if TYPE_CHECKING:
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


def test_without_leave_nobody_joins_openly(phone: Phone) -> None:
    refused = phone.post("/open-joining", data={"key": "k"})
    assert refused.status_code == 422
    assert "Voting needs a voting card here." in refused.text
    assert "ballot" not in phone.cookies


def test_one_ballot_for_one_device(server: RunningServer, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(open_joining=True))
    one, other = server.phone(), server.phone()
    first = one.post("/open-joining", data={"key": "a"}).cookies["ballot"]
    one.post("/leave", data={})
    assert "ballot" not in one.cookies
    assert one.post("/open-joining", data={"key": "b"}).cookies["ballot"] == first
    assert other.post("/open-joining", data={"key": "c"}).cookies["ballot"] != first


def test_a_phone_with_a_card_gets_no_second_ballot(phone: Phone, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(open_joining=True))
    code = board.code()
    phone.get(f"/V/{code}")
    assert phone.post("/open-joining", data={"key": "a"}).cookies["ballot"] == code


def test_the_code_of_the_evening_opens_a_ballot_where_joining_is_open(
    phone: Phone, board: Board
) -> None:
    assert phone.post("/enter", data={"code": "266-n7n"}).status_code == 422
    change_door(board.desk, board.workshop_id, DoorChange(open_joining=True))
    assert phone.post("/enter", data={"code": "266-n7n"}).headers["location"] == "/ballot"


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-US,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9", "de"),
        ("fr,en;q=0.5", "en"),
        ("", "de"),
        ("*", "de"),
        ("\xff;;;,,,=", "de"),
    ],
)
def test_the_language_follows_the_phone_else_the_workshop(
    phone: Phone, asked: str, language: str
) -> None:
    page = phone.get("/help", headers={"accept-language": asked.encode("latin-1")})
    assert f'<html lang="{language}"' in page.text


def test_a_chosen_language_is_remembered_and_nothing_else_is(phone: Phone) -> None:
    assert not phone.get("/").cookies
    chosen = phone.post("/language", data={"language": "easy", "back": "/help"})
    assert chosen.headers["location"] == "/help"
    assert chosen.cookies.get_dict() == {"language": "easy"}
    assert '<html lang="de-simple"' in phone.get("/").text


@pytest.mark.parametrize(
    "back",
    ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "x",
     "/a\r\nset-cookie: a=b", "/" + "x" * 300],
)  # fmt: skip
def test_the_way_back_never_leads_elsewhere(phone: Phone, back: str) -> None:
    answer = phone.post("/language", data={"language": "xx", "back": back})
    assert answer.headers["location"] == "/"
    assert "set-cookie" not in answer.headers


def test_cookies_are_for_this_server_alone(phone: Phone, board: Board) -> None:
    told = phone.get(f"/V/{board.code()}").headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=lax" in told
    assert "Domain" not in told


def test_the_language_of_the_workshop_may_change_meanwhile(
    server: RunningServer, board: Board
) -> None:
    change_workshop(board.desk, board.workshop_id, WorkshopChange(language=Language.ENGLISH))
    server.catch_up()
    page = server.phone().get("/help", headers={"accept-language": "fr"})
    assert '<html lang="en"' in page.text
