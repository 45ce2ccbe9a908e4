"""Which network the phones are in: the adapter, what to look out for, name and password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.phones.network_words import (
    adapter_line,
    firewall_words,
    network_hint,
    used_adapter,
)
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.network_adapters import RatedAdapter
    from moderator.i18n import Words
    from moderator.ui.look import Look

_PAUSE = 300
_ROOM = 12


class NetworkPanel(QWidget):
    """A list of adapters with a hint below, and the room's Wi-Fi.

    Signals:
        address_chosen: another network adapter was chosen; "" is the likeliest.
        wifi_typed: name and password of the room's network.
    """

    address_chosen = Signal(str)
    wifi_typed = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.adapter, self.hint = QComboBox(), label("caption", wrap=True)
        self.firewall = label("caption", wrap=True)
        self.wifi_name, self.wifi_password = LineEdit(), LineEdit()
        self._adapters: list[RatedAdapter] = []
        self._chosen = ""
        self._expected: int | None = None
        self._typed = Pause(self, _PAUSE, self._tell_wifi)
        self._arrange()
        self.adapter.activated.connect(
            lambda at: self.address_chosen.emit(self.adapter.itemData(at))
        )
        for field in (self.wifi_name, self.wifi_password):
            field.textEdited.connect(self._typed.begin)

    def _arrange(self) -> None:
        # A list as wide as its longest line would push the other half off the screen.
        self.adapter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.adapter.setMinimumContentsLength(_ROOM)
        self.bound.text(self.firewall.setText, firewall_words())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        add_field(self.bound, column, msg("Network that the phones are in"), self.adapter)
        column.addWidget(self.hint)
        column.addWidget(self.firewall)
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

    @property
    def used(self) -> RatedAdapter | None:
        """The adapter that phones come in at."""
        return used_adapter(self._adapters, self._chosen)

    def show_wifi(self, name: str, password: str) -> None:
        """Show the room's network; a field that is typed in stays."""
        for field, text in ((self.wifi_name, name), (self.wifi_password, password)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)

    def show_firewall(self, *, shown: bool) -> None:
        """Show what the firewall has to allow: while phones are let in and none has come."""
        self.firewall.setVisible(shown)

    def show_adapters(
        self, adapters: Sequence[RatedAdapter], chosen: str, expected: int | None
    ) -> None:
        """Offer `adapters`.

        Args:
            adapters: all adapters, the likeliest first.
            chosen: the address chosen by hand, "" for the likeliest.
            expected: number of people expected, None if unknown.
        """
        shown = (list(adapters), chosen, expected)
        if shown != (self._adapters, self._chosen, self._expected) or not self.adapter.count():
            self._adapters, self._chosen, self._expected = shown
            self.bound.words("adapters", self._offer)

    def _offer(self, w: Words) -> None:
        self.adapter.clear()
        likeliest = used_adapter(self._adapters, "")
        address = likeliest.adapter.address if likeliest else ""
        first = w("The likeliest: {address}", address=address) if address else w("No network")
        self.adapter.addItem(first, "")
        for each in self._adapters:
            self.adapter.addItem(adapter_line(w, each), each.adapter.address)
        place = self.adapter.findData(self._chosen) if self._chosen else 0
        if place < 0:
            gone = w("{address} · not there at the moment", address=self._chosen)
            self.adapter.addItem(gone, self._chosen)
            place = self.adapter.count() - 1
        self.adapter.setCurrentIndex(place)
        self.hint.setText(network_hint(w, self._adapters, self._chosen, self._expected))

    def _tell_wifi(self) -> None:
        self.wifi_typed.emit(self.wifi_name.text().strip(), self.wifi_password.text())
