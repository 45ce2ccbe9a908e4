"""Puts the pieces of the desktop application together."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from moderator.ui.window_program import run_window

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.paths import Paths

_LOG_BYTES = 500_000
"""Size above which a start begins a new log; the one before is kept.

The standard library's rotating handler would load its network code with every start.
"""


def open_window(paths: Paths, store_url: str | None, workshop_id: WorkshopId | None) -> int:
    """Open the window and run until it is closed; returns the exit code.

    Raises:
        BadInput: the profile folder cannot be made.
    """
    _choose_platform()
    paths.create_profile()
    _log_to_file(paths)
    return run_window(paths, store_url, workshop_id)


def _choose_platform() -> None:
    # Without a screen Qt would abort the process instead of telling anybody.
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not has_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _log_to_file(paths: Paths) -> None:
    try:
        paths.logs.mkdir(mode=0o700, exist_ok=True)
        file = paths.logs / "moderator.log"
        with suppress(FileNotFoundError, PermissionError):  # a second window has it open
            if file.stat().st_size > _LOG_BYTES:
                file.replace(file.with_suffix(".log.1"))
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError:
        # A full or read-only disk must not keep the window from opening and saying so.
        return
    logging.basicConfig(
        level=logging.INFO,
        handlers=[handler],
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        force=True,
    )
