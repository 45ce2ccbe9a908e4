"""PySide6 6.12.0 drops a reference to None with every void call and aborts on Python 3.11."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

# A fault like that ends the process after four to five thousand calls, so a child makes them.
VOID_CALLS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication([])
label = QLabel()
for _ in range(20_000):
    label.setText("x")
pixmap = QPixmap(8, 8)
painter = QPainter(pixmap)
colour = QColor("black")
for _ in range(20_000):
    painter.setPen(colour)
painter.end()
print("survived")
"""


def test_twenty_thousand_void_calls_survive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False, timeout=50
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "survived"


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


@pytest.mark.parametrize("lock", ["runtime", "dev"])
def test_locked_version_lies_in_the_range_that_works(lock: str) -> None:
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = {
        name: version(number)
        for name, number in re.findall(r"^(pyside6\S*|shiboken6)==([\d.]+)", text, re.MULTILINE)
    }
    assert set(found) == {"pyside6-essentials", "shiboken6"}
    assert all((6, 11, 3) <= number < (6, 12) for number in found.values())


def test_the_project_asks_for_that_range() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "PySide6-Essentials>=6.11.3,<6.12" in project["dependencies"]
