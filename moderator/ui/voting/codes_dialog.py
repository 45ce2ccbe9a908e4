"""Personal voting codes: made here, shown once, then known to nobody but their voters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from moderator.domain.codes import shown_ballot_code
from moderator.errors import msg
from moderator.ui import file_dialogs
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import BodyEdit
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from moderator.domain.codes import BallotCode
    from moderator.ui.look import Look

_USUAL = 24
_MOST = 5000
_SIZE = 440, 560
"""With codes, px at 100 %."""
_LEAST_LIST = 120
"""Height of the codes at least, px: on a small screen the button below them has to be there."""


class CodesDialog(FormDialog):
    """Asks how many, then shows the codes until it is closed."""

    wanted = Signal(int, bool)
    """How many, and whether only for this round."""

    def __init__(self, look: Look, parent: QWidget, people: int | None) -> None:
        super().__init__(look, parent, msg("Voting codes"), msg("Make codes"))
        self.setMinimumWidth(look.px(440))
        self.number, self.only_round = NumberField(1, _MOST, people or _USUAL), QCheckBox()
        self.codes = BodyEdit()
        self.explained = label("body", wrap=True)
        self.bound.text(
            self.explained.setText,
            msg(
                "Each voter draws one code from a hat. With it a ballot can be replaced until the "
                "round is closed, and nobody knows whose it is."
            ),
        )
        self.bound.text(self.only_round.setText, msg("Only for this round"))
        self.column.addWidget(self.explained)
        self._number_name = self.add_field(msg("Number of codes"), self.number)
        self.column.addWidget(self.only_round)
        self._made = False

    def submit(self) -> None:
        """Ask for the codes, or close once they were shown."""
        if self._made:
            self.accept()
            return
        self.wait(waiting=True)
        self.wanted.emit(self.number.value(), self.only_round.isChecked())

    def show_codes(self, codes: Sequence[BallotCode]) -> None:
        """Show `codes`, this once."""
        self._made = True
        for part in (self.number, self._number_name, self.only_round):
            part.hide()
        self.codes.setReadOnly(True)
        self.codes.setPlainText("\n".join(shown_ballot_code(code) for code in codes))
        self.codes.setMinimumHeight(_LEAST_LIST)
        self.codes.setFont(self.look.font(16))
        self.bound.text(self.codes.setAccessibleName, msg("Voting codes"))
        self.bound.text(
            self.explained.setText,
            msg("These codes are shown only now. Print or save them before closing."),
        )
        self.column.addWidget(self.codes, 1)
        self.column.addLayout(self._ways_out())
        self.bound.text(self.confirm.setText, msg("Close"))
        self.cancel.hide()
        self.wait(waiting=False)
        fit_size(self, self.look, *_SIZE)
        self.codes.setFocus()

    def _ways_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, icon, run in (
            (msg("Copy"), "copy", self.copy),
            (msg("Save as text …"), "download", self._ask_where_to_save),
        ):
            button = push_button(self.bound, text, icon=icon)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def copy(self) -> None:
        """Put the codes on the clipboard."""
        QGuiApplication.clipboard().setText(self.codes.toPlainText())

    def _ask_where_to_save(self) -> None:
        w = self.look.w
        name = file_dialogs.file_name(w("Voting codes"), ".txt")
        kind = file_dialogs.file_kind(w("Text"), "txt")
        target = file_dialogs.ask_for_target(self, w("Voting codes"), name, kind)
        if target is None:
            return
        try:
            target.write_text(self.codes.toPlainText() + "\n", encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            self.banner.tell(
                lambda w: (w("The file could not be written: {reason}.", reason=reason), ""),
                "danger",
            )
