"""Pages as HTML: every view in every language, people's words as text and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from moderator.participant.pages import Pages
from moderator.participant.views import PageLanguage
from tests.participant.page_samples import PAGES, frame_of

PAGES_DRAWN = Pages()
VOID = {"meta", "link", "input", "img", "rect", "circle", "path", "line", "polyline", "ellipse"}


class Reader(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order; ids are there once."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        assert len(facts) == len(attrs), (tag, attrs)
        self.tags.append((tag, facts))
        self.ids += [facts["id"] or ""] if "id" in facts else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def drawn(name: str, language: PageLanguage = PageLanguage.GERMAN) -> bytes:
    return PAGES_DRAWN.render(PAGES[name][0], frame_of(name, language))


@pytest.mark.parametrize("language", PageLanguage)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_well_formed(name: str, language: PageLanguage) -> None:
    page = Reader(drawn(name, language))
    assert len(set(page.ids)) == len(page.ids)
    assert [facts for _, facts in page.tags if {"style", "onclick", "onload"} & facts.keys()] == []
    assert [tag for tag, _ in page.tags].count("h1") == 1
