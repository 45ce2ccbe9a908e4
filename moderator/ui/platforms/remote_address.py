"""The address of something on a platform: opened in the browser, or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import flow_of

if TYPE_CHECKING:
    from moderator.ui.look import Look


class RemoteAddress(QWidget):
    """Two quiet buttons; hidden where there is no address."""

    noted = Signal(str)
    """One short sentence for the status line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.address = ""
        self.browse = push_button(
            self.bound, msg("Open in the browser"), role="quiet", icon="external-link"
        )
        self.copy = push_button(self.bound, msg("Copy address"), role="quiet", icon="copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow_of(self.browse, self.copy))
        self.browse.clicked.connect(lambda: open_address(self.address))
        self.copy.clicked.connect(self._copy)

    def show_address(self, address: str) -> None:
        """Offer `address`, empty for none."""
        self.address = address
        self.setToolTip(address)
        self.setVisible(is_web_address(address))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address)
        self.noted.emit(self._look.w("Copied: {address}", address=self.address))


def is_web_address(address: str) -> bool:
    """Tell whether a browser may be sent there: addresses come from the platform."""
    return address.startswith(("https://", "http://"))


def open_address(address: str) -> None:
    """Open a web page with the program that the system has for it."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 (a start opens none)
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    if is_web_address(address):
        QDesktopServices.openUrl(QUrl(address))
