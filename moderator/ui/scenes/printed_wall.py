"""A photo of a wall: cards that this program prints, with sticky dots on them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from moderator.domain.rules import DotColour
from moderator.operations.papers import print_paper
from moderator.operations.print_jobs import Paper, PrintJob
from moderator.printing.page_pictures import draw_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk

    Pixels = NDArray[np.uint8]
    Entry = Mapping[str, Any]
    """A card as a manifest tells of it: boxes are [left, top, width, height] in mm."""
    Area = tuple[tuple[int, int], tuple[int, int]]
    """Left and top, width and height in modules of a symbol."""

_PX_PER_MM = 2.4
_DPI = round(_PX_PER_MM * 25.4)
_WALL = (168, 182, 190)
_GAP_MM = 12
_DOT_MM = 12
_STEP_MM = 14.0
WRITTEN = ("Obst und\nKuchen", "Abends ein\nBus mehr", "Linden\npflanzen")
"""What stands on blank cards, from left to right and down; the pen of the picture library knows no
umlauts."""
_COLOURS = {
    DotColour.RED: (45, 40, 205),
    DotColour.GREEN: (60, 140, 40),
    DotColour.BLUE: (190, 90, 25),
    DotColour.YELLOW: (25, 205, 245),
}
"""BGR, as sticky dots look in the light of a room."""


def photo_of_wall(
    desk: Desk,
    workshop_id: WorkshopId,
    dots: Mapping[CardCode, Sequence[DotColour]],
    folder: Path,
    *,
    paper: Paper = Paper.IDEAS,
    left_out: Sequence[CardCode] = (),
) -> bytes:
    """Print the cards of a workshop, hang them on a wall, and return its photo as JPEG.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        dots: on each card, laid into its field side by side, below each other where it is full.
        folder: where the papers are written to.
        paper: cards of the ideas, or three that were blank and are written on by hand.
        left_out: cards that hang elsewhere.
    """
    pdf, entries = print_cards(desk, workshop_id, folder, paper)
    hung = [entry for entry in entries if entry["code"] not in left_out]
    return photo_of_cards(pdf, hung, dots, written=paper is Paper.BLANK)


def print_cards(
    desk: Desk, workshop_id: WorkshopId, folder: Path, paper: Paper = Paper.IDEAS
) -> tuple[bytes, list[Entry]]:
    """Print the cards of all ideas, or three blank ones; return the PDF and where cards stand."""
    pdf, manifest = folder / "wall.pdf", folder / "wall.json"
    count = 3 if paper is Paper.BLANK else None
    print_paper(desk, workshop_id, PrintJob(paper, pdf, manifest=manifest, count=count))
    return pdf.read_bytes(), json.loads(manifest.read_text(encoding="utf-8"))


def photo_of_cards(
    pdf: bytes,
    entries: Sequence[Entry],
    dots: Mapping[CardCode, Sequence[DotColour]],
    *,
    stained: Sequence[CardCode] = (),
    covered: Sequence[CardCode] = (),
    written: bool = False,
) -> bytes:
    """Hang cards on a wall and return its photo as JPEG.

    Args:
        pdf: the printed cards.
        entries: where those that hang there stand in the PDF, as a manifest tells.
        dots: on each card.
        stained: cards whose code has a stain, so that it can be placed but not read.
        covered: cards whose code is pasted over.
        written: whether three cards are written on by hand.
    """
    cards = list(_cards(pdf, entries, dots))
    for card, entry, words in zip(cards, entries, WRITTEN, strict=False):
        if written:
            _write(card, entry, words)
    for card, entry in zip(cards, entries, strict=True):
        if entry["code"] in stained:
            _stain(card, entry, _UNDER_THE_STAIN)
        if entry["code"] in covered:
            _stain(card, entry, (((-1, -1), (_MODULES + 2, _MODULES + 2)),))
    return cv2.imencode(".jpg", _wall(cards), [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


def _cards(
    pdf: bytes, entries: Sequence[Entry], dots: Mapping[CardCode, Sequence[DotColour]]
) -> Iterator[Pixels]:
    pages = {page: _page(pdf, page) for page in {entry["page"] for entry in entries}}
    for entry in entries:
        page = pages[entry["page"]]
        left, top, width, height = (round(length * _PX_PER_MM) for length in entry["card_mm"])
        card = page[top : top + height, left : left + width].copy()
        field = entry["dots_mm"]
        corner = field[0] - entry["card_mm"][0], field[1] - entry["card_mm"][1]
        across = max(1, int((field[2] - 2) // _STEP_MM))
        for number, colour in enumerate(dots.get(entry["code"], ())):
            x = corner[0] + 8.5 + _STEP_MM * (number % across)
            y = corner[1] + 8.5 + _STEP_MM * (number // across)
            _stick(card, x, y, colour)
        yield card


def _write(card: Pixels, entry: Entry, words: str) -> None:
    left, top, *_ = entry["card_mm"]
    x, y = entry["text_mm"][0] - left + 4, entry["text_mm"][1] - top + 16
    for line in words.split("\n"):
        at = round(x * _PX_PER_MM), round(y * _PX_PER_MM)
        pen = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX
        cv2.putText(card, line, at, pen, 0.34 * _PX_PER_MM, (70, 35, 25), 2, cv2.LINE_AA)
        y += 15


def _stain(card: Pixels, entry: Entry, places: Sequence[Area]) -> None:
    """Cover parts of a code with coffee."""
    left, top, *_ = entry["card_mm"]
    x, y, side, _ = entry["qr_mm"]
    module = side / _MODULES * _PX_PER_MM
    start = np.array([x - left, y - top]) * _PX_PER_MM
    coffee = (60, 84, 120)
    for (column, row), (width, height) in places:
        corner = np.round(start + np.array([column, row]) * module).astype(int)
        end = np.round(start + np.array([column + width, row + height]) * module).astype(int)
        cv2.rectangle(card, corner.tolist(), (end - 1).tolist(), coffee, -1)


_MODULES = 21
_UNDER_THE_STAIN = (((8, 8), (13, 13)), ((8, 0), (5, 6)), ((0, 8), (6, 5)))
"""What says the code in a symbol of 21 modules; its finder patterns and what joins them stay."""


def _stick(card: Pixels, x_mm: float, y_mm: float, colour: DotColour) -> None:
    shift = 4
    centre = tuple(round(each * _PX_PER_MM * 2**shift) for each in (x_mm, y_mm))
    radius = round(_DOT_MM / 2 * _PX_PER_MM * 2**shift)
    cv2.circle(card, centre, radius, _COLOURS[colour], -1, cv2.LINE_AA, shift)


def _page(pdf: bytes, page: int) -> Pixels:
    picture = draw_page(pdf, page, _DPI)
    rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.stride)
    return rows[:, : picture.width * 4].reshape(picture.height, picture.width, 4)[..., :3].copy()


def _wall(cards: Sequence[Pixels]) -> Pixels:
    across = math.ceil(math.sqrt(len(cards)))
    gap = round(_GAP_MM * _PX_PER_MM)
    height, width = (max(card.shape[axis] for card in cards) + gap for axis in (0, 1))
    rows = -(-len(cards) // across)
    wall = np.empty((rows * height + gap, across * width + gap, 3), np.uint8)
    wall[:] = _WALL
    for number, card in enumerate(cards):
        top, left = gap + number // across * height, gap + number % across * width
        wall[top : top + card.shape[0], left : left + card.shape[1]] = card
    # A camera is never quite sharp.
    return np.asarray(cv2.GaussianBlur(wall, (0, 0), 0.6), np.uint8)
