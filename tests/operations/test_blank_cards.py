"""Blank cards: their codes are given out once, and an idea written on one keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import is_card_code, new_card_code, shown_card_code
from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput, ModeratorError, NotFound
from moderator.operations import history
from moderator.operations.ideas import add_idea, card_is_blank, find_idea
from moderator.operations.papers import MOST_BLANK_CARDS, Paper, PrintJob, print_paper
from moderator.operations.sheets import list_sheets
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


@pytest.fixture
def blank(desk: Desk, board: Board, tmp_path: Path) -> list[str]:
    """Return the codes of five blank cards that were printed."""
    manifest = tmp_path / "blank.json"
    job = PrintJob(Paper.BLANK, tmp_path / "blank.pdf", count=5, manifest=manifest)
    summary = print_paper(desk, board.workshop_id, job)
    assert (summary.cards, summary.pages) == (5, 2)
    return [card["code"].replace(" ", "") for card in json.loads(manifest.read_text())]


def test_blank_cards_have_codes_that_no_idea_has(
    desk: Desk, board: Board, blank: list[str]
) -> None:
    assert len(set(blank)) == 5
    for code in blank:
        assert is_card_code(code)
        assert card_is_blank(desk, board.workshop_id, code)
        with pytest.raises(NotFound):
            find_idea(desk, board.workshop_id, code)


def test_the_idea_on_a_blank_card_takes_its_code(
    desk: Desk, board: Board, blank: list[str]
) -> None:
    idea = add_idea(desk, board.workshop_id, IdeaDraft("Bänke", code=blank[0].lower()))
    assert idea.code == blank[0]
    assert not card_is_blank(desk, board.workshop_id, blank[0])
    assert card_is_blank(desk, board.workshop_id, shown_card_code(blank[1]))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="already carries an idea"):
        add_idea(desk, board.workshop_id, IdeaDraft("Noch eine", code=blank[0]))


def test_a_card_is_blank_again_when_its_idea_is_taken_back(
    desk: Desk, board: Board, blank: list[str]
) -> None:
    add_idea(desk, board.workshop_id, IdeaDraft("Bänke", code=blank[0]))
    history.undo(desk, board.workshop_id)
    assert card_is_blank(desk, board.workshop_id, blank[0])


def test_blank_cards_of_another_workshop_are_not_ours(
    desk: Desk, board: Board, blank: list[str]
) -> None:
    other = board_with(desk, title="Andere")
    assert not card_is_blank(desk, other.workshop_id, blank[0])
    with pytest.raises(BadInput, match="already carries an idea"):
        add_idea(desk, other.workshop_id, IdeaDraft("Bänke", code=blank[0]))


@pytest.mark.parametrize("text", ["", "7F3", "Bänke", "x" * 9999])
def test_what_is_no_code_is_no_blank_card(desk: Desk, board: Board, text: str) -> None:
    assert not card_is_blank(desk, board.workshop_id, text)
    assert not card_is_blank(desk, board.workshop_id, new_card_code())


@pytest.mark.parametrize("count", [0, -1, MOST_BLANK_CARDS + 1])
def test_the_number_of_blank_cards_has_limits(
    desk: Desk, board: Board, tmp_path: Path, count: int
) -> None:
    job = PrintJob(Paper.BLANK, tmp_path / "blank.pdf", count=count)
    with pytest.raises(BadInput, match="Between 1 and 2000 blank cards"):
        print_paper(desk, board.workshop_id, job)


@pytest.mark.parametrize("sheet", ["a6", "no-such-sheet"])
def test_codes_are_given_out_only_with_their_sheet(desk: Desk, board: Board, sheet: str) -> None:
    entries = history.list_entries(desk, board.workshop_id)
    folder = desk.paths.profile / "no" / "such"
    job = PrintJob(Paper.BLANK, folder / "blank.pdf", count=5, sheet=sheet)
    with pytest.raises(ModeratorError):
        print_paper(desk, board.workshop_id, job)
    assert history.list_entries(desk, board.workshop_id) == entries
    assert not folder.exists()


def test_ideas_are_printed_from_the_board(desk: Desk, board: Board, tmp_path: Path) -> None:
    job = PrintJob(Paper.IDEAS, tmp_path / "cards.pdf", manifest=tmp_path / "cards.json")
    assert print_paper(desk, board.workshop_id, job).cards == 6
    assert job.target.read_bytes().startswith(b"%PDF-")
    assert len(json.loads((tmp_path / "cards.json").read_text())) == 6


def test_without_ideas_there_is_nothing_to_print(desk: Desk, tmp_path: Path) -> None:
    empty = board_with(desk)
    with pytest.raises(BadInput):
        print_paper(desk, empty.workshop_id, PrintJob(Paper.IDEAS, tmp_path / "cards.pdf"))
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_usual_sheet_is_known(desk: Desk) -> None:
    assert "a6" in {sheet.name for sheet in list_sheets(desk)}
