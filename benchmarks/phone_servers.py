"""Servers in processes of their own: the phone server as it is, and one that only says hello."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.ids import WorkshopId

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Server:
    """A server at `port` of this computer."""

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Return the seconds of CPU it took up to now, in the system's name or its own."""
        tasks = Path("/proc", str(self.process.pid), "task")
        if tasks.is_dir():
            # To the nanosecond, thread by thread; cpu_times counts in steps of 10 ms.
            spent = (each.joinpath("schedstat").read_text() for each in tasks.iterdir())
            return sum(int(each.split()[0]) for each in spent) / 1e9
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """Return the bytes it holds in memory."""
        return int(self.process.memory_info().rss)


@contextmanager
def served(profile: Path, workshop_id: WorkshopId) -> Iterator[Server]:
    """Serve a workshop to phones by the command that the window starts."""
    command = ["-m", "moderator", "serve", workshop_id, "--port", "0", "--host", "127.0.0.1"]
    with _started(command, {"MODERATOR_PROFILE": str(profile)}) as server:
        yield server


@contextmanager
def saying_hello() -> Iterator[Server]:
    """Serve a constant with the settings of the phone server."""
    with _started(["-m", "benchmarks.hello_server"], {}) as server:
        yield server


@contextmanager
def _started(command: list[str], settings: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        announced = json.loads(process.stdout.readline())
        yield Server(announced["port"], psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()
