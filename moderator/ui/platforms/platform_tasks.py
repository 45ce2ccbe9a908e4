"""What can be done on the platforms screen: look, send, decide, bring ideas here, read proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from moderator.domain.ids import IdeaId
from moderator.errors import ModeratorError, msg
from moderator.sync.answers import SignInNeeded
from moderator.sync.decisions import Decision
from moderator.sync.reasons import told
from moderator.sync.steering import Steering
from moderator.ui import operations_on_demand as operations
from moderator.ui.file_work import show_file
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.account_tasks import AccountTasks
from moderator.ui.platforms.decision_words import reworded
from moderator.ui.platforms.file_tasks import FileTasks
from moderator.ui.platforms.network_work import NetworkWork
from moderator.ui.platforms.own_accord import OwnAccord
from moderator.ui.platforms.plan_groups import PlanGroup
from moderator.ui.platforms.platforms_panel import HISTORY, PlatformsPanel
from moderator.ui.platforms.run_words import pull_words, role_of, run_words
from moderator.ui.platforms.words_dialog import WordsDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account, AccountId
    from moderator.operations.desk import Desk
    from moderator.sync.engine import Progress, Report
    from moderator.sync.planning import PlanLine
    from moderator.ui.platforms.platform_work import (
        HistoryView,
        Overview,
        PlanView,
        PulledThere,
        SentView,
    )
    from moderator.ui.screen import Screen

PARTING_SECONDS = 2.0
"""A window that closes waits so long for a run; what is not answered by then is looked up later."""


class PlatformTasks(QObject):
    """Does what the panel asks for, one thing at a time.

    Signals:
        noted: one short sentence for the status line.
        went_on: a `Progress`, told on the threads of a run.
    """

    noted = Signal(str)
    went_on = Signal(object)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen, self._look, self._background = screen, screen.look, screen.background
        self.panel = PlatformsPanel(self._look)
        self.work = NetworkWork(self._background, self)
        self.accounts = AccountTasks(self._look, self._background, self.work, screen)
        self.files = FileTasks(self._look, self._background, screen, lambda: screen.workshop)
        self.own_accord = OwnAccord(self)
        self._steering: Steering | None = None
        self._outdated = False
        self._shown: tuple[AccountId, WorkshopId] | None = None
        """What the plan on show is about."""
        self._connect()

    def _connect(self) -> None:
        panel, bar = self.panel, self.panel.account
        panel.look_wanted.connect(self.look)
        panel.send_wanted.connect(self.send)
        panel.history_wanted.connect(self.read_history)
        panel.by_itself_wanted.connect(self.switch_by_itself)
        panel.add_first.clicked.connect(self.accounts.ask_for_new)
        panel.file_first.clicked.connect(self.files.ask_for_kind)
        panel.plan.decided.connect(lambda line, decision: self.decide([line], decision))
        panel.plan.filter.retry_all.clicked.connect(self.retry_all)
        panel.plan.edit_wanted.connect(self.ask_for_words)
        for part in (panel.plan, panel.history):
            part.noted.connect(self.noted)
        panel.run.pause_wanted.connect(self._hold)
        panel.run.stop_wanted.connect(self.stop)
        bar.chosen.connect(lambda _id: self._show_account())
        bar.add_wanted.connect(self.accounts.ask_for_new)
        bar.change_wanted.connect(self.change_account)
        bar.remove_wanted.connect(self._remove)
        bar.pull_wanted.connect(self.pull)
        bar.file_wanted.connect(self._save_file)
        self.accounts.read.connect(self._take_overview)
        self.accounts.file_wanted.connect(self.files.ask_for_file)
        for task in (self.accounts, self.files):
            task.failed.connect(panel.banner.fail)
        self.files.written.connect(self._tell_of_file)
        self.own_accord.told.connect(self._take_own_report)
        self.own_accord.changed.connect(self._show_state)
        self.work.changed.connect(self._show_state)
        self.went_on.connect(lambda step: panel.run.go_to(step.done, step.total))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._screen)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._press_stop)

    # ------------------------------------------------------------------ accounts

    @property
    def account(self) -> Account | None:
        """The account that is meant."""
        return self.panel.account.account

    def _meant(self) -> tuple[Account, WorkshopId] | None:
        account, workshop = self.account, self._screen.workshop
        if account is None or workshop is None or self.work.is_busy:
            return None
        return account, workshop.id

    def refresh(self) -> None:
        """Read the accounts."""
        self.accounts.refresh()
        if self._outdated and self.panel.plan.view is not None:
            self.panel.banner.tell(
                lambda w: (
                    w("The board has changed since this plan was made."),
                    w("What is sent is the board as it is now."),
                )
            )
            self.panel.banner.offer(msg("Look again"), self.look)
        self._outdated = False

    def note_change(self) -> None:
        """Tell at the next look at this screen that its plan is not of today."""
        self._outdated = True

    def _take_overview(self, overview: Overview, wanted: AccountId | None) -> None:
        self.files.kinds = overview.kinds
        self.panel.account.show_accounts(overview.accounts, overview.kinds, wanted)
        self.panel.show_accounts_page(has_accounts=bool(overview.accounts))
        self._show_account()
        if wanted is not None:
            self.panel.take_focus()

    def _show_account(self) -> None:
        account, workshop, panel = self.account, self._screen.workshop, self.panel
        meant = (account.id, workshop.id) if account is not None and workshop is not None else None
        facts = panel.account.facts
        if meant != self._shown:
            self._shown = meant
            self.own_accord.stop()
            panel.banner.put_away()
            panel.plan.show_nothing(takes_ideas=facts is not None and facts.takes.writes)
            panel.show_plan()
        if account is not None and account.stopped:
            reason = account.stopped
            panel.banner.tell(lambda w: (told(reason, w), ""), "danger")
            panel.banner.offer(msg("Sign in again"), self.change_account, "primary")
        self._show_state()

    def change_account(self) -> None:
        """Change the account that is meant."""
        if self.account is not None:
            self.accounts.ask_for_change(self.account)

    def _remove(self) -> None:
        if self.account is not None:
            self.accounts.ask_to_remove(self.account)

    def _save_file(self) -> None:
        if self.account is not None:
            self.files.ask_for_file(self.account.kind)

    def _tell_of_file(self, file: Path, ideas: int) -> None:
        self.panel.banner.tell(
            lambda w: (
                w("Saved: {file}", file=file.name),
                w.plural("{n} idea is in it.", "{n} ideas are in it.", ideas),
            ),
            "positive",
        )
        self.panel.banner.offer(msg("Open file"), lambda: show_file(file))

    # ---------------------------------------------------------------------- plan

    def go_on(self) -> None:
        """Do what is to be done next: add a platform, look at it, or send."""
        if self.account is None:
            self.accounts.ask_for_new()
        elif self.panel.plan.view is None or not self.panel.plan.sent:
            self.look()
        else:
            self.send()

    def look(self) -> None:
        """Ask the platform, and show what would be sent."""
        meant, facts = self._meant(), self.panel.account.facts
        if meant is None or facts is None or not facts.takes.writes:
            return
        self._begin(
            msg("Reading the platform …"),
            lambda desk: platform_work.look(desk, *meant),
            self._take_view,
        )

    def _take_view(self, view: PlanView) -> None:
        self.panel.plan.show_view(view, PlanGroup.TO_DO)
        self.panel.show_plan()
        self.panel.plan.take_focus()

    def send(self) -> None:
        """Send what the plan says."""
        meant = self._meant()
        if meant is None or self.panel.plan.view is None:
            return
        account, workshop_id = meant
        steering = self._steering = Steering()
        self._begin(
            msg("Reading the platform …"),
            lambda desk: platform_work.send(desk, account, workshop_id, steering, self._tell),
            lambda sent: self._take_sent(sent, stopped=steering.cancelled),
            can_pause=True,
        )

    def _tell(self, step: Progress) -> None:
        # Runs on a thread of the run; the window may be gone by now.
        if isValid(self):
            self.went_on.emit(step)

    def _take_sent(self, sent: SentView, *, stopped: bool) -> None:
        if sent.report.plan.needing:
            self.panel.plan.show_view(sent.view)
        self._tell_of_run(sent.report, stopped=stopped)
        self.panel.show_plan()
        self.panel.plan.take_focus()
        # Whether somebody has to sign in again stands with the account.
        self.accounts.refresh()

    def _tell_of_run(self, report: Report, *, stopped: bool) -> None:
        banner = self.panel.banner
        banner.tell(lambda w: run_words(w, report, stopped=stopped), role_of(report))
        if isinstance(report.trouble, SignInNeeded):
            banner.offer(msg("Sign in again"), self.change_account, "primary")
        elif report.proven:
            banner.offer(msg("What is there"), lambda: self.panel.tabs.setCurrentIndex(HISTORY))

    # --------------------------------------------------------------------- steer

    def _begin(
        self,
        what: str,
        work: Callable[[Desk], object],
        done: Callable[..., object],
        *,
        can_pause: bool = False,
    ) -> None:
        self.panel.banner.put_away()
        self.panel.run.begin(what, can_pause=can_pause)

        def ended(value: object) -> None:
            self._end()
            done(value)

        self.work.do(work, ended, self._fail)
        self.panel.run.stop.setFocus()

    def _end(self) -> None:
        self._steering = None
        self.panel.run.end()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.panel.banner.fail(error)
        if isinstance(error, SignInNeeded):
            self.panel.banner.offer(msg("Sign in again"), self.change_account, "primary")
        self.panel.take_focus()

    def _hold(self, paused: bool) -> None:
        if self._steering is not None:
            (self._steering.pause if paused else self._steering.resume)()

    def _press_stop(self) -> None:
        if self.panel.run.isVisible() and self.panel.run.stop.isEnabled():
            self.panel.run.stop.click()

    def stop(self) -> None:
        """End a run after what is under way; do not wait any longer for what is only read."""
        if self._steering is not None:
            self._steering.cancel()
        else:
            self.work.give_up()
            self._end()
            self.panel.take_focus()

    @property
    def is_sending(self) -> bool:
        """Whether a run is under way."""
        return self._steering is not None

    def part(self) -> None:
        """End everything: the window closes."""
        self.own_accord.stop()
        if self._steering is not None:
            self._steering.cancel()
        self.work.wait(PARTING_SECONDS)
        self.work.give_up()

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open; a run of it ends soon."""
        self.own_accord.stop()
        if self._steering is not None:
            self._steering.cancel()
        self.work.give_up()
        self._end()
        self._shown = None
        self.panel.banner.put_away()

    def _show_state(self) -> None:
        self.panel.by_itself.setChecked(self.own_accord.is_on)
        self.panel.show_state(busy=self.work.is_busy)

    # ----------------------------------------------------------------- decisions

    def retry_all(self) -> None:
        """Try once more everything that the platform refused."""
        self.decide(self.panel.plan.refused, Decision.RETRY)

    def decide(self, lines: Collection[PlanLine], decision: Decision) -> None:
        """Note a decision about some lines; the platform may have to be read for it."""
        meant = self._meant()
        if meant is None:
            return
        account, workshop_id = meant
        keys = [line.key for line in lines]

        def work(desk: Desk) -> None:
            platform_work.decide(desk, account, workshop_id, keys, decision)

        def done(_nothing: object) -> None:
            self.panel.plan.note_decision(lines, decision)
            self.panel.plan.take_focus()

        self._begin(msg("Noting the decision …"), work, done)

    def ask_for_words(self, line: PlanLine) -> None:
        """Ask for other words of the idea behind a line."""
        view, facts = self.panel.plan.view, self.panel.account.facts
        item = view.items.get(line.key) if view is not None else None
        if item is None or facts is None or self.work.is_busy:
            return
        why = told(line.why, self._look.w)
        limits = facts.takes.title_limits
        idea_id = IdeaId(line.subject)
        dialog = WordsDialog(self._look, self._screen.window(), item.content, limits, why)

        def save(title: str, body: str) -> None:
            change = operations.ideas.IdeaChange(title, body)

            def done(_idea: object) -> None:
                dialog.accept()
                self._reword(line, title, body)

            self._background.ask(
                dialog,
                lambda desk: operations.ideas.change_idea(desk, idea_id, change),
                done,
                dialog.fail,
                changes=True,
            )

        dialog.filled.connect(save)
        dialog.open()

    def _reword(self, line: PlanLine, title: str, body: str) -> None:
        view = self.panel.plan.view
        if view is None:
            return
        item = view.items[line.key]
        content = {**item.content, "title": title, "body": body}
        items = {**view.items, line.key: replace(item, title=title, content=content)}
        fresh = reworded(line, title, is_there=line.key in view.sent)
        lines = [fresh if each is line else each for each in view.lines]
        self.panel.plan.show_view(replace(view, lines=lines, items=items))
        self._show_state()

    # ------------------------------------------------------- from there, by itself

    def pull(self) -> None:
        """Bring ideas and counts from the platform."""
        meant, facts = self._meant(), self.panel.account.facts
        if meant is None or facts is None or not facts.takes.pulls:
            return
        self._begin(
            msg("Reading the platform …"),
            lambda desk: platform_work.read_pull(desk, *meant),
            lambda there: self._take_in(*meant, there),
        )

    def _take_in(self, account: Account, workshop_id: WorkshopId, there: PulledThere) -> None:
        self._background.ask(
            self,
            lambda desk: platform_work.take_in(desk, account, workshop_id, there),
            lambda summary: self.panel.banner.tell(lambda w: pull_words(w, summary), "positive"),
            self.panel.banner.fail,
            changes=True,
        )

    def switch_by_itself(self, wanted: bool) -> None:
        """Send by itself from now on, or no longer."""
        meant = self._meant()
        if not wanted or meant is None:
            self.own_accord.stop()
            self._show_state()
            return
        self._background.ask(
            self, lambda desk: desk, lambda desk: self.own_accord.start(desk, *meant)
        )

    def _take_own_report(self, report: Report | ModeratorError) -> None:
        if isinstance(report, ModeratorError):
            self.panel.banner.fail(report)
        else:
            self._tell_of_run(report, stopped=False)
        self.accounts.refresh()

    # ------------------------------------------------------------------- history

    def read_history(self) -> None:
        """Read what stands on the platform and what happened; asks nobody."""
        account, workshop = self.account, self._screen.workshop
        if account is None or workshop is None:
            return
        workshop_id = workshop.id

        def take(view: HistoryView) -> None:
            self.panel.history.show_history(view)

        self._background.ask(
            self,
            lambda desk: platform_work.read_history(desk, account, workshop_id),
            take,
            self.panel.banner.fail,
        )
