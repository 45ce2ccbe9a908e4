"""The plan: what would happen on the platform, part by part, and one line of it at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision
from moderator.ui.bindings import Bindings
from moderator.ui.platforms.decision_words import can_be_edited, choices_for, decided
from moderator.ui.platforms.item_panel import ItemPanel
from moderator.ui.platforms.plan_filter import PlanFilter
from moderator.ui.platforms.plan_groups import PlanGroup, count_groups, in_order, sent_of
from moderator.ui.platforms.plan_list import PlanList, key_of
from moderator.ui.platforms.rest_of_page import WIDE_FROM
from moderator.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QResizeEvent

    from moderator.sync.planning import PlanLine
    from moderator.ui.look import Look
    from moderator.ui.platforms.plan_groups import Parts
    from moderator.ui.platforms.platform_work import PlanView

_NOT_ASKED, _FILE_ONLY, _UP_TO_DATE, _LINES = range(4)


class PlanPage(QWidget):
    """List and line side by side, or why there is none.

    Signals:
        decided, edit_wanted: see `ItemPanel`.
        noted: one short sentence for the status line.
    """

    decided = Signal(object, object)
    edit_wanted = Signal(object)
    noted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.view: PlanView | None = None
        self._parts: Parts = []
        self._by_key: dict[str, PlanLine] = {}
        self.filter, self.list, self.panel = PlanFilter(look), PlanList(look), ItemPanel(look)
        self._pages = QStackedWidget()
        self._rests = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._halves = QHBoxLayout()
        self._halves.setSpacing(16)
        self._halves.addWidget(self.list, 2)
        self._halves.addWidget(self.panel, 3)
        filled = QWidget()
        filled.setLayout(self._halves)
        self._halves.setContentsMargins(0, 0, 0, 0)
        for sign, title, advice in (
            (
                "cloud-upload",
                msg("The platform was not asked yet"),
                msg("First look at what would be sent. Nothing is sent by looking."),
            ),
            (
                "file-text",
                msg("This platform takes no ideas by program"),
                msg("Bring ideas from there, or save the file for those who run the platform."),
            ),
            (
                "circle-check",
                msg("Nothing is left to do"),
                msg("Everything on the platform is up to date."),
            ),
        ):
            self._pages.addWidget(EmptyState(self.bound, sign, title, advice))
        self._pages.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.filter)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.filter.chosen.connect(self._show_group)
        self.list.chosen.connect(lambda _key: self._show_line())
        self.list.entered.connect(self.panel.take_focus)
        self.list.edit_wanted.connect(self._edit)
        self.list.drop_wanted.connect(self._drop)
        self.panel.decided.connect(self.decided)
        self.panel.edit_wanted.connect(self.edit_wanted)
        self.panel.noted.connect(self.noted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the line below the list where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(WIDE_FROM)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)

    # ------------------------------------------------------------------- showing

    def show_nothing(self, *, takes_ideas: bool) -> None:
        """Wait until somebody asks the platform."""
        self.view = None
        self.filter.hide()
        self.panel.show_line(None, None)
        self._pages.setCurrentIndex(_NOT_ASKED if takes_ideas else _FILE_ONLY)

    def show_view(self, view: PlanView, group: PlanGroup | None = None) -> None:
        """Show a plan, the part on show so far or `group`."""
        fresh = self.view is None
        self.view, self._parts = view, in_order(view.lines)
        self._by_key = {key_of(line): line for line in view.lines}
        counts = count_groups(self._parts)
        wanted = group or (PlanGroup.TO_DO if fresh else self.filter.current)
        if not counts[wanted]:
            wanted = PlanGroup.TO_DO
        if group is not None:
            self.list.forget_choice()
        self.filter.show_counts(counts, wanted, retriable=len(self.refused))
        self.filter.show()
        self._show_group(wanted)

    def _show_group(self, group: PlanGroup) -> None:
        if self.view is None:
            return
        counts = count_groups(self._parts)
        self._pages.setCurrentIndex(_LINES if counts[group] else _UP_TO_DATE)
        self.list.show_plan(self._parts, group)

    @property
    def sent(self) -> int:
        """How many lines a run would send."""
        return sent_of(count_groups(self._parts)) if self.view is not None else 0

    @property
    def refused(self) -> list[PlanLine]:
        """The lines that the platform refused, and that can be tried again as they are."""
        if self.view is None:
            return []
        keys = self.view.retriable
        return [e for e in self.view.lines if e.action is Action.REFUSED and e.key in keys]

    @property
    def line(self) -> PlanLine | None:
        """The chosen line."""
        return self._by_key.get(self.list.key) if self.view is not None else None

    def _show_line(self) -> None:
        self.panel.show_line(self.line, self.view)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus()

    # ------------------------------------------------------------------ deciding

    def note_decision(self, lines: Collection[PlanLine], decision: Decision) -> None:
        """Show lines as they read now that a decision about them is noted."""
        if self.view is not None:
            keys = {key_of(line) for line in lines}
            fresh = [
                decided(each, decision) if key_of(each) in keys else each
                for each in self.view.lines
            ]
            self.show_view(replace(self.view, lines=fresh))

    def rest(self, *, resting: bool) -> None:
        """Let the decisions rest while something is under way."""
        self._rests = resting
        self.filter.retry_all.setEnabled(not resting)
        self.panel.rest(resting=resting)

    def _edit(self) -> None:
        line = self.line
        if line is not None and can_be_edited(line) and not self._rests:
            self.edit_wanted.emit(line)

    def _drop(self) -> None:
        line = self.line
        if line is None or self._rests:
            return
        fitting = {choice.decision for choice in choices_for(line, retriable=False)}
        if Decision.DROP in fitting:
            self.decided.emit(line, Decision.DROP)
