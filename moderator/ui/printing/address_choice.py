"""What the QR codes hold: the code alone, an address in the room, or one for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from moderator.domain.page_addresses import lasts_the_evening_only
from moderator.errors import msg
from moderator.settings import AddressKind
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.printing.notice import Notice
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.settings import PrintChoice
    from moderator.ui.bindings import Bindings

_KINDS = (
    (AddressKind.CODE, msg("The code only, for scanners")),
    (AddressKind.LOCAL, msg("Address in the room’s network")),
    (AddressKind.PUBLIC, msg("Public address, for everybody")),
)
_EXAMPLES = {
    AddressKind.LOCAL: "http://192.168.0.10:8080",
    AddressKind.PUBLIC: "https://example.org",
}


class AddressChoice(QWidget):
    """A list of kinds, the address below, and a warning where it will not last.

    The `warning` stands below the address until a dialog gives it a better place.
    """

    changed = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self.kind, self.address = QComboBox(), LineEdit()
        self._typed: dict[AddressKind, str] = {}
        self._shown = AddressKind.CODE
        self._lasting = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        add_field(bound, column, msg("The QR codes hold"), self.kind)
        for kind, _ in _KINDS:
            self.kind.addItem("", kind.value)
        bound.words(self, self._speak)
        bound.text(self.address.setAccessibleName, msg("Address in the QR code"))
        self.warning = Notice(
            bound,
            msg(
                "This address only works in tonight’s network; "
                "cards scanned next week lead nowhere."
            ),
        )
        column.addWidget(self.address)
        column.addWidget(self.warning)
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.currentIndexChanged.connect(self._switch)
        self.address.textChanged.connect(self._follow)
        self._follow()

    def choose(self, choice: PrintChoice) -> None:
        """Show what was chosen last."""
        self._typed = {
            AddressKind.LOCAL: choice.local_address,
            AddressKind.PUBLIC: choice.public_address,
        }
        self._shown = choice.address
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(choice.address.value))
        self.kind.blockSignals(False)
        self.address.setText(self._typed.get(choice.address, ""))
        self._follow()

    def expect_to_last(self, *, lasting: bool) -> None:
        """Say whether what is printed is still read after the evening."""
        self._lasting = lasting
        self._follow()

    @property
    def chosen(self) -> AddressKind:
        """The kind that is chosen."""
        return AddressKind(self.kind.currentData())

    @property
    def base_url(self) -> str:
        """The address, empty for codes only."""
        return "" if self.chosen is AddressKind.CODE else self.address.text().strip()

    def typed(self, kind: AddressKind) -> str:
        """Return the address that was typed for `kind`."""
        shown = self.chosen is kind
        return self.address.text().strip() if shown else self._typed.get(kind, "")

    def _speak(self, w: Words) -> None:
        for at, (_, name) in enumerate(_KINDS):
            self.kind.setItemText(at, w(name))

    def _switch(self) -> None:
        self._typed[self._shown] = self.address.text().strip()
        self._shown = self.chosen
        self.address.setText(self._typed.get(self._shown, ""))
        self._follow()

    def _follow(self) -> None:
        self.address.setVisible(self.chosen is not AddressKind.CODE)
        self.address.setPlaceholderText(_EXAMPLES.get(self.chosen, ""))
        self.warning.setVisible(self._lasting and lasts_the_evening_only(self.base_url))
        self.changed.emit()
