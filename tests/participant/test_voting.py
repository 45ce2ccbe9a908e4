"""From the scan of a voting card to the result, as phones ask for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from moderator.operations import ideas, rounds, voting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


def code_of(board: Board, number: int) -> str:
    return ideas.read_idea(board.desk, board.ids[number - 1]).code


def ballot(board: Board, numbers: Mapping[int, int | str]) -> dict[str, object]:
    return {f"dots-{code_of(board, number)}": dots for number, dots in numbers.items()}


def key() -> str:
    return str(uuid.uuid4())


def test_scan_vote_change_close_result(server: RunningServer, board: Board) -> None:
    vote = board.opened("dots=5,per-idea=3,hidden")
    code = board.code()
    phone = server.phone()

    scanned = phone.get(f"/V/{code.lower()}")
    assert (scanned.status_code, scanned.headers["location"]) == (303, "/ballot")
    cast = phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {1: 3, 2: 1}))
    assert cast.json() == {
        "ok": True,
        "message": "Your ballot is saved. 1 dot left.",
        "left": 1,
    }
    changed = phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {2: 2, 3: ""}))
    assert changed.json()["left"] == 3
    assert "Idee 2" in phone.get("/ballot").text
    rounds.close_round(board.desk, vote.id)

    assert board.result(vote) == {2: 2}
    assert voting.results(board.desk, vote.id).ballots == 1


def test_without_scripts_every_step_is_a_form_and_a_redirection(phone: Phone, board: Board) -> None:
    vote = board.opened()
    entered = phone.post("/enter", data={"code": f" {board.code()} "})
    assert (entered.status_code, entered.headers["location"]) == (303, "/ballot")
    cast = phone.post("/ballot", data={"round": vote.id, **ballot(board, {1: 5})})
    assert (cast.status_code, cast.headers["location"]) == (303, "/ballot?said=cast&left=0")
    page = phone.get("/ballot?said=cast&left=0")
    assert "Your ballot is saved. 0 dots left." in page.text
    assert board.result(vote) == {1: 5}


def test_a_second_phone_with_the_same_card_resumes_the_ballot(
    server: RunningServer, board: Board
) -> None:
    vote = board.opened()
    code = board.code()
    one, other = server.phone(), server.phone("127.0.0.3")
    one.get(f"/V/{code}")
    one.say("/ballot", key=key(), round=vote.id, **ballot(board, {1: 2}))
    other.get(f"/V/{code}")
    other.say("/ballot", key=key(), round=vote.id, **ballot(board, {4: 1}))
    assert board.result(vote) == {4: 1}


def test_the_form_names_the_voter_and_not_the_cookie(phone: Phone, board: Board) -> None:
    vote = board.opened()
    first, second = board.code(), board.code()
    phone.get(f"/V/{second}")
    phone.say("/ballot", key=key(), voter=first, round=vote.id, **ballot(board, {1: 1}))
    phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {2: 1}))
    assert board.result(vote) == {1: 1, 2: 1}


def test_dots_on_one_card_leave_the_rest_of_the_ballot(phone: Phone, board: Board) -> None:
    vote = board.opened("dots=5")
    phone.get(f"/V/{board.code()}")
    phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {1: 2}))
    put = phone.say(f"/K/{code_of(board, 3)}/dots", key=key(), round=vote.id, dots=2)
    assert put.json()["left"] == 1
    assert board.result(vote) == {1: 2, 3: 2}
    too_many = phone.say(f"/K/{code_of(board, 4)}/dots", key=key(), round=vote.id, dots=2)
    assert too_many.status_code == 422
    assert board.result(vote) == {1: 2, 3: 2}


def test_a_ballot_that_does_not_fit_is_shown_again_as_it_was_typed(
    phone: Phone, board: Board
) -> None:
    vote = board.opened("dots=3")
    phone.get(f"/V/{board.code()}")
    refused = phone.post("/ballot", data={"round": vote.id, **ballot(board, {1: 4})})
    assert refused.status_code == 422
    assert "Too many dots: 4 given, 3 allowed." in refused.text
    assert 'value="4"' in refused.text
    assert board.result(vote) == {}


@pytest.mark.parametrize("typed", ["x", "1.5", "99999", "٣"])
def test_what_is_no_number_of_dots_is_refused(phone: Phone, board: Board, typed: str) -> None:
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    field = {f"dots-{code_of(board, 1)}": typed}
    refused = phone.say("/ballot", key=key(), round=vote.id, **field)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "is not a number of dots" in refused.json()["title"]


def test_nobody_votes_without_a_card(phone: Phone, board: Board) -> None:
    vote = board.opened()
    refused = phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {1: 1}))
    assert refused.status_code == 403
    assert board.result(vote) == {}
    assert "A voting card is needed" in phone.get("/ballot").text


def test_a_card_for_another_round_opens_no_ballot_in_this_one(phone: Phone, board: Board) -> None:
    first = board.opened(title="Eins")
    other = board.opened(title="Zwei")
    phone.get(f"/V/{board.code(other.id)}")
    page = phone.get("/ballot").text
    assert "Zwei" in page
    assert "Eins" not in page
    refused = phone.say("/ballot", key=key(), round=first.id, **ballot(board, {1: 1}))
    assert refused.status_code == 422


def test_next_person_on_a_shared_tablet(phone: Phone, board: Board) -> None:
    vote = board.opened()
    for code, number in ((board.code(), 1), (board.code(), 2)):
        phone.post("/enter", data={"code": code})
        phone.say("/ballot", key=key(), round=vote.id, **ballot(board, {number: 1}))
        left = phone.post("/leave", data={})
        assert (left.status_code, left.headers["location"]) == (303, "/?said=left")
        assert "ballot" not in phone.cookies
    assert board.result(vote) == {1: 1, 2: 1}


def test_a_hidden_result_is_on_no_page(server: RunningServer, board: Board) -> None:
    vote = board.opened("dots=5,hidden")
    board.cast(vote, {1: 4})
    server.catch_up()
    before = server.phone().get("/results")
    assert "Idee 1" not in before.text
    assert vote.title in before.text
