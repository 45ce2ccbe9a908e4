"""Draws a page from its view: Jinja2 templates with autoescape, one environment per language."""

from __future__ import annotations

import re
import uuid
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from moderator.participant import views
from moderator.participant.pages.assets import icon_name, script_name, style_name
from moderator.participant.pages.languages import LANGUAGE_NAMES, LANGUAGE_TAGS, page_words
from moderator.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderator.participant.views import BallotLine, CardLine, Frame, PageLanguage, PageView

MOST_KEPT_ROWS = 5000
"""Of each language and kind: less than 5 MB."""

_TEMPLATES: dict[type, str] = {
    views.JoinView: "join.html",
    views.BallotView: "ballot.html",
    views.CardView: "card.html",
    views.IdeaForm: "idea.html",
    views.TableView: "table.html",
    views.ResultsView: "results.html",
    views.HelpView: "help.html",
    views.SelfTestView: "self_test.html",
    views.MessageView: "message.html",
}


class Pages:
    """Draws pages; one is enough for a server, and any number of threads may use it."""

    def render(self, view: PageView, frame: Frame) -> bytes:
        """Return the whole page as UTF-8 HTML.

        Args:
            view: what the page is about; its type chooses the template.
            frame: what every page has around its content.
        """
        environment = _environment(frame.language, frame.workshop_language)
        template = environment.get_template(_TEMPLATES[type(view)])
        return template.render(view=view, frame=frame).encode()


@cache
def _environment(language: PageLanguage, workshop_language: PageLanguage) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("pages", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = page_words(language)
    environment.globals |= {
        "w": words,
        "plural": words.plural,
        "tag": LANGUAGE_TAGS[language],
        "languages": [
            (each.value, LANGUAGE_TAGS[each], name, each is language)
            for each, name in LANGUAGE_NAMES.items()
        ],
        "theirs": _mark_of(language, workshop_language),
        "icon": icon,
        "form_key": form_key,
        "style": style_name(),
        "script": script_name(),
        "favicon": icon_name(),
    }
    environment.filters["code"] = grouped_code
    environment.globals |= _kept_rows(environment)
    return environment


def _kept_rows(environment: Environment) -> dict[str, Callable[..., Markup]]:
    """Return what draws rows of long lists; a row is drawn again only when something on it changes.

    Everybody's ballot has a row for each idea, and nearly all of them look alike.
    """

    @cache
    def rows() -> Any:
        return environment.get_template("rows.html").module

    @lru_cache(MOST_KEPT_ROWS)
    def option(line: BallotLine, place: int, against: int) -> str:
        return str(rows().option(line, place, against))

    @lru_cache(MOST_KEPT_ROWS)
    def card(shown: CardLine) -> str:
        return str(rows().card(shown))

    def options(lines: Sequence[BallotLine], against: int) -> Markup:
        drawn = [option(line, place, against) for place, line in enumerate(lines, start=1)]
        return Markup("\n".join(drawn))  # noqa: S704  (what a template drew)

    def cards(listed: Sequence[CardLine]) -> Markup:
        return Markup("\n".join(map(card, listed)))  # noqa: S704

    return {"option_rows": options, "card_rows": cards}


def _mark_of(language: PageLanguage, workshop_language: PageLanguage) -> Markup:
    """Return the attributes of an element that holds people's own words.

    Screen readers and hyphens go by `lang` (WCAG 2.2, 3.1.2); the words may run from right to left.
    """
    own = LANGUAGE_TAGS[workshop_language]
    spoken = Markup("") if own == LANGUAGE_TAGS[language] else Markup(' lang="{}"').format(own)
    return spoken + Markup(' dir="auto"')


_STROKES = re.compile(r"(?s)<svg\b[^>]*>(.*)</svg>")


@cache
def icon(name: str) -> Markup:
    """Return the bundled icon `name` as part of a page, without meaning for screen readers.

    Raises:
        ValueError: the file is not an SVG picture.
    """
    found = _STROKES.search(resource("icons", f"{name}.svg").read_text("utf-8"))
    if not found:
        raise ValueError(name)
    strokes = " ".join(found[1].split())
    head = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    return Markup(f"{head}{strokes}</svg>")  # noqa: S704  (our own file)


def form_key(key: str, form: str) -> str:
    """Return the key of one form of a page, so that two forms sent from it are two actions.

    Args:
        key: UUID of the page, may be empty.
        form: name of the form on that page.
    """
    return str(uuid.uuid5(uuid.UUID(key), form)) if key else ""


def grouped_code(code: str) -> str:
    """Return a code in groups of three signs, as it is printed: `7F3 K9Q`."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))
