#!/usr/bin/env python3
"""One door to the checkout: `python3 dev.py run`, `python3 dev.py test`, and what `--help` lists.

Uses only the standard library. Every verb first does whatever set-up it needs: `.venv` beside this
file, the locked packages in it, the shared libraries of Qt. What each of these means is in tools/.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.guide_pictures import renew_guide_pictures
from tools.programs import ROOT, Command, Stop, call, capture, must, say
from tools.system_packages import QT_LIBRARIES, WINDOW_LIBRARIES, ensure_system, has_browser
from tools.translations import LOCALE, renew_words, stale_translations
from tools.virtualenv import (
    OLDEST_PYTHON,
    ensure_packages,
    ensure_venv,
    renew_locks,
    venv_python,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SAMPLE = ROOT / "sample-evening"
HEADLESS = {"QT_QPA_PLATFORM": "offscreen"}
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


def prepare(lock: str, libraries: Mapping[str, str], *, tests: bool = False) -> None:
    """Do all set-up one verb needs; quick when it was done before."""
    ensure_system(libraries, tests=tests)
    ensure_venv()
    ensure_packages(lock)


def do_setup(_extra: list[str]) -> int:
    """Make .venv and install everything, for running and for developing."""
    prepare("dev", QT_LIBRARIES)
    say(f"Ready: {venv_python()}")
    return 0


# ---------------------------------------------------------------- run


def has_screen() -> bool:
    """Return whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def do_run(extra: list[str]) -> int:
    """Open the sample evening; without a screen, write its papers. With arguments: that command."""
    if extra:
        prepare("runtime", QT_LIBRARIES)
        return call([venv_python(), "-m", "moderator", *extra])
    if has_screen():
        prepare("runtime", {**QT_LIBRARIES, **WINDOW_LIBRARIES})
        say("Opening the sample evening ...")
        return call([venv_python(), "-m", "moderator", "demo"])
    prepare("runtime", QT_LIBRARIES)
    write_sample_evening()
    return 0


def write_sample_evening() -> None:
    """Run the sample evening through the command line and leave its papers in `sample-evening`.

    Raises:
        Stop: a command failed.
    """
    say("No screen here: the sample evening goes through the command line.")
    SAMPLE.mkdir(exist_ok=True)
    workshop = moderator_json("demo", "--no-window")["workshop"]
    moderator("print", workshop, "--what", "ideas", "--out", SAMPLE / "cards.pdf")
    moderator("report", workshop, "--out", SAMPLE / "protocol.pdf")
    for number, held in enumerate(moderator_json("workshop", "show", workshop)["rounds"], 1):
        of_round = ("--what", "results", "--round", held["id"])
        moderator("print", workshop, *of_round, "--out", SAMPLE / f"results-{number}.pdf")
    say(f"Written to {SAMPLE}:")
    for paper in sorted(path for path in SAMPLE.iterdir() if path.is_file()):
        say(f"  {paper.name} ({paper.stat().st_size / 1024:.0f} kB)")
    say(f"The evening itself is in {SAMPLE / 'profile'}.")


def moderator(*arguments: str | Path) -> str:
    """Run one command on the sample evening's profile and return what it printed.

    Raises:
        Stop: it failed.
    """
    command = [venv_python(), "-m", "moderator", "--profile", SAMPLE / "profile", *arguments]
    return must(command, f"The command `moderator {arguments[0]}` failed:")


def moderator_json(*arguments: str) -> dict[str, Any]:
    """Run one command with --json on the sample evening's profile and return its answer.

    Raises:
        Stop: it failed.
    """
    answer: dict[str, Any] = json.loads(moderator(*arguments, "--json"))
    return answer


# ---------------------------------------------------------------- test, check, measure, look


def do_test(extra: list[str]) -> int:
    """Run all tests without a screen, with branch coverage; with arguments: pytest with those."""
    prepare("dev", QT_LIBRARIES, tests=True)
    # One more than cores: tests wait for browsers, for servers and for programs that are killed.
    spread = ["-n", str(min(os.cpu_count() or 1, 4) + 1)]
    everything = ["--cov", "--cov-report=term", *spread]
    return call([venv_python(), "-m", "pytest", *(extra or everything)], env=HEADLESS)


def do_check(_extra: list[str]) -> int:
    """Check form, types, import rules and translations; name what failed."""
    prepare("dev", QT_LIBRARIES)
    python = venv_python()
    sources = ["moderator", "tests", "benchmarks", "tools", "dev.py"]
    sources = [name for name in sources if (ROOT / name).exists()]
    steps: dict[str, Callable[[], str]] = {
        "style": lambda: complaint([python, "-m", "ruff", "check", "--no-fix", *sources]),
        "format": lambda: complaint([python, "-m", "ruff", "format", "--check", *sources]),
        "types": lambda: complaint([python, "-m", "mypy", *sources]),
        "imports": lambda: complaint([python, "-c", LINT_IMPORTS, "--no-cache"]),
        "translations": stale_translations,
    }
    failed = [name for name, step in steps.items() if not passes(name, step)]
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def complaint(command: Command) -> str:
    """Run a check; return nothing when it is content, else what it printed."""
    done = capture(command)
    return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""


def passes(name: str, step: Callable[[], str]) -> bool:
    """Make one check and tell how it went."""
    try:
        problem = step()
    except Stop as reason:
        problem = str(reason)
    say(f"{name}: FAILED\n{problem}" if problem else f"{name}: ok")
    return not problem


def do_bench(extra: list[str]) -> int:
    """Run the benchmarks, or those named by --only; each prints ratios against their limits."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--only", metavar="NAME", default="", help="part of a benchmark's name")
    choice, rest = parser.parse_known_args(extra)
    files = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    chosen = [file.stem for file in files if choice.only in file.stem]
    if not chosen:
        raise Stop(f"No benchmark has {choice.only!r} in its name.")
    prepare("dev", QT_LIBRARIES)
    failed = [name for name in chosen if run_benchmark(name, rest)]
    say(f"Failed: {', '.join(failed)}." if failed else "All benchmarks kept their limits.")
    return 1 if failed else 0


def run_benchmark(name: str, options: list[str]) -> int:
    """Run one benchmark; return its exit code, not 0 where it missed a limit."""
    say(f"--- {name}")
    return call([venv_python(), "-m", f"benchmarks.{name}", *options], env=HEADLESS)


def do_shots(extra: list[str]) -> int:
    """Render every screen, themes and languages, into docs/screenshots or the folder named.

    Phone pages are among them where there is a Chromium. Without a folder the pictures of the
    user guide are renewed, too.
    """
    if extra and extra[0].startswith("-"):
        raise Stop("dev.py shots takes the name of a folder, and no options.")
    prepare("dev" if has_browser() else "runtime", QT_LIBRARIES)
    out = Path(extra[0] if extra else ROOT / "docs" / "screenshots").resolve()
    out.mkdir(parents=True, exist_ok=True)
    code = call([venv_python(), "-m", "moderator.ui.screenshots", out], env=HEADLESS)
    if code == 0 and has_browser():
        code = call([venv_python(), "-m", "tests.participant.browser.page_pictures", out])
    if code == 0:
        say(f"{len(list(out.rglob('*.png')))} pictures in {out}")
        if not extra:
            say(f"{len(renew_guide_pictures(out))} of them in the user guide")
    return code


# ---------------------------------------------------------------- keep up to date


def do_words(_extra: list[str]) -> int:
    """Bring new sentences of the code into the .po files and compile them."""
    prepare("dev", QT_LIBRARIES)
    say(renew_words(LOCALE))
    return 0


def do_lock(extra: list[str]) -> int:
    """Renew requirements/*.txt from pyproject.toml; --upgrade also takes newer versions."""
    ensure_system({})
    renew_locks(extra)
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": do_run,
    "test": do_test,
    "setup": do_setup,
    "check": do_check,
    "bench": do_bench,
    "shots": do_shots,
    "words": do_words,
    "lock": do_lock,
}


def require_python() -> None:
    """Refuse a Python that is too old.

    Raises:
        Stop: it is.
    """
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise Stop(f"Moderator needs Python {oldest} or newer; this is {sys.version.split()[0]}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test Moderator.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, verb in VERBS.items():
        verbs.add_parser(name, help=(verb.__doc__ or name).splitlines()[0], add_help=False)
    chosen, extra = parser.parse_known_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A folder's name may not fit the console's encoding; that must not end the run.
            stream.reconfigure(errors="replace")
    try:
        require_python()
        return VERBS[chosen.verb](extra)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
