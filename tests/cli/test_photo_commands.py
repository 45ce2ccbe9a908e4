from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine


@pytest.fixture
def workshop(moderator: CommandLine) -> str:
    """Return a workshop with four ideas and an open round."""
    workshop = moderator.json("workshop", "new", "Wand")["id"]
    for number in range(4):
        moderator.json("idea", "add", workshop, f"Idee {number}")
    vote_round = moderator.json("round", "new", workshop, "Runde", "--rule", "dots=5")["id"]
    moderator.json("round", "open", vote_round)
    return str(workshop)


@pytest.fixture
def wall(moderator: CommandLine, workshop: str, tmp_path: Path) -> Path:
    """Return a photo of the printed cards."""
    from PIL import Image

    from moderator.printing.page_pictures import draw_page

    pdf = tmp_path / "cards.pdf"
    moderator.json("print", workshop, "--what", "ideas", "--out", pdf)
    page = draw_page(pdf.read_bytes(), 1, 64)
    raw = Image.frombuffer(
        "RGBX", (page.width, page.height), page.pixels, "raw", "BGRX", page.stride
    )
    raw.convert("RGB").save(tmp_path / "wall.jpg")
    return tmp_path / "wall.jpg"


def test_a_photo_is_counted_and_saved(
    moderator: CommandLine, workshop: str, wall: Path, tmp_path: Path
) -> None:
    overlay, crops = tmp_path / "seen.jpg", tmp_path / "crops"
    document = moderator.json(
        "count", workshop, wall, "--save", "--overlay", overlay, "--crops", crops
    )
    assert document["photo"] == str(wall)
    assert [set(card["dots"]) for card in document["cards"]] == [set()] * 4
    assert all(card["idea"] and len(card["corners_px"]) == 4 for card in document["cards"])
    assert (document["unread"], document["unseen"]) == (0, [])
    assert document["saved"]["dots"] == 0
    assert document["seconds"] > 0
    assert overlay.read_bytes()[:2] == b"\xff\xd8"
    assert len(list(crops.glob("*.png"))) == 4


def test_a_first_look(moderator: CommandLine, workshop: str, wall: Path) -> None:
    (look,) = moderator.json("count", workshop, wall, "--look")
    assert (len(look["found"]), look["issued"]) == (4, 4)
    assert 2 < look["px_per_mm"] < 3


def test_what_is_no_photo_is_refused(moderator: CommandLine, workshop: str, tmp_path: Path) -> None:
    page = tmp_path / "page.jpg"
    page.write_bytes(BytesIO(b"<html>").getvalue())
    ran = moderator.run("count", workshop, page)
    assert ran.code == 3
    assert ran.err.startswith("“page.jpg” is not a photo")
    assert moderator.run("count", workshop, tmp_path / "none.jpg").code == 3
