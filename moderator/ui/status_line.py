"""The line at the bottom: what is saved, what just happened, and that nothing leaves the room."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTime, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from moderator.errors import msg
from moderator.ui import icons
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look

_NOTE_STAYS = 8000
"""Milliseconds for which a note is shown."""


class Saved(Enum):
    """What can be said about the last change."""

    OPENING = auto()
    NOTHING_YET = auto()
    SAVING = auto()
    DONE = auto()
    FAILED = auto()


_WORDS = {
    Saved.OPENING: msg("Opening …"),
    Saved.NOTHING_YET: msg("Everything is saved"),
    Saved.SAVING: msg("Saving …"),
    Saved.FAILED: msg("Not saved"),
}


class StatusLine(QWidget):
    """Says “Saved” only after the commit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.bound = Bindings(look, self)
        self.saved, self.note, self.offline = label("soft"), label("soft"), label("soft")
        self._sign, self._offline_sign = QLabel(), QLabel()
        self._state, self._at = Saved.OPENING, QTime()
        self._note_ends = QTimer(self)
        self._note_ends.setSingleShot(True)
        self._note_ends.setInterval(_NOTE_STAYS)
        self._note_ends.timeout.connect(self.note.clear)
        self._arrange()
        self.bound.words("saved", self._write)
        self.bound.look("signs", self._draw)
        self.bound.text(self.offline.setText, msg("Works offline"))
        self.bound.text(
            self.offline.setToolTip, msg("Everything stays on this computer. Nothing is sent.")
        )

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.saved)
        row.addSpacing(16)
        row.addWidget(self.note, 1)
        row.addWidget(self._offline_sign)
        row.addWidget(self.offline)

    def tell(self, state: Saved) -> None:
        """Show `state`; `Saved.DONE` is shown with the present time."""
        self._state = state
        if state is Saved.DONE:
            self._at = QTime.currentTime()
        self._write(self._look.w)
        self._draw(self._look)

    @property
    def state(self) -> Saved:
        """What is shown about the last change."""
        return self._state

    def show_note(self, text: str) -> None:
        """Show one sentence for a few seconds."""
        self.note.setText(text)
        self._note_ends.start()

    def _write(self, w: Words) -> None:
        if self._state is Saved.DONE:
            time = self._look.locale.toString(self._at, QLocale.FormatType.ShortFormat)
            self.saved.setText(w("Saved ✓ {time}", time=time))
        else:
            self.saved.setText(w(_WORDS[self._state]))

    def _draw(self, look: Look) -> None:
        failed, settled = self._state is Saved.FAILED, {Saved.DONE, Saved.NOTHING_YET}
        colour = look.colours.danger if failed else look.colours.ink_soft
        if self._state in settled:
            colour = look.colours.positive
        self._paint(self._sign, "triangle-alert" if failed else "save", colour)
        self._paint(self._offline_sign, "monitor", look.colours.ink_soft)

    def _paint(self, place: QLabel, sign: str, colour: str) -> None:
        size, ratio = self._look.px(16), self.devicePixelRatioF()
        place.setPixmap(icons.sign_pixmap(sign, colour, size, ratio))
