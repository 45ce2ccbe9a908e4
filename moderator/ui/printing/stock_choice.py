"""The colour of the paper in the tray, and a warning where codes on it could not be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from moderator.domain.ideas import CardColour
from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.printing.notice import Notice
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look

_OTHER = "other"
_NAMES = {
    CardColour.WHITE.value: msg("White"),
    CardColour.YELLOW.value: msg("Yellow"),
    CardColour.GREEN.value: msg("Green"),
    CardColour.BLUE.value: msg("Blue"),
    CardColour.RED.value: msg("Red"),
    _OTHER: msg("Another colour"),
}
_HEX = re.compile(r"#?[0-9a-fA-F]{6}")
_EXAMPLE = "#F4A300"
_NO_COLOUR = msg("This is no colour; it is written as #RRGGBB, for example #F4A300.")


class StockChoice(QWidget):
    """A list of the usual colours, a field for others.

    The `warning` stands below until a dialog gives it a better place.
    """

    changed = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self.kind, self.other = QComboBox(), LineEdit()
        self._wanted = True
        self.warning = Notice(bound, "", is_grave=True)
        self._bound = bound
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        add_field(bound, column, msg("Colour of the paper"), self.kind)
        column.addWidget(self.other)
        column.addWidget(self.warning)
        for name in _NAMES:
            self.kind.addItem("", name)
        self.other.setPlaceholderText(_EXAMPLE)
        bound.text(self.other.setAccessibleName, msg("Colour as #RRGGBB"))
        bound.words(self, self._speak)
        self.kind.currentIndexChanged.connect(self._follow)
        self.other.textChanged.connect(self._follow)
        self._follow()

    def choose(self, colour: str) -> None:
        """Show a colour as it was remembered."""
        # Not before: what is known of inks is loaded by the worker.
        self._bound.look(self, self._draw)
        at = self.kind.findData(colour or CardColour.WHITE.value)
        self.kind.setCurrentIndex(at if at >= 0 else self.kind.findData(_OTHER))
        if at < 0:
            self.other.setText(colour)

    def need(self, *, wanted: bool) -> None:
        """Say whether the colour of the paper matters for what is printed."""
        self._wanted = wanted
        self.setVisible(wanted)
        self._follow()

    @property
    def colour(self) -> str:
        """The colour by name or as #RRGGBB; empty for white and for what is no colour."""
        kind = self.kind.currentData()
        if kind == _OTHER:
            typed = self.other.text().strip()
            return f"#{typed.removeprefix('#').upper()}" if _HEX.fullmatch(typed) else ""
        return "" if kind == CardColour.WHITE.value else str(kind)

    # ------------------------------------------------------------------ private

    def _speak(self, w: Words) -> None:
        for at, name in enumerate(_NAMES.values()):
            self.kind.setItemText(at, w(name))

    def _draw(self, look: Look) -> None:
        for at, name in enumerate(_NAMES):
            if name != _OTHER:
                self.kind.setItemIcon(at, _swatch(look, stock_ink(name)))

    def _follow(self) -> None:
        other = self.kind.currentData() == _OTHER
        self.other.setVisible(other)
        colour = self.colour
        typed = other and bool(self.other.text().strip())
        ratio = _too_low_contrast(colour) if colour else ""
        if ratio:
            self._bound.words("stock", lambda w: self.warning.say(_warning(w, ratio)))
        elif typed and not colour:
            self._bound.words("stock", lambda w: self.warning.say(w(_NO_COLOUR)))
        self.warning.setVisible(self._wanted and bool(ratio or (typed and not colour)))
        self.changed.emit()


def stock_ink(colour: str) -> str:
    """Return a colour of paper as #RRGGBB."""
    from moderator.printing.card_stock import stock_colour  # noqa: PLC0415 (loaded by the worker)

    return stock_colour(colour) if colour else "#FFFFFF"


def _too_low_contrast(colour: str) -> str:
    """Return the contrast of black on `colour` in words where it is too low, else nothing."""
    from moderator.printing import card_stock  # noqa: PLC0415 (loaded by the worker)
    from moderator.printing.inks import BLACK  # noqa: PLC0415

    ratio = card_stock.contrast(BLACK, stock_ink(colour))
    return f"{ratio:.1f}" if ratio < card_stock.LOWEST_CONTRAST else ""


def _warning(w: Words, ratio: str) -> str:
    return w(
        "This paper is too dark: phones and cameras cannot read the codes safely. "
        "Contrast {ratio} to 1, 10 to 1 is needed. Please take lighter paper.",
        ratio=w.formula(ratio),
    )


def _swatch(look: Look, ink: str) -> QIcon:
    side = look.px(14)
    picture = QPixmap(side, side)
    picture.fill(QColor(ink))
    painter = QPainter(picture)
    painter.setPen(QColor(look.colours.control))
    painter.drawRect(0, 0, side - 1, side - 1)
    painter.end()
    return QIcon(picture)
