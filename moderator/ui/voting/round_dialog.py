"""A new round, or another rule for one that is prepared or open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from moderator.domain.rounds import MANY_OPTIONS
from moderator.errors import msg
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.form_dialog import FormDialog, add_field
from moderator.ui.voting.rule_form import RuleForm
from moderator.ui.voting.rule_sheet import RuleSheet
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from moderator.domain.dot_budgets import DotBudget
    from moderator.domain.ids import WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.rules import VoteRule
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.background import Background
    from moderator.ui.look import Look

_PAUSE = 150
"""Milliseconds without a change after which the dots are worked out."""


@dataclass(frozen=True, slots=True)
class RoundFields:
    """What the dialog asks for."""

    title: str
    rule: VoteRule
    people: int | None


class RoundDialog(FormDialog):
    """Fields on the left, what the room will hear on the right."""

    filled = Signal(object)

    def __init__(
        self,
        look: Look,
        background: Background,
        parent: QWidget,
        workshop: Workshop,
        vote_round: VoteRound | None = None,
    ) -> None:
        heading = msg("Change the rule") if vote_round else msg("New round")
        super().__init__(look, parent, heading, msg("Save") if vote_round else msg("Prepare round"))
        self._background, self._workshop_id = background, workshop.id
        self.title = LineEdit()
        rule = vote_round.rule if vote_round else workshop.rule
        people = vote_round.people if vote_round else None
        self.form = RuleForm(look, rule, people or workshop.participants)
        self.sheet = RuleSheet(look)
        self._pause = Pause(self, _PAUSE, self._ask_for_budget)
        self._lay_out(asks_title=vote_round is None)
        self.form.changed.connect(self._told)
        self._told()

    def _lay_out(self, *, asks_title: bool) -> None:
        left, row = QVBoxLayout(), QHBoxLayout()
        if asks_title:
            self.bound.text(self.title.setPlaceholderText, msg("for example: What matters to us?"))
            add_field(self.bound, left, msg("Question or title of the round"), self.title)
            left.addSpacing(8)
        left.addWidget(self.form)
        left.addStretch(1)
        row.setSpacing(24)
        row.addLayout(left, 3)
        row.addWidget(self.sheet, 2)
        self.column.addLayout(row)
        (self.title if asks_title else self.form.budget).setFocus()
        self.setMinimumWidth(min(self.look.px(900), 1180))

    def _told(self) -> None:
        self.sheet.show_rule(self.form.rule(), None)
        self._pause.begin()

    def _ask_for_budget(self) -> None:
        rule, people, workshop_id = self.form.rule(), self.form.people_or_none(), self._workshop_id
        self._background.ask(
            self,
            lambda desk: _work_out(desk, workshop_id, rule, people),
            lambda found: self._show_budget(rule, *found),
            self.sheet.fail,
        )

    def _show_budget(self, rule: VoteRule, budget: DotBudget, options: int) -> None:
        if rule == self.form.rule():
            self.sheet.show_rule(rule, budget)
            self.sheet.show_note(options, MANY_OPTIONS)

    def submit(self) -> None:
        """Hand over what was chosen; the dialog stays until it is stored."""
        self.wait(waiting=True)
        self.filled.emit(
            RoundFields(self.title.text(), self.form.rule(), self.form.people_or_none())
        )


def _work_out(
    desk: Desk, workshop_id: WorkshopId, rule: VoteRule, people: int | None
) -> tuple[DotBudget, int]:
    budget = operations.rounds.preview_budget(desk, workshop_id, rule, people)
    return budget, len(operations.ideas.list_ideas(desk, workshop_id))
