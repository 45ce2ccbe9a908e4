"""Posts become ideas once, with their credit, in one step that can be taken back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.posts import Post, Standing, body_of, same_text_key, title_of
from moderator.errors import NotFound
from moderator.operations import history, ideas, workshops
from moderator.operations.posts import look_through, take_posts
from moderator.operations.workshops import WorkshopChange

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk

MOMENT = datetime(2026, 3, 12, 20, 0, tzinfo=UTC)


def post(number: int, text: str, uri: str = "") -> Post:
    return Post(
        id=str(number),
        uri=uri or f"https://a.example/{number}",
        url=f"https://a.example/@ada/{number}",
        text=text,
        author="Ada",
        handle="ada@a.example",
        posted_at=MOMENT + timedelta(minutes=number),
    )


@pytest.fixture
def workshop_id(desk: Desk) -> WorkshopId:
    return workshops.create_workshop(desk, "Markt", WorkshopChange()).id


def standing(desk: Desk, workshop_id: WorkshopId, *posts: Post) -> list[Standing]:
    return [each.standing for each in look_through(desk, workshop_id, posts)]


def test_a_picked_post_becomes_an_idea_with_its_credit(desk: Desk, workshop_id: WorkshopId) -> None:
    summary = take_posts(desk, workshop_id, [post(1, "Mehr Bänke #markt\nMit Lehne")], "markt")
    assert (summary.added, summary.skipped) == (1, 0)
    (idea,) = ideas.list_ideas(desk, workshop_id)
    assert (idea.title, idea.origin) == ("Mehr Bänke", Origin.IMPORT)
    assert idea.body.startswith("Mehr Bänke #markt\nMit Lehne\n\nAda (@ada@a.example), ")
    assert idea.body.endswith("2026\nhttps://a.example/@ada/1")
    assert dict(idea.source) == {
        "hashtag": "markt",
        "author": "Ada",
        "handle": "ada@a.example",
        "url": "https://a.example/@ada/1",
        "posted_at": "2026-03-12T20:01:00+00:00",
        "text": "Mehr Bänke #markt\nMit Lehne",
    }


def test_nothing_comes_twice(desk: Desk, workshop_id: WorkshopId) -> None:
    first = post(1, "Mehr Bänke am Markt #markt")
    take_posts(desk, workshop_id, [first], "markt")
    ideas.add_idea(desk, workshop_id, IdeaDraft("Radweg zum See"))
    again = post(2, "Mehr Bänke am Markt! #bank https://b.example")
    typed = post(3, "@rathaus Radweg zum See")
    fresh = post(4, "Zebrastreifen")
    assert standing(desk, workshop_id, fresh, typed, again, first) == [
        Standing.NEW,
        Standing.SAME_TEXT,
        Standing.SAME_TEXT,
        Standing.HERE,
    ]
    summary = take_posts(desk, workshop_id, [fresh, typed, again, first], "markt")
    assert (summary.added, summary.skipped) == (1, 3)
    assert take_posts(desk, workshop_id, [fresh], "markt").added == 0


def test_of_several_alike_the_oldest_is_the_original(desk: Desk, workshop_id: WorkshopId) -> None:
    newer, older = post(9, "Mehr Bänke!"), post(3, "mehr bänke #markt")
    assert standing(desk, workshop_id, newer, older) == [Standing.SAME_TEXT, Standing.NEW]


def test_a_removed_idea_does_not_come_back_with_the_next_look(
    desk: Desk, workshop_id: WorkshopId
) -> None:
    take_posts(desk, workshop_id, [post(1, "Mehr Bänke")], "markt")
    ideas.remove_idea(desk, ideas.list_ideas(desk, workshop_id)[0].id)
    assert standing(desk, workshop_id, post(1, "Mehr Bänke")) == [Standing.HERE]


def test_an_import_is_one_step_back(desk: Desk, workshop_id: WorkshopId) -> None:
    take_posts(desk, workshop_id, [post(n, f"Idee {n}") for n in range(3)], "markt")
    assert len(ideas.list_ideas(desk, workshop_id)) == 3
    history.undo(desk, workshop_id)
    assert ideas.list_ideas(desk, workshop_id) == []
    assert standing(desk, workshop_id, post(1, "Idee 1")) == [Standing.NEW]
    history.redo(desk, workshop_id)
    assert len(ideas.list_ideas(desk, workshop_id)) == 3


def test_a_workshop_that_is_gone_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        take_posts(desk, "nowhere", [post(1, "x")], "markt")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Bänke", "Bänke", ""),
        ("Bänke #markt #stadt", "Bänke", "Bänke #markt #stadt"),
        ("#markt", "#markt", ""),
        ("Mehr #Bänke am Markt", "Mehr #Bänke am Markt", ""),
        ("Bänke\nMit Lehne", "Bänke", "Bänke\nMit Lehne"),
        ("Kurz. " + "wort " * 40, "Kurz.", "Kurz. " + "wort " * 40),
        ("wort " * 40, "wort " * 22 + "wort…", "wort " * 40),
        ("x" * 300, "x" * 119 + "…", "x" * 300),
    ],
)
def test_a_title_is_what_a_card_can_show(text: str, title: str, body: str) -> None:
    given = post(1, text)
    assert title_of(given) == title
    assert len(title_of(given)) <= 120
    assert body_of(given) == body


@pytest.mark.parametrize("text", ["x" + " " * 9_000 + "y", "x " + "#a " * 3_000 + "y"])
def test_a_line_made_to_take_long_takes_no_time(text: str) -> None:
    begun = time.thread_time()
    title_of(post(1, text))
    same_text_key(text)
    assert time.thread_time() - begun < 0.5


def test_same_text_is_told_by_its_words() -> None:
    assert same_text_key("Mehr Bänke! #x @y@z.example https://a.example") == "mehr bänke"
    assert same_text_key("#markt") == "markt"
    assert same_text_key("🙂") == ""
