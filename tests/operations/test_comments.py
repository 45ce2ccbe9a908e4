from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ids import IdeaId
from moderator.domain.offers import CommentState
from moderator.errors import BadInput, NeedsDecision, NotFound
from moderator.operations import history
from moderator.operations.comments import (
    add_comment,
    list_comments,
    settle_comment,
    waiting_comments,
)
from moderator.operations.phone_doors import DoorChange, change_door

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def test_a_comment_waits_until_it_is_shown(desk: Desk, board: Board) -> None:
    comment = add_comment(desk, board.ids[0], "Gute Idee\nwirklich", key="k")
    assert add_comment(desk, board.ids[0], "Gute Idee\nwirklich", key="k") == comment
    assert list_comments(desk, board.ids[0]) == []
    assert waiting_comments(desk, board.workshop_id) == [comment]
    settle_comment(desk, comment.id, CommentState.SHOWN)
    assert [each.text for each in list_comments(desk, board.ids[0])] == ["Gute Idee\nwirklich"]
    history.undo(desk, board.workshop_id)
    assert list_comments(desk, board.ids[0]) == []


def test_with_the_door_open_it_is_shown_at_once(desk: Desk, board: Board) -> None:
    change_door(desk, board.workshop_id, DoorChange(comments_wait=False))
    comment = add_comment(desk, board.ids[0], "Gute Idee")
    assert list_comments(desk, board.ids[0]) == [comment]
    settle_comment(desk, comment.id, CommentState.DECLINED)
    assert list_comments(desk, board.ids[0]) == []


def test_the_same_key_for_another_idea_is_refused(desk: Desk, board: Board) -> None:
    add_comment(desk, board.ids[0], "Gute Idee", key="k")
    with pytest.raises(NeedsDecision):
        add_comment(desk, board.ids[1], "Gute Idee", key="k")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1001])
def test_an_empty_or_endless_comment_is_refused(desk: Desk, board: Board, text: str) -> None:
    with pytest.raises(BadInput):
        add_comment(desk, board.ids[0], text)


def test_an_idea_that_is_not_there_takes_no_comment(desk: Desk) -> None:
    with pytest.raises(NotFound):
        add_comment(desk, IdeaId("nowhere"), "Gute Idee")
