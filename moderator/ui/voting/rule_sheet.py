"""A rule as it is said before people dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from moderator.errors import msg
from moderator.i18n import rule_sentences
from moderator.ui.bindings import Bindings
from moderator.ui.failure_words import failure_words
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from moderator.domain.dot_budgets import DotBudget
    from moderator.domain.rules import VoteRule
    from moderator.i18n import Words
    from moderator.ui.look import Look


class RuleSheet(QFrame):
    """The sentences, one below the other, with the working of the number of dots."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.bound = Bindings(look, self)
        title = label("field")
        self.bound.text(title.setText, msg("Say this before people dot"))
        self.sentences: QLabel = label("body", wrap=True)
        self.note: QLabel = label("soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.sentences)
        column.addWidget(self.note)
        self.note.hide()
        column.addStretch(1)

    def show_rule(self, rule: VoteRule, budget: DotBudget | None) -> None:
        """Tell `rule`; without a budget the number of dots is told as its formula."""
        dots = budget.dots if budget else None
        working = budget.working if budget else ""
        self.bound.words(
            "rule",
            lambda w: self.sentences.setText("\n".join(rule_sentences(w, rule, dots, working))),
        )

    def show_note(self, options: int, most: int) -> None:
        """Warn of more options than people can compare."""
        set_role(self.note, "soft")
        many = options > most
        self.bound.words(
            "note", lambda w: self._note(_many_words(w, options, most) if many else "")
        )

    def fail(self, error: Exception) -> None:
        """Say why the rule cannot be used."""
        set_role(self.note, "danger")
        self.bound.words("note", lambda w: self._note(" ".join(failure_words(w, error)).strip()))

    def _note(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))


def _many_words(w: Words, options: int, most: int) -> str:
    return w(
        "{options} ideas are many: people can hardly compare more than {most}. "
        "Merging similar ones first helps.",
        options=options,
        most=most,
    )
