"""The protocol as a web page: well formed, self-contained, nothing people wrote acts in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.reports.web_page import web_page_of
from tests.fakes.evenings import empty_evening, evening_with_hidden_round, sample_evening

W = words(Language.ENGLISH)
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Collects tags and text; fails where a tag is closed that is not open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_well_formed_and_complete() -> None:
    evening = evening_with_hidden_round()
    page = web_page_of(evening, W)
    read = Reader(page)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert read.open == []
    assert all(idea.title in read.text for idea in evening.ideas)
    assert "Its result stays hidden until it is closed." in read.text
    assert read.tags.count("table") == 2


def test_an_empty_workshop() -> None:
    read = Reader(web_page_of(empty_evening(), W))
    assert "No ideas yet." in read.text
    assert "table" not in read.tags


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = web_page_of(sample_evening(), W)
    assert "default-src 'none'" in page
    assert not re.search(r"\bsrc=|\bhref|url\(|@import|https?:", page)
    assert "script" not in Reader(page).tags


def test_what_people_write_stays_text() -> None:
    evil = "<script>alert('x')</script><img src=x onerror=y>&amp;\"'</title></style>"
    evening = sample_evening()
    hostile = replace(
        evening,
        workshop=replace(evening.workshop, title=evil, place=evil),
        steps=tuple(replace(step, title=evil, instruction=evil) for step in evening.steps),
        clusters=tuple(replace(cluster, heading=evil) for cluster in evening.clusters),
        ideas=tuple(
            replace(idea, title=evil, body=f"{evil}\n{evil}", table=evil) for idea in evening.ideas
        ),
        rounds=tuple(replace(vote, title=evil) for vote in evening.rounds),
        results={
            key: replace(
                results, ranking=tuple(replace(line, title=evil) for line in results.ranking)
            )
            for key, results in evening.results.items()
        },
    )
    read = Reader(web_page_of(hostile, W))
    assert read.open == []
    assert not {"script", "img"} & set(read.tags)
    assert read.text.count(evil) > 40


def test_light_dark_and_print_are_styled() -> None:
    page = web_page_of(sample_evening(), W)
    for part in ("prefers-color-scheme: dark", "@media print", "size: A4"):
        assert part in page
