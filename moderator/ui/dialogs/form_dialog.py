"""A dialog that asks for something and stays, with what was typed, if it could not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from moderator.ui.look import Look

_ROLE = QDialogButtonBox.ButtonRole


class FormDialog(QDialog):
    """Heading, content, a place for messages, and buttons in the order of the platform.

    A form calls `submit` when its confirming button is pressed; it closes only once `accept` is
    called after the work was done. `fail` shows why it could not be done.
    """

    def __init__(self, look: Look, parent: QWidget, heading: str, confirm: str) -> None:
        super().__init__(parent)
        self.look = look
        self.bound = Bindings(look, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.heading, self.banner = label("heading", wrap=True), Banner(look)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.box = QDialogButtonBox()
        self.confirm = QPushButton()
        self.cancel = QPushButton()
        self._arrange()
        self.bound.text(self.heading.setText, heading)
        self.bound.text(self.setWindowTitle, heading)
        self.bound.text(self.confirm.setText, confirm)
        self.bound.text(self.cancel.setText, msg("Cancel"))

    def _arrange(self) -> None:
        self.confirm.setProperty("role", "primary")
        self.confirm.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.box.addButton(self.confirm, _ROLE.AcceptRole)
        self.box.addButton(self.cancel, _ROLE.RejectRole)
        self.box.accepted.connect(self.submit)
        self.box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self.heading)
        layout.addLayout(self.column, 1)
        layout.addWidget(self.banner)
        layout.addWidget(self.box)

    def submit(self) -> None:
        """Do what was asked for; a plain form just closes."""
        self.accept()

    def wait(self, *, waiting: bool) -> None:
        """Rest while the work is under way."""
        self.confirm.setEnabled(not waiting)

    def fail(self, error: Exception) -> None:
        """Show why it could not be done; everything typed stays."""
        self.wait(waiting=False)
        self.banner.fail(error)

    def add_field(self, name: str, field: QWidget, hint: str = "") -> QLabel:
        """Add a named field below the others; the name is its accessible name too."""
        return add_field(self.bound, self.column, name, field, hint)


def add_field(
    bound: Bindings, column: QVBoxLayout | QLayout, name: str, field: QWidget, hint: str = ""
) -> QLabel:
    """Add `field` under its name, with an optional hint below."""
    title = label("field")
    title.setBuddy(field)
    bound.text(title.setText, name)
    bound.text(field.setAccessibleName, name)
    group = QVBoxLayout()
    group.setSpacing(2)
    group.addWidget(title)
    group.addWidget(field)
    if hint:
        below = label("caption", wrap=True)
        bound.text(below.setText, hint)
        group.addWidget(below)
    column.addLayout(group)  # type: ignore[union-attr]
    return title
