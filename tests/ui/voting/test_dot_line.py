from __future__ import annotations

import pytest

from moderator.domain.codes import new_card_code
from moderator.errors import BadInput
from moderator.ui.voting.dot_line import DotEntry, read_dot_line


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("3", [("3", 1)]),
        ("3 3 7", [("3", 1), ("3", 1), ("7", 1)]),
        ("3*2", [("3", 2)]),
        ("3 * 2, 7", [("3", 2), ("7", 1)]),
        ("3x2;7×3", [("3", 2), ("7", 3)]),
        ("-7", [("7", -1)]),
        ("−7*2", [("7", -2)]),
        ("7*-2", [("7", -2)]),
        ("#12", [("12", 1)]),
        ("12 + 4", [("12", 1), ("4", 1)]),
        ("", []),
        ("   ", []),
    ],
)
def test_lines_are_read(typed: str, entries: list[tuple[str, int]]) -> None:
    assert read_dot_line(typed) == [DotEntry(idea, dots) for idea, dots in entries]


def test_an_equals_sign_sets_the_number() -> None:
    assert read_dot_line("12=7") == [DotEntry("12", 7, sets=True)]


def test_card_codes_are_read_in_any_case() -> None:
    code = new_card_code()
    assert read_dot_line(f"{code.lower()}*2") == [DotEntry(code, 2)]


@pytest.mark.parametrize("typed", ["abc", "3*", "*2", "3**2", "3 hallo", "AAAAAA", "1.5", "3*x"])
def test_what_is_no_dot_is_refused_with_its_part(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_dot_line(typed)
    assert str(refused.value.details["part"]) in typed.replace(" ", "") or " " in typed
