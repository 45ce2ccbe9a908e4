"""What can be done on the platforms screen: look, send, decide, bring ideas here, read proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError, msg
from moderator.sync.answers import SignInNeeded
from moderator.sync.reasons import told
from moderator.sync.steering import Steering
from moderator.ui.file_work import show_file
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.account_tasks import AccountTasks
from moderator.ui.platforms.decision_tasks import DecisionTasks
from moderator.ui.platforms.file_tasks import FileTasks
from moderator.ui.platforms.network_work import NetworkWork
from moderator.ui.platforms.own_accord import OwnAccord
from moderator.ui.platforms.plan_groups import PlanGroup
from moderator.ui.platforms.platform_errand import PlatformErrand
from moderator.ui.platforms.platforms_panel import HISTORY, PlatformsPanel
from moderator.ui.platforms.pull_tasks import PullTasks
from moderator.ui.platforms.run_words import role_of, run_words

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account, AccountId
    from moderator.sync.engine import Report
    from moderator.ui.platforms.platform_work import HistoryView, Overview, PlanView, SentView
    from moderator.ui.screen import Screen


class PlatformTasks(QObject):
    """Does what the panel asks for, one thing at a time.

    Signals:
        noted: one short sentence for the status line.
    """

    noted = Signal(str)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen, self._look, self._background = screen, screen.look, screen.background
        self.panel = PlatformsPanel(self._look)
        self.work = NetworkWork(self._background, self)
        self.accounts = AccountTasks(self._look, self._background, self.work, screen)
        self.files = FileTasks(self._look, self._background, screen, lambda: screen.workshop)
        self.errand = PlatformErrand(screen, self.panel, self.work)
        self.decisions = DecisionTasks(screen, self.panel, self.errand)
        self.pulling = PullTasks(screen, self.panel, self.errand)
        self.own_accord = OwnAccord(self)
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
        for part in (panel.plan, panel.history):
            part.noted.connect(self.noted)
        bar.chosen.connect(lambda _id: self._show_account())
        bar.add_wanted.connect(self.accounts.ask_for_new)
        bar.change_wanted.connect(self.change_account)
        bar.remove_wanted.connect(self._remove)
        bar.file_wanted.connect(self._save_file)
        self.accounts.read.connect(self._take_overview)
        self.accounts.file_wanted.connect(self.files.ask_for_file)
        for task in (self.accounts, self.files):
            task.failed.connect(panel.banner.fail)
        self.files.written.connect(self._tell_of_file)
        self.own_accord.told.connect(self._take_own_report)
        self.own_accord.changed.connect(self._show_state)
        self.work.changed.connect(self._show_state)
        self.errand.sign_in_wanted.connect(self.change_account)

    # ------------------------------------------------------------------ accounts

    @property
    def account(self) -> Account | None:
        """The account that is meant."""
        return self.panel.account.account

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
            self.errand.offer_sign_in()
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
        meant, facts = self.errand.meant(), self.panel.account.facts
        if meant is None or facts is None or not facts.takes.writes:
            return
        self.errand.begin(
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
        meant = self.errand.meant()
        if meant is None or self.panel.plan.view is None:
            return
        account, workshop_id = meant
        steering, tell = Steering(), self.errand.tell
        self.errand.begin(
            msg("Reading the platform …"),
            lambda desk: platform_work.send(desk, account, workshop_id, steering, tell),
            lambda sent: self._take_sent(sent, stopped=steering.cancelled),
            steering,
        )

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
            self.errand.offer_sign_in()
        elif report.proven:
            banner.offer(msg("What is there"), lambda: self.panel.tabs.setCurrentIndex(HISTORY))

    # ------------------------------------------------- sending by itself, and the end

    @property
    def is_sending(self) -> bool:
        """Whether a run is under way."""
        return self.errand.is_sending

    def part(self) -> None:
        """End everything: the window closes."""
        self.own_accord.stop()
        self.errand.part()

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open; a run of it ends soon."""
        self.own_accord.stop()
        self.errand.forget()
        self._shown = None
        self.panel.banner.put_away()

    def _show_state(self) -> None:
        self.panel.by_itself.setChecked(self.own_accord.is_on)
        self.panel.show_state(busy=self.work.is_busy)

    def switch_by_itself(self, wanted: bool) -> None:
        """Send by itself from now on, or no longer."""
        meant = self.errand.meant()
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
