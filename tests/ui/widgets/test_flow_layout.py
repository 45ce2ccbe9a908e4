from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from moderator.ui.widgets.flow_layout import FlowLayout, flow_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_what_does_not_fit_goes_into_the_next_row(qtbot: QtBot) -> None:
    window, buttons = QWidget(), [QWidget() for _ in range(3)]
    for each in buttons:
        each.setFixedSize(100, 30)
    window.setLayout(flow_of(*buttons, gap=10))
    qtbot.addWidget(window)
    window.resize(330, 100)
    window.show()
    assert [each.y() for each in buttons] == [0, 0, 0]
    window.resize(215, 100)
    qtbot.waitUntil(lambda: buttons[2].y() == 40)
    assert buttons[1].x() == 110
    layout = window.layout()
    assert layout is not None
    assert layout.heightForWidth(215) == 70
    assert layout.heightForWidth(100) == 110
    buttons[1].hide()
    assert layout.heightForWidth(215) == 30


def test_rows_stand_in_the_middle_where_that_is_wanted(qtbot: QtBot) -> None:
    window, buttons = QWidget(), [QWidget() for _ in range(3)]
    layout = FlowLayout(10, centred=True)
    for each in buttons:
        each.setFixedSize(100, 30)
        layout.addWidget(each)
    window.setLayout(layout)
    qtbot.addWidget(window)
    window.resize(250, 100)
    window.show()
    assert [(each.x(), each.y()) for each in buttons] == [(20, 0), (130, 0), (75, 40)]
