"""A real Chromium that plays a phone, and a page site under a name that is no loopback address.

A page from `http://192.168.…` is not a secure context: much that a browser offers is missing there.
Loopback is secure, so tests on 127.0.0.1 would hide it; a mapped name is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from moderator.operations.desk import Actor, open_desk
from moderator.participant.site import Entrance, Site
from tests.participant.browser.phones import HOST, PHONE, chromium_program, launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderator.domain.rounds import VoteRound
    from moderator.paths import Paths
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import RunningServer


PATIENCE_MS = 30_000
"""A crowded machine is slow, and waiting long costs nothing where things hold."""
expect.set_options(timeout=PATIENCE_MS)


# Not for the whole session: its event loop would be in the way of tests that start their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return one Chromium for the tests of a file."""
    program = chromium_program()
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        yield browser
        browser.close()


@pytest.fixture
def new_phone(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a maker of phones: each call is another one, with a memory of its own.

    No phone may ask another host for anything; no script may fail or break the page's policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(**differences: Any) -> Page:
        context = chromium.new_context(**{**PHONE, **differences})
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", lambda request: note_foreign(request.url))
        page.on("console", lambda said: note_policy(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    def note_foreign(url: str) -> None:
        if not url.startswith(f"http://{HOST}:"):
            faults.append(f"asked for {url}")

    def note_policy(said: str) -> None:
        if "Content Security Policy" in said:
            faults.append(said)

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def phone(new_phone: Callable[..., Page]) -> Page:
    """Return a phone with scripts; its clock can be put forward."""
    made = new_phone()
    made.clock.install()
    return made


@pytest.fixture
def vote(board: Board) -> VoteRound:
    """Return an open round; tests name it first, so that it is open when the server starts."""
    return board.opened("dots=5,per-idea=3,hidden")


@pytest.fixture
def site(profile: Paths, board: Board) -> Iterator[Site]:
    """Return the board as it is served under the mapped name."""
    desk = open_desk(profile, actor=Actor.PHONE)
    yield Site(desk, board.workshop_id, Entrance(frozenset({HOST})))
    desk.close()


@pytest.fixture
def address(server: RunningServer) -> str:
    """Return what phones open."""
    return f"http://{HOST}:{server.port}"
