"""The protocol as Markdown: complete, and nothing people wrote acts in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.reports.markdown import markdown_of
from tests.fakes.evenings import empty_evening, evening_with_hidden_round, sample_evening

W = words(Language.ENGLISH)


def test_the_whole_evening() -> None:
    text = markdown_of(evening_with_hidden_round(), W)
    assert text.startswith("# Projektwerkstatt Obertupfing\n\n- **Place:** Gasthaus zur Linde\n")
    assert "1. Ankommen · 15 min\n\n   Name auf das Kreppband, Getränk holen.\n" in text
    assert "### Treffpunkte\n\n- **1 · Bänke am Markt** (5VR 7HJ · Table 1)\n" in text
    assert "  Steht vor dem Rathaus.\\\n  Buchen am Telefon oder im Netz.\n" in text
    assert "| No. | Topic | Dots | Rank | paper | phone | platform |\n" in text
    assert "| 2 | Sichere Schulwege | 17 | 1 | 10 | 5 | 2 |\n" in text
    assert text.endswith("Its result stays hidden until it is closed.\n")
    assert "\n\n\n" not in text


def test_an_empty_workshop() -> None:
    text = markdown_of(empty_evening(), W)
    assert "## Ideas\n\nNo ideas yet.\n" in text
    assert text.endswith("## Votes\n\nNo vote yet.\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[hier](javascript:x) ![b](c)", r"\[hier\](javascript:x) \!\[b\](c)"),
        ("a | b * c _d_ `e` &amp; \\", r"a \| b \* c \_d\_ \`e\` \&amp; \\"),
        ("zwei\nZeilen", "zwei Zeilen"),
    ],
)
def test_what_people_write_stays_text(written: str, expected: str) -> None:
    evening = sample_evening()
    idea = replace(evening.ideas[0], title=written)
    text = markdown_of(replace(evening, ideas=(idea,)), W)
    assert f"- **1 · {expected}** (" in text


@pytest.mark.parametrize("written", ["1. Platz", "- Strich", "+ mehr", "= gleich", "2) zwei"])
def test_a_line_does_not_become_a_list(written: str) -> None:
    evening = sample_evening()
    idea = replace(evening.ideas[0], body=f"Erste Zeile\n{written}")
    text = markdown_of(replace(evening, ideas=(idea,)), W)
    (line,) = [line for line in text.splitlines() if line.endswith(written.split()[-1])]
    assert "\\" in line
