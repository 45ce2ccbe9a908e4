"""Whatever asks a platform takes its time: one thing at once, shown, held, and stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from moderator.errors import msg
from moderator.sync.answers import SignInNeeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account
    from moderator.operations.desk import Desk
    from moderator.sync.engine import Progress
    from moderator.sync.steering import Steering
    from moderator.ui.platforms.network_work import NetworkWork
    from moderator.ui.platforms.platforms_panel import PlatformsPanel
    from moderator.ui.screen import Screen

PARTING_SECONDS = 2.0
"""A window that closes waits so long for a run; what is not answered by then is looked up later."""


class PlatformErrand(QObject):
    """Does one thing after the other on the thread that talks to platforms.

    Signals:
        sign_in_wanted: the platform let nobody in, and a person wants to change that.
        went_on: a `Progress`, told on the threads of a run.
    """

    sign_in_wanted = Signal()
    went_on = Signal(object)

    def __init__(self, screen: Screen, panel: PlatformsPanel, work: NetworkWork) -> None:
        super().__init__(screen)
        self._screen, self._panel, self._work = screen, panel, work
        self._steering: Steering | None = None
        panel.run.pause_wanted.connect(self._hold)
        panel.run.stop_wanted.connect(self.stop)
        self.went_on.connect(lambda step: panel.run.go_to(step.done, step.total))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), screen)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._press_stop)

    def meant(self) -> tuple[Account, WorkshopId] | None:
        """Return what the next thing would be about, None while one is under way."""
        account, workshop = self._panel.account.account, self._screen.workshop
        if account is None or workshop is None or self._work.is_busy:
            return None
        return account, workshop.id

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._work.is_busy

    @property
    def is_sending(self) -> bool:
        """Whether a run is under way."""
        return self._steering is not None

    def begin(
        self,
        what: str,
        work: Callable[[Desk], object],
        done: Callable[..., object],
        steering: Steering | None = None,
    ) -> None:
        """Do `work` and hand its value to `done`; a failure is told above.

        Args:
            what: a sentence on what is done.
            work: runs on the thread that talks to platforms.
            done: runs here.
            steering: lets a person hold what is done; without, it can only be given up.
        """
        self._steering = steering
        self._panel.banner.put_away()
        self._panel.run.begin(what, can_pause=steering is not None)

        def ended(value: object) -> None:
            self._end()
            done(value)

        self._work.do(work, ended, self._fail)
        self._panel.run.stop.setFocus()

    def tell(self, step: Progress) -> None:
        """Show how far a run is; called on a thread of the run, when the window may be gone."""
        if isValid(self):
            self.went_on.emit(step)

    def offer_sign_in(self) -> None:
        """Offer to sign in again, beside what was told above."""
        self._panel.banner.offer(msg("Sign in again"), self.sign_in_wanted.emit, "primary")

    def _end(self) -> None:
        self._steering = None
        self._panel.run.end()

    def _fail(self, error: Exception) -> None:
        self._end()
        self._panel.banner.fail(error)
        if isinstance(error, SignInNeeded):
            self.offer_sign_in()
        self._panel.take_focus()

    def _hold(self, paused: bool) -> None:
        if self._steering is not None:
            (self._steering.pause if paused else self._steering.resume)()

    def _press_stop(self) -> None:
        if self._panel.run.isVisible() and self._panel.run.stop.isEnabled():
            self._panel.run.stop.click()

    def stop(self) -> None:
        """End a run after what is under way; do not wait any longer for what is only read."""
        if self._steering is not None:
            self._steering.cancel()
        else:
            self._work.give_up()
            self._end()
            self._panel.take_focus()

    def part(self) -> None:
        """End everything: the window closes."""
        if self._steering is not None:
            self._steering.cancel()
        self._work.wait(PARTING_SECONDS)
        self._work.give_up()

    def forget(self) -> None:
        """Let a run end soon, and care no more what it brings."""
        if self._steering is not None:
            self._steering.cancel()
        self._work.give_up()
        self._end()
