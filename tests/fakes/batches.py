"""What tests of several operations in one commit have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.ideas import IdeaDraft
from moderator.operations import ideas
from moderator.operations.together import Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderator.operations.desk import Desk
    from moderator.operations.together import Outcome
    from tests.fakes.boards import Board


def adding(board: Board, title: str) -> Callable[[], str]:
    return lambda: ideas.add_idea(board.desk, board.workshop_id, IdeaDraft(title)).title


def titles(board: Board) -> list[str]:
    return [idea.title for idea in ideas.list_ideas(board.desk, board.workshop_id)]


def errors_of(outcomes: Sequence[Outcome[Any]]) -> list[type[Exception] | None]:
    return [type(each.error) if isinstance(each, Failed) else None for each in outcomes]


def _break_off(error: BaseException) -> None:
    raise error


def half(board: Board, error: BaseException) -> Callable[[], str]:
    """Return an operation that puts an idea on the board and then breaks off."""

    def break_off() -> str:
        with board.desk.doing("test", board.workshop_id) as doing:
            ideas.put_on_board(doing, board.workshop_id, IdeaDraft("Halb"), 99)
            _break_off(error)
        return "Halb"

    return break_off


class SmallDisk:
    """Lets a store grow no further for a while."""

    def __init__(self, desk: Desk) -> None:
        assert desk.store._writer is not None
        self._connection = desk.store._writer

    def fill(self) -> str:
        pages = self._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        self._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").close()
        return "full"

    def make_room(self) -> None:
        self._connection.exec_driver_sql("PRAGMA max_page_count = 1000000").close()
        self._connection.rollback()
