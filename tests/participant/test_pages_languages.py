"""Words of the pages: every sentence in three languages, easy German as the rules want it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import moderator
from moderator.domain.rules import read_rule
from moderator.i18n import rule_sentences
from moderator.participant.pages.borrowed_sentences import BORROWED
from moderator.participant.pages.languages import LANGUAGE_NAMES, LANGUAGE_TAGS, page_words
from moderator.participant.views import PageLanguage
from moderator.paths import resource

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER = resource("locale", "de", "LC_MESSAGES")
LONGEST_WORD = 15
MOST_WORDS = 12


def read(name: str) -> Catalog:
    with (FOLDER / name).open("rb") as file:
        return read_po(file, locale="de")


def forms(text: object) -> list[str]:
    return [str(each) for each in text] if isinstance(text, list | tuple) else [str(text)]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    """Return every English form with its easy German one."""
    return [
        pair
        for message in read("easy.po")
        if message.id
        for pair in zip(forms(message.id), forms(message.string), strict=True)
    ]


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?:])\s", text) if each]


def test_every_page_language_has_a_name_and_a_tag() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGE_TAGS) == set(PageLanguage)


def test_every_sentence_has_an_easy_form(pairs: list[tuple[str, str]]) -> None:
    assert len(pairs) > 200
    assert [english for english, easy in pairs if not easy.strip()] == []


def test_both_have_the_same_places_to_fill(pairs: list[tuple[str, str]]) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [pair for pair in pairs if places(pair[0]) != places(pair[1])] == []


def test_words_are_short_or_joined_by_hyphens(pairs: list[tuple[str, str]]) -> None:
    words = {word for _, easy in pairs for word in re.findall(r"\w+", easy)}
    assert [word for word in words if len(word) > LONGEST_WORD] == []


def test_sentences_are_short(pairs: list[tuple[str, str]]) -> None:
    long = [s for _, easy in pairs for s in sentences(easy) if len(s.split()) > MOST_WORDS]
    assert long == []


def test_nothing_is_done_by_nobody(pairs: list[tuple[str, str]]) -> None:
    # “wird gesendet” and the like: easy German says who does it.
    passive = re.compile(r"\b(?:wird|werden|wurde|wurden)\b")
    assert [easy for _, easy in pairs if passive.search(easy)] == []


def test_nobody_shouts(pairs: list[tuple[str, str]]) -> None:
    assert [easy for _, easy in pairs if "!" in easy] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    made = BytesIO()
    write_mo(made, read("easy.po"))
    assert (FOLDER / "easy.mo").read_bytes() == made.getvalue()


def test_borrowed_sentences_are_said_somewhere() -> None:
    package = Path(moderator.__file__).parent
    files = [file for file in package.rglob("*.py") if file.stem != "borrowed_sentences"]
    said = "".join(file.read_text("utf-8") for file in files)
    assert [one for each in BORROWED for one in forms(each) if f'"{one}"' not in said] == []


def test_the_rule_is_told_in_easy_german() -> None:
    w = page_words(PageLanguage.EASY_GERMAN)
    told = rule_sentences(w, read_rule("dots=5,per-idea=2,hidden"), dots=5)
    assert told == [
        "Jede Person hat 5 Punkte.",
        "Für eine Idee gehen höchstens 2 Punkte.",
        "Sie können Punkte übrig lassen.",
        "Sie können auch der eigenen Idee Punkte geben.",
        "Das Ergebnis kommt erst am Ende.",
    ]


def test_what_has_no_easy_form_is_said_in_german() -> None:
    w = page_words(PageLanguage.EASY_GERMAN)
    assert w("Open round “{title}”", title="A") == "Runde „A“ öffnen"
    assert page_words(PageLanguage.ENGLISH)("Help") == "Help"
