"""The manifest of a printed job: which code stands where, for checks and for reading photos."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from moderator.printing.placed import PlacedCard

Entry = dict[str, object]


def manifest_entry(card: PlacedCard) -> Entry:
    """Return one card as it stands in a manifest: boxes are [x, y, w, h] in mm from top left."""
    return {
        "page": card.page,
        "code": card.code,
        "url": card.url,
        "card_mm": list(card.card_mm),
        "qr_mm": list(card.qr_mm),
        "dots_mm": list(card.dots_mm),
        "text_mm": list(card.text_mm),
        "markers": [list(marker) for marker in card.markers],
    }


def write_manifest(cards: Iterable[PlacedCard], target: TextIO) -> None:
    """Write the manifest of `cards` to `target` as a JSON list, one card a line, as they come."""
    between = "[\n"
    for card in cards:
        target.write(f"{between}{json.dumps(manifest_entry(card))}")
        between = ",\n"
    target.write("\n]\n" if between != "[\n" else "[]\n")
