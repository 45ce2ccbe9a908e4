"""Likely duplicates, as they are pointed out while typing."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from moderator.domain.codes import CardCode
from moderator.domain.ideas import SIMILAR_FROM, Idea, similar_ideas
from moderator.domain.ids import IdeaId, WorkshopId

MOMENT = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
TITLES = ["Bänke am Markt", "Sichere Schulwege", "Jugendtreff im Bahnhof", "🚲🚲🚲🚲🚲", "? ! ?"]


def idea(number: int, title: str) -> Idea:
    return Idea(
        id=IdeaId(str(number)),
        workshop_id=WorkshopId("w"),
        number=number,
        code=CardCode("7F3K9Q"),
        title=title,
        created_at=MOMENT,
        changed_at=MOMENT,
    )


BOARD = [idea(number, title) for number, title in enumerate(TITLES, start=1)]


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("Bänke am Markt", 1),
        ("bänke am markt!", 1),
        ("am Markt Bänke", 1),
        ("Bäncke am Markt", 1),
        ("Sichere Schulwege.", 2),
        ("sicherer Schulweg", 2),
        ("Jugendtreff im alten Bahnhof", 3),
    ],
)
def test_the_same_thought_in_other_words_is_found(typed: str, like: int) -> None:
    found = similar_ideas(typed, BOARD)
    assert [each.idea.number for each in found] == [like]
    assert SIMILAR_FROM <= found[0].likeness <= 100


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "Bän", "Bänke", "Trinkbrunnen", "Schulgarten", "🌳🌳🌳🌳🌳", "!!!!!", "-----"],
)
def test_other_thoughts_are_not(typed: str) -> None:
    assert similar_ideas(typed, BOARD) == []


def test_the_most_alike_come_first_and_three_are_enough() -> None:
    board = [idea(n, t) for n, t in enumerate(["Bank am Markt", "Bänke am Markt"] * 3, start=1)]
    found = similar_ideas("Bänke am Markt", board)
    assert [each.idea.number for each in found] == [2, 4, 6]
    assert len(similar_ideas("Bänke am Markt", board, limit=9)) == 6


def test_nothing_is_like_an_empty_board() -> None:
    assert similar_ideas("Bänke am Markt", []) == []


def test_a_big_board_answers_between_two_keystrokes() -> None:
    board = [idea(n, f"Idee {n} mit einem Titel von üblicher Länge") for n in range(2000)]
    started = time.thread_time()
    similar_ideas("Noch ein Titel von üblicher Länge", board)
    assert time.thread_time() - started < 0.3
