"""A quiet sentence on a ground of its own: something to know before one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from moderator.ui import icons
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look


class Notice(QFrame):
    """Hidden until `setVisible`; `text` is what it says, `say` changes it."""

    def __init__(
        self,
        bound: Bindings,
        sentence: str,
        parent: QWidget | None = None,
        *,
        is_grave: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_grave = is_grave
        self.setProperty("role", "danger" if is_grave else "notice")
        self._sign, self._text = QLabel(), label("", wrap=True)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        if sentence:
            bound.text(self.say, sentence)
        bound.look(self, self._draw)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for every line: crowded layouts would squeeze them together."""
        super().resizeEvent(event)
        self._claim_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure anew: only now the text has its true size."""
        super().showEvent(event)
        self._claim_room()

    def say(self, text: str) -> None:
        """Say `text`, already in the person's language."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._claim_room()

    def _claim_room(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
        # A frame that grows while it is laid out would keep its text in the former height.
        self._row.invalidate()
        self._row.activate()

    def _draw(self, look: Look) -> None:
        ratio = self.devicePixelRatioF()
        name = "triangle-alert" if self._is_grave else "info"
        colour = look.colours.danger if self._is_grave else look.colours.ink_soft
        self._sign.setPixmap(icons.sign_pixmap(name, colour, look.px(18), ratio))
