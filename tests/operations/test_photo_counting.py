from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from moderator.domain.ballots import VoteSource
from moderator.domain.rules import DotColour
from moderator.errors import BadInput
from moderator.operations import history, voting
from moderator.operations.card_geometries import card_geometries
from moderator.operations.ideas import read_idea
from moderator.operations.papers import print_paper
from moderator.operations.photo_counting import (
    PhotoWish,
    count_photos,
    issued_cards,
    look_at_photo,
    round_for_photos,
    save_photo_count,
)
from moderator.operations.print_jobs import Paper, PrintJob
from moderator.operations.workshops import create_workshop
from moderator.printing.page_pictures import draw_page

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.codes import CardCode
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

RED, BLUE = DotColour.RED, DotColour.BLUE
ADDRESS = "http://192.168.137.1"


def card_codes(board: Board) -> list[CardCode]:
    return [read_idea(board.desk, each).code for each in board.ids]


@pytest.fixture
def photo(board: Board, tmp_path: Path) -> Path:
    """Return a photo of four printed cards of the board, the first one with two red dots."""
    target = tmp_path / "cards.pdf"
    job = PrintJob(what=Paper.IDEAS, target=target, ideas=tuple(board.ids[:4]))
    print_paper(board.desk, board.workshop_id, job)
    page = draw_page(target.read_bytes(), 1, 64)
    picture = tmp_path / "wall.png"

    rows = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.stride)[
        :, : page.width * 4
    ]
    drawn = rows.reshape(page.height, page.width, 4)[..., :3].copy()
    for x in (93, 107):
        centre = (round((x + 0.5) * 64 / 25.4), round(50 * 64 / 25.4))
        cv2.circle(drawn, centre, round(6 * 64 / 25.4), (41, 32, 206), -1, cv2.LINE_AA)
    cv2.imwrite(str(picture), drawn)
    return picture


def test_a_photo_of_printed_cards_is_counted(desk: Desk, board: Board, photo: Path) -> None:
    reading = count_photos(desk, board.workshop_id, PhotoWish([photo]))
    counts = {card.code: dict(card.counts) for card in reading.cards}
    first, *others = card_codes(board)[:4]
    assert counts == {first: {RED: 2}, **{code: {} for code in others}}
    assert set(reading.unseen) == set(card_codes(board)[4:])
    assert {card.layout for card in reading.cards} == {"a6-code"}
    look = look_at_photo(desk, board.workshop_id, photo)
    assert (len(look.found), look.issued) == (4, 6)


def test_every_layout_with_a_dot_field_is_known() -> None:
    names = {geometry.name for geometry in card_geometries()}
    assert {"a6-code", "a6-address", "dl-code", "card-205x95-address"} <= names
    for geometry in card_geometries():
        assert geometry.card.holds(geometry.field.x, geometry.field.y)
        assert len(geometry.slots) >= 12


def test_the_address_printed_last_is_known(desk: Desk, board: Board, tmp_path: Path) -> None:
    job = PrintJob(what=Paper.IDEAS, target=tmp_path / "c.pdf", base_url=ADDRESS + "/")
    print_paper(desk, board.workshop_id, job)
    assert issued_cards(desk, board.workshop_id).addresses == ("", ADDRESS)


def test_a_count_is_one_step_and_can_be_taken_back(desk: Desk, board: Board) -> None:
    opened = board.opened()
    first, second, *_ = card_codes(board)
    saved = save_photo_count(desk, opened.id, {first: {RED: 3, BLUE: 1}, second: {}})
    assert (saved.dots, saved.cards, saved.left_out) == (4, (first, second), ())
    assert board.result(opened) == {1: 4}
    assert {count.source for count in voting.list_counts(desk, opened.id)} == {VoteSource.PHOTO}
    history.undo(desk, board.workshop_id)
    assert board.result(opened) == {}
    history.redo(desk, board.workshop_id)
    assert board.result(opened) == {1: 4}


def test_boards_are_counted_one_after_the_other_and_again(desk: Desk, board: Board) -> None:
    opened = board.opened()
    first, second, *_ = card_codes(board)
    save_photo_count(desk, opened.id, {first: {RED: 3}})
    save_photo_count(desk, opened.id, {second: {RED: 2}})
    save_photo_count(desk, opened.id, {first: {BLUE: 1}})
    assert board.result(opened) == {1: 1, 2: 2}


def test_dots_on_cards_without_an_idea_are_told(desk: Desk, board: Board, tmp_path: Path) -> None:
    job = PrintJob(what=Paper.BLANK, target=tmp_path / "blank.pdf", count=1)
    print_paper(desk, board.workshop_id, job)
    opened = board.opened()
    blank = next(iter(issued_cards(desk, board.workshop_id).codes - set(card_codes(board))))
    saved = save_photo_count(desk, opened.id, {blank: {RED: 2}})
    assert (saved.dots, saved.left_out) == (0, (blank,))


def test_without_cards_or_round_it_is_said(desk: Desk, board: Board) -> None:
    empty = create_workshop(desk, "Leer").id
    with pytest.raises(BadInput, match="no cards yet"):
        issued_cards(desk, empty)
    with pytest.raises(BadInput, match="0 rounds are open"):
        round_for_photos(desk, board.workshop_id)
