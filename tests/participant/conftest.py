from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.operations.desk import Actor, open_desk
from moderator.participant.site import Entrance, Site
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import RunningServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone


@pytest.fixture
def board(desk: Desk) -> Board:
    """Return six ideas: 1 and 2 hang in Grün, 3 to 5 in Wege, 6 in no cluster."""
    return board_with(desk, "Grün", "Grün", "Wege", "Wege", "Wege", "")


@pytest.fixture
def site(profile: Paths, board: Board) -> Iterator[Site]:
    """Return the board as it is served to phones, over a desk of the server's own."""
    desk = open_desk(profile, actor=Actor.PHONE)
    entrance = Entrance(frozenset({"moderator.local"}), join_code="266N7N")
    yield Site(desk, board.workshop_id, entrance)
    desk.close()


@pytest.fixture
def server(site: Site) -> Iterator[RunningServer]:
    with RunningServer(site) as running:
        yield running


@pytest.fixture
def phone(server: RunningServer) -> Phone:
    return server.phone()
