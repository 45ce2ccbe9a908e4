"""The program as a process of its own: what only shows there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from moderator.operations.glance import workshops_at_a_glance

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.paths import Paths


def start(*words: str, **how: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "moderator", *words]
    environment = {**os.environ, "LANG": "C", "PYTHONIOENCODING": "ascii"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, **how)  # type: ignore[call-overload, no-any-return]


def test_json_is_utf_8_whatever_the_terminal_speaks(profile: Paths) -> None:
    made = start("--json", "workshop", "new", "Bänke 🌳", stdout=subprocess.PIPE)
    out, err = made.communicate(timeout=60)
    assert (made.returncode, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["title"] == "Bänke 🌳"
    assert profile.store_file.is_file()


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way on Windows")
def test_a_reader_that_has_seen_enough_is_no_error(profile: Paths) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    shown = start("workshop", "new", "Dorfplatz", stdout=writing)
    os.close(writing)
    _, err = shown.communicate(timeout=60)
    assert (shown.returncode, err) == (0, b"")
    assert [each.title for each in workshops_at_a_glance(profile)] == ["Dorfplatz"]


def test_an_error_is_one_line_and_the_exit_code(tmp_path: Path) -> None:
    failed = start("--profile", str(tmp_path), "workshop", "show", "x", stdout=subprocess.PIPE)
    out, err = failed.communicate(timeout=60)
    assert (failed.returncode, out) == (3, b"")
    assert err.decode("utf-8").startswith("There is no workshop “x”.")
    assert err.count(b"\n") == 1
