"""Everything on the platforms screen: the account, the plan, the run, the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.platforms.account_bar import AccountBar
from moderator.ui.platforms.history_page import HistoryPage
from moderator.ui.platforms.plan_page import PlanPage
from moderator.ui.platforms.rest_of_page import RestOfPage
from moderator.ui.platforms.run_bar import RunBar
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import set_role

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look

PLAN, HISTORY = range(2)
_NO_ACCOUNT, _ACCOUNT = range(2)
_TABS = (msg("Plan"), msg("What is there"))


class PlatformsPanel(QWidget):
    """Puts the parts together; what they ask for is done by `PlatformTasks`.

    Signals:
        look_wanted, send_wanted: the platform shall be asked; what the plan says shall be sent.
        by_itself_wanted: sending by itself is switched on or off.
        history_wanted: what stands there is to be read.
    """

    look_wanted = Signal()
    send_wanted = Signal()
    by_itself_wanted = Signal(bool)
    history_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.banner, self.account, self.run = Banner(look), AccountBar(look), RunBar(look)
        self.plan, self.history, self.tabs = PlanPage(look), HistoryPage(look), QTabBar()
        self.look_button = push_button(self.bound, msg("See what would be sent"), icon="eye")
        self.send_button = push_button(self.bound, msg("Send"), icon="cloud-upload")
        self.by_itself = QCheckBox()
        self._pages, self._views = QStackedWidget(), RestOfPage(look)
        self._busy = False
        self._arrange()
        self._connect()
        self.show_state(busy=False)

    def _arrange(self) -> None:
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._filled_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            self.bound,
            "cloud-upload",
            msg("No platform yet"),
            msg("Ideas and counts go from here to the town's platform, each of them once."),
        )
        self.add_first = push_button(
            self.bound, msg("Add platform"), role="primary", icon="plus", key="Ctrl+Enter"
        )
        self.file_first = push_button(
            self.bound, msg("Save file for a platform"), role="quiet", icon="save"
        )
        page.add_button(self.add_first)
        page.add_button(self.file_first)
        return page

    def _filled_page(self) -> QWidget:
        for _tab in _TABS:
            self.tabs.addTab("")
        self.bound.words("tabs", self._name_tabs)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        # As high as the buttons beside it, so that all stand on one line.
        self.bound.look(
            "height",
            lambda _look: self.by_itself.setMinimumHeight(self.look_button.sizeHint().height()),
        )
        self.bound.text(self.by_itself.setText, msg("Send by itself"))
        self.bound.text(
            self.by_itself.setToolTip,
            msg("As soon as there is a network, until the window closes. Decisions wait."),
        )
        self._views.addWidget(self.plan)
        self._views.addWidget(self.history)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.account)
        column.addLayout(
            flow_of(self.tabs, self.look_button, self.send_button, self.by_itself, gap=10)
        )
        column.addWidget(self.run)
        column.addWidget(self._views, 1)
        return scrolled_part(column)

    def _name_tabs(self, w: Words) -> None:
        for place, text in enumerate(_TABS):
            self.tabs.setTabText(place, w(text))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.look_button.clicked.connect(self.look_wanted)
        self.send_button.clicked.connect(self.send_wanted)
        self.by_itself.clicked.connect(self.by_itself_wanted)

    def _show_tab(self, tab: int) -> None:
        self._views.setCurrentIndex(tab)
        # The word of the tab on show is bold and needs more room.
        self.tabs.updateGeometry()
        if tab == HISTORY:
            self.history_wanted.emit()

    # ------------------------------------------------------------------- showing

    def show_accounts_page(self, *, has_accounts: bool) -> None:
        """Show the account and what goes with it, or that there is none yet."""
        self._pages.setCurrentIndex(_ACCOUNT if has_accounts else _NO_ACCOUNT)

    def show_state(self, *, busy: bool) -> None:
        """Offer what can be done now; one thing is the next to do."""
        self._busy = busy
        facts, planned = self.account.facts, self.plan.view is not None
        writes = facts is not None and facts.takes.writes
        number = self.plan.sent
        self.account.rest(resting=busy)
        self.plan.rest(resting=busy)
        for each in (self.look_button, self.send_button, self.by_itself):
            each.setVisible(writes)
        self.look_button.setEnabled(not busy)
        self.send_button.setVisible(writes and planned)
        self.send_button.setEnabled(not busy and bool(number))
        set_role(self.look_button, "" if planned else "primary")
        set_role(self.send_button, "primary")
        self.bound.words("look", self._name_look)
        self.bound.words("send", self._name_send)
        self.bound.icon(
            self.look_button.setIcon,
            "refresh-cw" if planned else "eye",
            "ink" if planned else "on_accent",
        )
        self.bound.icon(self.send_button.setIcon, "cloud-upload", "on_accent")

    def _name_look(self, w: Words) -> None:
        again = self.plan.view is not None
        self.look_button.setText(
            f"\u2002{w('Look again') if again else w('See what would be sent')}"
        )
        self.look_button.setToolTip("" if again else "Ctrl+Enter")

    def _name_send(self, w: Words) -> None:
        number = self.plan.sent
        words = w.plural("Send {n} item", "Send {n} items", number) if number else w("Send")
        self.send_button.setText(f"\u2002{words}")
        self.send_button.setToolTip("Ctrl+Enter")

    def show_plan(self) -> None:
        """Go to the plan."""
        self.tabs.setCurrentIndex(PLAN)

    def take_focus(self) -> None:
        """Put the keyboard on what is to be done next."""
        next_ones = (self.add_first, self.run.stop, self.send_button, self.look_button)
        usable = (each for each in next_ones if each.isVisibleTo(self) and each.isEnabled())
        found = next(usable, self.account.choice)
        found.setFocus(Qt.FocusReason.OtherFocusReason)
