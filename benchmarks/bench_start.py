"""From process start to a window one can work in, against an empty window of PySide6."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.filled_stores import make_workshop
from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import Sample, cpu_ratios, turns_of, wall_ratios
from moderator.operations.workshops import create_workshop
from moderator.paths import Paths

TITLE = "Start: from the command to a painted window with the workshops listed and a key answered"
MOST_TIMES = 2.0
ROOT = Path(__file__).resolve().parents[1]
_WINDOWS = ROOT / "benchmarks" / "windows"


def measure(choice: Choice, findings: Findings) -> None:
    """Start whole processes in turn."""
    profile = choice.folder / "profile"
    _fill(profile, workshops=choice.size(12, 2))
    usable = [str(_WINDOWS / "usable_window.py"), str(profile)]
    environment = _environment(choice.folder)
    commands = {
        "Moderator, usable": usable,
        "Moderator, store open behind it": [*usable, "--store"],
        "empty QMainWindow, painted": [str(_WINDOWS / "empty_window.py")],
    }
    samples = turns_of(
        {name: partial(_started, command, environment) for name, command in commands.items()},
        choice.repetitions,
    )
    findings.table("ms per start", samples, scale=1e3)
    ours, store, empty = samples.values()
    findings.at_most("usable against an empty window, time", wall_ratios(ours, empty), MOST_TIMES)
    findings.at_most("usable against an empty window, CPU", cpu_ratios(ours, empty), MOST_TIMES)
    findings.aside("store open against an empty window, time", wall_ratios(store, empty))


def _fill(profile: Path, workshops: int) -> None:
    desk, _first = make_workshop(profile, ideas=40)
    for number in range(2, workshops + 1):
        create_workshop(desk, f"Projektwerkstatt {number}")
    desk.close()
    Paths(profile).create_profile()


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules, as it does for everybody."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    return environment


def _started(command: list[str], environment: dict[str, str]) -> Sample:
    """Run a process from start to end; it ends itself as soon as its window is there."""
    cpu, wall = _cpu_of_children(), time.perf_counter()
    subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)
    return Sample(time.perf_counter() - wall, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(run(TITLE, 15, measure))
