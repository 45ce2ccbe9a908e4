"""Steps that the browser tests share: what a person does, and what happens to the network."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.fakes.boards import Board

CAST = "Cast the ballot"


def scan(phone: Page, address: str, board: Board) -> str:
    code = board.code()
    phone.goto(f"{address}/V/{code}")
    expect(phone.get_by_role("heading", name="My ballot")).to_be_visible()
    return code


def more(phone: Page, idea: int) -> Locator:
    return phone.get_by_role("button", name=f"One dot more: Idee {idea}", exact=True)


def status(phone: Page) -> Locator:
    return phone.locator(".bar .cast")


def let_time_pass(phone: Page, until: str, step_ms: int = 1000) -> None:
    """Let the phone's clock (not the room's) run until it shows a text; 300 steps at most."""
    for _ in range(300):
        phone.clock.run_for(step_ms)
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
