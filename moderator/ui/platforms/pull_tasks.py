"""Ideas and counts that come from the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderator.errors import msg
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.run_words import pull_words

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account
    from moderator.ui.platforms.platform_errand import PlatformErrand
    from moderator.ui.platforms.platform_work import PulledThere
    from moderator.ui.platforms.platforms_panel import PlatformsPanel
    from moderator.ui.screen import Screen


class PullTasks(QObject):
    """Reads them there, and then takes them in here."""

    def __init__(self, screen: Screen, panel: PlatformsPanel, errand: PlatformErrand) -> None:
        super().__init__(screen)
        self._background, self._panel, self._errand = screen.background, panel, errand
        panel.account.pull_wanted.connect(self.pull)

    def pull(self) -> None:
        """Bring ideas and counts from the platform."""
        meant, facts = self._errand.meant(), self._panel.account.facts
        if meant is None or facts is None or not facts.takes.pulls:
            return
        self._errand.begin(
            msg("Reading the platform …"),
            lambda desk: platform_work.read_pull(desk, *meant),
            lambda there: self._take_in(*meant, there),
        )

    def _take_in(self, account: Account, workshop_id: WorkshopId, there: PulledThere) -> None:
        self._background.ask(
            self,
            lambda desk: platform_work.take_in(desk, account, workshop_id, there),
            lambda summary: self._panel.banner.tell(lambda w: pull_words(w, summary), "positive"),
            self._panel.banner.fail,
            changes=True,
        )
