"""The left half of the phones screen: how the server is doing and the codes to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.phones.network_panel import NetworkPanel
from moderator.ui.phones.network_words import HOTSPOT_PHONES
from moderator.ui.phones.qr_picture import QrPicture
from moderator.ui.phones.server_process import ServerState
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.phones.server_process import ServerProcess

_OFF, _ON = range(2)
_CODE = 132

_STATES = {
    ServerState.OFF: (msg("closed"), "chip"),
    ServerState.STARTING: (msg("Starting …"), "chip"),
    ServerState.ON: (msg("Phones can come in"), "chip-open"),
    ServerState.AGAIN: (msg("Interrupted, starting again …"), "danger"),
    ServerState.FAILED: (msg("stopped"), "danger"),
}


class DoorPanel(QWidget):
    """Says whether phones can come in, and shows how.

    Signals:
        begin_wanted: phones shall come in.
        end_wanted: they shall not any more.
        large_wanted: the codes shall fill the projector.
        posters_wanted: the codes shall be printed.
        test_wanted: a real phone shall prove it.
    """

    begin_wanted = Signal()
    end_wanted = Signal()
    large_wanted = Signal()
    posters_wanted = Signal()
    test_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.state, self.phones = label("chip"), label("soft")
        self.address, self.proof = label("heading"), label("soft", wrap=True)
        self.page_code, self.wifi_code = QrPicture(look.px(_CODE)), QrPicture(look.px(_CODE))
        self.network = NetworkPanel(look)
        self._pages = QStackedWidget()
        self._arrange()
        self.begin.clicked.connect(self.begin_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.large.clicked.connect(self.large_wanted)
        self.posters.clicked.connect(self.posters_wanted)
        self.test.clicked.connect(self.test_wanted)

    # ----------------------------------------------------------------- building

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._pages.addWidget(self._off_page())
        self._pages.addWidget(self._on_page())
        column.addLayout(self._heading())
        column.addWidget(self._pages, 1)
        column.addWidget(self.network)

    def _heading(self) -> QHBoxLayout:
        heading, top = label("heading"), QHBoxLayout()
        self.bound.text(heading.setText, msg("Phones"))
        top.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignVCenter
        top.addWidget(heading, 0, middle)
        top.addWidget(self.state, 0, middle)
        top.addStretch(1)
        top.addWidget(self.phones, 0, middle)
        return top

    def _off_page(self) -> QWidget:
        empty = EmptyState(
            self.bound,
            "smartphone",
            msg("Let phones take part"),
            msg("Phones open a page on this laptop. It needs no internet and no account."),
        )
        self.begin = push_button(
            self.bound, msg("Let phones in"), role="primary", icon="play", key="Ctrl+Enter"
        )
        empty.add_button(self.begin)
        return empty

    def _on_page(self) -> QWidget:
        page = QFrame()
        page.setObjectName("sheet")
        codes = QHBoxLayout()
        codes.setSpacing(24)
        self.page_step, wifi_step = label("field"), label("field")
        self.bound.text(wifi_step.setText, msg("1 Join the Wi-Fi"))
        self.bound.text(self.wifi_code.setAccessibleName, msg("1 Join the Wi-Fi"))
        self.bound.text(self.page_code.setAccessibleName, msg("Open the page"))
        self._wifi_side = _below(wifi_step, self.wifi_code)
        codes.addWidget(self._wifi_side, 1)
        codes.addWidget(_below(self.page_step, self.page_code), 1)
        self.large = push_button(self.bound, msg("Show large"), icon="monitor", key="F11")
        self.posters = push_button(self.bound, msg("Print posters"), icon="printer")
        self.test = push_button(self.bound, msg("Test with a phone"), icon="smartphone")
        self.end = push_button(self.bound, msg("Send phones away"), role="quiet", icon="x")
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.setMinimumWidth(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(8)
        column.addLayout(codes, 1)
        column.addWidget(self.address)
        column.addWidget(self.proof)
        column.addLayout(flow_of(self.large, self.posters, self.test, self.end))
        return page

    # ------------------------------------------------------------------- showing

    def show_server(self, server: ServerProcess, *, served: bool) -> None:
        """Show how the server is doing; `served` is false while it serves another workshop."""
        state = server.state if served else ServerState.OFF
        text, role = _STATES[state]
        self.bound.text(self.state.setText, text)
        set_role(self.state, role)
        door = server.door if served else None
        self._pages.setCurrentIndex(_ON if door else _OFF)
        self.begin.setEnabled(state in {ServerState.OFF, ServerState.FAILED})
        self.address.setText(door.url if door else "")
        self.page_code.show_text(_in_capitals(door.url) if door else "")
        self.show_phones(server.phones if door else None)

    def show_phones(self, number: int | None) -> None:
        """Show how many phones are here; None while none can be."""

        def speak(w: Words) -> None:
            used = self.network.used
            if number is None:
                self.phones.setText("")
            elif used is not None and used.shares:
                most = HOTSPOT_PHONES
                self.phones.setText(w("{n} of about {most} phones", n=number, most=most))
            else:
                self.phones.setText(w.plural("{n} phone is here", "{n} phones are here", number))

        self.bound.words("phones", speak)
        self.network.show_firewall(shown=number == 0)

    def show_proof(self, moment: datetime | None) -> None:
        """Show when a real phone arrived at the present address, None if none did."""

        def speak(w: Words) -> None:
            if moment is None:
                self.proof.setText(w("Not tested with a phone yet"))
            else:
                self.proof.setText(w("Proven with a phone: {time}", time=self._moment(moment)))

        set_role(self.proof, "soft" if moment is None else "positive")
        self.bound.words("proof", speak)

    def _moment(self, moment: datetime) -> str:
        local, today = moment.astimezone(), moment.now().astimezone().date()
        clock = self._look.locale.toString(
            QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat
        )
        return clock if local.date() == today else f"{self._look.day(local.date())}, {clock}"

    def show_wifi_code(self, code: str) -> None:
        """Show the code to join the room's network; empty where there is nothing to join."""
        self.wifi_code.show_text(code)
        self._wifi_side.setVisible(bool(code))
        step = msg("2 Open the page") if code else msg("Open the page")
        self.bound.text(self.page_step.setText, step)


def _below(title: QLabel, picture: QrPicture) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    column.addWidget(picture, 1)
    return side


def _in_capitals(url: str) -> str:
    # Alphanumeric mode makes the code coarser; the scheme stays in small letters.
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.upper()}"
