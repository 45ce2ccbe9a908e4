"""An idea from a phone, changed before it goes onto the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.heading_choice import HeadingChoice
from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from moderator.domain.offers import Offer
    from moderator.ui.look import Look


class OfferDialog(FormDialog):
    """Title, description, table and cluster; `filled` tells them."""

    filled = Signal(str, str, str, str)

    def __init__(self, look: Look, parent: QWidget, offer: Offer, headings: Sequence[str]) -> None:
        super().__init__(look, parent, msg("Idea from a phone"), msg("Onto the board"))
        self.setMinimumWidth(look.px(520))
        self.title, self.body, self.table = LineEdit(), BodyEdit(), LineEdit()
        self.cluster = HeadingChoice()
        self.title.setText(offer.title)
        self.body.setPlainText(offer.body)
        self.table.setText(offer.table)
        self.cluster.offer(headings)
        self.add_field(msg("Title"), self.title)
        self.add_field(msg("Description"), self.body)
        self.add_field(msg("Table"), self.table)
        self.add_field(msg("Cluster"), self.cluster)
        self.title.setFocus()
        self.title.selectAll()

    def submit(self) -> None:
        """Tell what was typed; the dialog closes once it is on the board."""
        self.wait(waiting=True)
        self.filled.emit(
            self.title.text(),
            self.body.toPlainText(),
            self.table.text(),
            self.cluster.currentText(),
        )
