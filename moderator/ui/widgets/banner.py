"""A message beside what it is about: what happened, what to do, and a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from moderator.errors import msg
from moderator.ui import icons
from moderator.ui.bindings import Bindings
from moderator.ui.failure_words import failure_words
from moderator.ui.widgets.buttons import sign_button
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from moderator.i18n import Words
    from moderator.ui.look import Look

_SIGNS = {"danger": "triangle-alert", "notice": "info", "positive": "circle-check"}
_COLOURS = {"danger": "danger", "notice": "ink_soft", "positive": "positive"}


class Banner(QFrame):
    """Hidden until there is something to say; stays until it is solved or put away."""

    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self._sign = QLabel()
        self._title, self._advice = label("strong", wrap=True), label("soft", wrap=True)
        self._buttons = QHBoxLayout()
        self._close = sign_button(self.bound, msg("Put away"), "x")
        self._close.clicked.connect(self.put_away)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(texts, 1)
        row.addLayout(self._buttons)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def fail(self, error: Exception) -> None:
        """Tell of a failure."""
        self.tell(lambda w: failure_words(w, error), "danger")

    def tell(self, speak: Callable[[Words], tuple[str, str]], role: str = "notice") -> None:
        """Show a title and a second sentence; replaces what was shown."""
        self.clear_buttons()
        set_role(self, role)
        self.bound.words("message", lambda w: self._say(*speak(w)))
        self.bound.look("sign", lambda look: self._draw(look, role))
        self.show()

    def offer(self, text: str, way_on: Callable[[], object], role: str = "") -> QPushButton:
        """Add a button to the message that is shown."""
        button = QPushButton(self._look.w(text))
        button.setAutoDefault(False)
        if role:
            button.setProperty("role", role)
        button.clicked.connect(way_on)
        self._buttons.addWidget(button)
        self.bound.words(("button", self._buttons.count()), lambda w: button.setText(w(text)))
        return button

    def clear_buttons(self) -> None:
        """Take all offered buttons away."""
        while (item := self._buttons.takeAt(0)) is not None:
            self.bound.forget(("button", self._buttons.count() + 1))
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()

    def put_away(self) -> None:
        """Hide the message."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons that are offered."""
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        found = (item.widget() for item in items if item is not None)
        return [each for each in found if isinstance(each, QPushButton)]

    @property
    def message(self) -> str:
        """What is said, both sentences."""
        return f"{self._title.text()} {self._advice.text()}".strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for every line: in a crowded window layouts would squeeze them together."""
        super().resizeEvent(event)
        self._claim_room()

    def _claim_room(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _say(self, title: str, advice: str) -> None:
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._claim_room()
        self.setAccessibleName(title)
        self.setAccessibleDescription(advice)

    def _draw(self, look: Look, role: str) -> None:
        colour = getattr(look.colours, _COLOURS[role])
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icons.sign_pixmap(_SIGNS[role], colour, look.px(20), ratio))
