"""Cleaning destroyed keys out of the files may fail; what was committed stays told as done."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rounds import RoundState
from moderator.events import RoundChanged
from moderator.operations import ideas, rounds
from moderator.operations.desk import open_desk
from moderator.storage.sqlite import Sqlite
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Engine

    from moderator.events import Event
    from moderator.operations.desk import Desk


def _disk_full(_database: Sqlite, _engine: Engine) -> bool:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_round_that_was_closed_is_told_closed_and_cleaned_up_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = board_with(desk, "", "")
    opened = board.opened()
    board.cast(opened, {1: 3}, board.code())
    heard: list[Event] = []
    desk.bus.subscribe(heard.append)
    forget = Sqlite.forget
    monkeypatch.setattr(Sqlite, "forget", _disk_full)
    assert rounds.close_round(desk, opened.id).state is RoundState.CLOSED
    assert heard == [RoundChanged(board.workshop_id, opened.id)]
    ideas.remove_idea(desk, board.ids[0])
    cleaned: list[bool] = []

    def forget_and_note(database: Sqlite, engine: Engine) -> bool:
        cleaned.append(forget(database, engine))
        return cleaned[-1]

    monkeypatch.setattr(Sqlite, "forget", forget_and_note)
    ideas.remove_idea(desk, board.ids[1])
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Noch eine"))
    assert cleaned == [True]


def test_a_store_opens_although_it_cannot_be_cleaned_up_now(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = board_with(desk, "", "")
    desk.close()
    monkeypatch.setattr(Sqlite, "forget", _disk_full)
    again = open_desk(desk.paths)
    assert len(ideas.list_ideas(again, board.workshop_id)) == 2
    again.close()
