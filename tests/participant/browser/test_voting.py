"""Voting on a phone against the real server: from the scan of a card to the result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderator.operations import comments, offers, rounds, voting
from moderator.operations.desk import Actor, Desk, open_desk
from moderator.participant.site import Entrance, Site
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import RunningServer
from tests.participant.browser.phones import HOST
from tests.participant.browser.steps import (
    CAST,
    let_time_pass,
    more,
    picture,
    scan,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from moderator.domain.rounds import VoteRound
    from moderator.paths import Paths
    from tests.fakes.boards import Board

HIDDEN_FOCUS = """(() => {
  const bar = document.querySelector(".bar"), focused = document.activeElement;
  return bar !== null && !bar.contains(focused)
    && bar.compareDocumentPosition(focused) === Node.DOCUMENT_POSITION_PRECEDING
    && focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
})()"""


def test_scan_vote_change_close_result(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    assert phone.evaluate("isSecureContext") is False
    more(phone, 1).tap()
    more(phone, 1).tap()
    more(phone, 3).tap()
    expect(phone.get_by_text("Dots left: 2")).to_be_visible()
    expect(status(phone)).to_have_text("Changed, not cast yet.")
    assert voting.ballot_count(board.desk, vote.id) == 0
    drawn: list[str] = []
    phone.on("request", lambda each: drawn.append(each.url) if each.method == "GET" else None)
    with phone.expect_request("**/ballot") as sent:
        phone.get_by_role("button", name=CAST).tap()
    assert (sent.value.post_data or "").count("dots-") == 2
    expect(phone.get_by_role("button", name="Cast the changed ballot")).to_be_visible()
    expect(status(phone)).to_have_text("Your ballot is saved. 2 dots left.")

    phone.get_by_role("button", name="One dot fewer: Idee 1", exact=True).tap()
    phone.get_by_role("button", name="Cast the changed ballot").tap()
    expect(status(phone)).not_to_have_text(re.compile("Changed|Sending"))
    assert [url for url in drawn if url.endswith("/ballot")] == []
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {1: 1, 3: 1}

    let_time_pass(phone, until="Results")
    phone.get_by_role("navigation", name="Pages").get_by_role("link", name="Results").tap()
    expect(phone.get_by_role("listitem").filter(has_text="Idee 1")).to_contain_text("1 dot")


def test_a_round_that_opens_and_closes_is_seen_without_reloading(
    phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    expect(phone.get_by_text("No vote is open at the moment.")).to_be_visible()
    vote = board.opened()
    let_time_pass(phone, until="Voting has begun.")
    expect(phone.get_by_role("heading", name="Runde 1")).to_be_visible()
    rounds.close_round(board.desk, vote.id)
    let_time_pass(phone, until="Voting has ended.")
    expect(phone.get_by_role("button", name=CAST)).to_be_hidden()


def test_right_after_waking_up_the_page_shows_the_truth(
    phone: Page, address: str, board: Board, server: RunningServer
) -> None:
    scan(phone, address, board)
    phone.clock.pause_at("2100-01-01")
    board.opened(title="Zweite Runde")
    other = server.phone()
    while "Zweite Runde" not in other.get("/live").text:
        pass
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    # Less than a third of a second: no regular question falls into it.
    let_time_pass(phone, until="Zweite Runde", step_ms=1)


def test_the_result_is_drawn_anew_while_votes_come_in(
    phone: Page, address: str, board: Board
) -> None:
    vote = board.opened()
    phone.goto(f"{address}/results")
    let_time_pass(phone, until="Runde 1")
    board.cast(vote, {2: 4})
    let_time_pass(phone, until="4 dots")


def test_everything_works_without_scripts(
    vote: VoteRound, new_phone: Callable[..., Page], address: str, board: Board
) -> None:
    phone = new_phone(java_script_enabled=False)
    phone.goto(address)
    code = board.code()
    phone.get_by_label("Code on the voting card").fill(f" {code[:3].lower()}-{code[3:]} ")
    phone.get_by_role("button", name="Continue").tap()
    phone.get_by_label("Idee 2", exact=True).fill("2")
    phone.get_by_role("button", name=CAST).tap()
    expect(phone.get_by_text("Your ballot is saved. 3 dots left.")).to_be_visible()
    phone.get_by_label("Idee 2", exact=True).fill("1")
    phone.get_by_role("button", name="Cast the changed ballot").tap()
    expect(phone.get_by_text("4 dots left.")).to_be_visible()

    phone.get_by_role("link", name="Ideas").tap()
    phone.get_by_role("link", name="Idee 3").tap()
    phone.get_by_label("My dots on this idea").fill("3")
    phone.get_by_role("button", name="Cast these dots").tap()
    phone.get_by_role("button", name="I join in").tap()
    expect(phone.get_by_text("This phone has joined in.")).to_be_visible()
    phone.get_by_label("Comment on this idea").fill("Gerne")
    phone.get_by_role("button", name="Send the comment").tap()
    expect(phone.get_by_text("Your comment has arrived.")).to_be_visible()
    assert len(comments.waiting_comments(board.desk, board.workshop_id)) == 1

    phone.get_by_role("link", name="New idea").tap()
    phone.get_by_label("The idea in a few words").fill("Bücherschrank")
    phone.get_by_label("Photo").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    phone.get_by_role("button", name="Send the idea").tap()
    expect(phone.get_by_text("Your idea has arrived.")).to_be_visible()
    assert [each.title for each in offers.list_offers(board.desk, board.workshop_id)] == [
        "Bücherschrank"
    ]
    phone.locator("summary").filter(has_text="English").tap()
    phone.get_by_role("button", name="Leichte Sprache").tap()
    expect(phone.get_by_role("heading", name="Jetzt ist Abstimmung")).to_be_visible()
    phone.get_by_role("button", name="Nächste Person").tap()
    expect(phone.get_by_label("Code auf der Stimm-Karte")).to_be_visible()
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {2: 1, 3: 3}


def test_a_whole_vote_by_keyboard(
    vote: VoteRound, new_phone: Callable[..., Page], address: str, board: Board
) -> None:
    computer = new_phone(is_mobile=False, has_touch=False, viewport={"width": 390, "height": 500})
    computer.goto(address)

    def go_to(name: str) -> None:
        for _ in range(60):
            computer.keyboard.press("Tab")
            focused = computer.evaluate(
                "(document.activeElement.getAttribute('aria-label')"
                " || document.activeElement.innerText || document.activeElement.name || '').trim()"
            )
            assert computer.evaluate(HIDDEN_FOCUS) is False
            if focused == name:
                return
        pytest.fail(f"{name} cannot be reached with Tab")

    go_to("code")
    computer.keyboard.type(board.code())
    computer.keyboard.press("Enter")
    expect(computer.get_by_role("heading", name="My ballot")).to_be_visible()
    go_to("One dot more: Idee 2")
    computer.keyboard.press("Enter")
    computer.keyboard.press("Space")
    computer.keyboard.press("ArrowUp")
    computer.keyboard.press("Tab")
    computer.keyboard.press("ArrowUp")
    computer.keyboard.press("Enter")
    assert voting.ballot_count(board.desk, vote.id) == 0
    expect(computer.get_by_text("Dots left: 3")).to_be_visible()
    go_to(CAST)
    computer.keyboard.press("Space")
    expect(status(computer)).to_have_text(re.compile("Your ballot is saved"))
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {2: 2}


def test_a_ballot_of_a_hundred_ideas_is_light(phone: Page, desk: Desk, profile: Paths) -> None:
    board = board_with(desk, *[""] * 100)
    board.opened()
    of_server = open_desk(profile, actor=Actor.PHONE)
    with RunningServer(Site(of_server, board.workshop_id, Entrance(frozenset({HOST})))) as server:
        line = phone.context.new_cdp_session(phone)
        sizes: list[float] = []
        line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        line.send("Network.enable")
        scan(phone, f"http://{HOST}:{server.port}", board)
        expect(phone.get_by_role("button", name="One dot more: Idee 100")).to_be_visible()
    of_server.close()
    assert len(sizes) >= 4
    assert sum(sizes) < 50_000
