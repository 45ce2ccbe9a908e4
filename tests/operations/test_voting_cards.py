"""Voting cards: codes are made when they are printed, and nobody gets two by accident."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput, ModeratorError, NeedsDecision
from moderator.operations import history, voting, workshops
from moderator.operations.papers import print_paper
from moderator.operations.print_jobs import Again, Paper, PrintJob
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ids import RoundId
    from moderator.operations.desk import Desk
    from moderator.operations.print_jobs import PrintSummary
    from tests.fakes.boards import Board


class Printer:
    """Prints voting cards of one board and reads their codes from the manifest."""

    def __init__(self, board: Board, folder: Path) -> None:
        self._board = board
        self.target = folder / "ballots.pdf"
        self.manifest = folder / "ballots.json"
        self.summary: PrintSummary

    def print(
        self, count: int, again: Again = Again.ASK, round_id: RoundId | None = None
    ) -> list[str]:
        job = PrintJob(
            Paper.BALLOTS,
            self.target,
            count=count,
            manifest=self.manifest,
            again=again,
            round_id=round_id,
        )
        self.summary = print_paper(self._board.desk, self._board.workshop_id, job)
        return [card["code"] for card in json.loads(self.manifest.read_text(encoding="utf-8"))]


@pytest.fixture
def printer(board: Board, tmp_path: Path) -> Printer:
    return Printer(board, tmp_path)


def test_printed_codes_vote(board: Board, printer: Printer) -> None:
    codes = printer.print(10)
    assert (printer.summary.cards, printer.summary.pages) == (10, 2)
    opened = board.opened()
    for code in codes:
        board.cast(opened, {1: 2}, code)
    assert board.result(opened) == {1: 20}


def test_a_second_print_asks_and_changes_nothing(board: Board, printer: Printer) -> None:
    printer.print(3)
    before = printer.target.read_bytes()
    entries = history.list_entries(board.desk, board.workshop_id)
    with pytest.raises(NeedsDecision, match="3 voting codes"):
        printer.print(3)
    assert printer.target.read_bytes() == before
    assert history.list_entries(board.desk, board.workshop_id) == entries


def test_codes_made_without_paper_are_asked_about_too(board: Board, printer: Printer) -> None:
    board.code()
    with pytest.raises(NeedsDecision):
        printer.print(3)


def test_more_cards_leave_the_former_ones_valid(board: Board, printer: Printer) -> None:
    former = printer.print(2)
    added = printer.print(2, Again.MORE)
    assert (printer.summary.invalidated, printer.summary.still_valid) == (0, 2)
    opened = board.opened()
    for code in (*former, *added):
        board.cast(opened, {1: 1}, code)


def test_replacing_makes_unused_cards_invalid_and_keeps_used_ones(
    board: Board, printer: Printer
) -> None:
    first, second, third = printer.print(3)
    opened = board.opened()
    board.cast(opened, {1: 1}, first)
    fresh = printer.print(2, Again.REPLACE)
    assert (printer.summary.invalidated, printer.summary.still_valid) == (2, 1)
    for code in (second, third):
        with pytest.raises(BadInput, match="not one of this round"):
            board.cast(opened, {1: 1}, code)
    board.cast(opened, {1: 3}, first)
    board.cast(opened, {1: 1}, fresh[0])
    assert board.result(opened) == {1: 4}


def test_a_card_that_voted_in_a_closed_round_stays_valid(board: Board, printer: Printer) -> None:
    used, unused = printer.print(2)
    opened = board.opened()
    board.cast(opened, {1: 1}, used)
    from moderator.operations import rounds

    rounds.close_round(board.desk, opened.id)
    printer.print(1, Again.REPLACE)
    assert printer.summary.still_valid == 1
    second = board.opened(title="Runde 2")
    board.cast(second, {1: 1}, used)
    with pytest.raises(BadInput):
        board.cast(second, {1: 1}, unused)


def test_a_replacement_can_be_taken_back(board: Board, printer: Printer) -> None:
    (former,) = printer.print(1)
    (fresh,) = printer.print(1, Again.REPLACE)
    history.undo(board.desk, board.workshop_id)
    opened = board.opened()
    board.cast(opened, {1: 1}, former)
    with pytest.raises(BadInput):
        board.cast(opened, {1: 1}, fresh)


def test_cards_of_one_round_are_settled_apart_from_those_for_all(
    board: Board, printer: Printer
) -> None:
    everywhere = printer.print(1)[0]
    opened = board.opened()
    only = printer.print(1, round_id=opened.id)[0]
    printer.print(1, Again.REPLACE, opened.id)
    board.cast(opened, {1: 1}, everywhere)
    with pytest.raises(BadInput):
        board.cast(opened, {1: 1}, only)


def test_codes_are_printed_in_another_order_than_they_are_made(
    board: Board, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    from moderator.storage import ballots

    make = ballots.make_codes

    def noted(*args: object) -> list[str]:
        codes = make(*args)  # type: ignore[arg-type]
        made.extend(codes)
        return codes  # type: ignore[return-value]

    monkeypatch.setattr(ballots, "make_codes", noted)
    printed = printer.print(40)
    assert sorted(printed) == sorted(made)
    assert printed != made


def test_no_code_is_made_where_no_file_can_be_written(desk: Desk, board: Board) -> None:
    target = desk.paths.profile / "no" / "such" / "ballots.pdf"
    with pytest.raises(BadInput):
        print_paper(desk, board.workshop_id, PrintJob(Paper.BALLOTS, target, count=3))
    assert not target.parent.exists()
    Printer(board, desk.paths.profile).print(1)  # would ask, had codes been made


def test_the_number_of_people_is_the_usual_number_of_cards(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    job = PrintJob(Paper.BALLOTS, tmp_path / "ballots.pdf")
    with pytest.raises(BadInput, match="not known"):
        print_paper(desk, board.workshop_id, job)
    change = workshops.WorkshopChange(participants=17)
    workshops.change_workshop(desk, board.workshop_id, change)
    assert print_paper(desk, board.workshop_id, job).cards == 17


@pytest.mark.parametrize("count", [0, -1, voting.MOST_CODES + 1])
def test_the_number_of_cards_has_limits(board: Board, printer: Printer, count: int) -> None:
    with pytest.raises(BadInput, match="Between 1 and"):
        printer.print(count)
    assert not printer.target.exists()


def test_a_round_of_another_workshop_is_refused(desk: Desk, board: Board, printer: Printer) -> None:
    other = board_with(desk, "", "", title="Andere").opened()
    with pytest.raises(ModeratorError, match="another workshop"):
        printer.print(1, round_id=other.id)
