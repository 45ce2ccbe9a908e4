"""The rule of a round: chosen in fields, told in the sentences that are said in the room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QWidget

from moderator.domain.dot_budgets import MOST_FIXED_DOTS, DotBudgetRule
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from moderator.domain.rules import VoteRule
    from moderator.i18n import Words
    from moderator.ui.look import Look

MOST_PEOPLE = 100_000
BUDGETS = {
    DotBudgetRule.FIXED: msg("A fixed number"),
    DotBudgetRule.HALF: msg("Half as many as ideas, ten at most"),
    DotBudgetRule.THIRD: msg("A third of the ideas"),
    DotBudgetRule.QUARTER: msg("A quarter of the ideas"),
    DotBudgetRule.DISTINCT_RANKS: msg("So many that every idea gets its own rank"),
    DotBudgetRule.ROOM_TOTAL: msg("By the number of people in the room"),
}
"""Where the dots per person come from, in the words of the list."""


class RuleForm(QWidget):
    """All parts of a rule; weights of colours are kept as they were."""

    changed = Signal()

    def __init__(self, look: Look, rule: VoteRule, people: int | None) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self._base = rule
        self.budget, self.dots = QComboBox(), NumberField(1, MOST_FIXED_DOTS, 5)
        self.people = NumberField(0, MOST_PEOPLE, 0)
        self.per_idea, self.per_cluster = _Limit(3), _Limit(4)
        self.against = NumberField(0, MOST_FIXED_DOTS, 0)
        self.must_use_all, self.no_own, self.hidden = QCheckBox(), QCheckBox(), QCheckBox()
        self._lay_out()
        self._name()
        self.show_rule(rule, people)
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        dots = QHBoxLayout()
        dots.setSpacing(8)
        dots.addWidget(self.budget, 1)
        dots.addWidget(self.dots)
        self._people_name = label("field")
        rows: list[tuple[str, QWidget | QHBoxLayout]] = [
            (msg("Dots per person"), dots),
            (msg("People"), self.people),
            (msg("At most on one idea"), self.per_idea),
            (msg("At most in one cluster"), self.per_cluster),
            (msg("Dots against"), self.against),
        ]
        for row, (name, field) in enumerate(rows):
            title = self._people_name if row == 1 else label("field")
            self.bound.text(title.setText, name)
            grid.addWidget(title, row, 0)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 1)
            else:
                grid.addWidget(field, row, 1)
        for row, box in enumerate((self.must_use_all, self.no_own, self.hidden), start=len(rows)):
            grid.addWidget(box, row, 0, 1, 2)
        grid.setRowStretch(len(rows) + 3, 1)

    def _name(self) -> None:
        for rule in BUDGETS:
            self.budget.addItem("", rule)
        self.bound.words(self.budget, self._name_budgets)
        for field, name in (
            (self.budget, msg("Dots per person")),
            (self.dots, msg("Number of dots")),
            (self.people, msg("People")),
            (self.against, msg("Dots against")),
        ):
            self.bound.text(field.setAccessibleName, name)
        self.bound.text(self.people.setSpecialValueText, msg("not known yet"))
        self.bound.text(self.against.setSpecialValueText, msg("none"))
        self.bound.text(self.must_use_all.setText, msg("All dots must be used"))
        self.bound.text(self.no_own.setText, msg("No dots on the own idea"))
        self.bound.text(self.hidden.setText, msg("Hide the result until the round is closed"))
        for limit, name in (
            (self.per_idea, msg("At most on one idea")),
            (self.per_cluster, msg("At most in one cluster")),
        ):
            self.bound.text(limit.switch.setText, msg("limited to"))
            self.bound.text(limit.switch.setAccessibleName, name)
            self.bound.text(limit.number.setAccessibleName, name)

    def _name_budgets(self, w: Words) -> None:
        for at, text in enumerate(BUDGETS.values()):
            self.budget.setItemText(at, w(text))

    def _connect(self) -> None:
        self.budget.currentIndexChanged.connect(self._budget_chosen)
        for number in (self.dots, self.people, self.against):
            number.valueChanged.connect(self.changed)
        for limit in (self.per_idea, self.per_cluster):
            limit.changed.connect(self.changed)
        for box in (self.must_use_all, self.no_own, self.hidden):
            box.toggled.connect(self.changed)

    def _budget_chosen(self) -> None:
        self.dots.setVisible(self.chosen_budget is DotBudgetRule.FIXED)
        self.changed.emit()

    @property
    def chosen_budget(self) -> DotBudgetRule:
        """Where the dots per person come from."""
        return DotBudgetRule(self.budget.currentData())

    def show_rule(self, rule: VoteRule, people: int | None) -> None:
        """Fill the fields."""
        self._base = rule
        self.budget.setCurrentIndex(list(BUDGETS).index(rule.budget))
        self.dots.setValue(rule.dots)
        self.dots.setVisible(rule.budget is DotBudgetRule.FIXED)
        self.people.setValue(people or 0)
        self.per_idea.set_limit(rule.max_dots_per_option)
        self.per_cluster.set_limit(rule.max_dots_per_cluster)
        self.against.setValue(rule.negative_dots)
        self.must_use_all.setChecked(rule.must_use_all)
        self.no_own.setChecked(not rule.own_card_allowed)
        self.hidden.setChecked(rule.hidden)

    def rule(self) -> VoteRule:
        """Return the rule as chosen."""
        return replace(
            self._base,
            budget=self.chosen_budget,
            dots=self.dots.value(),
            max_dots_per_option=self.per_idea.limit(),
            max_dots_per_cluster=self.per_cluster.limit(),
            must_use_all=self.must_use_all.isChecked(),
            own_card_allowed=not self.no_own.isChecked(),
            negative_dots=self.against.value(),
            hidden=self.hidden.isChecked(),
        )

    def people_or_none(self) -> int | None:
        """Return the number of people, None while it is not known."""
        return self.people.value() or None


class _Limit(QWidget):
    """A limit that may be absent."""

    changed = Signal()

    def __init__(self, usual: int) -> None:
        super().__init__()
        self.switch, self.number = QCheckBox(), NumberField(1, MOST_FIXED_DOTS, usual)
        self.number.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.switch)
        row.addWidget(self.number)
        row.addStretch(1)
        self.switch.toggled.connect(self.number.setEnabled)
        self.switch.toggled.connect(self.changed)
        self.number.valueChanged.connect(self.changed)

    def limit(self) -> int | None:
        return self.number.value() if self.switch.isChecked() else None

    def set_limit(self, limit: int | None) -> None:
        self.switch.setChecked(limit is not None)
        if limit is not None:
            self.number.setValue(limit)
