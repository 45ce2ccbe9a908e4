"""A reading under way: what the first look says, how far it is, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.photos.doubt_words import hint_sentence
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.vision.readings import QuickLook

_WHOLE = 1000


class ReadingPage(QWidget):
    """One line for each photo that was looked at, and a bar.

    Signals:
        stop_wanted: the reading shall end.
    """

    stop_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.heading, self.told = label("heading"), label("body", wrap=True)
        self.hint, self.bar = label("soft", wrap=True), QProgressBar()
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.stop = push_button(self.bound, msg("Cancel"), icon="x", key="Esc")
        self.stop.clicked.connect(self.stop_wanted)
        self._looks: list[QuickLook] = []
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for each in (self.heading, self.told, self.hint):
            each.setAlignment(centre)
            column.addWidget(each)
        self.bound.look(self.bar, lambda now: self.bar.setFixedWidth(now.px(420)))
        column.addWidget(self.bar, 0, centre)
        column.addWidget(self.stop, 0, centre)
        column.addStretch(3)
        self.bound.text(self.heading.setText, msg("Reading the photo …"))
        self.bound.text(self.bar.setAccessibleName, msg("Reading the photo …"))

    def begin(self) -> None:
        """Begin with nothing known."""
        self._looks = []
        self.bar.setValue(0)
        self.bound.words("told", self._speak)
        self.stop.setFocus()

    def take_look(self, look: QuickLook) -> None:
        """Tell what a first look says."""
        self._looks.append(look)
        self.bound.words("told", self._speak)

    def go_on(self, part: float) -> None:
        """Show that this part of all, 0 to 1, is done."""
        self.bar.setValue(round(part * _WHOLE))

    def _speak(self, w: Words) -> None:
        lines = [
            w(
                "{photo}: {n} of {all} cards at first sight",
                photo=look.photo.name,
                n=len(look.found),
                all=look.issued,
            )
            for look in self._looks
        ]
        hints = dict.fromkeys(hint_sentence(w, hint) for look in self._looks for hint in look.hints)
        self.told.setText("\n".join(lines))
        self.hint.setText("\n".join(filter(None, hints)))
