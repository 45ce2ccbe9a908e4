"""The German catalogue: complete, the same places to fill, and in the voice of the house."""

from __future__ import annotations

import re
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from moderator.paths import resource

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

CATALOGUE = resource("locale", "de", "LC_MESSAGES", "moderator.po")
ENDINGS = ".?…:,;)"

Pair = tuple[str, str]


def read_catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="de")


def texts(part: object) -> list[str]:
    return [str(each) for each in part] if isinstance(part, list | tuple) else [str(part)]


def pairs() -> list[Pair]:
    """Return every English form with its German one; the header is none."""
    messages: list[Message] = [message for message in read_catalogue() if message.id]
    return [
        pair
        for message in messages
        for pair in zip(texts(message.id), texts(message.string), strict=True)
    ]


@pytest.fixture(scope="module")
def all_pairs() -> list[Pair]:
    """Return every sentence in both languages."""
    return pairs()


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def ending(text: str) -> str:
    return text[-1:] if text.endswith(tuple(ENDINGS)) else ""


def test_the_catalogue_is_there_and_large(all_pairs: list[Pair]) -> None:
    assert len(all_pairs) > 500


def test_every_sentence_is_translated(all_pairs: list[Pair]) -> None:
    assert [english for english, german in all_pairs if not german.strip()] == []


def test_no_translation_is_only_a_guess() -> None:
    assert [message.id for message in read_catalogue() if message.id and message.fuzzy] == []


def test_both_languages_have_the_same_places_to_fill(all_pairs: list[Pair]) -> None:
    assert [pair for pair in all_pairs if places(pair[0]) != places(pair[1])] == []


def test_blanks_at_the_edges_are_the_same(all_pairs: list[Pair]) -> None:
    def edges(text: str) -> Pair:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [pair for pair in all_pairs if edges(pair[0]) != edges(pair[1])] == []


def test_sentences_end_alike(all_pairs: list[Pair]) -> None:
    assert [pair for pair in all_pairs if ending(pair[0]) != ending(pair[1])] == []


def test_quotes_are_german_pairs(all_pairs: list[Pair]) -> None:
    def is_german(text: str) -> bool:
        rest = re.sub("„[^„“”]*“", "", text)
        return not re.search("[„“”\"«»'`‘’‚]", rest)

    assert [german for _, german in all_pairs if not is_german(german)] == []


def test_nobody_shouts(all_pairs: list[Pair]) -> None:
    assert [pair for pair in all_pairs if "!" in "".join(pair)] == []


def test_nobody_is_called_you(all_pairs: list[Pair]) -> None:
    # At the beginning of a sentence “Sie” may be a thing: “Sie könnte schädlich sein.”
    called = re.compile(
        r"\b[Dd](?:u|ir|ich|eine?[mnrs]?)\b|(?<=[\w,–] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b"
    )
    assert [german for _, german in all_pairs if called.search(german)] == []


def test_signs_are_set_as_in_german(all_pairs: list[Pair]) -> None:
    # A blank before a full stop is fine only where it begins a file's ending, as in “als .csv”.
    wrong = re.compile(r"  | [.,;:?)](?![a-z])|\( |\.\.\.|\w…| - ")
    assert [german for _, german in all_pairs if wrong.search(german)] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    made = BytesIO()
    write_mo(made, read_catalogue())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == made.getvalue()
