"""The `.venv` beside dev.py, the locked packages in it, and the renewal of the locks."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tools.programs import ROOT, Command, capture, must, say

VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
LOCK_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--quiet",
    "--no-annotate",
    "--custom-compile-command=python3 dev.py lock",
)


def python_in(folder: Path) -> Path:
    """Return the Python of a virtual environment, whether it exists or not."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_python() -> Path:
    """Return the Python of `.venv`, whether it exists or not."""
    return python_in(VENV)


def _pip_install(python: Path, *what: str | Path) -> Command:
    # Which index is asked is the business of pip's own configuration.
    return [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]


def _is_sound() -> bool:
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return venv_python().exists() and capture([venv_python(), "-c", probe]).returncode == 0


def _make(folder: Path) -> None:
    must([sys.executable, "-m", "venv", folder], "The virtual environment could not be made:")


def ensure_venv() -> None:
    """Make `.venv`, or make it anew where it is broken, and let it find the checkout.

    Raises:
        Stop: it cannot be made.
    """
    if not _is_sound():
        say(f"Making .venv with Python {sys.version.split()[0]} ...")
        shutil.rmtree(VENV, ignore_errors=True)
        _make(VENV)
    ask: Command = [venv_python(), "-c", "import sysconfig as s; print(s.get_path('purelib'))"]
    pointer = Path(must(ask, "The Python in .venv does not answer:").strip(), "moderator.pth")
    # Python reads .pth files in the locale's encoding up to 3.12.
    if not pointer.exists() or pointer.read_text(encoding="locale") != f"{ROOT}\n":
        pointer.write_text(f"{ROOT}\n", encoding="locale")


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest()


def is_installed(lock: str) -> bool:
    """Return whether `.venv` was given exactly this lock."""
    stamp = VENV / f"installed-{lock}"
    return stamp.exists() and stamp.read_text(encoding="ascii") == _fingerprint(lock)


def ensure_packages(lock: str) -> None:
    """Install the packages of a lock: `runtime`, or `dev`, which contains `runtime`.

    Raises:
        Stop: pip could not.
    """
    if is_installed(lock) or is_installed("dev"):
        return
    say("Installing the packages of Moderator; the first time this fetches about 150 MB ...")
    exact = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command = _pip_install(venv_python(), *exact, "-r", LOCKS / f"{lock}.txt")
    must(command, "The packages could not be installed:")
    (VENV / f"installed-{lock}").write_text(_fingerprint(lock), encoding="ascii")


def renew_locks(options: list[str]) -> None:
    """Resolve requirements/*.txt anew from pyproject.toml, for every platform.

    Args:
        options: handed to uv; `--upgrade` takes newer versions where there are any.

    Raises:
        Stop: uv could not be had, or found no solution.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("Fetching uv ...")
        _make(folder)
        must(_pip_install(python_in(folder), "uv"), "uv could not be installed:")
        compile_: Command = [python_in(folder), "-m", "uv", "pip", "compile", "pyproject.toml"]
        # `runtime` first: `dev` is held to its versions.
        dev_only = ["--group", "dev", "--constraint", "requirements/runtime.txt"]
        for lock, group in (("runtime", list[str]()), ("dev", dev_only)):
            out = f"requirements/{lock}.txt"
            say(f"Resolving {out} ...")
            must([*compile_, *group, *LOCK_OPTIONS, *options, "-o", out], "No solution was found:")
