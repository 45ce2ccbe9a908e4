from __future__ import annotations

from typing import TYPE_CHECKING

from tools.guide_pictures import GUIDE, PICTURES, renew_guide_pictures

if TYPE_CHECKING:
    from pathlib import Path


def test_the_pictures_are_chosen_from_the_screenshots(tmp_path: Path) -> None:
    for scene in PICTURES.values():
        for language in ("de", "en"):
            (tmp_path / f"{scene}-{language}-light.png").write_bytes(f"{scene}{language}".encode())
    written = renew_guide_pictures(tmp_path, tmp_path / "guide")
    assert len(written) == 2 * len(PICTURES)
    assert (tmp_path / "guide" / "vote-de.png").read_bytes() == b"14-vote-opende"


def test_the_guide_shows_every_picture_in_its_language() -> None:
    for language in ("de", "en"):
        text = (GUIDE / f"{language}.md").read_text(encoding="utf-8")
        for name in PICTURES:
            assert f"(pictures/{name}-{language}.png)" in text
            assert (GUIDE / "pictures" / f"{name}-{language}.png").is_file()
