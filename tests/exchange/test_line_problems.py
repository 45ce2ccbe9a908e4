from __future__ import annotations

import pytest

from moderator.errors import BadInput
from moderator.exchange.incoming import Note
from moderator.exchange.line_problems import MOST_PROBLEMS, ROW, LineProblems, at_line

GERMAN = {
    "{problems}": "{problems}",
    "Line {place}: {problem}": "Zeile {place}: {problem}",
    "{n} signs are too many.": "{n} Zeichen sind zu viel.",
}


def german(text: str) -> str:
    return GERMAN[text]


def test_problems_read_as_sentences_with_their_lines() -> None:
    problems = LineProblems(ROW)
    problems.add(4, BadInput("The title is empty."))
    problems.add(9, BadInput("{n} signs are too many.", n=400))
    with pytest.raises(BadInput) as caught:
        problems.raise_any()
    assert str(caught.value).startswith("Row 4: The title is empty. Row 9: 400 signs are too many.")


def test_ten_are_named_and_more_are_hinted_at() -> None:
    problems = LineProblems()
    for line in range(1, MOST_PROBLEMS + 3):
        problems.add(line, BadInput("Empty."))
    assert problems.full
    with pytest.raises(BadInput) as caught:
        problems.raise_any()
    told = str(caught.value.details["problems"])
    assert told.endswith("Line 10: Empty. …")
    assert "Line 11" not in told


def test_no_problem_no_error() -> None:
    problems = LineProblems()
    problems.raise_any()
    assert not problems.full


def test_nested_sentences_can_be_said_in_another_language() -> None:
    error = at_line(57, "{n} signs are too many.", n=3)
    told = error.details["problems"]
    assert told.in_words(german) == "Zeile 57: 3 Zeichen sind zu viel."  # type: ignore[attr-defined]


def test_notes_can_be_said_in_another_language() -> None:
    note = Note("{n} signs are too many.", n=2)
    assert note == "2 signs are too many."
    assert note.in_words(german) == "2 Zeichen sind zu viel."
