"""A window with an open workshop whose event loop is watched while phones vote.

Called with profile, workshop, place (`capture`, `vote`, `results`, `phones`, or `empty` for a
window without anything in it) and the seconds until the workshop is open and drawn. Starts the
phone server then, as the window does, tells its port, and from the line `begin` to the line `end`
on standard input notes how late a timer comes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from moderator.domain.ids import WorkshopId
from moderator.operations.desk import open_desk
from moderator.paths import Paths
from moderator.settings import PhoneChoice
from moderator.ui import main_window
from moderator.ui.background import Background
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow
from moderator.ui.phones.server_process import ServerProcess, ServerState, own_program

TICK = 0.005
_PLACES = {
    "capture": main_window.CAPTURE,
    "vote": main_window.VOTE,
    "results": main_window.RESULTS,
    "phones": main_window.PHONES,
}


class Ticks(QObject):
    """Notes by how much each tick comes too late, and how long the thread computed until it came.

    The second figure leaves out waiting for a processor that other programs use.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(TICK * 1000))
        self._timer.timeout.connect(self._note)
        self.late: list[float] = []
        self.busy: list[float] = []
        self._last = self._computed = 0.0

    def begin(self) -> None:
        """Tick from now on."""
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _note(self) -> None:
        last, computed = self._last, self._computed
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self.late.append(self._last - last - TICK)
        self.busy.append(self._computed - computed)

    def end(self) -> dict[str, float]:
        """Stop; return the figures, in seconds."""
        self._timer.stop()
        late, busy = sorted(self.late), sorted(self.busy)
        return {
            "ticks": len(late),
            "latest": late[-1],
            "late_99": late[len(late) * 99 // 100],
            "busiest": busy[-1],
        }


class Orders(QObject):
    """Lines on standard input, told on the main thread."""

    given = Signal(str)

    def listen(self) -> None:
        """Read them on a thread of their own."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.given.emit(line.strip())


def _tell(document: dict[str, float]) -> None:
    print(json.dumps(document), flush=True)


def _window(paths: Paths, app: QApplication, workshop_id: WorkshopId, place: str) -> ServerProcess:
    look = Look(app, paths.profile / "settings.json")
    look.remember(phones=PhoneChoice(address="127.0.0.1"))
    background = Background(lambda: open_desk(paths))
    window = MainWindow(look, background)
    app.setProperty("window", window)
    window.show()
    app.aboutToQuit.connect(background.stop)
    window.workshop_opened.connect(lambda _workshop: window.show_place(_PLACES[place]))
    background.opened.connect(lambda: window.open_by_id(workshop_id))
    background.start()
    return window.phone_server


def main(profile: str, workshop: str, place: str, settled: str) -> None:
    """Run until the line `end`."""
    app = QApplication(["moderator"])
    paths, workshop_id = Paths.for_profile(Path(profile)), WorkshopId(workshop)
    if place == "empty":
        empty = QMainWindow()
        empty.show()
        server = ServerProcess(own_program(paths.profile, None), paths.profile)
    else:
        server = _window(paths, app, workshop_id, place)
    ticks, orders = Ticks(), Orders()

    def changed() -> None:
        if server.state is ServerState.ON and server.door is not None:
            _tell({"port": urlsplit(server.door.url).port or 80})

    def obey(order: str) -> None:
        if order == "begin":
            ticks.begin()
        else:
            _tell(ticks.end())
            server.close()
            app.quit()

    server.changed.connect(changed)
    orders.given.connect(obey)
    orders.listen()
    QTimer.singleShot(round(float(settled) * 1000), lambda: server.start(workshop_id, "127.0.0.1"))
    app.exec()
    os._exit(0)


main(*sys.argv[1:])
