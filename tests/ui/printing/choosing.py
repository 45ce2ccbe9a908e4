"""Choosing in the print dialog by keys, and waiting for its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.main_window import MainWindow

KEY = Qt.Key


def previewed(qtbot: QtBot, dialog: PrintDialog, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: dialog.preview.is_fresh and window.background.under_way == 0)


def choose(qtbot: QtBot, dialog: PrintDialog, window: MainWindow, paper: str) -> None:
    go_to(dialog.form.paper, paper)
    previewed(qtbot, dialog, window)


def go_to(box: QComboBox, wanted: str) -> None:
    QTest.keyClick(box, KEY.Key_Home)
    while box.currentData() != wanted:
        at = box.currentIndex()
        QTest.keyClick(box, KEY.Key_Down)
        assert box.currentIndex() == at + 1
