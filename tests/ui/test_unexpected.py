from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from moderator.ui.dialogs.error_dialog import ErrorDialog
from moderator.ui.unexpected import Unexpected
from tests.ui.driving import button, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from moderator.ui.look import Look

pytestmark = pytest.mark.gui


@pytest.fixture
def watched(look: Look, qtbot: QtBot) -> Iterator[QWidget]:
    """Give a window whose uncaught errors are told."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    before, before_threads = sys.excepthook, threading.excepthook
    Unexpected(look, window).install()
    yield window
    sys.excepthook, threading.excepthook = before, before_threads


def stumble() -> None:
    raise ZeroDivisionError("by zero")


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_is_told_and_logged(
    watched: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    press = QPushButton(watched)
    press.clicked.connect(stumble)
    with caplog.at_level(logging.ERROR):
        press.click()
        qtbot.waitUntil(lambda: bool(watched.findChildren(ErrorDialog)))
    dialog = shown(ErrorDialog)
    assert "ZeroDivisionError: by zero" in dialog.details.toPlainText()
    assert "stumble" in dialog.details.toPlainText()
    assert "nobody planned" in caplog.text
    button(dialog, "Copy").click()
    assert "stumble" in QGuiApplication.clipboard().text()
    dialog.submit()


@pytest.mark.qt_no_exception_capture
def test_an_error_on_another_thread_is_told_too(watched: QWidget, qtbot: QtBot) -> None:
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(watched.findChildren(ErrorDialog)))
    shown(ErrorDialog).reject()


@pytest.mark.qt_no_exception_capture
def test_a_second_error_does_not_pile_up_dialogs(watched: QWidget, qtbot: QtBot) -> None:
    for _ in range(3):
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("again"), None)
    qtbot.waitUntil(lambda: bool(watched.findChildren(ErrorDialog)))
    assert len(watched.findChildren(ErrorDialog)) == 1
    shown(ErrorDialog).reject()
