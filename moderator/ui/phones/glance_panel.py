"""What phones sent and waits for a glance, and how far the door stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.phones.waiting_list import WaitingItem, WaitingList
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import FlowLayout, flow_of
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from moderator.domain.ids import IdeaId
    from moderator.domain.offers import Comment, Offer
    from moderator.domain.phone_doors import PhoneDoor
    from moderator.i18n import Words
    from moderator.ui.look import Look

_NOTHING, _ITEMS = range(2)
_BETWEEN = 12
MOST_SHOWN = 60
"""So many stand in the list at once; the next ones follow."""


class GlancePanel(QWidget):
    """A list of what waits, the answers to it, and three switches.

    Signals:
        take_wanted, decline_wanted, change_wanted: an answer to a `WaitingItem`.
        look_wanted: the picture of a `WaitingItem` shall be shown.
        door_wanted: ideas wait, comments wait, phones without a card may vote.
    """

    take_wanted = Signal(object)
    decline_wanted = Signal(object)
    change_wanted = Signal(object)
    look_wanted = Signal(object)
    door_wanted = Signal(bool, bool, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.heading, self.list = label("subheading"), WaitingList(look)
        self.ideas_wait, self.comments_wait, self.open_joining = (QCheckBox() for _ in range(3))
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self.show_waiting([], [], {})

    def _arrange(self) -> None:
        for box, text in (
            (self.ideas_wait, msg("Look at ideas first")),
            (self.comments_wait, msg("Look at comments first")),
            (self.open_joining, msg("Vote without a voting card")),
        ):
            self.bound.text(box.setText, text)
        self.bound.text(
            self.ideas_wait.setToolTip,
            msg("Ideas from phones wait here and go onto the board one by one."),
        )
        self.bound.text(
            self.comments_wait.setToolTip,
            msg("Comments from phones wait here before others can read them."),
        )
        self.bound.text(
            self.open_joining.setToolTip,
            msg("A phone without a voting card gets one ballot. Private windows get around that."),
        )
        self.bound.text(self.list.setAccessibleName, msg("Waiting for a glance"))
        self._pages.addWidget(
            EmptyState(
                self.bound,
                "inbox",
                msg("Nothing is waiting"),
                msg("Ideas and comments from phones stand here first."),
            )
        )
        self._pages.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self._pages, 1)
        column.addLayout(self._answers())
        column.addLayout(
            flow_of(self.ideas_wait, self.comments_wait, self.open_joining, gap=_BETWEEN)
        )

    def _answers(self) -> FlowLayout:
        self.take = push_button(
            self.bound, msg("Onto the board"), role="primary", icon="check", key="Enter"
        )
        self.change = push_button(self.bound, msg("Change first"), icon="pencil", key="F2")
        self.decline = push_button(
            self.bound, msg("Put aside"), role="quiet", icon="x", key="Delete"
        )
        self.picture = push_button(self.bound, msg("Picture"), icon="eye", key="Space")
        return flow_of(self.take, self.change, self.picture, self.decline)

    def _connect(self) -> None:
        self.list.take_wanted.connect(self.take_wanted)
        self.list.decline_wanted.connect(self.decline_wanted)
        self.list.change_wanted.connect(self._ask_for_change)
        self.list.look_wanted.connect(self._ask_to_look)
        self.picture.clicked.connect(lambda: self._ask_to_look(self.list.chosen))
        self.take.clicked.connect(lambda: self._answer(self.take_wanted.emit))
        self.decline.clicked.connect(lambda: self._answer(self.decline_wanted.emit))
        self.change.clicked.connect(lambda: self._ask_for_change(self.list.chosen))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._rest())
        for box in (self.ideas_wait, self.comments_wait, self.open_joining):
            box.clicked.connect(self._tell_door)

    def _answer(self, tell: Callable[[WaitingItem], None]) -> None:
        if (item := self.list.chosen) is not None:
            tell(item)

    def _ask_for_change(self, item: WaitingItem | None) -> None:
        # A comment stands as it was said: it is shown or not.
        if item is not None and item.offer is not None:
            self.change_wanted.emit(item)

    def _ask_to_look(self, item: WaitingItem | None) -> None:
        if item is not None and item.picture is not None:
            self.look_wanted.emit(item)

    def _tell_door(self) -> None:
        self.door_wanted.emit(
            self.ideas_wait.isChecked(),
            self.comments_wait.isChecked(),
            self.open_joining.isChecked(),
        )

    # ------------------------------------------------------------------- showing

    def show_door(self, door: PhoneDoor) -> None:
        """Show how far the door stands open."""
        self.ideas_wait.setChecked(door.ideas_wait)
        self.comments_wait.setChecked(door.comments_wait)
        self.open_joining.setChecked(door.open_joining)

    def show_waiting(
        self, offers: Sequence[Offer], comments: Sequence[Comment], ideas: dict[IdeaId, str]
    ) -> None:
        """Show what waits, in the order it came."""
        found = [(each.sent_at, self._of_offer(each)) for each in offers]
        found += [(each.sent_at, self._of_comment(each, ideas)) for each in comments]
        items = [item for _, item in sorted(found, key=lambda pair: pair[0])]
        self.list.show_items(items[:MOST_SHOWN])
        self._pages.setCurrentIndex(_ITEMS if items else _NOTHING)

        def speak(w: Words) -> None:
            waiting = w.plural("{n} is waiting", "{n} are waiting", len(items))
            self.heading.setText(waiting if items else w("From phones"))

        self.bound.words("heading", speak)
        self._rest()

    def _of_offer(self, offer: Offer) -> WaitingItem:
        return WaitingItem(
            text=offer.title,
            below=offer.body,
            when=self._clock(offer.sent_at),
            offer=offer.id,
            where=offer.table,
            picture=offer.picture_id,
        )

    def _of_comment(self, comment: Comment, ideas: dict[IdeaId, str]) -> WaitingItem:
        return WaitingItem(
            text=" ".join(comment.text.split()),
            below=ideas.get(comment.idea_id, ""),
            when=self._clock(comment.sent_at),
            comment=comment.id,
        )

    def _clock(self, moment: datetime) -> str:
        local = moment.astimezone()
        clock = QTime(local.hour, local.minute)
        return self._look.locale.toString(clock, QLocale.FormatType.ShortFormat)

    def _rest(self) -> None:
        item = self.list.chosen
        for button in (self.take, self.change, self.decline):
            button.setVisible(bool(self.list.items.lines))
        for button in (self.take, self.decline):
            button.setEnabled(item is not None)
        self.change.setEnabled(item is not None and item.offer is not None)
        self.picture.setVisible(item is not None and item.picture is not None)

    def take_focus(self) -> None:
        """Put the keyboard on what waits."""
        target: QWidget = self.list if self.list.items.lines else self.ideas_wait
        target.setFocus(Qt.FocusReason.OtherFocusReason)
