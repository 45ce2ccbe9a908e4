"""Wrong codes at the running server: who is slowed down, and who is not."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import new_ballot_code
from moderator.participant.guessing import HELD
from moderator.storage.unused_codes import remove_unused

if TYPE_CHECKING:
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


def guess(phone: Phone) -> int:
    return phone.say("/enter", code=new_ballot_code()).status_code


def test_the_eleventh_wrong_code_of_a_phone_has_to_wait(phone: Phone) -> None:
    assert [guess(phone) for _ in range(10)] == [422] * 10
    late = phone.say("/enter", code=new_ballot_code())
    assert late.status_code == 429
    assert 1 <= int(late.headers["retry-after"]) <= 60


def test_others_behind_the_same_address_get_in_at_once(server: RunningServer, board: Board) -> None:
    guesser = server.phone()
    known = server.phone()
    known.get(f"/V/{board.code()}")
    while guess(guesser) != 429:
        pass
    newcomer = server.phone()
    assert newcomer.get(f"/V/{board.code()}").headers["location"] == "/ballot"
    assert "Voting card on this phone" in known.get("/ballot").text


def test_a_cookie_is_no_way_to_guess(server: RunningServer, board: Board) -> None:
    board.opened()
    phone = server.phone()
    statuses = []
    for _ in range(12):
        phone.cookies.set("ballot", new_ballot_code())
        statuses.append(phone.say("/ballot", round="").status_code)
    assert statuses == [422] * 10 + [429] * 2


def test_a_card_that_is_good_no_longer_is_forgotten_by_the_phone(phone: Phone) -> None:
    phone.cookies.set("ballot", new_ballot_code())
    answer = phone.get("/")
    assert answer.status_code == 200
    assert 'ballot="";' in answer.headers["set-cookie"]


@pytest.mark.parametrize("typed", ["", "x", "ABCDEFG", "../../etc/passwd", "0" * 500, "\0", "😀"])
def test_what_is_no_code_is_told_on_the_first_page(phone: Phone, typed: str) -> None:
    refused = phone.post("/enter", data={"code": typed})
    assert refused.status_code == 422
    assert "This code is not one of this workshop." in refused.text


def test_the_message_repeats_no_code(phone: Phone) -> None:
    code = new_ballot_code()
    assert code not in phone.post("/enter", data={"code": code}).text


def test_a_known_phone_is_not_slowed_after_the_moderator_has_changed_something(
    server: RunningServer, board: Board
) -> None:
    known, guesser = server.phone(), server.phone()
    known.get(f"/V/{board.code()}")
    for _ in range(18):  # cookies thrown away, until every place of the address is occupied
        guesser.cookies.clear()
        guess(guesser)
    board.opened()
    server.catch_up()
    begun = time.monotonic()
    assert "Runde 1" in known.get("/ballot").text
    assert time.monotonic() - begun < HELD  # before a place became free


def test_a_voting_card_made_invalid_opens_nothing_any_more(
    server: RunningServer, board: Board
) -> None:
    phone = server.phone()
    code = board.code()
    phone.get(f"/V/{code}")
    with board.desk.doing("print_ballots", board.workshop_id) as doing:
        remove_unused(doing.work, board.workshop_id, None)
    server.catch_up()
    assert "Voting card on this phone" not in phone.get("/ballot").text


def test_no_address_and_no_code_reaches_a_log(
    server: RunningServer, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    vote = board.opened()
    code, wrong = board.code(), new_ballot_code()
    phone = server.phone("127.0.7.7")
    phone.get(f"/V/{wrong}")
    phone.get(f"/V/{code}")
    phone.say("/ballot", voter=code, round=vote.id, **{"dots-x": 1})
    phone.post("/idea", files={"picture": ("x.jpg", b"no picture")}, data={"title": "Titel-7"})
    phone.get(f"/nothing/{code}", headers={"host": "evil.example"})
    # What this test itself asks for is noted by its own library.
    told = [each for each in caplog.records if not each.name.startswith("urllib3")]
    for secret in (code, wrong, "127.0.7.7", "Titel-7"):
        assert not [each.getMessage() for each in told if secret in each.getMessage()]
