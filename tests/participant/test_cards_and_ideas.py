"""Cards, comments, joining in, new ideas with pictures, tables, photos of the wall."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import PIL.Image
import pytest

from moderator.domain.codes import shown_card_code
from moderator.domain.ideas import IdeaDraft
from moderator.domain.moments import now
from moderator.domain.pictures import PicturePurpose
from moderator.operations import ideas, pictures
from moderator.operations.interests import list_interests
from moderator.operations.offers import list_offers
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.operations.pictures import list_pictures
from moderator.storage.ideas import issue_blank
from tests.fakes.phone_servers import JSON

if TYPE_CHECKING:
    from moderator.domain.ideas import Idea
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


@pytest.fixture
def idea(board: Board) -> Idea:
    return ideas.read_idea(board.desk, board.ids[0])


def photo(side: int = 64) -> bytes:
    kept = io.BytesIO()
    PIL.Image.new("RGB", (side, side), "red").save(kept, "JPEG")
    return kept.getvalue()


@pytest.mark.parametrize("way", ["/K/{}", "/k/{}"])
def test_a_card_is_found_however_its_code_is_written(phone: Phone, idea: Idea, way: str) -> None:
    for written in (idea.code, idea.code.lower(), f"{idea.code[:3]}-{idea.code[3:]}",
                    f"{idea.code[:3]}%20{idea.code[3:]}"):  # fmt: skip
        page = phone.get(way.format(written))
        assert page.status_code == 200
        assert "Idee 1" in page.text


@pytest.mark.parametrize("code", ["222222", "ABC", "x" * 400, "%00", "..%2f..%2fetc", "<b>"])
def test_a_card_that_does_not_exist(phone: Phone, code: str) -> None:
    page = phone.get(f"/K/{code}")
    assert page.status_code == 404
    assert "<b>”" not in page.text


def test_a_merged_card_shows_the_one_it_went_into(
    server: RunningServer, board: Board, idea: Idea
) -> None:
    ideas.mark_duplicate(board.desk, idea.id, board.ids[1])
    server.catch_up()
    page = server.phone().get(f"/K/{idea.code}")
    assert page.status_code == 200
    assert "Idee 2" in page.text


def test_a_card_of_another_workshop_is_not_shown(phone: Phone, board: Board) -> None:
    from moderator.operations.workshops import create_workshop

    other = create_workshop(board.desk, "Anderer Abend")
    secret = ideas.add_idea(board.desk, other.id, IdeaDraft("Geheim"))
    page = phone.get(f"/K/{secret.code}")
    assert page.status_code == 404
    assert "Geheim" not in page.text


def test_joining_in_and_staying_out(server: RunningServer, board: Board, idea: Idea) -> None:
    one, other = server.phone(), server.phone()
    one.say(f"/K/{idea.code}/join-in", key="a", on=1, name="Ada")
    one.say(f"/K/{idea.code}/join-in", key="b", on=1, name="Ada")
    other.get(f"/V/{board.code()}")
    joined = other.say(f"/K/{idea.code}/join-in", key="c", on=1)
    assert joined.json() == {"ok": True, "message": "Noted: you join in."}
    names = [each.name for each in list_interests(board.desk, board.workshop_id)[idea.id]]
    assert names == ["Ada", ""]
    assert "Ada" not in server.phone().get(f"/K/{idea.code}").text
    one.say(f"/K/{idea.code}/join-in", key="d", on=0)
    assert len(list_interests(board.desk, board.workshop_id)[idea.id]) == 1


def test_comments_wait_for_a_glance_unless_the_moderator_lets_them_in(
    phone: Phone, board: Board, idea: Idea
) -> None:
    path = f"/K/{idea.code}/comment"
    waits = phone.say(path, key="a", text="Rüpel")
    assert "The moderator looks at it first" in waits.json()["message"]
    assert "Rüpel" not in phone.get(f"/K/{idea.code}").text
    change_door(board.desk, board.workshop_id, DoorChange(comments_wait=False))
    phone.say(path, key="b", text="Gut so")
    assert "Gut so" in phone.get(f"/K/{idea.code}").text
    assert phone.say(path, key="c", text="  ").status_code == 422


def test_an_idea_waits_for_a_glance_or_goes_to_the_board(phone: Phone, board: Board) -> None:
    waits = phone.post("/idea", data={"key": "a", "title": "Bänke", "table": "3"})
    assert waits.headers["location"] == "/?said=idea-waits"
    assert [each.title for each in list_offers(board.desk, board.workshop_id)] == ["Bänke"]
    assert "Bänke" not in phone.get("/").text
    change_door(board.desk, board.workshop_id, DoorChange(ideas_wait=False))
    shown = phone.post("/idea", data={"key": "b", "title": "Tische"})
    page = phone.get(shown.headers["location"])
    assert "Tische" in page.text
    assert "Your idea is on the board." in page.text
    assert "Tische" in phone.get("/").text


def test_an_idea_that_cannot_be_used_is_shown_again(phone: Phone) -> None:
    refused = phone.post("/idea", data={"key": "a", "title": " ", "body": "Mit Dach"})
    assert refused.status_code == 422
    assert "The title is empty." in refused.text
    assert "Mit Dach" in refused.text


def test_an_idea_with_a_picture(phone: Phone, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(ideas_wait=False))
    sent = phone.post(
        "/idea",
        data={"key": "a", "title": "Bank am Bach"},
        files={"picture": ("IMG_1.jpg", photo(), "image/jpeg")},
    )
    assert sent.status_code == 303
    page = phone.get(sent.headers["location"]).text
    address = page.split('src="/pictures/')[1].split('"')[0]
    picture = phone.get(f"/pictures/{address}")
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")


def test_a_picture_that_still_waits_is_shown_to_nobody(phone: Phone, board: Board) -> None:
    phone.post("/photo", data={"key": "a"}, files={"picture": ("w.jpg", photo(), "image/jpeg")})
    (kept,) = list_pictures(board.desk, board.workshop_id, PicturePurpose.WALL)
    assert phone.get(f"/pictures/{kept.id}").status_code == 404


def test_a_photo_of_the_wall_lands_in_the_inbox_once(phone: Phone, board: Board) -> None:
    for _ in range(2):
        answer = phone.post(
            "/photo",
            data={"key": "same"},
            files={"picture": ("wall.jpg", photo(300), "image/jpeg")},
            headers=JSON,
        )
        assert answer.json()["ok"] is True
    assert len(list_pictures(board.desk, board.workshop_id)) == 1


def test_more_photos_than_anybody_looks_at_stay_outside(
    phone: Phone, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_WAITING", 1)
    statuses = [
        phone.post(
            "/photo", data={"key": key}, files={"picture": ("w.jpg", photo())}, headers=JSON
        ).status_code
        for key in ("a", "b", "a")
    ]
    assert statuses == [200, 422, 200]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 no picture", b"<svg/>"])
def test_what_is_no_picture_is_refused(phone: Phone, content: bytes) -> None:
    answer = phone.post(
        "/photo", data={"key": "a"}, files={"picture": ("x.jpg", content)}, headers=JSON
    )
    assert answer.status_code == 422


def test_a_table_sees_its_cards_and_what_waits(phone: Phone, board: Board) -> None:
    ideas.add_idea(board.desk, board.workshop_id, IdeaDraft("Vom Tisch", table="Tisch 3"))
    page = phone.get("/table/Tisch%203")
    sent = phone.post("/table/Tisch%203", data={"key": "a", "title": "Noch eine"})
    assert page.status_code == 200
    assert sent.headers["location"] == "/table/Tisch%203?said=idea-waits"
    after = phone.get("/table/tisch%203").text
    assert "Noch eine" in after
    assert "Vom Tisch" in after
    assert "Idee 1" not in after


def test_a_blank_card_says_so(phone: Phone, board: Board) -> None:
    with board.desk.doing("issue_cards", board.workshop_id) as doing:
        code = issue_blank(doing.work, board.workshop_id, now())
    page = phone.get(f"/K/{code}")
    assert page.status_code == 200
    assert shown_card_code(code) in page.text
