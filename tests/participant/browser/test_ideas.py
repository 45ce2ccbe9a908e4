"""Ideas, photos and comments on a phone against the real server: nothing typed is lost."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

from moderator.domain.offers import CommentState
from moderator.operations import comments, ideas, offers
from moderator.operations import pictures as kept_pictures
from tests.participant.browser.steps import (
    let_time_pass,
    picture,
    unreachable,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from moderator.participant.site import Site
    from tests.fakes.boards import Board


def test_an_idea_with_a_photo_reaches_the_moderator(
    phone: Page, address: str, board: Board
) -> None:
    phone.goto(f"{address}/idea")
    phone.get_by_label("The idea in a few words").fill("Bänke <b>am</b> Brunnen")
    phone.get_by_label("More about it").fill("Drei mit Lehne\nim Schatten")
    phone.get_by_label("Photo").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    phone.get_by_role("button", name="Send the idea").tap()
    expect(phone.locator("#f-idea .cast")).to_contain_text("has arrived")
    assert phone.get_by_label("The idea in a few words").input_value() == ""
    (sent,) = offers.list_offers(board.desk, board.workshop_id)
    assert (sent.title, sent.body) == ("Bänke <b>am</b> Brunnen", "Drei mit Lehne\nim Schatten")
    assert sent.picture_id is not None
    stored = Image.open(BytesIO(kept_pictures.picture_content(board.desk, sent.picture_id)))
    assert max(stored.size) == 1600
    assert not stored.getexif()


def test_a_photo_waits_on_the_phone_too(phone: Page, address: str, board: Board) -> None:
    unreachable(phone, "**/idea")
    phone.goto(f"{address}/idea")
    phone.get_by_label("The idea in a few words").fill("Schaukel")
    phone.get_by_label("Photo").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    phone.get_by_role("button", name="Send the idea").tap()
    let_time_pass(phone, until="Not sent yet")
    phone.unroute("**/idea")
    phone.goto(f"{address}/help")
    expect(phone.locator("#outbox")).to_be_hidden()
    (sent,) = offers.list_offers(board.desk, board.workshop_id)
    assert sent.picture_id is not None


def test_typing_survives_news_and_a_closed_page(
    phone: Page, address: str, board: Board, site: Site
) -> None:
    card = ideas.read_idea(board.desk, board.ids[0]).code
    phone.goto(f"{address}/K/{card}")
    field = phone.get_by_label("Comment on this idea")
    field.fill("Ein langer Gedanke")
    shown = comments.add_comment(board.desk, board.ids[0], "Schon da", key="1" * 32)
    comments.settle_comment(board.desk, shown.id, CommentState.SHOWN)
    let_time_pass(phone, until="Schon da")
    assert field.input_value() == "Ein langer Gedanke"
    phone.reload()
    assert field.input_value() == "Ein langer Gedanke"


def test_a_refused_idea_comes_back_into_its_form(phone: Page, address: str, board: Board) -> None:
    phone.goto(f"{address}/idea")
    title = phone.get_by_label("The idea in a few words")
    title.evaluate("(field) => field.removeAttribute('maxlength')")
    title.fill("x" * 30_000)
    phone.get_by_role("button", name="Send the idea").tap()
    phone.get_by_role("button", name="Correct it").tap()
    expect(title).to_have_value("x" * 30_000)
    title.fill("Kurz")
    phone.get_by_role("button", name="Send the idea").tap()
    expect(phone.locator("#f-idea .cast")).to_contain_text("has arrived")
    assert [each.title for each in offers.list_offers(board.desk, board.workshop_id)] == ["Kurz"]


def test_what_was_written_at_another_event_is_not_sent_by_itself(
    phone: Page, address: str, board: Board
) -> None:
    unreachable(phone, "**/idea")
    phone.goto(f"{address}/idea")
    phone.get_by_label("The idea in a few words").fill("Vom letzten Jahr")
    phone.get_by_role("button", name="Send the idea").tap()
    let_time_pass(phone, until="Not sent yet")
    phone.goto("about:blank")  # where nothing tries again, as in a pocket
    phone.unroute("**/idea")
    phone.clock.set_fixed_time("2030-01-01")
    phone.goto(f"{address}/help")
    expect(phone.get_by_role("listitem").filter(has_text="at an earlier event")).to_be_visible()
    phone.get_by_role("button", name="Discard").tap()
    expect(phone.locator("#outbox")).to_be_hidden()
    assert offers.list_offers(board.desk, board.workshop_id) == []
