from __future__ import annotations

import subprocess
import sys

LATE = ("sqlalchemy", "alembic", "babel", "reportlab", "openpyxl", "requests", "cryptography")


def test_the_window_loads_nothing_heavy_before_it_is_shown() -> None:
    program = (
        "import sys, moderator.ui.window_program\n"
        f"print([name for name in {LATE!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
