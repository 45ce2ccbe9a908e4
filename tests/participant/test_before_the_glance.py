"""No page shows what waits for a glance to anybody but the phone that sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from moderator.operations.comments import waiting_comments
from moderator.operations.ideas import list_ideas
from moderator.operations.offers import list_offers, take_offer
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.participant.cookies import MOST_REMEMBERED
from moderator.participant.pages import page_words
from moderator.participant.views import PageLanguage

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer

RUDE = "Saubande"


def test_what_waits_is_on_no_page_of_another_phone(
    desk: Desk, board: Board, server: RunningServer, phone: Phone
) -> None:
    ballot = board.code()
    board.opened()
    sender = server.phone("127.0.0.3")
    cards = [str(idea.code) for idea in list_ideas(desk, board.workshop_id)]
    assert sender.say("/idea", key=uuid4(), title=RUDE, body=RUDE, table="3").json()["ok"]
    assert sender.say(f"/K/{cards[0]}/comment", key=uuid4(), text=f"Ihr {RUDE}").json()["ok"]
    assert len(list_offers(desk, board.workshop_id)) == 1
    assert len(waiting_comments(desk, board.workshop_id)) == 1
    server.catch_up()
    phone.get(f"/V/{ballot}")
    for path in (
        "/",
        "/ballot",
        "/idea",
        "/results",
        "/help",
        "/live",
        f"/K/{cards[0]}",
        "/table/3",
    ):
        page = phone.get(path)
        assert page.status_code in {200, 303}, path
        assert RUDE not in page.text, path
    take_offer(desk, list_offers(desk, board.workshop_id)[0].id)
    server.catch_up()
    assert RUDE in phone.get("/").text


@pytest.mark.parametrize("language", PageLanguage)
def test_a_table_shows_titles_that_wait_to_their_sender_and_only_the_number_to_others(
    board: Board, server: RunningServer, phone: Phone, language: PageLanguage
) -> None:
    w = page_words(language)
    heading = w("Waiting for the moderation")
    number = w.plural("{n} idea from another phone", "{n} ideas from other phones", 1)
    host = server.phone("127.0.0.3")
    for each in (host, phone):
        each.cookies.set("language", language)
    assert not phone.get("/table/3").cookies
    host.say("/table/3", key=uuid4(), title="Kicker")
    phone.say("/table/3", key=uuid4(), title=RUDE)
    mine, others = host.get("/table/3").text, phone.get("/table/3").text
    assert heading in mine
    assert number in mine
    assert ("Kicker" in mine, RUDE in mine) == (True, False)
    assert ("Kicker" in others, RUDE in others) == (False, True)
    # A phone that comes by sees that something waits, and nothing of it.
    stranger = server.phone("127.0.0.4")
    stranger.cookies.set("language", language)
    passing = stranger.get("/table/3").text
    assert w.plural("{n} idea from another phone", "{n} ideas from other phones", 2) in passing
    assert RUDE not in passing
    assert "Kicker" not in passing


def test_what_was_sent_again_after_a_lost_answer_is_still_the_senders(
    server: RunningServer, phone: Phone
) -> None:
    key = uuid4()
    phone.say("/table/3", key=key, title="Kicker")
    phone.cookies.clear()
    assert "Kicker" not in phone.get("/table/3").text
    phone.say("/table/3", key=key, title="Kicker")
    assert "Kicker" in phone.get("/table/3").text


def test_the_next_person_on_a_shared_tablet_does_not_see_it(phone: Phone) -> None:
    phone.say("/table/3", key=uuid4(), title="Kicker")
    phone.post("/leave", data={"key": "x"})
    assert "Kicker" not in phone.get("/table/3").text


def test_a_phone_remembers_the_newest_of_many(
    server: RunningServer, phone: Phone, board: Board
) -> None:
    for number in range(MOST_REMEMBERED + 5):
        phone.say("/table/3", key=uuid4(), title=f"Idee Nr. {number:03}")
    page = phone.get("/table/3").text
    assert [f"Idee Nr. {number:03}" in page for number in (0, 4, 5, MOST_REMEMBERED + 4)] == [
        *(False, False, True, True)
    ]
    assert len(phone.cookies["sent"]) < 1500
    phone.cookies.set(
        "sent", "x" * 3000 + "..;=" + list_offers(board.desk, board.workshop_id)[0].id
    )
    assert phone.get("/table/3").status_code == 200


def test_no_cookie_where_nothing_waits(phone: Phone, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(ideas_wait=False))
    phone.say("/table/3", key=uuid4(), title="Kicker")
    assert "sent" not in phone.cookies
