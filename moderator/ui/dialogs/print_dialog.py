"""What to print: the cards of the board, or blank ones to be written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from moderator.ui.look import Look

_USUAL = 40
_MOST = 2000


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the dialog asks for; `blank` is the number of blank cards, 0 for the ideas."""

    blank: int
    base_url: str


class PrintDialog(FormDialog):
    """Asks what to print; the file is asked for afterwards."""

    filled = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, msg("Print cards"), msg("Save as PDF …"))
        self.ideas, self.blank, self.count = (
            QRadioButton(),
            QRadioButton(),
            NumberField(1, _MOST, _USUAL),
        )
        self.base_url = LineEdit()
        self.setMinimumWidth(look.px(460))
        self.bound.text(self.ideas.setText, msg("The ideas on the board"))
        self.bound.text(self.blank.setText, msg("Blank cards to write on"))
        self.bound.text(self.count.setAccessibleName, msg("Number of blank cards"))
        self.count.setEnabled(False)
        self.ideas.setChecked(True)
        self.blank.toggled.connect(self.count.setEnabled)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.blank)
        row.addWidget(self.count)
        row.addStretch(1)
        self.column.addWidget(self.ideas)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.base_url.setPlaceholderText("http://192.168.0.10:8080")
        self.add_field(
            msg("Address in the QR code"),
            self.base_url,
            msg("Leave it empty: the QR code then holds the card's code, for scanners."),
        )

    def submit(self) -> None:
        """Hand over the wish and close."""
        blank = self.count.value() if self.blank.isChecked() else 0
        self.accept()
        self.filled.emit(PrintWish(blank, self.base_url.text().strip()))
