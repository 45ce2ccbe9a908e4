"""Draws the public pages: Jinja2 templates with autoescape, one environment per language."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from moderator.domain.languages import Language
from moderator.errors import msg
from moderator.i18n import words
from moderator.paths import resource

if TYPE_CHECKING:
    from moderator.i18n import Words

NAMES = {Language.GERMAN: "Deutsch", Language.ENGLISH: "English"}
WANTED = {
    "people": msg("People"),
    "knowledge": msg("Knowledge"),
    "room": msg("Room"),
    "material": msg("Material"),
    "money": msg("Money"),
    "other": msg("Something else"),
}
STATES = {"planned": msg("Planned"), "running": msg("Under way"), "done": msg("Done")}
WIDTH = 400
"""Units of the bar of votes."""


def render(template: str, language: Language, **values: Any) -> bytes:
    """Return a page as UTF-8 HTML."""
    return _environment(language).get_template(template).render(**values).encode()


@cache
def style() -> tuple[str, bytes]:
    """Return the style sheet; its name changes with its content, so browsers may keep it."""
    content = resource("platform", "style.css").read_bytes()
    return f"{hashlib.sha256(content).hexdigest()[:12]}.css", content


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("platform", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    w = words(language)
    environment.globals |= {
        "w": w,
        "plural": w.plural,
        "tag": language.value,
        "languages": [(each.value, name, each is language) for each, name in NAMES.items()],
        "icon": _icon,
        "theirs": _theirs(language),
        "style": f"/assets/{style()[0]}",
        "wanted": {key: w(each) for key, each in WANTED.items()},
        "states": {key: w(each) for key, each in STATES.items()},
        "width": WIDTH,
    }
    environment.filters |= {"euros": _euros(w), "grouped": grouped}
    return environment


def _theirs(language: Language) -> Any:
    """Return what marks text that people wrote: its language, and that it has its own direction."""

    def mark(written_in: str) -> Markup:
        spoken = "" if written_in == language.value else Markup(' lang="{}"').format(written_in)
        return Markup("{}{}").format(spoken, Markup(' dir="auto"'))

    return mark


def _euros(w: Words) -> Any:
    from babel.numbers import format_currency  # noqa: PLC0415  (75 ms that a start can do without)

    def euros(cents: int) -> str:
        return format_currency(cents / 100, "EUR", locale=w.language.value)

    return euros


def grouped(code: str) -> str:
    """Return a card code as it is printed: `7F3 K9Q`."""
    return f"{code[:3]} {code[3:]}"


_STROKES = re.compile(r"(?s)<svg\b[^>]*>(.*)</svg>")


@cache
def _icon(name: str) -> Markup:
    found = _STROKES.search(resource("icons", f"{name}.svg").read_text("utf-8"))
    strokes = " ".join(found[1].split()) if found else ""
    head = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    return Markup(f"{head}{strokes}</svg>")  # noqa: S704  (our own file)
