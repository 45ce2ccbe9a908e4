from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ballots import VoteSource
from moderator.domain.ids import PhotoReviewId
from moderator.domain.languages import Language
from moderator.domain.pictures import PicturePurpose, PictureState
from moderator.domain.rules import DotColour, VoteRule
from moderator.errors import BadInput, NotFound
from moderator.operations import (
    history,
    pictures,
    reporting,
    rounds,
    transcription,
    voting,
    workshops,
)
from moderator.operations.ideas import list_ideas
from moderator.operations.photo_counting import issued_cards
from moderator.operations.photo_reviews import (
    PhotoFile,
    Watch,
    accept_review,
    add_dot,
    colour_dot,
    confirm_card,
    keep_review,
    list_reviews,
    picture_file,
    read_photos,
    read_review,
    turn_dot,
)
from moderator.operations.print_jobs import Paper
from moderator.ui.scenes.printed_wall import photo_of_wall
from moderator.vision.stages import ReadingStopped
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import RoundId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.operations.desk import Desk
    from moderator.operations.photo_reviews import ReadPhotos
    from moderator.vision.readings import QuickLook
    from tests.fakes.boards import Board

RED, BLUE = DotColour.RED, DotColour.BLUE


@pytest.fixture
def round_id(desk: Desk, board: Board) -> RoundId:
    """Return an open round on the six ideas."""
    made = rounds.create_round(desk, board.workshop_id, "Was zuerst?", VoteRule())
    return rounds.open_round(desk, made.id, 10).id


@pytest.fixture
def photo(desk: Desk, board: Board, tmp_path: Path) -> bytes:
    """Return a photo of five cards: three dots on the first, two on the second."""
    codes = [idea.code for idea in _ideas(desk, board)]
    dots = {codes[0]: [RED] * 3, codes[1]: [RED, BLUE]}
    return photo_of_wall(desk, board.workshop_id, dots, tmp_path, left_out=[codes[5]])


def _ideas(desk: Desk, board: Board) -> list[Idea]:
    return list_ideas(desk, board.workshop_id)


def read(desk: Desk, board: Board, *files: PhotoFile) -> ReadPhotos:
    return read_photos(issued_cards(desk, board.workshop_id), files, Watch())


@pytest.fixture
def review(desk: Desk, board: Board, round_id: RoundId, photo: bytes) -> PhotoReview:
    """Return the photo, read and kept."""
    found = read(desk, board, PhotoFile("wall.jpg", photo))
    return keep_review(desk, board.workshop_id, round_id, found)


def totals(desk: Desk, round_id: RoundId) -> dict[str, int]:
    counts: dict[str, int] = {}
    for count in voting.list_counts(desk, round_id):
        assert count.source is VoteSource.PHOTO
        counts[count.idea_id] = counts.get(count.idea_id, 0) + count.number
    return counts


def test_a_photo_is_kept_with_what_was_read_and_named_what_was_not_seen(
    desk: Desk, board: Board, review: PhotoReview
) -> None:
    ideas = _ideas(desk, board)
    assert [card.code for card in review.cards] == sorted(idea.code for idea in ideas[:5])
    first, second = (review.card(idea.code) for idea in ideas[:2])
    assert first is not None
    assert second is not None
    assert (dict(first.counts), dict(second.counts)) == ({RED: 3}, {RED: 1, BLUE: 1})
    assert review.unseen == (ideas[5].code,)
    kept = pictures.read_picture(desk, review.photos[0].picture_id)
    assert kept.state is PictureState.KEPT
    assert (kept.width_px, kept.height_px) == (review.photos[0].width, review.photos[0].height)
    assert list_reviews(desk, board.workshop_id) == [review]


def test_accepting_writes_a_count_that_undo_takes_back(
    desk: Desk, board: Board, review: PhotoReview, round_id: RoundId
) -> None:
    ideas = _ideas(desk, board)
    saved = accept_review(desk, review.id)
    assert saved.dots == 5
    wanted = {ideas[0].id: 3, ideas[1].id: 2}
    assert totals(desk, round_id) == wanted
    history.undo(desk, board.workshop_id)
    assert totals(desk, round_id) == {}
    history.redo(desk, board.workshop_id)
    accept_review(desk, review.id)
    assert totals(desk, round_id) == wanted


def test_the_protocol_shows_the_photo_and_what_was_read(
    desk: Desk, board: Board, review: PhotoReview, round_id: RoundId, tmp_path: Path
) -> None:
    english = workshops.WorkshopChange(language=Language.ENGLISH)
    workshops.change_workshop(desk, board.workshop_id, english)
    target = tmp_path / "record.pdf"
    first = _ideas(desk, board)[0].code
    add_dot(desk, review.id, first, review.cards[0].corners[0], RED)
    reporting.write_report(desk, board.workshop_id, target)
    assert "wall.jpg" not in Pages(target.read_bytes()).all_text()
    accept_review(desk, review.id)
    rounds.close_round(desk, round_id)
    reporting.write_report(desk, board.workshop_id, target)
    text = Pages(target.read_bytes()).all_text()
    for part in ("Photos of the wall", "wall.jpg", "4 red · corrected by hand, read as 3"):
        assert part in text
    assert "Not on these photos: 6 Idee 6" in text


def test_dots_are_put_taken_and_coloured_by_hand_step_by_step(
    desk: Desk, board: Board, review: PhotoReview, round_id: RoundId
) -> None:
    ideas = _ideas(desk, board)
    code = ideas[0].code
    added = add_dot(desk, review.id, code, review.cards[0].corners[0], BLUE)
    assert (added.total, added.as_read) == (4, {RED: 3})
    without = turn_dot(desk, review.id, code, added.dots[0])
    assert dict(without.counts) == {RED: 2, BLUE: 1}
    assert len(without.dots) == 4
    taken_off = turn_dot(desk, review.id, code, without.dots[-1])
    assert len(taken_off.dots) == 3
    coloured = colour_dot(desk, review.id, code, taken_off.dots[1], BLUE)
    assert dict(coloured.counts) == {RED: 1, BLUE: 1}
    accept_review(desk, review.id)
    assert totals(desk, round_id)[ideas[0].id] == 2
    for _ in range(5):
        history.undo(desk, board.workshop_id)
    assert read_review(desk, review.id) == review
    history.undo(desk, board.workshop_id)
    with pytest.raises(NotFound):
        read_review(desk, review.id)
    for _ in range(5):
        history.redo(desk, board.workshop_id)
    assert read_review(desk, review.id).card(code) == coloured


def test_a_dot_that_is_gone_by_now_changes_nothing(desk: Desk, review: PhotoReview) -> None:
    card = max(review.cards, key=lambda each: each.total)
    once = turn_dot(desk, review.id, card.code, card.dots[0])
    assert turn_dot(desk, review.id, card.code, card.dots[0]) == once


def test_a_person_confirms_what_was_doubtful(desk: Desk, review: PhotoReview) -> None:
    code = review.cards[0].code
    assert confirm_card(desk, review.id, code).confirmed
    assert read_review(desk, review.id).cards[0].confirmed
    with pytest.raises(NotFound):
        confirm_card(desk, review.id, review.unseen[0])


def test_a_photo_from_a_phone_leaves_the_inbox_and_comes_back(
    desk: Desk, board: Board, round_id: RoundId, photo: bytes
) -> None:
    checked = pictures.check_picture(photo, PicturePurpose.WALL)
    sent = pictures.keep_picture(desk, board.workshop_id, checked)
    found = read(desk, board, picture_file(desk, sent.id))
    review = keep_review(desk, board.workshop_id, round_id, found)
    assert review.photos[0].picture_id == sent.id
    assert pictures.list_pictures(desk, board.workshop_id) == []
    history.undo(desk, board.workshop_id)
    assert pictures.list_pictures(desk, board.workshop_id) == [sent]


def test_two_photos_of_a_wall_that_disagree_make_a_card_doubtful(
    desk: Desk, board: Board, round_id: RoundId, photo: bytes, tmp_path: Path
) -> None:
    code = _ideas(desk, board)[0].code
    other = photo_of_wall(desk, board.workshop_id, {code: [RED] * 2}, tmp_path)
    found = read(desk, board, PhotoFile("1.jpg", photo), PhotoFile("2.jpg", other))
    review = keep_review(desk, board.workshop_id, round_id, found)
    card = review.card(code)
    assert card is not None
    assert "photos-disagree" in card.doubts
    assert len(card.elsewhere) == 1
    assert {card.total, sum(card.elsewhere[0].values())} == {2, 3}
    assert review.unseen == ()


def test_a_photo_kept_smaller_is_looked_at_as_it_is_kept(
    desk: Desk, board: Board, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pictures.LONGEST_SIDE_PX, PicturePurpose.WALL, 900)
    looks: list[QuickLook] = []
    watch = Watch(looked=lambda _number, look: looks.append(look))
    done = read_photos(issued_cards(desk, board.workshop_id), [PhotoFile("wall.jpg", photo)], watch)
    [facts] = done.reading.photos
    assert max(facts.width, facts.height) == 900
    assert (looks[0].photo.width, looks[0].photo.height) == (facts.width, facts.height)


def test_a_reading_can_be_stopped(desk: Desk, board: Board, photo: bytes) -> None:
    looked: list[int] = []
    watch = Watch(looked=lambda number, _look: looked.append(number), stopped=lambda: True)
    issued = issued_cards(desk, board.workshop_id)
    with pytest.raises(ReadingStopped):
        read_photos(issued, [PhotoFile("wall.jpg", photo)], watch)
    assert looked == [0]


def test_photos_read_for_handwriting_belong_to_no_round(
    desk: Desk, board: Board, photo: bytes
) -> None:
    review = keep_review(
        desk, board.workshop_id, None, read(desk, board, PhotoFile("w.jpg", photo))
    )
    with pytest.raises(BadInput, match="handwriting"):
        accept_review(desk, review.id)
    with pytest.raises(NotFound):
        read_review(desk, PhotoReviewId("none"))


def test_handwriting_on_blank_cards_is_typed_and_may_be_corrected(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    photo = photo_of_wall(desk, board.workshop_id, {}, tmp_path, paper=Paper.BLANK)
    keep_review(desk, board.workshop_id, None, read(desk, board, PhotoFile("w.jpg", photo)))
    cards = transcription.handwritten_cards(desk, board.workshop_id)
    assert [card.idea for card in cards] == [None] * 3
    assert transcription.handwriting(desk, cards[0]).startswith(b"\xff\xd8")
    made = transcription.transcribe(desk, board.workshop_id, cards[0], "Bänke am Bach")
    assert made.code == cards[0].code
    typed = transcription.handwritten_cards(desk, board.workshop_id)[0]
    assert typed.idea == made
    changed = transcription.transcribe(desk, board.workshop_id, typed, "Bänke", "Unter Linden")
    assert (changed.id, changed.title, changed.body) == (made.id, "Bänke", "Unter Linden")


def test_with_its_workshop_a_review_is_gone(desk: Desk, board: Board, review: PhotoReview) -> None:
    workshops.delete_workshop(desk, board.workshop_id)
    with pytest.raises(NotFound):
        read_review(desk, review.id)
    assert desk.store.examine() == []
