"""The part of a dialog that scrolls where large text leaves no room; the buttons stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

_BESIDE_BAR = 12


def scrolled_part(content: QLayout) -> QScrollArea:
    """Return `content` in an area that scrolls up and down only."""
    page = QWidget()
    page.setObjectName("page")
    page.setLayout(content)
    content.setContentsMargins(0, 0, _BESIDE_BAR, 0)
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
