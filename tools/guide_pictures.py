"""The pictures of the user guide: chosen from the screenshots, one per language."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tools.programs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "docs" / "guide"
PICTURES = {
    "start": "01-start",
    "capture": "05-capture",
    "new-round": "12-new-round",
    "vote": "14-vote-open",
    "phones": "40-phones-open",
    "camera": "60-capture-camera",
    "photo": "54-photos-review",
    "handwriting": "56-photos-typing",
    "results": "20-results",
    "platform": "48-platforms-plan",
}
"""The name in the guide and the scene it shows."""


def renew_guide_pictures(screenshots: Path, pictures: Path = GUIDE / "pictures") -> list[Path]:
    """Copy the light pictures of the guide from `screenshots`; returns what was written."""
    pictures.mkdir(parents=True, exist_ok=True)
    written = []
    for name, scene in PICTURES.items():
        for language in ("de", "en"):
            target = pictures / f"{name}-{language}.png"
            shutil.copyfile(screenshots / f"{scene}-{language}-light.png", target)
            written.append(target)
    return written
