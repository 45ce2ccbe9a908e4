"""The quiet column on the left: the places of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui import icons
from moderator.ui.bindings import Bindings
from moderator.ui.commands import shown_keys
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.ui.look import Look

PLACES = (
    (msg("Workshops"), "house"),
    (msg("Capture"), "lightbulb"),
    (msg("Vote"), "circle-dot"),
    (msg("Results"), "chart-bar-big"),
    (msg("Phones"), "smartphone"),
    (msg("Platform"), "cloud-upload"),
)
"""Word and sign of each place, in the order of Ctrl+1 to Ctrl+6."""


class Navigation(QWidget):
    """Buttons to the places; those that need a workshop rest until one is open."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._bound = Bindings(look, self)
        self._brand, self._sign = label("brand", "Moderator"), QLabel()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons = [self._make_button(place) for place in range(len(PLACES))]
        self._group.idClicked.connect(self.chosen)
        self._narrow = False
        self._arrange()
        self._bound.look("size", self._fit)
        self._bound.words("words", lambda _w: self._write())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(4)
        self._brand.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._brand)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        for button in self.buttons:
            column.addWidget(button)
        column.addStretch(1)

    def _make_button(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "place")
        button.setCheckable(True)
        button.setAutoDefault(False)
        self._group.addButton(button, place)
        return button

    def show_place(self, place: int) -> None:
        """Mark the place that is shown."""
        self.buttons[place].setChecked(True)
        self._bound.look("signs", lambda _look: self._draw_signs())

    def allow_places(self, *, workshop_open: bool) -> None:
        """Let people go to the places that need a workshop, or not."""
        for button in self.buttons[1:]:
            button.setEnabled(workshop_open)
        self._draw_signs()

    def set_narrow(self, narrow: bool) -> None:
        """Show signs only, where the window has no room for words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit(self._look)
            self._write()

    def _write(self) -> None:
        for place, (button, (text, _)) in enumerate(zip(self.buttons, PLACES, strict=True)):
            word, key = self._look.w(text), shown_keys(f"Ctrl+{place + 1}")
            button.setText("" if self._narrow else f"  {word}")
            button.setAccessibleName(word)
            button.setToolTip(f"{word}  ({key})")

    def _fit(self, look: Look) -> None:
        self.setFixedWidth(look.px(72 if self._narrow else 196))
        self._brand.setVisible(not self._narrow)
        self._sign.setVisible(self._narrow)
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(
            icons.sign_pixmap("lightbulb", look.colours.accent_ink, look.px(24), ratio)
        )
        self._draw_signs()

    def _draw_signs(self) -> None:
        colours = self._look.colours
        for button, (_, sign) in zip(self.buttons, PLACES, strict=True):
            colour = colours.accent_ink if button.isChecked() else colours.ink_soft
            button.setIcon(self._look.icon(sign, colour, 20))
            button.setIconSize(QSize(self._look.px(20), self._look.px(20)))
