"""Starts the window, and only then the rest of the program."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from moderator.operations.glance import workshops_at_a_glance
from moderator.ui import operations_on_demand as operations
from moderator.ui import theme
from moderator.ui.background import Background
from moderator.ui.first_picture import FirstPicture
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow
from moderator.ui.unexpected import Unexpected

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.paths import Paths


def run_window(
    paths: Paths, store_url: str | None = None, open_workshop: WorkshopId | None = None
) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        paths: the profile.
        store_url: a store elsewhere; None is the one in the profile.
        open_workshop: the workshop to open at once.
    """
    app = _application()
    look = Look(app, paths.settings_file, dressed=False)
    background = Background(lambda: _open(paths, store_url))
    window = MainWindow(look, background, store_url)
    unexpected = Unexpected(look, window)
    unexpected.install()
    background.unexpected.connect(unexpected.show)
    if store_url is None:
        window.show_glance(workshops_at_a_glance(paths))
    look.dress()
    window.show()
    if open_workshop is not None:
        window.open_by_id(open_workshop)
    # First what is seen, then the store, then the screens that a workshop needs.
    FirstPicture(window, lambda: _go_on(background))
    background.opened.connect(lambda: QTimer.singleShot(0, window.complete))
    try:
        return app.exec()
    finally:
        background.stop()


def _go_on(background: Background) -> None:
    # What a start has made stays to the end: the collector never has to look through it.
    gc.freeze()
    gc.enable()
    background.start()


def _open(paths: Paths, store_url: str | None) -> Desk:
    return operations.desk.open_desk(paths, store_url)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    app.setApplicationName("Moderator")
    app.setApplicationDisplayName("Moderator")
    app.setOrganizationName("Moderator")
    app.setDesktopFileName("moderator")
    return app
