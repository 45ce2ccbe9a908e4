from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput
from moderator.operations.interests import has_joined, join_in, list_interests, stay_out

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def test_said_twice_it_is_noted_once(desk: Desk, board: Board) -> None:
    idea_id = board.ids[0]
    assert not has_joined(desk, idea_id, "phone-1")
    join_in(desk, idea_id, "phone-1")
    join_in(desk, idea_id, "phone-1", name="Änne")
    join_in(desk, idea_id, "phone-2")
    found = list_interests(desk, board.workshop_id)[idea_id]
    assert sorted(interest.name for interest in found) == ["", "Änne"]
    assert has_joined(desk, idea_id, "phone-1")


def test_it_can_be_taken_back(desk: Desk, board: Board) -> None:
    join_in(desk, board.ids[0], "phone-1")
    stay_out(desk, board.ids[0], "phone-1")
    stay_out(desk, board.ids[0], "phone-9")
    assert list_interests(desk, board.workshop_id) == {}


def test_what_tells_people_apart_is_not_in_the_store(desk: Desk, board: Board) -> None:
    join_in(desk, board.ids[0], "secret-of-this-phone")
    file = desk.paths.store_file
    stored = file.read_bytes() + file.with_name(file.name + "-wal").read_bytes()
    assert b"secret-of-this-phone" not in stored


@pytest.mark.parametrize("person", ["", "x" * 201])
def test_nobody_in_particular_cannot_join_in(desk: Desk, board: Board, person: str) -> None:
    with pytest.raises(BadInput):
        join_in(desk, board.ids[0], person)
