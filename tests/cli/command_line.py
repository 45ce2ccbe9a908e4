"""Runs commands as the shell would, within this process, and holds all of them to one contract."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moderator import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from moderator.domain.ids import WorkshopId
    from moderator.paths import Paths

    Opened = tuple[Paths, str | None, WorkshopId | None]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@dataclass
class CommandLine:
    """Runs one command after another; `opened` lists the windows that were asked for."""

    paths: Paths
    capsys: pytest.CaptureFixture[str]
    opened: list[Opened] = field(default_factory=list)
    window_code: int = 0

    def run(self, *words: str | Path) -> Ran:
        """Run a command; usage errors leave as their exit code, as they do in a shell."""
        self.capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words], self._open_window)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        written = self.capsys.readouterr()
        assert "Traceback" not in written.out + written.err
        return Ran(code, written.out, written.err)

    def _open_window(self, *opened: Any) -> int:
        self.opened.append(opened)
        return self.window_code

    def text(self, *words: str | Path) -> str:
        """Return what a command that succeeds prints for people."""
        ran = self.run(*words)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    def json(self, *words: str | Path) -> Any:
        """Return the one JSON document that a command prints, and nothing else on stdout."""
        ran = self.run("--json", *words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("\n")
        assert ran.out.count("\n") == 1
        return json.loads(ran.out)

    def refused(self, *words: str | Path, code: int = 3) -> str:
        """Return the one line that a command says on stderr when it ends with `code`."""
        for as_json in ((), ("--json",)):
            ran = self.run(*as_json, *words)
            assert (ran.code, ran.out) == (code, "")
            assert ran.err.count("\n") == 1
        return ran.err.rstrip("\n")

    def workshop(self, *titles: str, name: str = "Dorfplatz") -> str:
        """Create a workshop with ideas; returns its id."""
        made: str = self.json("workshop", "new", name)["id"]
        for title in titles:
            self.json("idea", "add", made, title)
        return made

    def open_round(self, workshop: str, rule: str = "dots=5,per-idea=3") -> str:
        """Prepare and open a round; returns its id."""
        made: str = self.json("round", "new", workshop, "Runde 1", "--rule", rule)["id"]
        self.json("round", "open", made)
        return made
