"""No page shows what waits for a glance, except its sender's table that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from moderator.operations.comments import waiting_comments
from moderator.operations.ideas import list_ideas
from moderator.operations.offers import list_offers, take_offer

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
    assert sender.say("/idea", key=uuid4(), title=RUDE, body=RUDE).json()["ok"]
    assert sender.say(f"/K/{cards[0]}/comment", key=uuid4(), text=f"Ihr {RUDE}").json()["ok"]
    assert len(list_offers(desk, board.workshop_id)) == 1
    assert len(waiting_comments(desk, board.workshop_id)) == 1
    server.catch_up()
    phone.get(f"/V/{ballot}")
    for path in ("/", "/ballot", "/idea", "/results", "/help", "/live", f"/K/{cards[0]}"):
        page = phone.get(path)
        assert page.status_code in {200, 303}, path
        assert RUDE not in page.text, path
    take_offer(desk, list_offers(desk, board.workshop_id)[0].id)
    server.catch_up()
    assert RUDE in phone.get("/").text
