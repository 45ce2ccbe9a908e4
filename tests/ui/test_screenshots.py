from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.gui


def test_pictures_of_the_window_are_rendered(tmp_path: Path) -> None:
    """In a process of its own: it makes an application and a store."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "moderator.ui.screenshots",
            tmp_path,
            "--only",
            "start-empty-de-light",
        ],
        check=True,
        capture_output=True,
    )
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert "02-start-empty-de-light.png" in pictures
    light = QImage(str(tmp_path / "02-start-empty-de-light.png"))
    assert (light.width(), light.height()) == (1280, 800)
    assert light.pixelColor(700, 600).lightness() > 200
