from __future__ import annotations

from dataclasses import dataclass

import pytest

from moderator.domain.naming import things_named


@dataclass(frozen=True)
class Thing:
    id: str
    title: str


THINGS = [Thing("0a1", "Markt"), Thing("0a2", "Schule"), Thing("0b1", "0a")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0a1", ["0a1"]),
        ("Schule", ["0a2"]),
        ("0b", ["0b1"]),
        ("0a", ["0b1"]),
        ("0", ["0a1", "0a2", "0b1"]),
        ("", []),
        ("schule", []),
    ],
)
def test_exact_names_come_before_beginnings(text: str, found: list[str]) -> None:
    assert [each.id for each in things_named(text, THINGS)] == found
