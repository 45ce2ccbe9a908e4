"""A round that is not open yet: its rule, the people, and the one thing to do: open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator.domain.rounds import MANY_OPTIONS
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.voting.rule_form import MOST_PEOPLE
from moderator.ui.voting.rule_sheet import RuleSheet
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.number_field import NumberField
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from moderator.domain.dot_budgets import DotBudget
    from moderator.domain.rounds import VoteRound
    from moderator.ui.look import Look

_PAUSE = 150


class PreparedPage(QWidget):
    """Shows a prepared round."""

    open_wanted = Signal()
    rule_wanted = Signal()
    remove_wanted = Signal()
    codes_wanted = Signal()
    people_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.sheet, self.people = RuleSheet(look), NumberField(0, MOST_PEOPLE, 0)
        self.bound.text(self.people.setSpecialValueText, msg("not known yet"))
        self.bound.text(self.people.setAccessibleName, msg("People who vote"))
        self._pause = Pause(self, _PAUSE, self.people_changed.emit)
        self.people.valueChanged.connect(self._pause.begin)
        self._arrange()

    def _arrange(self) -> None:
        people_name = label("field")
        people_name.setBuddy(self.people)
        self.bound.text(people_name.setText, msg("People who vote"))
        people, buttons = QHBoxLayout(), FlowLayout()
        people.addWidget(people_name)
        people.addWidget(self.people)
        people.addStretch(1)
        self.open = push_button(
            self.bound, msg("Open the round"), role="primary", icon="lock-open", key="Ctrl+Enter"
        )
        self.open.clicked.connect(self.open_wanted)
        buttons.addWidget(self.open)
        for text, icon, wanted in (
            (msg("Change the rule"), "pencil", self.rule_wanted),
            (msg("Voting codes"), "qr-code", self.codes_wanted),
            (msg("Delete round"), "trash-2", self.remove_wanted),
        ):
            button = push_button(self.bound, text, role="quiet", icon=icon)
            button.clicked.connect(wanted)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.sheet)
        column.addLayout(people)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_round(self, vote_round: VoteRound, people: int | None) -> None:
        """Show `vote_round` for so many people."""
        self.people.blockSignals(True)
        self.people.setValue(people or 0)
        self.people.blockSignals(False)
        self.sheet.show_rule(vote_round.rule, None)
        self.people_changed.emit()

    def people_or_none(self) -> int | None:
        """Return the number of people, None while it is not known."""
        return self.people.value() or None

    def show_budget(self, vote_round: VoteRound, budget: DotBudget, options: int) -> None:
        """Show how many dots everyone would get."""
        self.sheet.show_rule(vote_round.rule, budget)
        self.sheet.show_note(options, MANY_OPTIONS)
        self.open.setEnabled(True)

    def refuse(self, error: Exception) -> None:
        """Say why the round cannot be opened."""
        self.sheet.fail(error)
        self.open.setEnabled(False)
