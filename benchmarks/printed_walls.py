"""Turns printed cards into pictures of single cards, for making photos of walls with known truth.

The folder follows the form of `wallphoto.py`, the generator that this project's figures come from:
`cards.json` and one PNG a card, cut to the card's edge.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from moderator.domain.codes import new_card_code
from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import print_idea_cards
from moderator.printing.page_pictures import draw_page
from moderator.vision.photos import Photo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from moderator.domain.codes import CardCode

DPI = 254
_PLAIN_DPI = 72
_PLAIN_CARDS = 24
_PLAIN_WALL = (3000, 4000, 3)
"""Height, width and channels of a photo of 12 MP, as the claims are about."""
_WALL_GREY = 235
_PX_PER_MM = DPI / 25.4


def write_cards(
    pdf: bytes, manifest: Sequence[Mapping[str, Any]], folder: Path, slots: Sequence[Any] = ()
) -> None:
    """Write every card of a printed document into `folder`.

    Args:
        pdf: the document.
        manifest: its entries, as `print --manifest` writes them.
        folder: made if it is missing.
        slots: centres of the printed circles, mm on the card; without them dots fall anywhere.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = {int(entry["page"]) for entry in manifest}
    drawn = {page: _page(pdf, page) for page in sorted(pages)}
    cards = [_card(entry, drawn[int(entry["page"])], folder) for entry in manifest]
    document = {"defaults": {"slots": [list(slot) for slot in slots]}, "cards": cards}
    (folder / "cards.json").write_text(json.dumps(document), encoding="utf-8")


def plain_photo() -> tuple[Photo, list[CardCode]]:
    """Return a wall with pages of blank cards on it, 12 MP and 2.8 px/mm, and their codes."""
    codes = [new_card_code() for _ in range(_PLAIN_CARDS)]
    pdf = BytesIO()
    print_idea_cards(pdf, map(CardFace, codes), words(Language.GERMAN))
    pages = [_page(pdf.getvalue(), page + 1, _PLAIN_DPI) for page in range(_PLAIN_CARDS // 4)]
    cards = np.vstack([np.hstack(pages[first : first + 3]) for first in range(0, len(pages), 3)])
    wall = np.full(_PLAIN_WALL, _WALL_GREY, np.uint8)
    top, left = ((wall.shape[side] - cards.shape[side]) // 2 for side in (0, 1))
    wall[top : top + cards.shape[0], left : left + cards.shape[1]] = cards
    return Photo("plain.png", wall), codes


def _page(pdf: bytes, page: int, dpi: float = DPI) -> NDArray[np.uint8]:
    picture = draw_page(pdf, page, dpi)
    rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.stride)
    return rows[:, : picture.width * 4].reshape(picture.height, picture.width, 4)[..., :3].copy()


def _card(entry: Mapping[str, Any], page: NDArray[np.uint8], folder: Path) -> Mapping[str, object]:
    left, top, width, height = entry["card_mm"]
    shape = (round(width * _PX_PER_MM), round(height * _PX_PER_MM))
    corner = (left * _PX_PER_MM, top * _PX_PER_MM)
    matrix = np.array([[1, 0, corner[0]], [0, 1, corner[1]]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    name = f"{entry['code']}.png"
    cv2.imwrite(str(folder / name), cv2.warpAffine(page, matrix, shape, flags=flags))
    qr, field, text = (
        [box[0] - left, box[1] - top, *box[2:]]
        for box in (entry["qr_mm"], entry["dots_mm"], entry["text_mm"])
    )
    return {
        "id": entry["code"],
        "image": name,
        "size_mm": [width, height],
        "qr": {"x": qr[0], "y": qr[1], "size": qr[2], "payload": entry["url"]},
        "dot_field": dict(zip("xywh", field, strict=True)),
        "text_region": dict(zip("xywh", text, strict=True)),
    }
