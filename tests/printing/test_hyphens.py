"""Long words are hyphenated by the rules of their language, and only where it helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.workshops import Language
from moderator.printing.hyphens import breaks_of
from moderator.printing.text_fit import FittedText, Room, fit_text
from moderator.printing.typefaces import Weight, typeface


def titled(text: str, language: Language | None, width: float = 210) -> FittedText:
    room = Room(width, 108, 28, 13)
    breaks = breaks_of(language) if language else None
    return fit_text(text, typeface(Weight.BOLD), room, lambda n: f"[+{n}]", breaks)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Nachbarschaftsfrühstück", ("Nachbarschafts-", "frühstück")),
        ("Das Bürgerbeteiligungsverfahren", ("Das", "Bürgerbeteili-", "gungsverfahren")),
    ],
)
def test_a_long_german_word_is_hyphenated_so_that_the_text_stays_large(
    text: str, lines: tuple[str, ...]
) -> None:
    assert titled(text, Language.GERMAN) == FittedText(lines, 28)
    assert titled(text, None).size < 20


def test_the_longest_words_of_german_laws_are_broken_at_their_syllables() -> None:
    law = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
    assert titled(law, Language.GERMAN).lines == (
        "Grundstücksver-",
        "kehrsgenehmigungs-",
        "zuständigkeitsüber-",
        "tragungsverordnung",
    )


@pytest.mark.parametrize("text", ["Bänke am Markt", "Mehr Grün für alle", "Schulwege"])
def test_words_that_fit_stay_whole(text: str) -> None:
    assert "-" not in "".join(titled(text, Language.GERMAN).lines)


@pytest.mark.parametrize("language", list(Language))
@given(st.text(max_size=120))
def test_hyphens_lose_no_letter_and_no_line_is_too_wide(language: Language, text: str) -> None:
    face = typeface(Weight.BOLD)
    shown = titled(text, language, 90)
    assert all(face.width(line) * shown.size <= 90.01 for line in shown.lines)
    if not shown.missing:
        letters = "".join("".join(shown.lines).replace("-", "").split())
        assert letters == "".join(face.drawable(text).replace("-", "").split())


def test_breaks_leave_three_letters_at_both_ends_and_no_foreign_sign() -> None:
    breaks = breaks_of(Language.GERMAN)
    assert breaks("Nachbarschaftsfrühstück,") == (4, 7, 14, 18)
    for word in ("Ideen", "http://192.168.137.1", "x" * 200, "שלוםשלום", "", "12345678"):
        assert breaks(word) == ()
