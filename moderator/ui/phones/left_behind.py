"""A phone server that a crashed window has left behind, known by its process number."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import psutil

FILE = "phone-server.json"

_log = logging.getLogger(__name__)


def remember(profile: Path, pid: int) -> None:
    """Note that process `pid` serves phones for this profile."""
    import psutil  # noqa: PLC0415  (4 ms that only evenings with phones need)

    try:
        born = psutil.Process(pid).create_time()
        (profile / FILE).write_text(json.dumps({"pid": pid, "born": born}), encoding="utf-8")
    except (OSError, psutil.Error):
        _log.warning("the phone server's number could not be noted", exc_info=True)


def forget(profile: Path) -> None:
    """Note that no process serves phones any more."""
    (profile / FILE).unlink(missing_ok=True)


def find(profile: Path) -> psutil.Process | None:
    """Return the server that was left behind, None if there is none."""
    import psutil  # noqa: PLC0415

    try:
        noted = json.loads((profile / FILE).read_text(encoding="utf-8"))
        process = psutil.Process(int(noted["pid"]))
        # Numbers are given again after a while; the moment of birth tells whether it is the same.
        same = abs(process.create_time() - float(noted["born"])) < 1
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None
    return process if same and process.is_running() else None
