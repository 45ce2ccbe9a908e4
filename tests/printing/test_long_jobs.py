"""Thousands of cards: pages and manifest go to their files as they come, none of them is kept."""

from __future__ import annotations

import tracemalloc
from io import TextIOBase
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from moderator.i18n import words
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import place_idea_cards
from moderator.printing.manifest import write_manifest
from moderator.printing.sheet_catalogue import read_sheet
from moderator.printing.sheet_pages import PageSetup
from tests.fakes.evenings import card_code

if TYPE_CHECKING:
    from collections.abc import Iterator


class Counted:
    """A file that only counts."""

    written = 0

    def write(self, data: bytes) -> int:
        self.written += len(data)
        return len(data)


class CountedText(TextIOBase):
    written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)


def peak_of(count: int, sheet: str) -> tuple[int, int]:
    """Return the peak memory in bytes while `count` cards are printed, and the bytes written."""

    def faces() -> Iterator[CardFace]:
        for number in range(count):
            title = f"Idee {number}"
            yield CardFace(card_code(number), title, "Mit Lehne und im Schatten.", number)

    target, manifest = Counted(), CountedText()
    setup = PageSetup(read_sheet(sheet), words("de"))
    tracemalloc.start()
    placed = place_idea_cards(cast("BinaryIO", target), faces(), setup, "http://10.42.0.1")
    write_manifest(placed, cast("TextIO", manifest))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert manifest.written > count * 100
    return peak, target.written


def test_what_stays_of_a_printed_card_is_where_its_page_begins() -> None:
    peak_of(500, "a6")  # fonts, layouts, hyphens and measured words are kept from here on
    # Far apart: what the garbage collector has not come to yet weighs like a hundred cards.
    few, small = peak_of(500, "a6")
    many, large = peak_of(2500, "a6")
    assert large - small > 2000 * 400
    assert many - few < 2000 * 250  # bytes a card; 5,000 cards together take less than 2 MB
