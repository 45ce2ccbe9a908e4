from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.ui.scenes.plays import PLAYS
from tools.guide_pictures import GUIDE, PICTURES, renew_guide_pictures

if TYPE_CHECKING:
    from pathlib import Path


def test_the_pictures_are_chosen_from_the_screenshots(tmp_path: Path) -> None:
    for number, scene in enumerate(PICTURES.values(), start=10):
        for language in ("de", "en"):
            picture = tmp_path / f"{number}-{scene}-{language}-light.png"
            picture.write_bytes(f"{scene}{language}".encode())
            picture.with_name(f"{number}-{scene}-two-{language}-light.png").touch()
    written = renew_guide_pictures(tmp_path, tmp_path / "guide")
    assert len(written) == 2 * len(PICTURES)
    assert (tmp_path / "guide" / "vote-de.png").read_bytes() == b"vote-opende"


def test_every_picture_is_one_of_a_scene() -> None:
    scenes = {name.partition("-")[2] for name in PLAYS}
    assert set(PICTURES.values()) <= scenes


def test_the_guide_shows_every_picture_in_its_language() -> None:
    for language in ("de", "en"):
        text = (GUIDE / f"{language}.md").read_text(encoding="utf-8")
        for name in PICTURES:
            assert f"(pictures/{name}-{language}.png)" in text
            assert (GUIDE / "pictures" / f"{name}-{language}.png").is_file()
