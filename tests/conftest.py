"""What holds for every test: no screen needed, no real profile touched, crashes leave a trace."""

from __future__ import annotations

import faulthandler
import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# A Qt abort kills the process without a summary; this prints the stack of every thread first.
faulthandler.enable()

# Without a display Qt aborts the process unless the offscreen platform is chosen beforehand.
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def isolated_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program at a profile of its own, and at no store or language of the machine.

    Returns:
        The profile folder; it does not exist yet, as on a first start.
    """
    profile = tmp_path / "profile"
    monkeypatch.setenv("MODERATOR_PROFILE", str(profile))
    monkeypatch.delenv("MODERATOR_STORE", raising=False)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return profile
