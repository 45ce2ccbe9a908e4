"""Photos of walls with known truth: what a reading of them got right, wrong and marked.

One folder a photo with `photo.jpg` and `truth.json`, made by `wallphoto.py` from printed cards
(`benchmarks/printed_walls.py` cuts them out). What stands before the first dash of a folder's name
is its group.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from moderator.domain.codes import CardCode
from moderator.operations.card_geometries import card_geometries
from moderator.printing.qr_codes import QrEncoder
from moderator.vision.issued_cards import IssuedCards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.vision.readings import CardReading, WallReading

PHOTOS = "MODERATOR_PHOTOS"
"""Names the folder of the photos' folders."""

_VISIBLE = 0.97
_SAME_PLACE_MM = 20.0


@dataclass(frozen=True)
class TruePhoto:
    """A photo and what is on it: its folder, and `truth` as the generator wrote it."""

    folder: Path
    truth: dict[str, Any]

    @property
    def group(self) -> str:
        """What kind of photo it is."""
        return self.folder.name.split("-")[0]

    @property
    def file(self) -> Path:
        """The photo."""
        return self.folder / "photo.jpg"

    @cached_property
    def cards(self) -> dict[str, dict[str, Any]]:
        """What is known of each card, by its code."""
        return {card["id"]: card for card in self.truth["cards"]}

    @property
    def codes(self) -> list[CardCode]:
        """The codes of its cards."""
        return [CardCode(code) for code in self.cards]

    @property
    def addresses(self) -> set[str]:
        """The addresses in its codes."""
        payloads = [card["qr"]["payload"] for card in self.cards.values()]
        return {payload.rpartition("/K/")[0] for payload in payloads}

    def issued(self, others: Iterable[CardCode] = ()) -> IssuedCards:
        """Return its cards and `others` as issued, the address known as after printing."""
        return issued_of([*self.codes, *others], *self.addresses)

    def judged(self, reading: WallReading) -> Counter[str]:
        """Return how many cards were found, counted rightly, wrongly, and marked."""
        visible = {code for code, card in self.cards.items() if card["qr"]["visible"] >= _VISIBLE}
        sums = Counter(visible=len(visible), cards=len(reading.cards))
        for card in reading.cards:
            sums["identified"] += card.code in visible
            sums["wrong"] += not self._is_there(card)
            right = self._is_right(card)
            sums["exact"] += right
            sums["unmarked"] += not right and not card.needs_review
            sums["marked"] += right and card.needs_review
        return sums

    def _is_there(self, card: CardReading) -> bool:
        known = self.cards.get(card.code)
        if known is None:
            return False
        away = _middle(card.corners_px) - _middle(known["corners_px"])
        return bool(np.hypot(*away) < _SAME_PLACE_MM * max(card.px_per_mm, 1))

    def _is_right(self, card: CardReading) -> bool:
        field = self.cards.get(card.code, {}).get("counts_field", {})
        expected = {name: number for name, number in field.items() if number}
        return {colour.value: number for colour, number in card.counts.items()} == expected


def true_photos() -> list[TruePhoto]:
    """Return the photos that MODERATOR_PHOTOS names, ordered by their names; none without it."""
    named = os.environ.get(PHOTOS)
    truths = sorted(Path(named).glob("*/truth.json")) if named else []
    return [true_photo(truth.parent) for truth in truths]


def true_photo(folder: Path) -> TruePhoto:
    """Return the photo of one folder."""
    return TruePhoto(folder, json.loads((folder / "truth.json").read_text(encoding="utf-8")))


def issued_of(codes: Iterable[CardCode], *addresses: str) -> IssuedCards:
    """Return these codes as issued, printed alone or behind one of `addresses`."""
    encoder = QrEncoder()
    return IssuedCards(
        frozenset(codes),
        lambda text: encoder.encode(text).rows,
        card_geometries(),
        tuple(sorted({"", *addresses})),
    )


def _middle(corners: Any) -> Any:
    return np.array(corners, np.float64).mean(axis=0)
