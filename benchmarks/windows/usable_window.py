"""Moderator's own start, from its command line on. Ends once a moderator could go to work.

That is: the list of workshops is painted, it holds the workshops, and a key moves through it. With
`--store` after the profile it goes on until the store itself is open behind the window.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from moderator.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.ui.main_window import MainWindow

_PATIENCE = 60.0
"""Seconds after which a start has failed."""


class _Watch(QObject):
    painted = False
    opened = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted |= event.type() == QEvent.Type.Paint
        return False

    def note_opened(self) -> None:
        self.opened = True


def _run_until_usable(*, until_store_is_open: bool) -> NoReturn:
    window, watch = _main_window(), _Watch()
    shown = window.start.list
    shown.viewport().installEventFilter(watch)
    window.background.opened.connect(watch.note_opened)
    window.background.not_opened.connect(_fail)
    _wait_for(lambda: watch.painted and bool(window.start.model.lines) and _focused() is not None)
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(_focused() or window, down)
    QApplication.processEvents()
    if shown.currentIndex().row() != 1:
        _fail("the key did not arrive")
    _wait_for(lambda: watch.opened or not until_store_is_open)
    os._exit(0)


def _main_window() -> MainWindow:
    # Moderator has loaded it by now.
    from moderator.ui.main_window import MainWindow  # noqa: PLC0415

    shown = QApplication.topLevelWidgets()
    return next(each for each in shown if isinstance(each, MainWindow))


def _focused() -> QObject | None:
    return QApplication.focusWidget()


def _wait_for(reached: Callable[[], bool]) -> None:
    begin = time.monotonic()
    while not reached():
        QApplication.processEvents()
        if time.monotonic() - begin > _PATIENCE:
            _fail("nothing happens any more")


def _fail(why: object) -> NoReturn:
    print("Moderator did not start:", why, file=sys.stderr, flush=True)
    os._exit(1)


def _start(profile: str, *more: str) -> None:
    store = "--store" in more
    QApplication.exec = lambda *_app: _run_until_usable(until_store_is_open=store)  # type: ignore[method-assign]
    sys.argv = ["moderator", "--profile", profile]
    sys.exit(main())


_start(*sys.argv[1:])
