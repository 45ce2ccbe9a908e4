from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def undone(qtbot: QtBot) -> tuple[QWidget, LineEdit, BodyEdit, list[str]]:
    """Return a window with both fields that notes when its own undo is called."""
    window, line, body, calls = QWidget(), LineEdit(), BodyEdit(), list[str]()
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(body)
    QShortcut("Ctrl+Z", window, lambda: calls.append("undo"))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, line, body, calls


def test_typed_letters_are_undone_before_the_window_is_asked(
    undone: tuple[QWidget, LineEdit, BodyEdit, list[str]],
) -> None:
    _, line, body, calls = undone
    for field in (line, body):
        field.setFocus()
        QTest.keyClicks(field, "abc")
        QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
        assert calls == []
        QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
        assert calls == ["undo"]
        calls.clear()
    assert line.text() == ""
    assert body.toPlainText() == ""


def test_tab_leaves_the_description(
    undone: tuple[QWidget, LineEdit, BodyEdit, list[str]],
) -> None:
    _, line, body, _ = undone
    body.setFocus()
    QTest.keyClick(body, Qt.Key.Key_Tab)
    assert line.hasFocus()
    assert body.toPlainText() == ""


def test_a_prefix_keeps_its_room(qtbot: QtBot) -> None:
    line = LineEdit()
    qtbot.addWidget(line)
    line.set_prefix("Table")
    wide = line.fontMetrics().horizontalAdvance("Table")
    assert line.textMargins().left() > wide
    line.setText("4")
    assert line.text() == "4"
    line.grab()
