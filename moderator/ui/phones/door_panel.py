"""The left half of the phones screen: how the server is doing, the codes to join, the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moderator.domain.network_adapters import AdapterKind, best_adapter
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.phones.qr_picture import QrPicture
from moderator.ui.phones.server_process import ServerState
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.labels import label, set_role
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.network_adapters import RatedAdapter
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.phones.server_process import ServerProcess

_OFF, _ON = range(2)
_CODE = 144
_PAUSE = 300

_STATES = {
    ServerState.OFF: (msg("closed"), "chip"),
    ServerState.STARTING: (msg("Starting …"), "chip"),
    ServerState.ON: (msg("Phones can come in"), "chip-open"),
    ServerState.AGAIN: (msg("Interrupted, starting again …"), "danger"),
    ServerState.FAILED: (msg("The page for phones cannot be started"), "danger"),
}
_KINDS = {
    AdapterKind.WIFI: msg("Wi-Fi"),
    AdapterKind.CABLE: msg("cable"),
    AdapterKind.TUNNEL: msg("VPN"),
    AdapterKind.SWITCH: msg("virtual"),
    AdapterKind.OTHER: msg("network"),
}


class DoorPanel(QWidget):
    """Says whether phones can come in, and shows how.

    Signals:
        begin_wanted: phones shall come in.
        end_wanted: they shall not any more.
        large_wanted: the codes shall fill the projector.
        posters_wanted: the codes shall be printed.
        test_wanted: a real phone shall prove it.
        address_chosen: another network adapter was chosen; "" is the likeliest.
        wifi_typed: name and password of the room's network.
    """

    begin_wanted = Signal()
    end_wanted = Signal()
    large_wanted = Signal()
    posters_wanted = Signal()
    test_wanted = Signal()
    address_chosen = Signal(str)
    wifi_typed = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.state, self.phones, self.address = label("chip"), label("soft"), label("figure")
        self.page_code, self.wifi_code = QrPicture(look.px(_CODE)), QrPicture(look.px(_CODE))
        self.adapter, self.hint = QComboBox(), label("caption", wrap=True)
        self.wifi_name, self.wifi_password = LineEdit(), LineEdit()
        self._adapters: list[RatedAdapter] = []
        self._chosen = ""
        self._pages = QStackedWidget()
        self._typed = Pause(self, _PAUSE, self._tell_wifi)
        self._arrange()
        self._connect()

    # ----------------------------------------------------------------- building

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        heading, top = label("figure"), QHBoxLayout()
        self.bound.text(heading.setText, msg("Phones"))
        top.setSpacing(12)
        top.addWidget(heading)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.phones)
        column.addLayout(top)
        self._pages.addWidget(self._off_page())
        self._pages.addWidget(self._on_page())
        column.addWidget(self._pages, 1)
        column.addLayout(self._network())

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
        self._wifi_side = _with_name(self.bound, msg("1 Join the Wi-Fi"), self.wifi_code)
        codes.addWidget(self._wifi_side, 1)
        codes.addWidget(_with_name(self.bound, msg("2 Open the page"), self.page_code), 1)
        self.large = push_button(self.bound, msg("Show large"), icon="monitor")
        self.posters = push_button(self.bound, msg("Print posters"), icon="printer")
        self.test = push_button(self.bound, msg("Test with a phone"), icon="smartphone")
        self.end = push_button(self.bound, msg("Send phones away"), role="quiet", icon="x")
        buttons = FlowLayout()
        for button in (self.large, self.posters, self.test, self.end):
            buttons.addWidget(button)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(codes, 1)
        column.addWidget(self.address)
        column.addLayout(buttons)
        return page

    def _network(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        add_field(self.bound, column, msg("Network that the phones are in"), self.adapter)
        column.addWidget(self.hint)
        wifi = QHBoxLayout()
        wifi.setSpacing(12)
        for name, field in (
            (msg("Name of the Wi-Fi"), self.wifi_name),
            (msg("Password of the Wi-Fi"), self.wifi_password),
        ):
            side = QVBoxLayout()
            add_field(self.bound, side, name, field)
            wifi.addLayout(side, 1)
        column.addLayout(wifi)
        return column

    def _connect(self) -> None:
        self.begin.clicked.connect(self.begin_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.large.clicked.connect(self.large_wanted)
        self.posters.clicked.connect(self.posters_wanted)
        self.test.clicked.connect(self.test_wanted)
        self.adapter.activated.connect(
            lambda at: self.address_chosen.emit(self.adapter.itemData(at))
        )
        for field in (self.wifi_name, self.wifi_password):
            field.textEdited.connect(self._typed.begin)

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
            shown = "" if number is None else w.plural("{n} phone", "{n} phones", number)
            self.phones.setText(shown)

        self.bound.words("phones", speak)

    def show_wifi(self, name: str, password: str, code: str) -> None:
        """Show the room's network; `code` is empty where there is nothing to join."""
        for field, text in ((self.wifi_name, name), (self.wifi_password, password)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self.wifi_code.show_text(code)
        self._wifi_side.setVisible(bool(code))

    def show_adapters(self, adapters: Sequence[RatedAdapter], chosen: str) -> None:
        """Offer `adapters`; `chosen` is the address chosen by hand, "" for the likeliest."""
        self._adapters, self._chosen = list(adapters), chosen
        self.bound.words("adapters", self._offer)

    def _offer(self, w: Words) -> None:
        self.adapter.clear()
        best = best_adapter(self._adapters)
        likeliest = best.adapter.address if best else ""
        self.adapter.addItem(
            w("The likeliest: {address}", address=likeliest) if likeliest else w("Please choose"),
            "",
        )
        for each in self._adapters:
            kind = w(_KINDS[each.kind])
            self.adapter.addItem(
                f"{each.adapter.address} · {each.adapter.name} ({kind})", each.adapter.address
            )
        place = self.adapter.findData(self._chosen) if self._chosen else 0
        self.adapter.setCurrentIndex(max(place, 0))
        self.hint.setText(w(self._hint(likeliest)))

    def _hint(self, likeliest: str) -> str:
        if not self._adapters:
            return msg(
                "This laptop is in no network. Switch on its hotspot or join the room's Wi-Fi."
            )
        if not likeliest and not self._chosen:
            return msg(
                "Two networks are about as likely. A test with a phone shows which is right."
            )
        shares = [
            each.shares
            for each in self._adapters
            if each.adapter.address == (self._chosen or likeliest)
        ]
        if any(shares):
            return msg(
                "This laptop's own hotspot. Most take about 8 phones; an access point takes more."
            )
        return msg("Guest Wi-Fi often keeps phones apart from the laptop: better test it first.")

    def _tell_wifi(self) -> None:
        self.wifi_typed.emit(self.wifi_name.text().strip(), self.wifi_password.text())


def _with_name(bound: Bindings, name: str, picture: QrPicture) -> QWidget:
    side = QWidget()
    title = QLabel()
    title.setProperty("role", "field")
    bound.text(title.setText, name)
    bound.text(picture.setAccessibleName, name)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(title)
    column.addWidget(picture, 1)
    return side


def _in_capitals(url: str) -> str:
    # Alphanumeric mode makes the code coarser; the scheme stays in small letters.
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.upper()}"
