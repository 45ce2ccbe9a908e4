"""One line of the plan: why, what would be sent, and what a person can decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision
from moderator.sync.plan_words import kind_word
from moderator.sync.reasons import told
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.platforms.comparison_view import ComparisonView, Version
from moderator.ui.platforms.decision_words import EVERY_CHOICE, can_be_edited, choices_for
from moderator.ui.platforms.remote_address import RemoteAddress
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.domain.platforms import Content
    from moderator.i18n import Words
    from moderator.sync.planning import PlanLine
    from moderator.ui.look import Look
    from moderator.ui.platforms.decision_words import Choice
    from moderator.ui.platforms.platform_work import PlanView

_HERE, _THERE, _SENT = msg("Here"), msg("On the platform"), msg("Last sent")


class ItemPanel(QFrame):
    """Empty until a line is chosen.

    Signals:
        decided: a `PlanLine` and the `Decision` about it.
        edit_wanted: the words of the idea behind a `PlanLine` shall be changed.
        noted: one short sentence for the status line.
    """

    decided = Signal(object, object)
    edit_wanted = Signal(object)
    noted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self._look = look
        self.bound = Bindings(look, self)
        self.line: PlanLine | None = None
        self._rests = False
        self.kind, self.title = label("caption"), label("subheading", wrap=True)
        self.why, self.comparison = label(wrap=True), ComparisonView(look)
        self.what = label("field")
        self.address = RemoteAddress(look)
        self.change = push_button(self.bound, msg("Change the words"), icon="pencil", key="F2")
        self._row = QWidget()
        self._choices = {choice: self._make_choice(choice) for choice in EVERY_CHOICE}
        self._arrange()
        self.address.noted.connect(self.noted)
        self.change.clicked.connect(lambda: self.edit_wanted.emit(self.line))
        self.show_line(None, None)

    def _arrange(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(8)
        for each in (self.kind, self.title, self.why, self.what, self.comparison, self.address):
            inner.addWidget(each)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(12)
        column.addWidget(scrolled_part(inner), 1)
        row = flow_of(self.change, *self._choices.values())
        row.setContentsMargins(0, 0, 0, 0)
        self._row.setLayout(row)
        column.addWidget(self._row)

    def show_line(self, line: PlanLine | None, view: PlanView | None) -> None:
        """Show a line of the plan, None for nothing."""
        self.line = line
        for each in (self.kind, self.title, self.why, self.what):
            each.setVisible(line is not None)
        if line is None or view is None:
            self._show_buttons(set())
            self.address.show_address("")
            self.comparison.show_versions(())
            return
        self.bound.words("line", lambda w: self._write(w, line))
        self.address.show_address(line.url)
        versions = _versions(line, view)
        self.comparison.show_versions(versions)
        self.what.setVisible(len(versions) == 1)
        self._offer(line, retriable=line.key in view.retriable)

    def _write(self, w: Words, line: PlanLine) -> None:
        self.kind.setText(kind_word(w, line.kind))
        self.title.setText(line.title or w("not on the board any more"))
        self.why.setText(told(line.why, w))
        self.what.setText(w("What is sent"))

    def _offer(self, line: PlanLine, *, retriable: bool) -> None:
        fitting = choices_for(line, retriable=retriable)
        wanted = {self._choices[choice] for choice in fitting}
        wanted |= {self.change} if can_be_edited(line) else set()
        self._show_buttons(wanted)
        self.rest(resting=self._rests)

    def _show_buttons(self, wanted: set[QPushButton]) -> None:
        if wanted == set(self.buttons):
            return
        # Hidden meanwhile: each button that shows itself would lay out the whole window.
        self._row.hide()
        for button in (self.change, *self._choices.values()):
            button.setVisible(button in wanted)
        self._row.show()

    @property
    def buttons(self) -> list[QPushButton]:
        """What can be done about the line."""
        every = (self.change, *self._choices.values())
        return [button for button in every if not button.isHidden()]

    def _make_choice(self, choice: Choice) -> QPushButton:
        leaves_out = choice.decision is Decision.DROP
        role = "quiet" if leaves_out else ""
        button = push_button(self.bound, choice.text, role=role, icon=choice.icon)
        key = "  (Del)" if leaves_out else ""
        self.bound.words(button.setToolTip, lambda w: button.setToolTip(w(choice.tip) + key))
        button.clicked.connect(lambda: self.decided.emit(self.line, choice.decision))
        return button

    def rest(self, *, resting: bool) -> None:
        """Let the decisions rest while something is sent."""
        self._rests = resting
        for button in self.buttons:
            button.setEnabled(not resting)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        if self.buttons:
            self.buttons[0].setFocus()


def _versions(line: PlanLine, view: PlanView) -> list[Version]:
    item, sent = view.items.get(line.key), view.sent.get(line.key, {})
    here: Content = dict(item.content) if item is not None else dict(line.ours)
    match line.action:
        case Action.CONFLICT | Action.GONE:
            found = [Version(_HERE, here), Version(_THERE, line.theirs), Version(_SENT, sent)]
        case Action.UPDATE:
            found = [Version(_HERE, here), Version(_SENT, sent)]
        case _:
            found = [Version(_HERE, here)]
    return [each for each in found if each.content]
