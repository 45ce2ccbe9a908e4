"""Running other programs from the checkout, and the one way to give up with a clear sentence."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
Command: TypeAlias = "Sequence[str | Path]"


class Stop(Exception):
    """Ends the run with one sentence and exit code 1."""


def say(sentence: str) -> None:
    """Print one line of progress at once, also into a pipe."""
    print(sentence, flush=True)


def call(command: Command, env: Mapping[str, str] | None = None) -> int:
    """Run a program in the checkout, its output going straight through; return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}, check=False
    ).returncode


def capture(command: Command) -> subprocess.CompletedProcess[str]:
    """Run a program in the checkout, without input, and keep what it prints.

    A program that cannot be started counts as failed, with the exit code a shell has for it.
    """
    words = [str(part) for part in command]
    try:
        return subprocess.run(
            words,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(words, 127, "", str(error))


def must(command: Command, failure: str) -> str:
    """Run a program silently and return what it printed on stdout.

    Raises:
        Stop: it failed; `failure` is the sentence, the end of the program's output follows it.
    """
    done = capture(command)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise Stop(f"{failure}\n{last}")
    return done.stdout
