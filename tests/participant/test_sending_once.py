"""What a phone sends again under the same key has happened once and is answered alike."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from moderator.operations import ideas, rounds
from moderator.operations.comments import list_comments
from moderator.operations.interests import list_interests
from moderator.operations.phone_doors import DoorChange, change_door

if TYPE_CHECKING:
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def code_of(board: Board, number: int) -> str:
    return ideas.read_idea(board.desk, board.ids[number - 1]).code


def test_the_same_ballot_ten_times(phone: Phone, board: Board, key: str) -> None:
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    fields = {"key": key, "round": vote.id, f"dots-{code_of(board, 1)}": 2}
    answers = [phone.say("/ballot", **fields) for _ in range(10)]
    assert {(each.status_code, each.content) for each in answers} == {(200, answers[0].content)}
    assert board.result(vote) == {1: 2}


def test_the_same_key_for_another_ballot_changes_nothing(
    phone: Phone, board: Board, key: str
) -> None:
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    phone.say("/ballot", key=key, round=vote.id, **{f"dots-{code_of(board, 1)}": 2})
    other = phone.say("/ballot", key=key, round=vote.id, **{f"dots-{code_of(board, 2)}": 2})
    assert other.status_code == 409
    assert other.headers["content-type"] == "application/problem+json"
    assert board.result(vote) == {1: 2}


def test_another_voter_cannot_use_a_key_again(phone: Phone, board: Board, key: str) -> None:
    vote = board.opened()
    fields = {"key": key, "round": vote.id, f"dots-{code_of(board, 1)}": 2}
    phone.say("/ballot", voter=board.code(), **fields)
    assert phone.say("/ballot", voter=board.code(), **fields).status_code == 409
    assert board.result(vote) == {1: 2}


def test_dots_on_a_card_sent_twice_after_another_card_was_dotted(
    phone: Phone, board: Board, key: str
) -> None:
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    fields = {"key": key, "round": vote.id, "dots": 2}
    first = phone.say(f"/K/{code_of(board, 1)}/dots", **fields)
    phone.say(f"/K/{code_of(board, 2)}/dots", key=str(uuid.uuid4()), round=vote.id, dots=1)
    again = phone.say(f"/K/{code_of(board, 1)}/dots", **fields)
    assert (again.status_code, again.content) == (200, first.content)
    assert phone.say(f"/K/{code_of(board, 3)}/dots", **fields).status_code == 409
    assert board.result(vote) == {1: 2, 2: 1}


def test_refused_once_then_accepted_under_the_same_key(
    server: RunningServer, board: Board, key: str
) -> None:
    phone = server.phone()
    vote = board.opened()
    phone.get(f"/V/{board.code()}")
    closed = rounds.create_round(board.desk, board.workshop_id, "Zweite", vote.rule)
    fields = {"key": key, "round": closed.id, f"dots-{code_of(board, 1)}": 2}
    assert phone.say("/ballot", **fields).status_code == 404
    rounds.open_round(board.desk, closed.id)
    assert phone.say("/ballot", **fields).json()["left"] == 3
    assert board.result(closed) == {1: 2}


def test_the_same_idea_and_comment_twice(phone: Phone, board: Board, key: str) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(ideas_wait=False, comments_wait=False))
    for _ in range(3):
        assert phone.say("/idea", key=key, title="Bänke").status_code == 200
        comment = phone.say(f"/K/{code_of(board, 1)}/comment", key=f"c{key}", text="Ja")
        assert comment.status_code == 200
    assert phone.say("/idea", key=key, title="Tische").status_code == 409
    titles = [each.title for each in ideas.list_ideas(board.desk, board.workshop_id)]
    assert titles.count("Bänke") == 1
    assert "Tische" not in titles
    assert [each.text for each in list_comments(board.desk, board.ids[0])] == ["Ja"]


def test_who_joins_in_and_never_hears_the_answer_is_one_person(
    phone: Phone, board: Board, key: str
) -> None:
    path = f"/K/{code_of(board, 1)}/join-in"
    for _ in range(3):
        assert phone.say(path, key=key, on=1, name="Ada").status_code == 200
        phone.cookies.clear()
    assert len(list_interests(board.desk, board.workshop_id)[board.ids[0]]) == 1
    assert phone.say(path, key=key, on=1, name="Berta").status_code == 409


def test_a_late_repetition_does_not_bring_back_who_stays_out(
    phone: Phone, board: Board, key: str
) -> None:
    path = f"/K/{code_of(board, 1)}/join-in"
    phone.say(path, key=key, on=1)
    phone.say(path, key=f"not-{key}", on=0)
    assert phone.say(path, key=key, on=1).status_code == 200
    assert list_interests(board.desk, board.workshop_id) == {}


def test_a_ballot_for_this_phone_asked_for_twice_is_one(phone: Phone, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(open_joining=True))
    fields = {"key": "one-press"}
    first = phone.post("/open-joining", data=fields).cookies["ballot"]
    phone.cookies.clear()
    again = phone.post("/open-joining", data=fields).cookies["ballot"]
    other = phone.post("/open-joining", data={"key": "another-press"}).cookies["ballot"]
    assert first == again == other


@pytest.mark.parametrize("bad", ["x" * 101, "a\x00b", "a\nb"])
def test_a_key_that_is_no_key(phone: Phone, board: Board, bad: str) -> None:
    assert phone.say("/idea", key=bad, title="Bänke").status_code == 422
