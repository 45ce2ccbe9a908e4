"""The verbs of dev.py: what they start, what they say, how they end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dev
from tools.programs import ROOT, Stop

if TYPE_CHECKING:
    from tools.programs import Command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Skip all set-up; return the programs a verb starts, leaving out the Python in front."""
    commands: list[list[str]] = []

    def record(command: Command, env: object = None) -> int:
        commands.append([str(part) for part in command][1:])
        return 0

    monkeypatch.setattr(dev, "prepare", lambda *_lock, **_more: None)
    monkeypatch.setattr(dev, "call", record)
    return commands


def dev_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", str(ROOT / "dev.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_verb_without_any_package_installed() -> None:
    done = dev_py("--help")
    assert done.returncode == 0
    assert all(re.search(rf"^    {verb}\s+\S", done.stdout, re.MULTILINE) for verb in dev.VERBS)


def test_an_unknown_verb_is_wrong_usage() -> None:
    assert dev_py("dance").returncode == 2


def test_an_old_python_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert dev.main(["setup"]) == 1
    assert capsys.readouterr().err.startswith("Moderator needs Python 3.11 or newer; this is ")


def test_interrupting_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_extra: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.VERBS, "setup", interrupt)
    assert dev.main(["setup"]) == 130


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_lock: object) -> None:
        raise PermissionError(13, "Permission denied", "/checkout/.venv")

    monkeypatch.setattr(dev, "prepare", refuse)
    assert dev.main(["setup"]) == 1
    assert capsys.readouterr().err == "/checkout/.venv: Permission denied.\n"


def test_test_runs_everything_with_coverage(started: list[list[str]]) -> None:
    assert dev.main(["test"]) == 0
    assert started[0][:3] == ["-m", "pytest", "--cov"]


def test_an_option_is_no_folder_for_pictures(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["shots", "--help"]) == 1
    assert "no options" in capsys.readouterr().err
    assert started == []


def test_arguments_after_test_go_to_pytest_as_they_are(started: list[list[str]]) -> None:
    dev.main(["test", "tests/domain", "-k", "code", "-x"])
    assert started == [["-m", "pytest", "tests/domain", "-k", "code", "-x"]]


def test_run_opens_the_window_where_there_is_a_screen(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    dev.main(["run"])
    assert started == [["-m", "moderator", "demo"]]


def test_run_with_arguments_is_that_command(started: list[list[str]]) -> None:
    dev.main(["run", "workshop", "list", "--json"])
    assert started == [["-m", "moderator", "workshop", "list", "--json"]]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a screen is taken for granted")
@pytest.mark.usefixtures("started")
def test_run_without_a_screen_writes_the_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {
        "demo": {"workshop": "w1"},
        "workshop": {"rounds": [{"id": "r1"}, {"id": "r2"}]},
    }

    def answer(command: Command, _failure: str) -> str:
        words = [str(part) for part in command]
        if "--out" in words:
            Path(words[words.index("--out") + 1]).write_bytes(b"%PDF-1.4")
        return json.dumps(answers.get(words[5], ""))

    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(dev, "SAMPLE", tmp_path)
    monkeypatch.setattr(dev, "must", answer)
    assert dev.main(["run"]) == 0
    told = capsys.readouterr().out
    for paper in ("cards.pdf", "protocol.pdf", "results-1.pdf", "results-2.pdf"):
        assert (tmp_path / paper).exists()
        assert paper in told
    assert str(tmp_path) in told


def test_check_goes_on_after_a_failure_and_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "prepare", lambda *_lock, **_more: None)
    monkeypatch.setattr(
        dev, "complaint", lambda command: "line 3 is odd" if "mypy" in command else ""
    )

    def unreadable() -> str:
        raise Stop("A catalogue could not be read:")

    monkeypatch.setattr(dev, "stale_translations", unreadable)
    assert dev.main(["check"]) == 1
    told = capsys.readouterr().out
    assert "style: ok" in told
    assert "types: FAILED\nline 3 is odd" in told
    assert told.strip().endswith("Failed: types, translations.")


def test_bench_names_what_it_does_not_know(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["bench", "--only", "no_such_thing"]) == 1
    assert "no_such_thing" in capsys.readouterr().err
    assert started == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script for Debian")
def test_the_script_for_testing_machines_fails_when_a_verb_fails(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    for failing in ("check", "test", "none"):
        (tmp_path / "dev.py").write_text(
            f"import sys\nprint(sys.argv[1])\nsys.exit(sys.argv[1] == {failing!r})\n"
        )
        done = subprocess.run(
            ["bash", str(script)], capture_output=True, text=True, check=False, cwd="/"
        )
        assert done.stdout.split() == ["check", "test"]
        assert done.returncode == (0 if failing == "none" else 1)
