"""Which colour the next dot put by hand has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from moderator.domain.rules import DotColour
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dot_paint import DOT_FILL, DOT_INK
from moderator.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look

NAMES = {
    DotColour.RED: msg("red"),
    DotColour.GREEN: msg("green"),
    DotColour.BLUE: msg("blue"),
    DotColour.YELLOW: msg("yellow"),
    DotColour.ORANGE: msg("orange"),
}
COLOURS = tuple(NAMES)
"""The colours in the order of their keys, 1 to 5."""
_SIDE = 22


class DotChoice(QWidget):
    """A button for each colour that is told apart on photos; keys 1 to 5."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self._group = QButtonGroup(self)
        self.buttons = {colour: QToolButton() for colour in NAMES}
        row = FlowLayout(0)
        self.setLayout(row)
        for button in self.buttons.values():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[DotColour.RED].setChecked(True)
        self.bound.look("dots", self._draw)
        self.bound.words("names", self._speak)

    @property
    def colour(self) -> DotColour:
        """The colour of the next dot."""
        return next(colour for colour, each in self.buttons.items() if each.isChecked())

    def choose(self, colour: DotColour) -> None:
        """Choose a colour."""
        if colour in self.buttons:
            self.buttons[colour].setChecked(True)

    def _speak(self, w: Words) -> None:
        for number, (colour, button) in enumerate(self.buttons.items(), start=1):
            name = w(NAMES[colour])
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  ({number})")
        self._draw(self._look)

    def _draw(self, look: Look) -> None:
        side = look.px(_SIDE)
        for colour, button in self.buttons.items():
            button.setIcon(_dot(look, colour, side))
            button.setIconSize(QSize(side, side))


def colour_after(colour: DotColour) -> DotColour:
    """Return the next colour, around the end."""
    at = COLOURS.index(colour) if colour in COLOURS else -1
    return COLOURS[(at + 1) % len(COLOURS)]


def _dot(look: Look, colour: DotColour, side: int) -> QIcon:
    ratio = 2
    pixmap = QPixmap(side * ratio, side * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DOT_FILL[colour]))
    painter.drawEllipse(pixmap.rect().adjusted(1, 1, -1, -1))
    font = look.font(12, bold=True)
    font.setPixelSize(round(side * ratio * 0.46))
    painter.setFont(font)
    painter.setPen(QColor(DOT_INK[colour]))
    letter = look.w(NAMES[colour])[:2].capitalize()
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
