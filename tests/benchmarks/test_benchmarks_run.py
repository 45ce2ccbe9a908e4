"""Every benchmark runs from start to end; its figures are nobody's business here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = sorted((ROOT / "benchmarks").glob("bench_*.py"))


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command, "--quick"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("file", BENCHMARKS, ids=lambda file: file.stem)
def test_a_benchmark_judges_its_claims_and_tidies_up(file: Path) -> None:
    done = _run(str(file))
    assert done.returncode == 0, done.stderr
    verdicts = [line for line in done.stdout.splitlines() if "  target " in line]
    assert verdicts
    assert all(line.endswith(("kept", "MISSED")) for line in verdicts)
    assert "Quick run: the figures above mean nothing." in done.stdout


def test_a_benchmark_runs_as_a_module_too() -> None:
    done = _run("-m", "benchmarks.bench_results")
    assert done.returncode == 0, done.stderr


def test_every_benchmark_is_told_of() -> None:
    told = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in BENCHMARKS if file.name not in told] == []
