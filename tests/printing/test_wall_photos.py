"""Both cards with a dot field, on photos of a wall: every code and every frame is found there."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp

from benchmarks.printed_walls import write_cards
from moderator.i18n import words
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import print_idea_cards
from moderator.printing.manifest import manifest_entry
from tests.fakes.evenings import card_code

GENERATOR = Path(__file__).resolve().parents[3] / "shared" / "tools" / "wallphoto.py"
SCALE = 8
"""Pixels a millimetre of cards that are laid flat."""

REACH_MM = 2
CLOSE_MM = 0.5
"""One pixel of the photo."""


@pytest.mark.slow
@pytest.mark.skipif(not GENERATOR.exists(), reason="the generator of photos is not here")
@pytest.mark.parametrize("base_url", ["", "http://192.168.137.1"], ids=["code", "address"])
def test_codes_and_dot_fields_are_found_on_a_photo(base_url: str, tmp_path: Path) -> None:
    target = BytesIO()
    faces = [CardFace(card_code(number)) for number in range(4)]
    placed = print_idea_cards(target, faces, words("de"), base_url=base_url)
    write_cards(target.getvalue(), list(map(manifest_entry, placed)), tmp_path / "cards")
    told: list[str | Path] = ["--cards-dir", tmp_path / "cards", "--out", tmp_path, "--seed", "903"]
    scale = ["--severity", "easy", "--px-per-mm", "2.1", "--size", "1200x1100"]
    subprocess.run([sys.executable, GENERATOR, *told, *scale], check=True)
    photo = cv2.imread(str(tmp_path / "photo.jpg"), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert {card.url for card in placed} == codes_on(photo)
    for card in truth["cards"]:
        field = truth["geometry"][card["id"]]["dot_field"]
        assert frame_error_mm(photo, card, field) < CLOSE_MM


def codes_on(photo: Any) -> set[str]:
    """Return the codes of a photo, read at its size and at twice its size."""
    enlarged = cv2.resize(photo, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return {code.text for each in (photo, enlarged) for code in zxingcpp.read_barcodes(each)}


def frame_error_mm(photo: Any, card: dict[str, Any], field: dict[str, float]) -> float:
    """Return how far the frame of a dot field stands from where it was printed, at most."""
    width, height = (round(length * SCALE) for length in card["size_mm"])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(card["corners_px"], np.float32)
    matrix = cv2.getPerspectiveTransform(seen, corners)
    flat = cv2.warpPerspective(photo, matrix, (width, height), flags=cv2.INTER_CUBIC)
    x, y = field["x"], field["y"]
    right, bottom = x + field["w"], y + field["h"]
    columns = flat[round((y + 4) * SCALE) : round((bottom - 4) * SCALE)]
    rows = flat[:, round((x + 4) * SCALE) : round((right - 4) * SCALE)].T
    lines = [(columns, x), (columns, right), (rows, y), (rows, bottom)]
    return max(abs(dark_line_mm(part, place) - place) for part, place in lines)


def dark_line_mm(part: Any, place: float) -> float:
    """Return where the darkest line across `part` stands, near `place`."""
    begin = round((place - REACH_MM) * SCALE)
    shades = np.median(part[:, begin : round((place + REACH_MM) * SCALE)], axis=0)
    return float((begin + int(shades.argmin()) + 0.5) / SCALE)
