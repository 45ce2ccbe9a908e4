"""What waits for a glance stands nowhere that others see, until somebody has looked at it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.offers import CommentState, OfferDraft
from moderator.operations import history, ideas
from moderator.operations.comments import add_comment, settle_comment
from moderator.operations.desk import Actor
from moderator.operations.offers import send_idea, take_offer
from moderator.operations.papers import print_paper
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.operations.print_jobs import Paper, PrintJob
from moderator.operations.reporting import write_report
from moderator.operations.voting import results
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

RUDE = "Saubande"
FORMATS = ("md", "csv", "json", "html", "xlsx", "pdf")


def text_of(file: Path) -> str:
    """Return every word of an export."""
    content = file.read_bytes()
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if file.suffix == ".pdf":
        return Pages(content).all_text()
    return content.decode("utf-8")


@pytest.fixture
def phone(desk: Desk) -> Desk:
    return replace(desk, actor=Actor.PHONE)


def everything_shown(desk: Desk, board: Board, folder: Path) -> str:
    """Return all words of the board, the search and every export."""
    shown = [idea.title + idea.body for idea in ideas.list_ideas(desk, board.workshop_id)]
    shown += [idea.title for idea in ideas.search_ideas(desk, board.workshop_id, RUDE)]
    for kind in FORMATS:
        file = folder / f"export.{kind}"
        write_report(desk, board.workshop_id, file)
        shown.append(text_of(file))
    return "\n".join(shown)


def test_nothing_that_waits_is_on_the_board_in_results_exports_or_print(
    desk: Desk, board: Board, phone: Desk, tmp_path: Path
) -> None:
    sent = send_idea(phone, board.workshop_id, OfferDraft(RUDE, f"{RUDE} {RUDE}", "3"))
    comment = add_comment(phone, board.ids[0], f"Ihr {RUDE}")
    vote_round = board.opened()
    assert RUDE not in everything_shown(desk, board, tmp_path)
    assert RUDE not in "".join(line.title for line in results(desk, vote_round.id).ranking)
    cards = PrintJob(Paper.IDEAS, tmp_path / "cards.pdf")
    print_paper(desk, board.workshop_id, cards)
    assert RUDE not in Pages(cards.target.read_bytes()).all_text()

    take_offer(desk, sent.offer_id)
    settle_comment(desk, comment.id, CommentState.SHOWN)
    assert RUDE in everything_shown(desk, board, tmp_path)


def test_what_was_taken_by_mistake_is_removed_or_taken_back(
    desk: Desk, board: Board, phone: Desk, tmp_path: Path
) -> None:
    sent = send_idea(phone, board.workshop_id, OfferDraft(RUDE))
    idea = take_offer(desk, sent.offer_id)
    ideas.remove_idea(desk, idea.id)
    assert RUDE not in "".join(each.title for each in ideas.list_ideas(desk, board.workshop_id))
    history.undo(desk, board.workshop_id)
    assert ideas.list_ideas(desk, board.workshop_id)[-1].title == RUDE
    history.undo(desk, board.workshop_id)
    assert RUDE not in everything_shown(desk, board, tmp_path)


def test_what_was_taken_is_merged_and_that_is_taken_back(
    desk: Desk, board: Board, phone: Desk
) -> None:
    sent = send_idea(phone, board.workshop_id, OfferDraft("Bänke, noch einmal"))
    idea = take_offer(desk, sent.offer_id)
    ideas.mark_duplicate(desk, idea.id, board.ids[0])
    assert [each.id for each in ideas.list_ideas(desk, board.workshop_id)] == board.ids
    history.undo(desk, board.workshop_id)
    assert len(ideas.list_ideas(desk, board.workshop_id)) == len(board.ids) + 1


def test_straight_to_the_board_where_the_moderator_chose_so_and_back_by_removing(
    desk: Desk, board: Board, phone: Desk
) -> None:
    change_door(desk, board.workshop_id, DoorChange(ideas_wait=False, comments_wait=False))
    sent = send_idea(phone, board.workshop_id, OfferDraft("Bänke"))
    assert not sent.waiting
    idea = ideas.list_ideas(desk, board.workshop_id)[-1]
    assert idea.title == "Bänke"
    ideas.remove_idea(desk, idea.id)
    assert len(ideas.list_ideas(desk, board.workshop_id)) == len(board.ids)
    history.undo(desk, board.workshop_id)
    assert ideas.list_ideas(desk, board.workshop_id)[-1].id == idea.id
