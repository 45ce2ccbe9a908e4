from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from moderator.ui.bindings import Bindings
from moderator.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.ui.look import Look

pytestmark = pytest.mark.gui


def test_words_and_buttons_go_before_the_sign(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    page = EmptyState(Bindings(look, window), "tag", "Nothing here yet", "Begin with one.")
    page.setParent(window)
    buttons = [QPushButton(f"Button {number}") for number in range(3)]
    for each in buttons:
        each.setFixedWidth(150)
        page.add_button(each)
    qtbot.addWidget(window)
    window.show()
    sign, *_ = page.findChildren(QLabel)
    for width, height, has_sign, rows in ((700, 400, True, 1), (700, 150, False, 1)):
        page.resize(width, height)
        assert (sign.isVisible(), len({each.y() for each in buttons})) == (has_sign, rows)
    page.resize(400, 400)
    assert (sign.isVisible(), len({each.y() for each in buttons})) == (True, 2)
    assert all(page.rect().contains(each.geometry()) for each in buttons)
