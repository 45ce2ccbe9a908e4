"""Pictures of the phone pages, for looking at: `python -m tests.participant.browser.page_pictures`.

Three languages and both themes on a usual phone, German on a small one and on a tablet, too.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from moderator.participant.views import PageLanguage
from tests.participant.browser.phones import HOST, chromium_program, launch
from tests.participant.browser.sample_site import sample_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHOWN = ("join-open", "ballot-cast", "card-voter", "idea", "results")
THEMES = ("light", "dark")
USUAL = 390
OTHERS = {320: 700, 820: 1100}
"""Width and height in px."""


def take_pictures(out: Path) -> int:
    """Draw the pages into `out`; returns how many pictures that made.

    Raises:
        SystemExit: there is no Chromium.
    """
    program = chromium_program()
    if program is None:
        raise SystemExit("Chromium is not installed.")
    out.mkdir(parents=True, exist_ok=True)
    with sample_site() as port, sync_playwright() as playwright:
        browser = launch(playwright, program)
        made = 0
        for language, theme in product(PageLanguage, THEMES):
            made += _page_by_page(browser, port, out, (language, theme, USUAL))
        for width in OTHERS:
            made += _page_by_page(browser, port, out, (PageLanguage.GERMAN, "light", width))
        browser.close()
    return made


def _page_by_page(
    browser: Browser, port: int, out: Path, kind: tuple[PageLanguage, str, int]
) -> int:
    language, theme, width = kind
    context = browser.new_context(
        viewport={"width": width, "height": OTHERS.get(width, 760)},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    for name in SHOWN:
        page.goto(f"http://{HOST}:{port}/sample/{language}/{name}")
        page.screenshot(path=out / f"phone-{name}-{language}-{theme}-{width}.png")
    context.close()
    return len(SHOWN)


if __name__ == "__main__":
    sys.stdout.write(f"{take_pictures(Path(sys.argv[1]))} pictures of phone pages\n")
