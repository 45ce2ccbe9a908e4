"""Text in a box: shrinks to the floor, then says what is missing; nothing is wider than the box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderator.printing.text_fit import LEADING, FittedText, Room, fit_text, one_line
from moderator.printing.typefaces import Weight, typeface

FACE = typeface(Weight.REGULAR)
ROOM = Room(width=200, height=100, largest=20, smallest=10)


def fitted(text: str, room: Room = ROOM) -> FittedText:
    return fit_text(text, FACE, room, "[+{}]".format)


def test_a_short_text_keeps_the_largest_size() -> None:
    assert fitted("Bänke am Markt") == FittedText(("Bänke am Markt",), 20, 0)


def test_a_longer_text_shrinks_and_keeps_every_word() -> None:
    text = "Wir wünschen uns mehr Grün auf dem Schulhof und einen Brunnen für heiße Tage" * 2
    result = fitted(text)
    assert 10 <= result.size < 20
    assert result.missing == 0
    assert " ".join(result.lines) == text


def test_a_text_that_is_too_long_counts_what_is_missing() -> None:
    text = " ".join(f"Wort{number:03}" for number in range(400))
    result = fitted(text)
    assert result.size == 10
    assert result.lines[-1].endswith(f"… [+{result.missing}]")
    shown = " ".join(result.lines).partition("…")[0]
    assert len(shown) + result.missing == len(text)
    assert text.startswith(shown)


def test_a_long_word_is_broken_only_if_no_size_holds_it() -> None:
    whole = fitted("Fördermittelantragsstelle", Room(200, 100, 28, 10))
    assert whole.lines == ("Fördermittelantragsstelle",)
    broken = fitted("Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2)
    assert broken.missing == 0
    assert all(line.endswith("-") for line in broken.lines[:-1])
    assert len(broken.lines[-1]) > 8
    assert "".join(line.rstrip("-") for line in broken.lines).count("Donau") == 2


def test_compound_words_break_after_their_hyphen() -> None:
    result = fitted("Online-Beteiligungs-Plattform/Kartenabfrage", Room(120, 100, 12, 12))
    assert result.lines == ("Online-Beteiligungs-", "Plattform/", "Kartenabfrage")


def test_line_breaks_are_kept() -> None:
    assert fitted("eins\nzwei\n\ndrei").lines == ("eins", "zwei", "", "drei")


def test_blank_text_has_no_lines() -> None:
    assert fitted(" \n\t ").lines == ()


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("Treffpunkte", FACE, 200, 10) == "Treffpunkte"
    cut = one_line("Treffpunkte im ganzen Ort\nund darüber hinaus", FACE, 60, 10)
    assert cut.endswith("…")
    assert FACE.width(cut) * 10 <= 60
    assert one_line("", FACE, 60, 10) == ""


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600), st.floats(60, 400), st.floats(20, 300))
def test_nothing_leaves_the_box(text: str, width: float, height: float) -> None:
    room = Room(width, height, 20, 10)
    result = fitted(text, room)
    assert all(FACE.width(line) * result.size <= width + 1e-3 for line in result.lines)
    assert len(result.lines) <= max(1, int((height + 1e-6) / (result.size * LEADING)))
    assert 0 <= result.missing <= len(text) * 3


@pytest.mark.parametrize("size", [500, 20_000])
def test_the_longest_texts_are_fitted(size: int) -> None:
    result = fitted("Grün und " * (size // 9))
    assert result.missing > 0
