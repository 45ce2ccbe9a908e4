"""Servers on their way out: asked to end in good order, ended by force where they do not."""

from __future__ import annotations

import logging
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    import psutil

PATIENCE = 8.0
"""Seconds a server has to end in good order."""
_LOOK_EVERY_MS = 30

_log = logging.getLogger(__name__)


@dataclass
class _Ending:
    is_gone: Callable[[], bool]
    kill: Callable[[], object]
    asked: float = field(default_factory=time.monotonic)
    killed: bool = False


class Endings(QObject):
    """Waits for servers without holding up the window.

    Signals:
        all_gone: none is left, so that the port is free.
    """

    all_gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._endings: list[_Ending] = []
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_again)

    @property
    def pending(self) -> bool:
        """Whether a server is still on its way out."""
        return bool(self._endings)

    def end(self, process: QProcess) -> None:
        """End a server of this window."""
        process.blockSignals(True)
        # Windows has no gentle way to end a program without a window: what it acknowledged is
        # committed, so nothing is lost by ending it at once.
        (process.kill if sys.platform == "win32" else process.terminate)()
        self._await(_Ending(lambda: _is_over(process), process.kill))

    def end_left_behind(self, process: psutil.Process) -> None:
        """End a server of a window that is gone."""
        import psutil  # noqa: PLC0415  (only evenings with phones need it)

        try:
            process.terminate()
        except psutil.Error:
            _log.warning("the phone server that was left behind cannot be ended", exc_info=True)
            return
        self._await(_Ending(lambda: _is_dead(process), lambda: _kill(process)))

    def wait(self) -> None:
        """Hold up the window until all are gone: it is about to close itself."""
        while self._endings:
            self._look_again()
            time.sleep(_LOOK_EVERY_MS / 1000)

    def _await(self, ending: _Ending) -> None:
        self._endings.append(ending)
        self._look.start()

    def _look_again(self) -> None:
        before = len(self._endings)
        self._endings = [each for each in self._endings if not each.is_gone()]
        for each in self._endings:
            if not each.killed and time.monotonic() - each.asked > PATIENCE:
                each.killed = True
                each.kill()
        if before and not self._endings:
            self._look.stop()
            self.all_gone.emit()


def _is_over(process: QProcess) -> bool:
    # Asking for no time at all lets Qt take note of an end where no event loop runs any more.
    over = process.state() is QProcess.ProcessState.NotRunning or process.waitForFinished(0)
    if over:
        process.deleteLater()
    return over


def _is_dead(process: psutil.Process) -> bool:
    import psutil  # noqa: PLC0415

    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def _kill(process: psutil.Process) -> None:
    import psutil  # noqa: PLC0415

    with suppress(psutil.Error):
        process.kill()
