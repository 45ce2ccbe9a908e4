"""The public pages in a real browser: nothing for axe-core to find, nothing cut off, no script."""

from __future__ import annotations

import shutil
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from moderator.domain.codes import new_card_code
from moderator.domain.ids import new_id
from tests.fakes.platform_in_process import PlatformInProcess
from tests.platform_server.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "Geschwindigkeitsbegrenzungsüberwachungseinrichtung in der Bahnhofstraße"
LARGE = "document.documentElement.style.fontSize = '200%'"
WIDTHS = (320, 1280)


# Made after `site`: Playwright's event loop would be in the way of the one that fills the platform.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Return the address of a platform with long words in it, and the paths of its pages."""
    file = tmp_path_factory.mktemp("platform") / "platform.sqlite"
    with PlatformInProcess(f"sqlite:///{file}") as platform, serving(platform) as address:
        yield address, _filled(platform)


def _filled(platform: PlatformInProcess) -> list[str]:
    code, plan, vote_round = new_card_code(), new_id(), new_id()
    idea = platform.new_idea(title=LONG, body=LONG, topic=LONG, card_code=code)
    platform.ask("PUT", f"rounds/{vote_round}/counts/{idea}", {"in_favour": 17, "against": 2})
    told = {"title": LONG, "place": LONG, "rule": LONG, "people": 37, "held_on": "2026-03-12"}
    platform.ask("PUT", f"rounds/{vote_round}", told)
    rows = {"what": LONG}
    given: dict[str, Any] = {
        "title": LONG,
        "summary": LONG,
        "idea": idea,
        "state": "running",
        "contact": "https://gemeinde.example/kontakt",
        "wanted": [rows],
        "work": [rows, {**rows, "until": "2026-04-30", "done": True}],
        "resources": [{**rows, "amount": LONG}],
        "milestones": [{**rows, "day": "2026-06-06"}],
        "finance": [{**rows, "cents": 12_345_600}, {**rows, "cents": 100, "income": True}],
    }
    assert platform.ask("PUT", f"plans/{plan}", given).status == 201
    return [
        "/",
        f"/projects/{platform.project}",
        f"/ideas/{idea}",
        f"/plans/{plan}",
        f"/K/{new_card_code()}",
        "/nowhere",
    ]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    only = {"type": "tag", "values": RULES}
    found: Any = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
    )
    return [
        f"{rule['id']}: {node['html'][:150]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_everything_fits(
    site: tuple[str, list[str]], browser: Browser, scheme: Any
) -> None:
    address, paths = site
    found: dict[str, object] = {}
    for width in WIDTHS if scheme == "light" else WIDTHS[:1]:
        # axe-core is a script, and these pages allow none.
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            locale="de-DE",
            bypass_csp=True,
        )
        page = context.new_page()
        for path in paths:
            page.goto(address + path)
            found[f"{width} {path}"] = violations(page)
            page.evaluate(LARGE)
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[f"{width} {path} in large text"] = max(wider, 0)
        context.close()
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.slow
def test_a_vote_needs_no_script_and_breaks_no_rule_of_the_page(
    site: tuple[str, list[str]], browser: Browser
) -> None:
    address, paths = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(address + paths[2])
    page.get_by_role("button", name="I am for it").click()
    assert page.get_by_role("status").inner_text() == "Your vote: for."
    assert page.get_by_text("1 for, 0 against").is_visible()
    page.get_by_role("button", name="Take my vote back").click()
    assert page.get_by_role("status").inner_text() == "Is this a good idea?"
    page.get_by_role("link", name="Deutsch").click()
    assert page.locator("html").get_attribute("lang") == "de"
    assert said == []
    context.close()
