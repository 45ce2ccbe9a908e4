"""What people type or paste: kept if it is text, made harmless, refused if it is none."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.plain_text import (
    BODY_LIMIT,
    LABEL_LIMIT,
    TITLE_LIMIT,
    clean_body,
    clean_line,
    clean_title,
)
from moderator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

CLEANERS = pytest.mark.parametrize("clean", [clean_title, clean_line, clean_body])
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HARMLESS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@CLEANERS
@pytest.mark.parametrize(
    "text",
    [
        "Bänke am Markt",
        "Ćevapčići für alle – „draußen“",
        "\u200fمقعد خشبي\u200f",
        "ספסלים בשוק",
        "市場的長椅",
        "👩‍👩‍👧‍👦 Spielplatz",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 ❤️",
        "می‌خواهم",
        "=SUM(A1:A9)",
        "<b>fett</b> & 'so' \"weiter\"; DROP TABLE ideas",
        "{title} %s \\n",
    ],
)
def test_text_of_every_kind_stays_as_it_is(clean: Callable[[str], str], text: str) -> None:
    assert clean(text) == text


@CLEANERS
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufeff", *DIRECTIONS])
def test_control_and_direction_signs_are_taken_out(clean: Callable[[str], str], sign: str) -> None:
    assert clean(f"{sign}Ban{sign}k{sign}") == "Bank"


@CLEANERS
@pytest.mark.parametrize("text", ["\ud800", "Ba\udcffnk", "\udcc3\udca4" * 5])
def test_halves_of_signs_are_refused(clean: Callable[[str], str], text: str) -> None:
    with pytest.raises(BadInput, match="signs that cannot be read"):
        clean(text)


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\xa0", "  "]
)
def test_breaks_and_blanks_of_every_kind_become_one_blank_in_a_line(between: str) -> None:
    assert clean_line(f" Bänke{between}am{between}{between}Markt{between}") == "Bänke am Markt"


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
def test_breaks_of_every_kind_become_line_breaks_in_a_body(between: str) -> None:
    assert clean_body(f"Bänke{between}{between}am Markt{between}") == "Bänke\n\nam Markt"


@CLEANERS
def test_letters_are_composed(clean: Callable[[str], str]) -> None:
    decomposed = unicodedata.normalize("NFD", "Bänke für Größe")
    assert clean(decomposed) == "Bänke für Größe"


@pytest.mark.parametrize("text", ["", " \t\n", "\x00\x00", "\u202e", "\u200b", "\u2060\u200d \xad"])
def test_a_title_that_nobody_can_see_is_empty(text: str) -> None:
    with pytest.raises(BadInput, match=r"The title is empty\. A few words are enough\."):
        clean_title(text)


@pytest.mark.parametrize("clean", [clean_line, clean_body])
def test_other_texts_may_be_empty(clean: Callable[[str], str]) -> None:
    assert clean("") == clean(" \n ") == ""


@pytest.mark.parametrize(
    ("clean", "limit"),
    [(clean_title, TITLE_LIMIT), (clean_line, LABEL_LIMIT), (clean_body, BODY_LIMIT)],
)
def test_limits_are_exact_and_told(clean: Callable[[str], str], limit: int) -> None:
    assert len(clean("ä" * limit)) == limit
    assert len(clean("a\u0308" * limit)) == limit
    with pytest.raises(BadInput, match=f"too long: {limit + 1} signs, {limit} fit"):
        clean("ä" * (limit + 1))


@pytest.mark.parametrize("sign", ["a", "\u0308", "\x00", " ", "👩‍👧", "\ud800"])
@CLEANERS
def test_ten_megabytes_are_refused_at_once(clean: Callable[[str], str], sign: str) -> None:
    text = sign * 10_000_000
    started = time.thread_time()
    with pytest.raises(BadInput, match="too long") as raised:
        clean(text)
    assert time.thread_time() - started < 0.5
    assert len(str(raised.value)) < 200


@given(HARMLESS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    line, body = clean_line(text), clean_body(text)
    assert clean_line(line) == line
    assert clean_body(body) == body


@given(HARMLESS)
def test_a_line_is_one_line_without_control_signs(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(sign) == "Cc" for sign in line)
    assert not set(line) & set(DIRECTIONS)
    assert {
        unicodedata.category(sign) for sign in clean_body(text) if sign not in "\n\t"
    }.isdisjoint({"Cc", "Cs"})
