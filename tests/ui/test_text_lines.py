from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.ui.text_lines import fit_text

if TYPE_CHECKING:
    from moderator.ui.look import Look

pytestmark = pytest.mark.gui


def test_short_words_get_the_largest_size(look: Look) -> None:
    fonts = [look.font(20), look.font(14), look.font(12)]
    text = fit_text("Bänke am Brunnen", fonts, 180, 80)
    assert text.font.pixelSize() == 20
    assert " ".join(text.lines) == "Bänke am Brunnen"
    assert text.whole


def test_a_long_word_gets_a_smaller_size_before_it_is_broken(look: Look) -> None:
    fonts = [look.font(20, bold=True), look.font(16, bold=True), look.font(14, bold=True)]
    text = fit_text("Bürgerbeteiligungsverfahren", fonts, 196, 80)
    assert text.lines == ("Bürgerbeteiligungsverfahren",)
    assert text.font.pixelSize() < 20


def test_what_does_not_fit_ends_in_an_ellipsis(look: Look) -> None:
    text = fit_text("Fördermittelantragsstellung " * 20, [look.font(12)], 150, 40)
    assert not text.whole
    assert text.lines[-1].endswith("…")
    assert text.height <= 40
