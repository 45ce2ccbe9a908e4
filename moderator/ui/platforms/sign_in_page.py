"""The second step of the assistant: address, user and password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts


class SignInPage(QWidget):
    """Three fields; which of them are asked for depends on the kind."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.hints = label("soft", wrap=True)
        self.address, self.user, self.password = LineEdit(), LineEdit(), LineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.kept = label("caption", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.bound.text(self.address.setPlaceholderText, "https://beteiligung.example")
        add_field(self.bound, column, msg("Address of the platform"), self.address)
        self._titles = {
            "user": add_field(self.bound, column, msg("User or e-mail address"), self.user),
            "password": add_field(self.bound, column, msg("Password or token"), self.password),
        }
        self._fields = {"user": self.user, "password": self.password}
        column.addWidget(self.kept)
        column.addWidget(self.hints)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled_part(column))
        self.tell_of_secrets("")

    def show_kind(self, facts: KindFacts, account: Account | None) -> None:
        """Ask for what a kind of platform needs; `account` is what is changed."""
        asked = set(facts.takes.needs) | ({"user", "password"} if _may_sign_in(facts) else set())
        for name, field in self._fields.items():
            field.setVisible(name in asked)
            self._titles[name].setVisible(name in asked)
        self.kept.setVisible("password" in asked)
        self.bound.words(
            "hints", lambda w: self.hints.setText("\n".join(w(each) for each in facts.takes.hints))
        )
        if account is not None:
            self.address.setText(account.url)
            # What was sent is linked to this address; another one is another account.
            self.address.setReadOnly(True)
            self.user.setText(account.user)
            self.bound.text(self.password.setPlaceholderText, msg("unchanged"))

    def tell_of_secrets(self, warning: str) -> None:
        """Tell where the password is kept; `warning` is an English message id, empty for none."""
        usual = msg("The password goes into the keyring of this computer.")
        self.bound.text(self.kept.setText, warning or usual)

    def take_focus(self) -> None:
        """Put the keyboard on the first field that is empty, once the page is on show."""
        fields = (self.address, *self._fields.values())
        empty = next((each for each in fields if not each.isHidden() and not each.text()), None)
        QTimer.singleShot(0, self, (empty or self.password).setFocus)


def _may_sign_in(facts: KindFacts) -> bool:
    """Tell whether a user and a password are of use: those who only read need none, but may."""
    return not facts.takes.writes
