from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


@pytest.fixture
def board(desk: Desk) -> Board:
    """Return six ideas: 1 and 2 hang in Grün, 3 to 5 in Wege, 6 in no cluster."""
    return board_with(desk, "Grün", "Grün", "Wege", "Wege", "Wege", "")
