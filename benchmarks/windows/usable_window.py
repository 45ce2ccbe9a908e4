"""Moderator's own start, from its command line on. Ends once a moderator could go to work.

That is: rows of the list of workshops are painted, the keyboard is on it, and a key moves through
it. With `--store` after the profile it goes on until the store itself is open behind the window.

Nothing is loaded and no widget asked for that a start would leave alone: Qt comes with Moderator,
and for a stranger such as the viewport of a list PySide6 would load every class of widget there is.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn, cast

from moderator import __main__ as program
from moderator.paths import PROFILE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PySide6.QtWidgets import QWidget

    from moderator.ui.main_window import MainWindow

_PATIENCE = 60.0
"""Seconds after which a start has failed."""


class _Watch:
    """Sees a row of the list being painted, and the store being opened."""

    def __init__(self) -> None:
        from moderator.ui.start.workshop_list import WorkshopDelegate  # noqa: PLC0415

        self.painted = self.opened = False
        paint = WorkshopDelegate.paint

        def paint_and_note(*given: Any) -> None:
            paint(*given)
            self.painted = True

        WorkshopDelegate.paint = paint_and_note  # type: ignore[method-assign,assignment]

    def note_opened(self) -> None:
        self.opened = True


def _run_until_usable(*, until_store_is_open: bool) -> NoReturn:
    from PySide6.QtCore import QEvent, Qt  # noqa: PLC0415
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    watch = _Watch()
    _wait_for(lambda: watch.painted and QApplication.focusWidget() is not None)
    focused = cast("QWidget", QApplication.focusWidget())
    window = cast("MainWindow", focused.window())
    window.background.opened.connect(watch.note_opened)
    window.background.not_opened.connect(_fail)
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(focused, down)
    QApplication.processEvents()
    if window.start.list.currentIndex().row() != 1:
        _fail("the key did not arrive")
    _wait_for(lambda: watch.opened or not until_store_is_open)
    os._exit(0)


def _wait_for(reached: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    begin = time.monotonic()
    while not reached():
        QApplication.processEvents()
        if time.monotonic() - begin > _PATIENCE:
            _fail("nothing happens any more")


def _fail(why: object) -> NoReturn:
    print("Moderator did not start:", why, file=sys.stderr, flush=True)
    os._exit(1)


def _start(profile: str, *more: str) -> None:
    load = program._load_window  # noqa: SLF001  (the one place to stand between loading and running)

    def load_and_watch() -> ModuleType:
        app = load()
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        QApplication.exec = lambda *_app: _run_until_usable(until_store_is_open="--store" in more)  # type: ignore[method-assign]
        return app

    program._load_window = load_and_watch  # noqa: SLF001
    # As by its icon: without arguments.
    os.environ[PROFILE_VARIABLE] = profile
    sys.argv = ["moderator"]
    sys.exit(program.main())


_start(*sys.argv[1:])
