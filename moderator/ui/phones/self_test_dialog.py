"""The self-test with a real phone: scan, arrive, answer; and what to try when nothing comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.phones.qr_picture import QrPicture
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from moderator.ui.look import Look

NOTHING_AFTER_MS = 60_000
_CODE = 240
_BESIDE_CAUSES = 190
_SIZE = (560, 560)
_TALLER = 760
"""Height with the causes, px at 100 %."""

CAUSES = (
    msg(
        "Is the phone in the right Wi-Fi, and is its question “stay connected?” answered with yes?"
    ),
    msg("Does the phone use mobile data? Switch it off for a moment."),
    msg("Guest Wi-Fi may keep devices apart: use the laptop's hotspot or an own access point."),
    msg(
        "Does the laptop's firewall let Moderator through? "
        "Allow it for private and public networks."
    ),
    msg("Is it another network adapter? Choose the next one in the list and test again."),
)
"""The likely causes, the likeliest first."""


class SelfTestDialog(FormDialog):
    """Shows the code of the test and how far the phone has come."""

    again_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget, address: str) -> None:
        super().__init__(look, parent, msg("Test with a phone"), msg("Close"))
        self.cancel.hide()
        self.picture = QrPicture(min(look.px(_CODE), parent.window().height() // 3))
        self.picture.show_text(address)
        self.bound.text(self.picture.setAccessibleName, msg("Code of the test"))
        self.explained, self.step = label("body", wrap=True), label("subheading", wrap=True)
        self.bound.text(
            self.explained.setText,
            msg("Scan this code with the camera of a phone and press the button on its page."),
        )
        self.address = label("soft", address)
        self.causes = QWidget()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.show_causes)
        self._lay_out()
        fit_size(self, look, *_SIZE)
        self.show_step("waiting")
        self._patience.start(NOTHING_AFTER_MS)

    def _lay_out(self) -> None:
        whole = QVBoxLayout()
        whole.setSpacing(8)
        whole.addWidget(self.explained)
        whole.addWidget(self.picture, 1)
        whole.addWidget(self.address)
        whole.addWidget(self.step)
        column = QVBoxLayout(self.causes)
        column.setContentsMargins(0, 0, 0, 0)
        heading = label("field")
        self.bound.text(heading.setText, msg("Nothing has come so far. In this order:"))
        column.addWidget(heading)
        for number, cause in enumerate(CAUSES, start=1):
            column.addWidget(self._cause(number, cause))
        whole.addWidget(self.causes)
        whole.addStretch()
        self.causes.hide()
        self.area = scrolled_part(whole)
        self.column.addWidget(self.area, 1)

    def _cause(self, number: int, cause: str) -> QLabel:
        line = label("", wrap=True)
        self.bound.words(line, lambda w: line.setText(f"{number}. {w(cause)}"))
        return line

    def show_step(self, step: str) -> None:
        """Show how far the phone has come: `waiting`, `arrived` or `proven`."""
        texts = {
            "waiting": msg("Waiting for the phone …"),
            "arrived": msg("The phone has arrived. Now press the button on its page."),
            "proven": msg("It works: the phone reads and answers."),
        }
        self.bound.text(self.step.setText, texts.get(step, texts["waiting"]))
        set_role(self.step, "positive" if step == "proven" else "subheading")
        if step != "waiting":
            self._patience.stop()
            self.causes.hide()

    def show_causes(self) -> None:
        """Show what to try."""
        self.causes.show()
        self.picture.setFixedHeight(self.look.px(_BESIDE_CAUSES))
        fit_size(self, self.look, _SIZE[0], _TALLER)
