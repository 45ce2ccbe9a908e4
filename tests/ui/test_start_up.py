from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LATE = (
    "sqlalchemy",
    "alembic",
    "babel",
    "reportlab",
    "openpyxl",
    "requests",
    "cryptography",
    "moderator.domain.rules",
    "moderator.cli.reading",
    "PySide6.QtPrintSupport",
)
LATER = ("moderator.sync", "moderator.ui.platforms", "requests", "openpyxl")
"""What the screens of a workshop load only when somebody wants it."""
FIRST_PICTURE = """
import gc, sys
from PySide6.QtWidgets import QApplication
from moderator import __main__ as program
from moderator.ui import window_program

go_on = window_program._go_on

def tell(background):
    window = QApplication.activeWindow()
    print("dressed" if QApplication.instance().styleSheet() else "plain", gc.isenabled())
    go_on(background)
    print("lists", window.start.list.isVisible(), gc.isenabled())
    QApplication.quit()

window_program._go_on = tell
sys.argv = ["moderator"]
sys.exit(program.main())
"""


def test_the_window_loads_nothing_heavy_before_it_is_shown() -> None:
    program = (
        "import sys, moderator.ui.window_program\n"
        f"print([name for name in {LATE!r} if name in sys.modules])\n"
        "import moderator.ui.workshop_screens\n"
        f"print([name for name in {LATER!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["[]", "[]"]


def test_the_first_picture_is_dressed_and_sets_the_collector_going(tmp_path: Path) -> None:
    environment = {**os.environ, "MODERATOR_PROFILE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["dressed False", "lists False True"]
