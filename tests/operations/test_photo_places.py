from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import CardCode
from moderator.domain.photo_reviews import NAMED_BY_HAND, UnreadCard
from moderator.domain.rules import DotColour, VoteRule
from moderator.errors import BadInput, NotFound
from moderator.operations import history, reporting, rounds, voting
from moderator.operations.ideas import list_ideas
from moderator.operations.photo_counting import issued_cards
from moderator.operations.photo_places import (
    drop_place,
    name_place,
    place_to_read,
    read_place,
)
from moderator.operations.photo_reviews import (
    PhotoFile,
    Watch,
    accept_review,
    colour_dot,
    confirm_card,
    keep_review,
    read_photos,
    read_review,
)
from moderator.storage.photo_readings import crops_of
from moderator.ui.scenes.printed_wall import photo_of_cards, print_cards
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from moderator.domain.ids import PhotoReviewId, RoundId
    from moderator.domain.photo_reviews import PhotoReview, ReviewedCard
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

RED, BLUE = DotColour.RED, DotColour.BLUE


@pytest.fixture
def codes(desk: Desk, board: Board) -> list[CardCode]:
    """Return the codes of the six ideas."""
    return [idea.code for idea in list_ideas(desk, board.workshop_id)]


@pytest.fixture
def round_id(desk: Desk, board: Board) -> RoundId:
    """Return an open round on the six ideas."""
    made = rounds.create_round(desk, board.workshop_id, "Was zuerst?", VoteRule())
    return rounds.open_round(desk, made.id, 10).id


@pytest.fixture
def review(
    desk: Desk, board: Board, codes: list[CardCode], round_id: RoundId, tmp_path: Path
) -> PhotoReview:
    """Return a reading of four cards: the code of the first one, with three dots, has a stain."""
    dots = {codes[0]: [RED, RED, BLUE], codes[1]: [RED]}
    pdf, entries = print_cards(desk, board.workshop_id, tmp_path)
    photo = photo_of_cards(pdf, entries[:4], dots, stained=codes[:1])
    read = read_photos(
        issued_cards(desk, board.workshop_id), [PhotoFile("wall.jpg", photo)], Watch()
    )
    return keep_review(desk, board.workshop_id, round_id, read)


def named(desk: Desk, review: PhotoReview, code: CardCode) -> ReviewedCard:
    wanted = place_to_read(desk, review.id, review.unread[0], code)
    return name_place(desk, wanted, read_place(wanted))


def crops(desk: Desk, board: Board) -> Mapping[CardCode, PhotoReviewId]:
    with desk.reading() as reader:
        return crops_of(reader, board.workshop_id)


def totals(desk: Desk, round_id: RoundId) -> list[int]:
    return sorted(count.number for count in voting.list_counts(desk, round_id))


def test_dots_of_a_card_that_a_person_names_count(
    desk: Desk,
    board: Board,
    review: PhotoReview,
    codes: list[CardCode],
    round_id: RoundId,
    tmp_path: Path,
) -> None:
    assert [card.code for card in review.cards] == sorted(codes[1:4])
    assert len(review.unread) == 1
    assert codes[0] not in crops(desk, board)
    card = named(desk, review, codes[0])
    assert (dict(card.counts), card.doubts) == ({RED: 2, BLUE: 1}, (NAMED_BY_HAND,))
    assert card.needs_look
    now = read_review(desk, review.id)
    assert now.card(codes[0]) == card
    assert (now.unread, now.unseen) == ((), tuple(sorted(codes[4:])))
    assert codes[0] in crops(desk, board)
    accept_review(desk, review.id)
    assert totals(desk, round_id) == [1, 1, 2]
    rounds.close_round(desk, round_id)
    reporting.write_report(desk, board.workshop_id, tmp_path / "record.pdf")
    text = Pages((tmp_path / "record.pdf").read_bytes()).all_text()
    assert "card named by hand" in text or "von Hand benannt" in text
    history.undo(desk, board.workshop_id)
    history.undo(desk, board.workshop_id)
    history.undo(desk, board.workshop_id)
    assert read_review(desk, review.id) == review
    # What is written there belongs to no card again.
    assert codes[0] not in crops(desk, board)
    assert named(desk, review, codes[0]) == card
    assert codes[0] in crops(desk, board)


def test_a_card_is_named_once_and_only_if_it_was_printed_here(
    desk: Desk, board: Board, review: PhotoReview, codes: list[CardCode]
) -> None:
    place = review.unread[0]
    drop_place(desk, review.id, place)
    assert read_review(desk, review.id) == replace(review, unread=())
    history.undo(desk, board.workshop_id)
    with pytest.raises(BadInput, match="on these photos already"):
        place_to_read(desk, review.id, place, codes[1])
    with pytest.raises(NotFound, match="not known here"):
        place_to_read(desk, review.id, place, CardCode("222222"))
    wanted = place_to_read(desk, review.id, place, codes[0])
    other = place_to_read(desk, review.id, place, codes[4])
    name_place(desk, wanted, read_place(wanted))
    with pytest.raises(BadInput, match="found here already"):
        name_place(desk, other, read_place(other))


def test_a_card_without_a_code_to_be_seen_is_pointed_at(
    desk: Desk, board: Board, codes: list[CardCode], round_id: RoundId, tmp_path: Path
) -> None:
    pdf, entries = print_cards(desk, board.workshop_id, tmp_path)
    dots = {codes[0]: [RED, BLUE, BLUE], codes[1]: [RED]}
    photo = photo_of_cards(pdf, entries[:4], dots, covered=codes[:1])
    issued = issued_cards(desk, board.workshop_id)
    read = read_photos(issued, [PhotoFile("wall.jpg", photo)], Watch())
    review = keep_review(desk, board.workshop_id, round_id, read)
    assert codes[0] in review.unseen
    assert review.unread == ()
    # A finger's breadth off its middle; the next card to the right shows where that is.
    neighbour = next(card for card in review.cards if card.code == codes[1])
    left, top = neighbour.corners[0]
    x, y = left - 160 * 2.4 + 124 * 2.4, top + 24 * 2.4
    place = UnreadCard(0, ((x - 9, y - 9), (x + 9, y - 9), (x + 9, y + 9), (x - 9, y + 9)))
    wanted = place_to_read(desk, review.id, place, codes[0])
    card = name_place(desk, wanted, read_place(wanted))
    assert dict(card.counts) == {RED: 1, BLUE: 2}
    assert card.doubts[0] == NAMED_BY_HAND


def test_a_review_remembers_when_it_was_counted_until_it_is_corrected(
    desk: Desk, board: Board, review: PhotoReview, codes: list[CardCode]
) -> None:
    assert review.accepted_at is None
    accept_review(desk, review.id)
    accepted = read_review(desk, review.id)
    assert accepted.accepted_at is not None
    card = accepted.card(codes[1])
    assert card is not None
    confirm_card(desk, review.id, card.code)
    assert read_review(desk, review.id).accepted_at == accepted.accepted_at
    colour_dot(desk, review.id, card.code, card.dots[0], BLUE)
    assert read_review(desk, review.id).accepted_at is None
    history.undo(desk, board.workshop_id)
    assert read_review(desk, review.id).accepted_at == accepted.accepted_at
    named(desk, review, codes[0])
    assert read_review(desk, review.id).accepted_at is None
    for _ in range(3):
        history.undo(desk, board.workshop_id)
    assert read_review(desk, review.id) == review
