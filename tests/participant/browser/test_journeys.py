"""What people do with their phones, against the real server: nothing is lost or doubled."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect

from moderator.domain.offers import CommentState
from moderator.operations import comments, history, ideas, offers, rounds, voting
from moderator.operations import pictures as kept_pictures
from moderator.operations.desk import Actor, Desk, open_desk
from moderator.participant.site import Entrance, Site
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import RunningServer
from tests.participant.browser.phones import HOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    from moderator.domain.rounds import VoteRound
    from moderator.paths import Paths
    from tests.fakes.boards import Board

CAST = "Cast the ballot"
HIDDEN_FOCUS = """(() => {
  const bar = document.querySelector(".bar"), focused = document.activeElement;
  return bar !== null && !bar.contains(focused)
    && bar.compareDocumentPosition(focused) === Node.DOCUMENT_POSITION_PRECEDING
    && focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
})()"""


@pytest.fixture
def vote(board: Board) -> VoteRound:
    """Return an open round; tests name it first, so that it is open when the server starts."""
    return board.opened("dots=5,per-idea=3,hidden")


def scan(phone: Page, address: str, board: Board) -> str:
    code = board.code()
    phone.goto(f"{address}/V/{code}")
    expect(phone.get_by_role("heading", name="My ballot")).to_be_visible()
    return code


def more(phone: Page, idea: int) -> Locator:
    return phone.get_by_role("button", name=f"One dot more: Idee {idea}", exact=True)


def status(phone: Page) -> Locator:
    return phone.locator(".bar .cast")


def let_time_pass(phone: Page, until: str) -> None:
    """Let the phone's clock (not the room's) run until it shows a text; up to 5 minutes."""
    for _ in range(300):
        phone.clock.run_for(1000)
        with suppress(TooLate):
            # In the room's time, so that the server can answer in between.
            phone.get_by_text(until).first.wait_for(timeout=100)
            return
    pytest.fail(f"{until} was not shown")


def unreachable(phone: Page, path: str) -> None:
    """Let nothing that is posted to `path` leave the phone, until it is unrouted."""

    def stop(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.fallback()

    phone.route(path, stop)


def picture() -> bytes:
    """Return a JPEG that tells where it was taken."""
    made = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (3000, 2000), "#9bb").save(made, "JPEG", exif=exif)
    return made.getvalue()


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
    phone.get_by_role("button", name=CAST).tap()
    expect(phone.get_by_role("button", name="Cast the changed ballot")).to_be_visible()
    expect(status(phone)).to_have_text("This ballot is cast.")

    phone.get_by_role("button", name="One dot fewer: Idee 1", exact=True).tap()
    phone.get_by_role("button", name="Cast the changed ballot").tap()
    expect(status(phone)).not_to_have_text(re.compile("Changed|Sending"))
    rounds.close_round(board.desk, vote.id)
    assert board.result(vote) == {1: 1, 3: 1}

    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
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
    expect(status(phone)).to_have_text("This ballot is cast.")
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


def test_what_was_written_at_another_event_is_not_sent_by_itself(
    phone: Page, address: str, board: Board
) -> None:
    unreachable(phone, "**/idea")
    phone.goto(f"{address}/idea")
    phone.get_by_label("The idea in a few words").fill("Vom letzten Jahr")
    phone.get_by_role("button", name="Send the idea").tap()
    let_time_pass(phone, until="Not sent yet")
    phone.unroute("**/idea")
    phone.clock.set_fixed_time("2030-01-01")
    phone.goto(f"{address}/help")
    expect(phone.get_by_role("listitem").filter(has_text="at an earlier event")).to_be_visible()
    phone.get_by_role("button", name="Discard").tap()
    expect(phone.locator("#outbox")).to_be_hidden()
    assert offers.list_offers(board.desk, board.workshop_id) == []


def test_the_result_is_drawn_anew_while_votes_come_in(
    phone: Page, address: str, board: Board
) -> None:
    vote = board.opened()
    phone.goto(f"{address}/results")
    let_time_pass(phone, until="Runde 1")
    board.cast(vote, {2: 4})
    let_time_pass(phone, until="4 dots")


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
    expect(status(computer)).to_have_text("This ballot is cast.")
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
