"""Pages that take the room that is left, and no less than they can be worked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from moderator.ui.look import Look

WIDE_FROM = 760
"""From this width on, px at 100 % text, two parts stand side by side."""
_LEAST, _LEAST_NARROW = 250, 520
"""Least height with parts side by side and below each other, px at 100 %."""


class RestOfPage(QStackedWidget):
    """Its height does not follow from its content: what is in it scrolls by itself.

    A page around it that scrolls would otherwise grow with every long text.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        look.colours_changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Return that the width says nothing about the height."""
        return False

    def sizeHint(self) -> QSize:
        """Return the least size, px."""
        least = _LEAST_NARROW if self.width() < self._look.px(WIDE_FROM) else _LEAST
        return QSize(0, self._look.px(least))

    def minimumSizeHint(self) -> QSize:
        """Return the least size, px."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the parts change places."""
        super().resizeEvent(event)
        before = event.oldSize().width() < self._look.px(WIDE_FROM)
        if before != (self.width() < self._look.px(WIDE_FROM)):
            self.updateGeometry()
