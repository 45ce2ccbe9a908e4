"""The phone server as a process of its own: started, watched, and started again when it dies.

It outlives a window that crashes, so that nobody in the room is sent away; a new window ends what
the old one left behind and starts its own at the same address. Phones notice a pause of a second.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from moderator.ui.phones import left_behind
from moderator.ui.phones.endings import Endings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from moderator.domain.ids import WorkshopId

RESTART_AFTER_MS = (200, 1000, 2000, 5000, 10_000)
"""Pauses before each further try; after the last one it is given up."""
STEADY_AFTER_MS = 20_000
"""Once it ran so long, the next failure is counted as the first."""

_log = logging.getLogger(__name__)


class ServerState(Enum):
    """How the phone server is doing."""

    OFF = auto()
    STARTING = auto()
    ON = auto()
    AGAIN = auto()
    """It died and is started again."""
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Door:
    """Where phones find the laptop.

    Attributes:
        url: the address they open.
        join_code: code of the evening.
        test_code: code of the self-test of this run.
        moved: the port is another one than last time, so printed addresses lead nowhere.
    """

    url: str
    join_code: str
    test_code: str
    moved: bool


class ServerProcess(QObject):
    """Runs `moderator serve` for one workshop.

    Signals:
        changed: the state, or the door, is another one.
        counted: how many phones are here.
        tested: how far a phone has come in the self-test, and the address it used.
        guessed: how many wrong voting codes came in within a minute.
    """

    changed = Signal()
    counted = Signal(int)
    tested = Signal(str, str)
    guessed = Signal(int)

    def __init__(self, program: Sequence[str], profile: Path) -> None:
        super().__init__()
        self.state = ServerState.OFF
        self.door: Door | None = None
        self.phones = 0
        self.why = ""
        """What the server said last before it failed."""
        self.program, self._profile = list(program), profile
        """What runs Moderator on the command line."""
        self._served: WorkshopId | None = None
        self._host = ""
        self._failures = 0
        self._rest = b""
        self._process: QProcess | None = None
        self._endings = Endings(self)
        self._endings.all_gone.connect(self._launch)
        self._again, self._steady = QTimer(self), QTimer(self)
        for timer in (self._again, self._steady):
            timer.setSingleShot(True)
        self._again.timeout.connect(self._launch)
        self._steady.timeout.connect(self._forget_failures)

    @property
    def served(self) -> WorkshopId | None:
        """The workshop that is served, None while the server is off."""
        return self._served

    def start(self, workshop_id: WorkshopId, host: str = "") -> None:
        """Serve `workshop_id`; `host` is the address for the phones, the likeliest by default.

        A server that still runs is ended first, also one that a crashed window left behind: the
        new one takes over its port.
        """
        self._part()
        self._served, self._host, self._failures = workshop_id, host, 0
        old = left_behind.find(self._profile)
        if old is not None:
            self._endings.end_left_behind(old)
        self._become(ServerState.STARTING)
        self._launch()

    def stop(self) -> None:
        """End the server in good order, without waiting for it."""
        self._part()
        self._become(ServerState.OFF)

    def close(self) -> None:
        """End the server and wait for it, because the window closes."""
        self.stop()
        self._endings.wait()

    def _part(self) -> None:
        self._served = None
        self._again.stop()
        self._steady.stop()
        process, self._process = self._process, None
        if process is not None:
            self._endings.end(process)
            left_behind.forget(self._profile)
        self.door, self.phones = None, 0

    def _launch(self) -> None:
        if self._served is None or self._process is not None or self._endings.pending:
            return
        process = QProcess(self)
        process.readyReadStandardOutput.connect(lambda: self._read(process))
        process.finished.connect(lambda *_: self._died(process))
        process.errorOccurred.connect(lambda error: self._not_started(process, error))
        self._process, self._rest, self.why = process, b"", ""
        arguments = [*self.program[1:], "serve", self._served]
        process.start(self.program[0], [*arguments, *(["--host", self._host] * bool(self._host))])

    # ------------------------------------------------------------------- hearing

    def _read(self, process: QProcess) -> None:
        said = bytes(process.readAllStandardOutput().data())
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            with suppress(ValueError):
                told = json.loads(line)
                if isinstance(told, dict):
                    self._hear(told)

    def _hear(self, told: dict[str, Any]) -> None:
        if "url" in told:
            self._announced(told)
        elif "phones" in told:
            self.phones = int(told["phones"])
            self.counted.emit(self.phones)
        elif "self_test" in told:
            self.tested.emit(str(told["self_test"]), str(told.get("address", "")))
        elif "wrong_codes" in told:
            self.guessed.emit(int(told["wrong_codes"]))

    def _announced(self, told: dict[str, Any]) -> None:
        self.door = Door(
            str(told["url"]),
            str(told.get("join_code", "")),
            str(told.get("test_code", "")),
            bool(told.get("moved")),
        )
        if self._process is not None:
            left_behind.remember(self._profile, self._process.processId())
        self._steady.start(STEADY_AFTER_MS)
        self._become(ServerState.ON)

    def _not_started(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.why = process.errorString()
            self._died(process)

    def _died(self, process: QProcess) -> None:
        if process is not self._process:
            return
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        self.why = said.splitlines()[-1] if said else self.why
        self._process = None
        process.deleteLater()
        self._steady.stop()
        self.door, self.phones = None, 0
        _log.warning("the phone server ended: %s", process.exitCode())
        if self._failures >= len(RESTART_AFTER_MS):
            self._served = None
            self._become(ServerState.FAILED)
            return
        self._again.start(RESTART_AFTER_MS[self._failures])
        self._failures += 1
        self._become(ServerState.AGAIN)

    def _forget_failures(self) -> None:
        self._failures = 0

    def _become(self, state: ServerState) -> None:
        self.state = state
        self.changed.emit()


def own_program(profile: Path, store_url: str | None) -> list[str]:
    """Return the command that runs this very program on the same profile and store."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable] if frozen else [sys.executable, "-m", "moderator"]
    command += ["--profile", str(profile)]
    return [*command, "--store", store_url] if store_url else command
