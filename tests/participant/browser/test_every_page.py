"""Every page in every state: nothing for axe-core to find, room for fingers, nothing cut off."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from moderator.participant.views import PageLanguage
from tests.participant.browser.phones import HOST
from tests.participant.browser.sample_site import sample_site
from tests.participant.page_samples import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WORDS = ["target-size", "button-name", "link-name", "label", "html-lang-valid", "valid-lang"]
GERMAN = PageLanguage.GERMAN
LARGE = "document.documentElement.style.fontSize = '200%'"
NARROW: Any = {"width": 320, "height": 640}
TOO_SMALL = """() => [...document.querySelectorAll(
  "a, button, summary, input:not([type=hidden]), textarea")]
  .filter((e) => e.checkVisibility() && !e.matches(".skip, p > a"))
  .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([html, box]) => `${box.width} x ${box.height}: ${html}`)"""


@pytest.fixture(scope="module")
def samples() -> Iterator[str]:
    """Return where the sample pages are."""
    with sample_site() as port:
        yield f"http://{HOST}:{port}/sample"


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    """Return one narrow phone for all pages."""
    context = chromium.new_context(viewport=NARROW, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds by all rules, or by those named: one line per element."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: Any = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(only)}, resultTypes: ['violations']}})"
    )
    return [
        f"{rule['id']}: {node['html'][:150]} {node['failureSummary'][-150:]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many px the page is wider than the phone."""
    # innerWidth would not tell: a phone zooms out until a wide page fits.
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width - int(NARROW["width"])


@pytest.mark.parametrize("name", [name for name in PAGES if "100" not in name])
def test_axe_finds_nothing(phone: Page, samples: str, name: str) -> None:
    phone.emulate_media(color_scheme="light")
    found: dict[str, object] = {}
    for language in PageLanguage:
        phone.goto(f"{samples}/{language}/{name}")
        # The languages differ in words alone; the whole of axe goes over one of them.
        found[language.value] = violations(phone, *([] if language is GERMAN else OF_WORDS))
        phone.evaluate(LARGE)
        found[f"{language}, 200 %"] = violations(phone, "target-size", "color-contrast")
    phone.emulate_media(color_scheme="dark")
    found["dark"] = violations(phone, "color-contrast")
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.skipif(
    "MODERATOR_EVERY_RULE" not in os.environ,
    reason="five minutes: every rule on every page, language, theme and size; "
    "set MODERATOR_EVERY_RULE=1 after a change of style or templates",
)
@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_by_any_rule_anywhere(phone: Page, samples: str, name: str) -> None:
    found: dict[str, object] = {}
    for theme in ("light", "dark"):
        phone.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for language in PageLanguage:
            phone.goto(f"{samples}/{language}/{name}")
            found[f"{theme}, {language}"] = violations(phone)
            phone.evaluate(LARGE)
            found[f"{theme}, {language}, 200 %"] = violations(phone)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("name", PAGES)
def test_everything_fits_and_fingers_find_it(phone: Page, samples: str, name: str) -> None:
    found: dict[str, object] = {}
    for language in PageLanguage if "100" not in name else [GERMAN]:
        phone.goto(f"{samples}/{language}/{name}")
        found[f"{language}, too small"] = phone.evaluate(TOO_SMALL)
        found[f"{language}, too wide"] = sideways(phone)
        phone.evaluate(LARGE)
        found[f"{language}, 200 %, too wide"] = sideways(phone)
    assert {where: what for where, what in found.items() if what} == {}
