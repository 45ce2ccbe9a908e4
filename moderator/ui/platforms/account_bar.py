"""Which platform is meant, what it takes, and what can be done with the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.platforms.kind_words import in_one_sentence
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.domain.platforms import Account, AccountId
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts

_LEAST = 18
"""Letters that the list has room for."""


class AccountBar(QWidget):
    """One line of choice and buttons, one line about the platform.

    Signals:
        chosen: the id of the account that is meant from now on.
        add_wanted, change_wanted, remove_wanted: of an account.
        pull_wanted: ideas shall come from the platform.
        file_wanted: the file for the platform shall be saved.
    """

    chosen = Signal(str)
    add_wanted = Signal()
    change_wanted = Signal()
    remove_wanted = Signal()
    pull_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.accounts: Sequence[Account] = ()
        self._kinds: Mapping[str, KindFacts] = {}
        self.choice, self.about = QComboBox(), label("soft", wrap=True)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMinimumContentsLength(_LEAST)
        self.bound.text(self.choice.setAccessibleName, msg("Platform"))
        self.change = push_button(self.bound, msg("Change"), role="quiet", icon="pencil")
        self.remove = push_button(self.bound, msg("Remove"), role="quiet", icon="trash-2")
        self.add = push_button(self.bound, msg("Add platform"), role="quiet", icon="plus")
        self.pull = push_button(self.bound, msg("Bring ideas from there"), icon="download")
        self.file = push_button(self.bound, msg("Save file for it"), icon="save")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(
            flow_of(self.choice, self.change, self.remove, self.add, self.pull, self.file)
        )
        column.addWidget(self.about)

    def _connect(self) -> None:
        self.choice.activated.connect(lambda _place: self._tell_choice())
        for button, signal in (
            (self.add, self.add_wanted),
            (self.change, self.change_wanted),
            (self.remove, self.remove_wanted),
            (self.pull, self.pull_wanted),
            (self.file, self.file_wanted),
        ):
            button.clicked.connect(signal)

    def _tell_choice(self) -> None:
        self._show_about()
        self.chosen.emit(self.choice.currentData())

    def show_accounts(
        self, accounts: Sequence[Account], kinds: Mapping[str, KindFacts], wanted: AccountId | None
    ) -> None:
        """Show the accounts; `wanted` is meant, else the one so far, else the first."""
        kept = wanted or self.choice.currentData()
        if accounts == self.accounts and kept == self.choice.currentData():
            return
        self.accounts, self._kinds = accounts, kinds
        self.choice.clear()
        for account in accounts:
            self.choice.addItem(account.name, account.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(kept)))
        self._show_about()

    @property
    def account(self) -> Account | None:
        """The account that is meant."""
        chosen = self.choice.currentData()
        return next((each for each in self.accounts if each.id == chosen), None)

    @property
    def facts(self) -> KindFacts | None:
        """What the platform that is meant can take."""
        account = self.account
        return self._kinds.get(account.kind) if account is not None else None

    def _show_about(self) -> None:
        self.bound.words("about", self._write)
        facts = self.facts
        self.pull.setVisible(facts is not None and facts.takes.pulls)
        self.file.setVisible(facts is not None and bool(facts.endings))

    def _write(self, w: Words) -> None:
        account, facts = self.account, self.facts
        if account is None or facts is None:
            self.about.setText("")
            return
        places = ", ".join(account.modules)
        host = account.url.partition("://")[2]
        where = " · ".join(part for part in (facts.title, host, places) if part)
        self.about.setText(f"{where} – {in_one_sentence(w, facts)}")

    def rest(self, *, resting: bool) -> None:
        """Let everything rest while something is under way."""
        for each in (self.choice, self.change, self.remove, self.add, self.pull):
            each.setEnabled(not resting)
