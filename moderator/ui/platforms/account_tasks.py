"""Adding, changing and removing platforms from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.account_assistant import AccountAssistant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from moderator.domain.platforms import Account, AccountId
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.platforms.network_work import NetworkWork
    from moderator.ui.platforms.platform_work import KindFacts, Overview


class AccountTasks(QObject):
    """Knows the accounts and kinds; opens the assistant.

    Signals:
        read: an `Overview`, and the id of the account to show, None for the one so far.
        failed: why something could not be done.
        file_wanted: a kind that takes a file only, by its key.
    """

    read = Signal(object, object)
    failed = Signal(object)
    file_wanted = Signal(str)

    def __init__(
        self, look: Look, background: Background, work: NetworkWork, screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._look, self._background, self._work, self._screen = look, background, work, screen
        self.kinds: Mapping[str, KindFacts] = {}

    def refresh(self, wanted: AccountId | None = None) -> None:
        """Read accounts and kinds; `wanted` is shown then."""

        def take(overview: Overview) -> None:
            self.kinds = overview.kinds
            self.read.emit(overview, wanted)

        self._background.ask(self, platform_work.read_overview, take, self.failed.emit)

    def ask_for_new(self) -> AccountAssistant | None:
        """Open the assistant for a new platform."""
        return self._open(None)

    def ask_for_change(self, account: Account) -> AccountAssistant | None:
        """Open the assistant for a platform that is known."""
        return self._open(account)

    def _open(self, account: Account | None) -> AccountAssistant | None:
        if not self.kinds or self._work.is_busy:
            return None
        assistant = AccountAssistant(
            self._look, self._background, self._screen.window(), self.kinds, account
        )
        assistant.kept.connect(lambda kept: self.refresh(kept.id))
        assistant.file_wanted.connect(self.file_wanted)
        assistant.open()
        return assistant

    def ask_to_remove(self, account: Account) -> None:
        """Ask, then remove a platform."""
        question = dialogs.Confirmation(
            self._look,
            self._screen.window(),
            msg("Remove this platform?"),
            msg("Remove"),
            lambda w: [
                w("What was sent to “{name}” stays there.", name=account.name),
                w("Here the password goes, and the list of what stands there."),
            ],
        )
        question.ask(lambda: self._remove(account))

    def _remove(self, account: Account) -> None:
        self._work.do(
            lambda desk: platform_work.remove_account(desk, account),
            lambda _nothing: self.refresh(),
            self.failed.emit,
        )
