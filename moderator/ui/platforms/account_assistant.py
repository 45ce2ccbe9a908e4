"""Adding a platform in three steps: its kind, the sign-in, the place there; or changing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QStackedWidget

from moderator.errors import BadInput, msg
from moderator.ui import sync_on_demand as sync
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.kind_page import KindPage
from moderator.ui.platforms.network_work import NetworkWork
from moderator.ui.platforms.place_page import PlacePage
from moderator.ui.platforms.sign_in_page import SignInPage
from moderator.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from moderator.domain.platforms import Account
    from moderator.sync.accounts import AccountDraft, SignIn
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts

KIND, SIGN_IN, PLACE = range(3)
_SIZE = (760, 690)
_NEXT, _SIGN_IN, _SAVE, _FILE = msg("Next"), msg("Sign in"), msg("Save"), msg("Save file")


class AccountAssistant(FormDialog):
    """Nothing is kept before the last step; a test of the sign-in leaves nothing behind.

    Signals:
        kept: the `Account` that was added or changed.
        file_wanted: a kind was chosen that takes a file only, by its key.
    """

    kept = Signal(object)
    file_wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        background: Background,
        parent: QWidget,
        kinds: Mapping[str, KindFacts],
        account: Account | None = None,
    ) -> None:
        heading = msg("Change the platform") if account else msg("Add a platform")
        super().__init__(look, parent, heading, _NEXT)
        self.account = account
        self.work = NetworkWork(background, self)
        self.kind = KindPage(look, kinds)
        self.sign_in, self.place = SignInPage(look), PlacePage(look)
        self.back, self.progress = QPushButton(), ProgressLine(look)
        self.pages = QStackedWidget()
        self._arrange_pages()
        background.ask(
            self, platform_work.warning_of_secrets, self.sign_in.tell_of_secrets, self.banner.fail
        )
        self.kind.chosen.connect(lambda: self._go_to(KIND))
        self.kind.list.doubleClicked.connect(lambda _index: self.submit())
        fit_size(self, look, *_SIZE)
        if account is not None:
            self.kind.choose(account.kind)
            self._ask_for_sign_in()
        else:
            self._go_to(KIND)
            self.kind.list.setFocus()

    def _arrange_pages(self) -> None:
        for page in (self.kind, self.sign_in, self.place):
            self.pages.addWidget(page)
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(self.progress)
        self.bound.text(self.back.setText, msg("Back"))
        self.back.setAutoDefault(False)
        self.box.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        self.back.clicked.connect(self.go_back)

    # -------------------------------------------------------------------- steps

    def _go_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.back.setVisible(page > (KIND if self.account is None else SIGN_IN))
        names = {KIND: _NEXT if self.kind.kind.signs_in else _FILE, SIGN_IN: _SIGN_IN, PLACE: _SAVE}
        self.bound.text(self.confirm.setText, names[page])

    def go_back(self) -> None:
        """Go to the step before; an answer that is still to come is not waited for."""
        self.work.give_up()
        self._rest(resting=False)
        self.banner.put_away()
        self._go_to(max(KIND, self.pages.currentIndex() - 1))

    def submit(self) -> None:
        """Go on to the next step."""
        if self.work.is_busy:
            return
        self.banner.put_away()
        match self.pages.currentIndex():
            case 0:
                self._take_kind()
            case 1:
                self._try(
                    self.draft(), self.choose_place, (_WITHOUT, lambda: self.choose_place(None))
                )
            case _:
                self._save()

    def _take_kind(self) -> None:
        if self.kind.kind.signs_in:
            self._ask_for_sign_in()
        else:
            self.accept()
            self.file_wanted.emit(self.kind.kind.key)

    def _ask_for_sign_in(self) -> None:
        facts = self.kind.kind
        self.sign_in.show_kind(facts, self.account)
        self.place.show_kind(facts, self.account)
        self._go_to(SIGN_IN)
        self.sign_in.take_focus()

    def choose_place(self, found: SignIn | None) -> None:
        """Go to the last step with what the platform showed, None if nobody was asked."""
        self.place.show_sign_in(found, self.sign_in.address.text())
        self._go_to(PLACE)
        self.place.take_focus()

    # ------------------------------------------------------------------ network

    def draft(self) -> AccountDraft:
        """Return what was typed so far."""
        asked = self.pages.currentIndex() == PLACE
        made: AccountDraft = sync.accounts.AccountDraft(
            name=self.place.name.text(),
            kind=self.kind.kind.key,
            url=self.sign_in.address.text(),
            user=self.sign_in.user.text(),
            modules=self.place.modules if asked else (),
            options=self.place.options if asked else {},
            password=self.sign_in.password.text(),
        )
        return made

    def _save(self) -> None:
        """Look once more whether the place is there, then keep the account."""
        try:
            draft = self.draft()
        except BadInput as error:
            self.fail(error)
            return
        self._try(draft, lambda _found: self._keep(draft), (_ANYWAY, lambda: self._keep(draft)))

    def _try(
        self,
        draft: AccountDraft,
        then: Callable[[SignIn], object],
        way_on: tuple[str, Callable[[], object]],
    ) -> None:
        """Sign in with what is typed; where that fails, say why and offer to go on without."""
        known = self.account.id if self.account is not None else None

        def failed(error: Exception) -> None:
            self._rest(resting=False)
            self.fail(error)
            if _may_go_on(error):
                self.banner.offer(*way_on)

        def done(found: SignIn) -> None:
            self._rest(resting=False)
            then(found)

        self._rest(resting=True)
        self.progress.begin(msg("Signing in …"))
        self.work.do(lambda desk: platform_work.try_draft(desk, draft, known), done, failed)

    def _keep(self, draft: AccountDraft) -> None:
        known = self.account.id if self.account is not None else None

        def failed(error: Exception) -> None:
            self._rest(resting=False)
            self.fail(error)

        def done(account: Account) -> None:
            self.kept.emit(account)
            self.accept()

        self._rest(resting=True)
        self.banner.put_away()
        self.work.do(lambda desk: platform_work.keep_account(desk, draft, known), done, failed)

    def _rest(self, *, resting: bool) -> None:
        self.wait(waiting=resting)
        self.pages.setEnabled(not resting)
        if not resting:
            self.progress.end()


_WITHOUT, _ANYWAY = msg("Go on without a test"), msg("Save anyway")


def _may_go_on(error: Exception) -> bool:
    """Tell whether an account makes sense although the sign-in failed: not with wrong fields."""
    return not isinstance(error, BadInput)
