"""Words of two languages at once, rules told in plain words, errors said once and clearly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from moderator import i18n
from moderator.domain.dot_budgets import DotBudgetRule, dot_budget
from moderator.domain.rules import VoteRule, read_rule
from moderator.domain.workshops import Language
from moderator.errors import BadInput
from moderator.exchange.line_problems import LineProblems
from moderator.i18n import Words, rule_sentences, words

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = words(Language.ENGLISH)
GERMAN = words(Language.GERMAN)
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "The card {code} is lost."
msgstr "Die Karte {code} ist verloren."

msgid "Print it again."
msgstr "Einfach neu drucken."

msgid "{n} dot left on {title}"
msgid_plural "{n} dots left on {title}"
msgstr[0] "Noch {n} Punkt bei {title}"
msgstr[1] "Noch {n} Punkte bei {title}"
"""


@pytest.fixture
def small_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    """Return German words made from a catalogue of three sentences."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = tmp_path / "locale" / "de" / "LC_MESSAGES" / "moderator.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, read_po(BytesIO(CATALOGUE.encode())))
    monkeypatch.setattr(i18n, "resource", lambda name: tmp_path / name)
    return Words(Language.GERMAN)


def test_sentences_are_translated_and_filled(small_catalogue: Words) -> None:
    w = small_catalogue
    assert w("The card {code} is lost.", code="7F3") == "Die Karte 7F3 ist verloren."
    assert w("Print it again.") == "Einfach neu drucken."
    assert w("{n} cards", n=3) == "3 cards"


def test_plurals_are_translated_and_filled(small_catalogue: Words) -> None:
    sentence = ("{n} dot left on {title}", "{n} dots left on {title}")
    assert small_catalogue.plural(*sentence, 1, title="A") == "Noch 1 Punkt bei A"
    assert small_catalogue.plural(*sentence, 0, title="A") == "Noch 0 Punkte bei A"
    assert ENGLISH.plural(*sentence, 1, title="A") == "1 dot left on A"
    assert ENGLISH.plural(*sentence, 2, title="A") == "2 dots left on A"


def test_errors_are_translated_and_filled(small_catalogue: Words) -> None:
    error = BadInput("The card {code} is lost.", "Print it again.", code="{7}")
    assert small_catalogue.error(error) == ("Die Karte {7} ist verloren.", "Einfach neu drucken.")
    assert ENGLISH.error(error) == ("The card {7} is lost.", "Print it again.")
    assert ENGLISH.error(BadInput("Gone.")) == ("Gone.", "")


def test_what_an_error_tells_of_a_file_is_translated_too(small_catalogue: Words) -> None:
    problems = LineProblems()
    problems.add(3, BadInput("The card {code} is lost.", code="7F3"))
    with pytest.raises(BadInput) as raised:
        problems.raise_any()
    assert small_catalogue.error(raised.value)[0] == "Line 3: Die Karte 7F3 ist verloren."
    assert ENGLISH.error(raised.value)[0] == "Line 3: The card 7F3 is lost."


def test_the_empty_text_is_no_message_id(small_catalogue: Words) -> None:
    assert small_catalogue("") == ""


def test_braces_in_a_sentence_without_values_stay() -> None:
    assert ENGLISH("a {b} c") == "a {b} c"


def test_languages_are_values_made_once() -> None:
    assert words("de") is words("de")
    assert (ENGLISH.language, GERMAN.language) == (Language.ENGLISH, Language.GERMAN)
    with pytest.raises(ValueError, match="fr"):
        words("fr")


def test_days_numbers_and_moments_are_written_as_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 5, 4)
    assert GERMAN.date(day) == "4. Mai 2026"
    assert ENGLISH.date(day) == "May 4, 2026"
    assert (GERMAN.number(12345), ENGLISH.number(12345)) == ("12.345", "12,345")
    assert (GERMAN.number(-999), ENGLISH.number(0)) == ("-999", "0")
    moment = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
    shown = GERMAN.moment(moment)
    local = moment.astimezone()
    assert f"{local:%H:%M}" in shown
    assert f"{local:%d.%m.%Y}" in shown


@pytest.mark.parametrize(
    ("rule", "sentences"),
    [
        (
            "dots=5,per-idea=3",
            [
                "Everyone has 5 dots.",
                "At most 3 on one idea.",
                "Dots may be left over.",
                "Dots on the own idea are fine.",
            ],
        ),
        (
            "dots=1,per-cluster=2,negative=1,must-use-all,no-own,hidden",
            [
                "Everyone has 1 dot.",
                "As many as wanted may go on one idea.",
                "At most 2 in one cluster.",
                "1 dot against an idea.",
                "All dots must be used.",
                "No dots on the own idea.",
                "The result stays hidden until the round is closed.",
            ],
        ),
    ],
)
def test_a_rule_is_told_in_plain_words(rule: str, sentences: list[str]) -> None:
    assert rule_sentences(ENGLISH, read_rule(rule)) == sentences


def test_several_dots_against_have_their_own_sentence() -> None:
    assert "Up to 3 dots against ideas." in rule_sentences(ENGLISH, read_rule("negative=3"))


@pytest.mark.parametrize("budget", sorted(set(DotBudgetRule) - {DotBudgetRule.FIXED}))
def test_a_formula_has_a_sentence_and_shows_its_working(budget: DotBudgetRule) -> None:
    rule = VoteRule(budget=budget)
    before = rule_sentences(ENGLISH, rule)[0]
    assert before.endswith(".")
    assert "Everyone has" not in before
    made = dot_budget(budget, 12, 16)
    opened = rule_sentences(ENGLISH, rule, made.dots, made.working)[0]
    assert opened == f"Everyone has {made.dots} dots ({made.working} → {made.dots})."


def test_the_example_of_the_working() -> None:
    rule = VoteRule(budget=DotBudgetRule.DISTINCT_RANKS)
    made = dot_budget(rule.budget, 12, 16)
    assert rule_sentences(ENGLISH, rule, made.dots, made.working)[0] == (
        "Everyone has 5 dots (12·11/(2·16) = 4.1 → 5)."
    )


def test_the_working_in_german_has_a_decimal_comma() -> None:
    rule = VoteRule(budget=DotBudgetRule.DISTINCT_RANKS)
    made = dot_budget(rule.budget, 12, 16)
    assert rule_sentences(GERMAN, rule, made.dots, made.working)[0] == (
        "Alle haben 5 Punkte (12·11/(2·16) = 4,1 → 5)."
    )
