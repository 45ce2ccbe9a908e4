"""Pages as HTML: every view in every language, people's words as text and nothing else."""

from __future__ import annotations

import gzip
import hashlib
import uuid
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from moderator.participant import views
from moderator.participant.pages import Pages, assets, icon_name
from moderator.participant.views import PageLanguage, RoundPhase
from tests.participant.page_samples import FRAME, PAGES, VOTER, ballot, cards, frame_of, view_of

DRAWN = Pages()
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
    return DRAWN.render(view_of(name, language), frame_of(name, language))


@pytest.mark.parametrize("language", PageLanguage)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_well_formed(name: str, language: PageLanguage) -> None:
    page = Reader(drawn(name, language))
    assert len(set(page.ids)) == len(page.ids)
    assert [facts for _, facts in page.tags if {"style", "onclick", "onload"} & facts.keys()] == []
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_words_of_people_are_text_and_nothing_else() -> None:
    nasty = '"><script>alert(1)</script>{{ 7*7 }}&amp;'
    card = replace(cards(1)[0], title=nasty, body=nasty, cluster=nasty, table=nasty)
    round_ = replace(ballot(1), round_title=nasty, lines=(views.BallotLine(card),))
    frame = replace(
        VOTER, title=nasty, place=nasty, notice=views.Notice(nasty, nasty), path='/"><b>'
    )
    for view in (
        views.JoinView(open_joining=True, cards=(card,)),
        views.BallotView((round_,)),
        views.CardView(card, nasty, ballots=(round_,), comments=(nasty,)),
        views.IdeaForm(True, nasty, nasty, nasty),
        views.TableView(nasty, (card,), waits=True, waiting=(nasty,)),
        views.ResultsView(
            (views.RoundResult(nasty, RoundPhase.OPEN, 9, (views.ResultLine(card, 1, 2),)),),
            (nasty,),
        ),
        views.SelfTestView(nasty, done=False),
        views.MessageView(nasty, nasty, 404),
    ):
        page = Reader(DRAWN.render(view, frame))
        assert [tag for tag, _ in page.tags].count("script") == 1
        assert "49" not in [facts.get("value") for _, facts in page.tags]


@pytest.mark.parametrize("language", PageLanguage)
def test_screen_readers_are_told_the_language_of_page_and_ideas(language: PageLanguage) -> None:
    frame = replace(FRAME, language=language, workshop_language=PageLanguage.ENGLISH)
    page = Reader(DRAWN.render(views.JoinView(open_joining=False, cards=cards(1)), frame))
    tag = {"de": "de", "easy": "de-simple", "en": "en"}[language]
    assert page.tags[0] == ("html", {"lang": tag, "data-version": "7"})
    of_title = next(facts for name, facts in page.tags if name == "h1")
    assert of_title == ({"dir": "auto"} if tag == "en" else {"lang": "en", "dir": "auto"})


def test_two_forms_of_a_page_are_two_actions() -> None:
    page = Reader(drawn("card-voter"))
    keys = [facts["value"] for _, facts in page.tags if facts.get("name") == "key"]
    assert len(keys) == len(set(keys)) == 3
    assert all(uuid.UUID(key or "") for key in keys)
    assert keys == [
        facts["value"]
        for _, facts in Reader(drawn("card-voter")).tags
        if facts.get("name") == "key"
    ]


def test_every_form_of_a_voter_names_its_voter() -> None:
    page = Reader(drawn("card-voter"))
    voters = [facts["value"] for _, facts in page.tags if facts.get("name") == "voter"]
    assert voters == ["7F3HK9Q"] * 3
    assert b'name="voter"' not in drawn("card")


def test_hidden_dots_are_nowhere_on_the_page() -> None:
    shown = views.JoinView(open_joining=False, cards=cards(3, dots=True))
    hidden = views.JoinView(open_joining=False, cards=cards(3))
    english = replace(FRAME, language=PageLanguage.ENGLISH)
    assert b"2 dots" in DRAWN.render(shown, english)
    assert (
        b"dots" not in DRAWN.render(hidden, english).split(b"<main")[1].split(b"</section>", 1)[1]
    )


def test_without_any_dot_there_is_no_ranking() -> None:
    page = drawn("results-zero", PageLanguage.ENGLISH)
    assert page.count(b"No dots yet.") == 1
    assert b"<ol" not in page
    assert b"Fewer than five" not in page


def test_few_voters_are_told_no_parts() -> None:
    assert b"on paper" in drawn("results", PageLanguage.ENGLISH)
    assert b"on paper" not in drawn("results-few", PageLanguage.ENGLISH)
    assert b"Fewer than five people voted." in drawn("results-few", PageLanguage.ENGLISH)


def test_dots_against_have_no_bar_of_their_own() -> None:
    line = views.ResultLine(cards(1)[0], 1, -2, paper=0, phone=0, against=2)
    result = views.RoundResult("R", RoundPhase.CLOSED, 9, (line,))
    page = DRAWN.render(views.ResultsView((result,)), replace(FRAME, language=PageLanguage.ENGLISH))
    assert b"-2 dots" in page
    assert b"2 against" in page
    assert b"<rect" not in page


def test_assets_never_change_under_their_name() -> None:
    page = drawn("join-open").decode()
    assert len(assets()) == 3
    assert icon_name() in assets()
    for name, asset in assets().items():
        assert f"/assets/{name}" in page
        stem, _, hashed = name.partition(".")[0].partition("-")
        assert hashed == hashlib.sha256(asset.content).hexdigest()[:10], stem


def test_a_page_with_all_that_belongs_to_it_is_small() -> None:
    beside = sum(len(asset.content) for asset in assets().values())
    sizes = {name: beside + len(drawn(name)) for name in PAGES}
    assert {name: size for name, size in sizes.items() if size > 50_000 and "100" not in name} == {}
    # A hundred cards go over the air packed, as everything does.
    packed = sum(len(gzip.compress(asset.content)) for asset in assets().values())
    assert max(packed + len(gzip.compress(drawn(name), 4)) for name in PAGES) < 20_000


def test_style_and_script_ask_for_nothing_else() -> None:
    for asset in assets().values():
        text = asset.content.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text
        assert "url(" not in text
        assert "@import" not in text
        assert "eval(" not in text
        assert "innerHTML" not in text
