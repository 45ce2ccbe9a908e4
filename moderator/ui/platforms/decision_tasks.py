"""What a person decides about lines of the plan: retry, keep, drop, other words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderator.domain.ids import IdeaId
from moderator.errors import msg
from moderator.sync.decisions import Decision
from moderator.sync.reasons import told
from moderator.ui import operations_on_demand as operations
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.decision_words import reworded
from moderator.ui.platforms.words_dialog import WordsDialog

if TYPE_CHECKING:
    from collections.abc import Collection

    from moderator.operations.desk import Desk
    from moderator.sync.planning import PlanLine
    from moderator.ui.platforms.platform_errand import PlatformErrand
    from moderator.ui.platforms.platforms_panel import PlatformsPanel
    from moderator.ui.screen import Screen


class DecisionTasks(QObject):
    """Notes decisions, and changes ideas that the platform does not take as they are."""

    def __init__(self, screen: Screen, panel: PlatformsPanel, errand: PlatformErrand) -> None:
        super().__init__(screen)
        self._screen, self._panel, self._errand = screen, panel, errand
        panel.plan.decided.connect(lambda line, decision: self.decide([line], decision))
        panel.plan.filter.retry_all.clicked.connect(self.retry_all)
        panel.plan.edit_wanted.connect(self.ask_for_words)

    def retry_all(self) -> None:
        """Try once more everything that the platform refused."""
        self.decide(self._panel.plan.refused, Decision.RETRY)

    def decide(self, lines: Collection[PlanLine], decision: Decision) -> None:
        """Note a decision about some lines; the platform may have to be read for it."""
        meant = self._errand.meant()
        if meant is None:
            return
        account, workshop_id = meant
        keys = [line.key for line in lines]

        def work(desk: Desk) -> None:
            platform_work.decide(desk, account, workshop_id, keys, decision)

        def done(_nothing: object) -> None:
            self._panel.plan.note_decision(lines, decision)
            self._panel.plan.take_focus()

        self._errand.begin(msg("Noting the decision …"), work, done)

    def ask_for_words(self, line: PlanLine) -> None:
        """Ask for other words of the idea behind a line."""
        view, facts = self._panel.plan.view, self._panel.account.facts
        item = view.items.get(line.key) if view is not None else None
        if item is None or facts is None or self._errand.is_busy:
            return
        why = told(line.why, self._screen.look.w)
        limits = facts.takes.title_limits
        idea_id = IdeaId(line.subject)
        window = self._screen.window()
        dialog = WordsDialog(self._screen.look, window, item.content, limits, why)

        def save(title: str, body: str) -> None:
            change = operations.ideas.IdeaChange(title, body)

            def done(_idea: object) -> None:
                dialog.accept()
                self._reword(line, title, body)

            self._screen.background.ask(
                dialog,
                lambda desk: operations.ideas.change_idea(desk, idea_id, change),
                done,
                dialog.fail,
                changes=True,
            )

        dialog.filled.connect(save)
        dialog.open()

    def _reword(self, line: PlanLine, title: str, body: str) -> None:
        view = self._panel.plan.view
        if view is None:
            return
        item = view.items[line.key]
        content = {**item.content, "title": title, "body": body}
        items = {**view.items, line.key: replace(item, title=title, content=content)}
        fresh = reworded(line, title, is_there=line.key in view.sent)
        lines = [fresh if each is line else each for each in view.lines]
        self._panel.plan.show_view(replace(view, lines=lines, items=items))
        self._panel.show_state(busy=self._errand.is_busy)
