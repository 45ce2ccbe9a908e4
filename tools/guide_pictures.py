"""The pictures of the user guide: chosen from the screenshots, one per language."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tools.programs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "docs" / "guide"
PICTURES = {
    "start": "start",
    "capture": "capture",
    "new-round": "new-round",
    "vote": "vote-open",
    "phones": "phones-open",
    "camera": "capture-camera",
    "photo": "photos-review",
    "handwriting": "photos-typing",
    "results": "results",
    "platform": "platforms-plan",
}
"""The name in the guide and the scene it shows; its number changes whenever one comes before it."""


def renew_guide_pictures(screenshots: Path, pictures: Path = GUIDE / "pictures") -> list[Path]:
    """Copy the light pictures of the guide from `screenshots`; returns what was written."""
    pictures.mkdir(parents=True, exist_ok=True)
    written = []
    for name, scene in PICTURES.items():
        for language in ("de", "en"):
            target = pictures / f"{name}-{language}.png"
            (shown,) = screenshots.glob(f"[0-9][0-9]-{scene}-{language}-light.png")
            shutil.copyfile(shown, target)
            written.append(target)
    return written
