"""A network that breaks, shared phones, refusals: an action counts once, for its voter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from moderator.operations import comments, history, ideas, rounds, voting
from tests.participant.browser.steps import (
    CAST,
    let_time_pass,
    more,
    scan,
    status,
    unreachable,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from moderator.domain.rounds import VoteRound
    from tests.fakes.boards import Board


def test_a_vote_cast_while_the_network_is_gone_arrives_once(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    more(phone, 4).tap()
    phone.context.set_offline(True)
    phone.get_by_role("button", name=CAST).tap()
    expect(status(phone)).to_have_text(re.compile("Sending|Not sent yet"))
    let_time_pass(phone, until="Not sent yet")
    phone.context.set_offline(False)
    expect(status(phone)).to_have_text("Your ballot is saved. 4 dots left.")
    expect(phone.locator("#outbox")).to_be_hidden()
    assert voting.ballot_count(board.desk, vote.id) == 1
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {4: 1}


def test_a_lost_connection_is_told_after_a_while_and_no_longer_than_it_lasts(
    phone: Page, address: str
) -> None:
    phone.goto(f"{address}/help")
    phone.context.set_offline(True)
    phone.clock.run_for(5000)
    notice = phone.get_by_text("No connection to the laptop.")
    expect(notice).to_be_hidden()
    let_time_pass(phone, until="No connection to the laptop.")
    phone.context.set_offline(False)
    expect(notice).to_be_hidden()


def test_a_lost_answer_and_a_closed_page_do_not_double_a_comment(
    phone: Page, address: str, board: Board
) -> None:
    card = ideas.read_idea(board.desk, board.ids[0]).code
    phone.goto(f"{address}/K/{card}")
    keys = []
    line = phone.context.new_cdp_session(phone)

    def lose_the_answer(paused: dict[str, Any]) -> None:
        keys.append(paused["request"]["postData"])
        line.send("Fetch.failRequest", {"requestId": paused["requestId"], "errorReason": "Failed"})

    line.on("Fetch.requestPaused", lose_the_answer)
    stage = {"urlPattern": "*/comment", "requestStage": "Response"}
    line.send("Fetch.enable", {"patterns": [stage]})
    phone.get_by_label("Comment on this idea").fill("Im Schatten, bitte")
    phone.get_by_role("button", name="Send the comment").tap()
    expect(phone.get_by_role("listitem").filter(has_text="Im Schatten")).to_be_visible()
    line.send("Fetch.disable")
    phone.goto(f"{address}/help")
    expect(phone.locator("#outbox")).to_be_hidden()
    assert phone.evaluate("Object.keys(localStorage)") == []
    (only,) = comments.waiting_comments(board.desk, board.workshop_id)
    assert only.text == "Im Schatten, bitte"
    assert keys
    assert len(set(keys)) == 1


def test_what_was_cast_stays_its_voters_when_another_card_is_scanned(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    more(phone, 1).tap()
    unreachable(phone, "**/ballot")
    phone.get_by_role("button", name=CAST).tap()
    expect(status(phone)).to_have_text(re.compile("Sending|Not sent yet"))
    second = board.code()
    phone.goto(f"{address}/V/{second}")
    expect(phone.get_by_text("Not cast yet.")).to_be_visible()
    more(phone, 2).tap()
    phone.unroute("**/ballot")
    phone.get_by_role("button", name=CAST).tap()
    expect(status(phone)).to_have_text("This ballot is cast.")
    assert voting.ballot_count(board.desk, vote.id) == 2
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {1: 1, 2: 1}


def test_the_next_person_begins_when_everything_is_sent_and_finds_nothing(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    more(phone, 1).tap()
    unreachable(phone, "**/ballot")
    phone.get_by_role("button", name=CAST).tap()
    phone.get_by_role("button", name="Next person").tap()
    expect(phone.get_by_text("Something is not sent yet.")).to_be_visible()
    phone.unroute("**/ballot")
    more(phone, 2).tap()
    phone.get_by_role("button", name="Next person").tap()
    expect(phone.get_by_label("Code on the voting card")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage)") == []
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {1: 1}


def test_who_leaves_with_a_refused_ballot_sees_that_first(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    more(phone, 1).tap()
    unreachable(phone, "**/ballot")
    phone.get_by_role("button", name=CAST).tap()
    expect(status(phone)).to_have_text(re.compile("Sending|Not sent yet"))
    rounds.close_round(board.desk, vote.id)
    phone.unroute("**/ballot")
    phone.get_by_role("button", name="Next person").tap()
    expect(phone.get_by_role("listitem").filter(has_text="Not accepted.")).to_be_visible()
    phone.get_by_role("button", name="Next person").tap()
    expect(phone.get_by_text("The phone is ready for the next person.")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_a_refused_ballot_says_why_and_is_taken_after_reopening(
    vote: VoteRound, phone: Page, address: str, board: Board
) -> None:
    scan(phone, address, board)
    more(phone, 1).tap()
    unreachable(phone, "**/ballot")
    phone.get_by_role("button", name=CAST).tap()
    let_time_pass(phone, until="Not sent yet")
    rounds.close_round(board.desk, vote.id)
    phone.unroute("**/ballot")
    phone.get_by_role("button", name="Try now").tap()
    refused = phone.get_by_role("listitem").filter(has_text="Not accepted.")
    expect(refused).to_contain_text("is not open for votes")
    history.undo(board.desk, board.workshop_id)
    refused.get_by_role("button", name="Try now").tap()
    expect(phone.locator("#outbox")).to_be_hidden()
    assert voting.ballot_count(board.desk, vote.id) == 1
