"""The protocol as PDF, read back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.reports.protocol import write_protocol
from tests.fakes.evenings import (
    FIRST_ROUND,
    empty_evening,
    evening_with_hidden_round,
    sample_evening,
)
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from moderator.domain.evenings import Evening

LONG_TITLE = ("Bürgerbeteiligungsverfahren zur Fördermittelantragsstellung " * 5)[:300]
ONE_WORD = "Donaudampfschifffahrtsgesellschaft" * 9
HOSTILE = (
    LONG_TITLE,
    ONE_WORD[:300],
    "<b>fett</b> & <font color=red> </para> &nbsp; ]]>",
    "שלום \u202e \u0645\u0631\u062d\u0628\u0627 👩‍👩‍👧",
    "\x00\x07\x1b \ue000",
)


def pdf(evening: Evening, language: Language = Language.ENGLISH) -> bytes:
    target = BytesIO()
    write_protocol(evening, target, words(language))
    return target.getvalue()


def test_everything_of_the_evening_is_in_it() -> None:
    text = Pages(pdf(sample_evening())).all_text()
    for part in ("Projektwerkstatt Obertupfing", "Gasthaus zur Linde", "May 4, 2026", "24"):
        assert part in text
    for part in ("Ideen sammeln · 30 min", "Ein Gedanke je Karte", "110 minutes planned."):
        assert part in text
    for idea in sample_evening().ideas:
        assert idea.title in text
        assert f"{idea.code[:3]} {idea.code[3:]}" in text
    for part in ("Everyone has 5 dots.", "At most 3 on one idea.", "9 ballots count.", "set aside"):
        assert part in text


def test_the_ranking_has_the_columns_of_the_topic_store_and_all_parts() -> None:
    text = Pages(pdf(sample_evening())).all_text()
    assert "No. Topic Dots Rank" in text
    assert "paper 10 phone 5 platform 2" in text
    assert "paper 4 against 3" in text
    assert "A difference of a few dots is not a decision" in text


def test_a_hidden_round_shows_no_figures() -> None:
    text = Pages(pdf(evening_with_hidden_round())).all_text()
    section = text.partition("Vote 3: Wo fangen wir an?")[2]
    assert "Its result stays hidden until it is closed." in section
    assert "Rank" not in section


def test_pages_are_a4_and_numbered_with_a_running_head() -> None:
    pages = Pages(pdf(sample_evening()))
    count = len(pages)
    assert count > 1
    for page in range(1, count + 1):
        assert pages.size_mm(page) == pytest.approx((210, 297), abs=0.02)
        assert f"Page {page} of {count}" in pages.text(page)
    assert pages.text(2).startswith("Projektwerkstatt Obertupfing Workshop record")
    assert not pages.text(1).startswith("Projektwerkstatt Obertupfing Workshop record")


def test_an_empty_workshop_gives_one_page() -> None:
    pages = Pages(pdf(empty_evening()))
    assert len(pages) == 1
    for part in ("Projektwerkstatt Obertupfing", "No ideas yet.", "No vote yet.", "Page 1 of 1"):
        assert part in pages.text(1)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_everywhere(text: str) -> None:
    evening = sample_evening()
    results = evening.results[FIRST_ROUND]
    hostile = replace(
        evening,
        workshop=replace(evening.workshop, title=text, place=text),
        steps=tuple(replace(step, title=text, instruction=text * 60) for step in evening.steps),
        clusters=tuple(replace(cluster, heading=text) for cluster in evening.clusters),
        ideas=tuple(replace(idea, title=text, body=text * 60) for idea in evening.ideas),
        rounds=tuple(replace(vote, title=text) for vote in evening.rounds),
        results={
            FIRST_ROUND: replace(
                results, ranking=tuple(replace(line, title=text) for line in results.ranking)
            )
        },
    )
    pages = Pages(pdf(hostile))
    assert f"Page 1 of {len(pages)}" in pages.text(1)


def test_markup_in_an_idea_is_printed_as_it_was_written() -> None:
    evening = sample_evening()
    idea = replace(evening.ideas[0], title="<b>Bänke</b> & mehr &amp; <br/>", body="a < b > c")
    text = Pages(pdf(replace(evening, ideas=(idea,)))).all_text()
    assert "<b>Bänke</b> & mehr &amp; <br/>" in text
    assert "a < b > c" in text


def test_nothing_is_printed_outside_the_margins() -> None:
    evening = sample_evening()
    ideas = tuple(replace(idea, title=ONE_WORD, body=ONE_WORD) for idea in evening.ideas)
    pages = Pages(pdf(replace(evening, ideas=ideas)))
    for page in range(1, len(pages) + 1):
        picture = pages.picture(page, 72)
        ink = picture.image.point(lambda value: 255 if value < 250 else 0).getbbox()
        assert ink is not None
        left, top, right, bottom = (value / 72 * 25.4 for value in ink)
        assert left > 20
        assert right < 190
        assert top > 8
        assert bottom < 290


def test_a_thousand_ideas_are_laid_out() -> None:
    evening = sample_evening()
    many = tuple(
        replace(evening.ideas[place % 12], number=place, position=place) for place in range(1000)
    )
    pages = Pages(pdf(replace(evening, ideas=many)))
    assert len(pages) > 20
    assert f"Page {len(pages)} of {len(pages)}" in pages.text(len(pages))


def test_the_same_evening_gives_the_same_bytes_with_embedded_fonts() -> None:
    data = pdf(sample_evening())
    assert data == pdf(sample_evening())
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") >= 3
    assert Pages(data).title == "Projektwerkstatt Obertupfing"
