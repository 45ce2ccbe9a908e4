from __future__ import annotations

import io
from typing import TYPE_CHECKING

import PIL.Image
import pytest

from moderator.domain.ideas import Origin
from moderator.domain.offers import OfferDraft, OfferState
from moderator.domain.pictures import PicturePurpose, PictureState
from moderator.errors import BadInput, NeedsDecision
from moderator.operations import history, ideas, pictures
from moderator.operations.ideas import IdeaChange
from moderator.operations.offers import decline_offer, list_offers, send_idea, take_offer
from moderator.operations.phone_doors import DoorChange, change_door

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def titles(desk: Desk, board: Board) -> list[str]:
    return [idea.title for idea in ideas.list_ideas(desk, board.workshop_id)][len(board.ids) :]


def picture() -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", (40, 30), "green").save(file, "PNG")
    return file.getvalue()


def test_an_idea_waits_for_the_glance_and_is_not_on_the_board(desk: Desk, board: Board) -> None:
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke am Fluss"))
    assert (sent.waiting, sent.code) == (True, None)
    assert titles(desk, board) == []
    assert [offer.title for offer in list_offers(desk, board.workshop_id)] == ["Bänke am Fluss"]


def test_taken_it_has_number_code_and_origin(desk: Desk, board: Board) -> None:
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke", "aus Holz", "3"))
    idea = take_offer(desk, sent.offer_id, IdeaChange(cluster="Grün"))
    assert (idea.title, idea.body, idea.table, idea.origin) == (
        "Bänke",
        "aus Holz",
        "3",
        Origin.PHONE,
    )
    assert idea.number == len(board.ids) + 1
    assert idea.cluster_id is not None
    assert list_offers(desk, board.workshop_id) == []
    with pytest.raises(BadInput, match="on the board already"):
        take_offer(desk, sent.offer_id)


def test_taking_and_declining_can_be_taken_back(desk: Desk, board: Board) -> None:
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke"))
    decline_offer(desk, sent.offer_id)
    assert list_offers(desk, board.workshop_id) == []
    assert list_offers(desk, board.workshop_id, OfferState.DECLINED)
    history.undo(desk, board.workshop_id)
    take_offer(desk, sent.offer_id)
    assert titles(desk, board) == ["Bänke"]
    history.undo(desk, board.workshop_id)
    assert titles(desk, board) == []
    assert [offer.title for offer in list_offers(desk, board.workshop_id)] == ["Bänke"]
    history.redo(desk, board.workshop_id)
    assert titles(desk, board) == ["Bänke"]


def test_with_the_door_open_an_idea_goes_straight_to_the_board(desk: Desk, board: Board) -> None:
    change_door(desk, board.workshop_id, DoorChange(ideas_wait=False))
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke"), key="k1")
    assert not sent.waiting
    assert titles(desk, board) == ["Bänke"]
    assert ideas.find_idea(desk, board.workshop_id, sent.code or "").title == "Bänke"


def test_sent_twice_under_one_key_it_is_there_once(desk: Desk, board: Board) -> None:
    first = send_idea(desk, board.workshop_id, OfferDraft("Bänke"), key="k1")
    assert send_idea(desk, board.workshop_id, OfferDraft("Bänke"), key="k1") == first
    assert len(list_offers(desk, board.workshop_id)) == 1
    with pytest.raises(NeedsDecision):
        send_idea(desk, board.workshop_id, OfferDraft("Tische"), key="k1")


def test_the_picture_goes_with_the_idea(desk: Desk, board: Board) -> None:
    checked = pictures.check_picture(picture(), PicturePurpose.IDEA)
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke", picture=checked))
    assert pictures.idea_pictures(desk, board.workshop_id) == {}
    idea = take_offer(desk, sent.offer_id)
    held = pictures.idea_pictures(desk, board.workshop_id)[idea.id]
    assert pictures.read_picture(desk, held).state is PictureState.KEPT
    assert pictures.picture_content(desk, held).startswith(b"\xff\xd8")
    history.undo(desk, board.workshop_id)
    assert pictures.idea_pictures(desk, board.workshop_id) == {}


def test_the_author_stays_known_for_the_rule_about_own_ideas(desk: Desk, board: Board) -> None:
    code = board.code()
    sent = send_idea(desk, board.workshop_id, OfferDraft("Bänke", author_code=code))
    idea = take_offer(desk, sent.offer_id)
    board.ids.append(idea.id)
    vote_round = board.opened("dots=5,no-own")
    with pytest.raises(BadInput):
        board.cast(vote_round, {len(board.ids): 1}, code)


@pytest.mark.parametrize("draft", [OfferDraft(" "), OfferDraft("x" * 400), OfferDraft("a\ud800")])
def test_bad_text_is_refused_and_nothing_waits(desk: Desk, board: Board, draft: OfferDraft) -> None:
    with pytest.raises(BadInput):
        send_idea(desk, board.workshop_id, draft)
    assert list_offers(desk, board.workshop_id) == []
