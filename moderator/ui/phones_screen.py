"""Phones: let them in, show the way, test it, and look at what they sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from moderator.domain.page_addresses import lasts_the_evening_only
from moderator.errors import BadInput, ModeratorError, msg
from moderator.events import DotsChanged
from moderator.ui import operations_on_demand as operations
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.phones import phone_work
from moderator.ui.phones.door_panel import DoorPanel
from moderator.ui.phones.glance_panel import GlancePanel
from moderator.ui.phones.join_display import JoinDisplay
from moderator.ui.phones.offer_dialog import OfferDialog
from moderator.ui.phones.photo_inbox import PhotoInbox
from moderator.ui.phones.picture_dialog import PictureDialog
from moderator.ui.phones.self_test_dialog import SelfTestDialog
from moderator.ui.phones.server_process import ServerState
from moderator.ui.screen import Screen
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from moderator.domain.offers import Offer
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.settings import PhoneChoice
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.phones.phone_work import PhoneView
    from moderator.ui.phones.server_process import ServerProcess
    from moderator.ui.phones.waiting_list import WaitingItem

T = TypeVar("T")
_MOVE_AFTER_MS = 600
"""Arrow keys pass over adapters on their way: phones follow only once one stays chosen."""
_WIDE_FROM = 800
"""Below this width, px at 100 % text, the halves stand below each other."""


class PhonesScreen(Screen):
    """The door on the left, what came through it on the right.

    Signals:
        posters_wanted: posters with the address shall be printed.
    """

    posters_wanted = Signal(str)
    photo_wanted = Signal(object)
    """The dots on a photo from a table shall be counted."""

    def __init__(self, look: Look, background: Background, server: ServerProcess) -> None:
        super().__init__(look, background)
        self.server = server
        self.banner, self.door = Banner(look), DoorPanel(look)
        self.glance, self.inbox = GlancePanel(look), PhotoInbox(look, background)
        self.display: JoinDisplay | None = None
        self.test: SelfTestDialog | None = None
        self._view: PhoneView | None = None
        self._leads_on = False
        """The button that was pressed goes away: the keyboard goes to what comes next."""
        self._moving = Pause(self, _MOVE_AFTER_MS, self._move)
        self._arrange()
        self._connect()
        self._show_server()
        self._show_wifi()

    def _arrange(self) -> None:
        right, halves = QVBoxLayout(), QHBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.glance, 1)
        right.addWidget(self.inbox)
        halves.setSpacing(32)
        halves.addWidget(self.door, 1)
        halves.addLayout(right, 1)
        self._halves = halves
        area = scrolled_part(halves)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(area, 1)
        self._area = area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves below each other where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self.look.px(_WIDE_FROM)
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)

    def _connect(self) -> None:
        door, glance, network = self.door, self.glance, self.door.network
        door.begin_wanted.connect(self.begin)
        door.end_wanted.connect(self.end)
        door.large_wanted.connect(self.show_large)
        door.posters_wanted.connect(self.print_posters)
        door.test_wanted.connect(self.begin_test)
        network.address_chosen.connect(self.network_chosen)
        network.wifi_typed.connect(self._keep_wifi)
        glance.take_wanted.connect(self.take)
        glance.decline_wanted.connect(self.decline)
        glance.change_wanted.connect(self.ask_for_change)
        glance.look_wanted.connect(self.show_picture)
        glance.door_wanted.connect(self._change_door)
        self.inbox.failed.connect(self.banner.fail)
        self.inbox.count_wanted.connect(self.photo_wanted)
        self.server.changed.connect(self._show_server)
        self.server.counted.connect(self._show_phones)
        self.server.tested.connect(self._take_test_step)
        self.server.guessed.connect(self._warn_of_guesses)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command(Group.PHONES, msg("Let phones in"), self.begin, ("Ctrl+Return",), within=self),
            Command(Group.PHONES, msg("Show large"), self.show_large, ("F11",), within=self),
            Command(Group.PHONES, msg("Test with a phone"), self.begin_test, within=self),
            Command(Group.PHONES, msg("Send phones away"), self.end, within=self),
        ]

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the list of what waits."""
        return [
            KeyHint(Group.PHONES, msg("Onto the board"), "Enter"),
            KeyHint(Group.PHONES, msg("Change first"), "F2"),
            KeyHint(Group.PHONES, msg("Picture"), "Space"),
            KeyHint(Group.PHONES, msg("Put aside"), "Del"),
        ]

    # ------------------------------------------------------------------- reading

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open."""
        self._view = None
        self.banner.put_away()
        self.glance.show_waiting([], [], {})
        self.inbox.show_pictures([])
        self._show_server()

    def hear(self, event: Event, asker: QObject | None) -> None:
        """Read anew, but not for dots: those are for other screens."""
        if not isinstance(event, DotsChanged):
            super().hear(event, asker)

    def refresh(self) -> None:
        """Read what came in."""
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        self.background.ask(
            self,
            lambda desk: phone_work.read_view(desk, workshop_id),
            self._take_view,
            self.banner.fail,
        )

    def _take_view(self, view: PhoneView) -> None:
        self._view = view
        self.glance.show_door(view.door)
        self.glance.show_waiting(view.offers, view.comments, view.ideas)
        self.inbox.show_pictures(view.pictures)
        self._show_adapters()
        self._show_addresses()

    # -------------------------------------------------------------------- server

    @property
    def _choice(self) -> PhoneChoice:
        return self.look.settings.phones

    @property
    def serves_this(self) -> bool:
        """Whether the server serves the workshop that is shown."""
        return self.workshop is not None and self.server.served == self.workshop.id

    def begin(self) -> None:
        """Let phones in."""
        if self.workshop is not None and not self.serves_this:
            self.banner.put_away()
            self._leads_on = True
            self.server.start(self.workshop.id, self._choice.address)

    def end(self) -> None:
        """Send phones away."""
        self.server.stop()

    def network_chosen(self, address: str) -> None:
        """Use the adapter with `address`, "" for the likeliest; phones have to come back there."""
        if address == self._choice.address:
            return
        self.look.remember(phones=replace(self._choice, address=address))
        self._show_adapters()
        if self.serves_this:
            self._moving.begin()

    def _move(self) -> None:
        if self.workshop is not None and self.serves_this:
            self.server.start(self.workshop.id, self._choice.address)

    def _show_adapters(self) -> None:
        if self._view is not None:
            expected = self.workshop.participants if self.workshop else None
            adapters, chosen = self._view.adapters, self._choice.address
            self.door.network.show_adapters(adapters, chosen, expected)
            # How many phones there may be depends on the adapter.
            if self.serves_this and self.server.door is not None:
                self.door.show_phones(self.server.phones)

    def _show_server(self) -> None:
        served = self.serves_this or self.server.state is ServerState.FAILED
        self.door.show_server(self.server, served=served)
        if self._leads_on and self.server.door is not None:
            self._leads_on = False
            self.door.large.setFocus()
        if self.server.state is ServerState.FAILED:
            self._tell_of_failure(self.server.why)
        self._show_addresses()

    def _tell_of_failure(self, why: str) -> None:
        self.banner.tell(
            lambda w: (
                w("Phones cannot come in: the page for them ended several times in a row."),
                why or w("Paper and this window go on. Restarting the laptop may help."),
            ),
            "danger",
        )

    def _show_phones(self, number: int) -> None:
        if self.serves_this:
            self.door.show_phones(number)

    def _show_addresses(self) -> None:
        """Tell whether a phone has proven the present address, and whether posters name it."""
        door, known = self.server.door if self.serves_this else None, self._view
        if door is None or known is None:
            return
        proven = known.addresses.proven
        here = bool(proven) and _same_place(proven, door.url)
        self.door.show_proof(known.addresses.proven_at if here else None)
        here_only = [each for each in known.addresses.all_printed if lasts_the_evening_only(each)]
        if here_only and not _same_place(here_only[0], door.url):
            self._warn_of_another_address(here_only[0], door.url)

    def _warn_of_another_address(self, printed: str, now: str) -> None:
        self.banner.tell(
            lambda w: (
                w("The printed address {printed} leads nowhere.", printed=printed),
                w(
                    "Now it is {now}. Posters have to be printed anew; codes on cards can still "
                    "be typed in by hand.",
                    now=now,
                ),
            ),
            "danger",
        )

    def _warn_of_guesses(self, number: int) -> None:
        if number:
            self.banner.tell(
                lambda w: (
                    w.plural(
                        "{n} wrong voting code within a minute",
                        "{n} wrong voting codes within a minute",
                        number,
                    ),
                    w("Somebody may be guessing. Guessing is slowed down; nobody else is."),
                ),
                "notice",
            )

    # --------------------------------------------------------------- Wi-Fi, codes

    def _keep_wifi(self, name: str, password: str) -> None:
        self.look.remember(phones=replace(self._choice, wifi_name=name, wifi_password=password))
        self._show_wifi()

    def _show_wifi(self) -> None:
        choice = self._choice
        self.door.network.show_wifi(choice.wifi_name, choice.wifi_password)
        self.door.show_wifi_code(self._wifi_code())

    def _wifi_code(self) -> str:
        # Loaded when a name is there: nothing of printing is needed at a start.
        from moderator.printing.wifi import Wifi  # noqa: PLC0415

        choice = self._choice
        try:
            return (
                Wifi(choice.wifi_name, choice.wifi_password).qr_text() if choice.wifi_name else ""
            )
        except BadInput:
            return ""

    def show_large(self) -> None:
        """Show the codes on the whole screen."""
        door = self.server.door if self.serves_this else None
        if door is None or self.workshop is None:
            return
        self.display = JoinDisplay(
            self.look, self.workshop.title, door.url, self._wifi_code(), self._choice.wifi_name
        )
        self.display.setGeometry(self.window().screen().geometry())
        self.display.showFullScreen()

    def print_posters(self) -> None:
        """Print the codes for the tables and the wall."""
        if self.serves_this and self.server.door is not None:
            self.posters_wanted.emit(self.server.door.url)

    # ----------------------------------------------------------------- self-test

    def begin_test(self) -> None:
        """Show the code of the self-test."""
        door = self.server.door if self.serves_this else None
        if door is None:
            return
        self.test = SelfTestDialog(self.look, self.window(), f"{door.url}/test/{door.test_code}")
        self.test.open()

    def _take_test_step(self, step: str, address: str) -> None:
        if self.test is not None and self.test.isVisible():
            self.test.show_step(step)
        if step == "proven" and self.workshop is not None and self.serves_this:
            workshop_id = self.workshop.id
            self._change(lambda desk: operations.phone_doors.note_proof(desk, workshop_id, address))

    # ------------------------------------------------------------------- glances

    def take(self, item: WaitingItem) -> None:
        """Put an idea onto the board, or show a comment."""
        if item.offer is not None:
            offer_id = item.offer
            self._change(lambda desk: operations.offers.take_offer(desk, offer_id))
        elif item.comment is not None:
            self._settle_comment(item, shown=True)

    def decline(self, item: WaitingItem) -> None:
        """Put an idea or a comment aside."""
        if item.offer is not None:
            offer_id = item.offer
            self._change(lambda desk: operations.offers.decline_offer(desk, offer_id))
        elif item.comment is not None:
            self._settle_comment(item, shown=False)

    def _settle_comment(self, item: WaitingItem, *, shown: bool) -> None:
        from moderator.domain.offers import CommentState  # noqa: PLC0415

        comment_id, state = item.comment, CommentState.SHOWN if shown else CommentState.DECLINED
        if comment_id is not None:
            self._change(lambda desk: operations.comments.settle_comment(desk, comment_id, state))

    def show_picture(self, item: WaitingItem) -> None:
        """Show the picture that came with an idea."""
        if item.picture is not None:
            PictureDialog(self.look, self.background, self.window(), item.picture).open()

    def ask_for_change(self, item: WaitingItem) -> None:
        """Ask for other words before the idea goes onto the board."""
        if self.workshop is None or self._view is None or item.offer is None:
            return
        offer = next((each for each in self._view.offers if each.id == item.offer), None)
        if offer is None:
            return
        workshop_id = self.workshop.id

        def headings(desk: Desk) -> list[str]:
            return [each.heading for each in operations.clusters.list_clusters(desk, workshop_id)]

        self.background.ask(
            self, headings, lambda found: self._open_offer(offer, found), self.banner.fail
        )

    def _open_offer(self, offer: Offer, headings: list[str]) -> None:
        dialog = OfferDialog(self.look, self.window(), offer, headings)

        def put(title: str, body: str, table: str, cluster: str) -> None:
            def work(desk: Desk) -> object:
                change = operations.ideas.IdeaChange(title, body, table, cluster)
                return operations.offers.take_offer(desk, offer.id, change)

            self.background.ask(
                dialog, work, lambda _idea: dialog.accept(), dialog.fail, changes=True
            )

        dialog.filled.connect(put)
        dialog.open()

    def _change_door(self, ideas_wait: bool, comments_wait: bool, open_joining: bool) -> None:
        if self.workshop is None:
            return
        workshop_id = self.workshop.id

        def work(desk: Desk) -> object:
            change = operations.phone_doors.DoorChange(ideas_wait, comments_wait, open_joining)
            return operations.phone_doors.change_door(desk, workshop_id, change)

        self._change(work)

    def _change(self, work: Callable[[Desk], T]) -> None:
        self.background.ask(self, work, None, self._fail, changes=True)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ModeratorError):
            self.banner.fail(error)
        self.mark_stale()

    def take_focus(self) -> None:
        """Put the keyboard on what is to be done next."""
        if self.door.begin.isVisibleTo(self) and self.door.begin.isEnabled():
            self.door.begin.setFocus()
        else:
            self.glance.take_focus()


def _same_place(one: str, other: str) -> bool:
    return one.rstrip("/").lower() == other.rstrip("/").lower()
