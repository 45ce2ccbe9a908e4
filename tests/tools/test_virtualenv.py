"""Installing the locked packages: only when needed, only what is hashed, wherever pip looks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools import virtualenv
from tools.programs import ROOT, Stop

if TYPE_CHECKING:
    from tools.programs import Command


@pytest.fixture
def pip_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the checkout an empty `.venv` and two locks; return what pip is asked to do."""
    calls: list[list[str]] = []

    def record(command: Command, _failure: str) -> str:
        calls.append([str(part) for part in command])
        return str(tmp_path / "site-packages")

    for folder in ("locks", ".venv", "site-packages"):
        (tmp_path / folder).mkdir()
    for lock in ("runtime", "dev"):
        (tmp_path / "locks" / f"{lock}.txt").write_text(f"{lock}==1\n")
    monkeypatch.setattr(virtualenv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(virtualenv, "LOCKS", tmp_path / "locks")
    monkeypatch.setattr(virtualenv, "must", record)
    return calls


def test_a_lock_is_installed_once(pip_calls: list[list[str]]) -> None:
    virtualenv.ensure_packages("runtime")
    virtualenv.ensure_packages("runtime")
    assert len(pip_calls) == 1
    assert "--require-hashes" in pip_calls[0]


def test_a_changed_lock_is_installed_again(pip_calls: list[list[str]]) -> None:
    virtualenv.ensure_packages("runtime")
    (virtualenv.LOCKS / "runtime.txt").write_text("runtime==2\n")
    virtualenv.ensure_packages("runtime")
    assert len(pip_calls) == 2


def test_the_packages_for_developing_contain_those_for_running(
    pip_calls: list[list[str]],
) -> None:
    virtualenv.ensure_packages("dev")
    virtualenv.ensure_packages("runtime")
    assert [Path(call[-1]).name for call in pip_calls] == ["dev.txt"]


def test_where_packages_come_from_is_left_to_pip(pip_calls: list[list[str]]) -> None:
    virtualenv.ensure_packages("dev")
    assert not [word for word in pip_calls[0] if "index" in word or "://" in word]


def test_a_failed_installation_is_tried_again(
    pip_calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_command: Command, failure: str) -> str:
        raise Stop(failure)

    with monkeypatch.context() as broken:
        broken.setattr(virtualenv, "must", fail)
        with pytest.raises(Stop):
            virtualenv.ensure_packages("dev")
    virtualenv.ensure_packages("dev")
    assert len(pip_calls) == 1


def test_the_environment_finds_the_checkout(
    pip_calls: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(virtualenv, "_is_sound", lambda: True)
    virtualenv.ensure_venv()
    written = (tmp_path / "site-packages" / "moderator.pth").read_text()
    assert written == f"{ROOT}\n"
    assert len(pip_calls) == 1


def test_a_broken_environment_is_made_anew(
    pip_calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    python = virtualenv.venv_python()
    python.parent.mkdir()
    python.write_text("the interpreter was removed")
    virtualenv.ensure_venv()
    assert pip_calls[0] == [sys.executable, "-m", "venv", str(virtualenv.VENV)]
    assert not python.exists()
    assert "Making .venv" in capsys.readouterr().out
