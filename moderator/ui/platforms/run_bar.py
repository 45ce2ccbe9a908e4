"""How far a run has come, with pause and stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look


class RunBar(QFrame):
    """Hidden while nothing goes on with a platform.

    Signals:
        pause_wanted: hold (True) or go on (False).
        stop_wanted: end after what is under way.
    """

    pause_wanted = Signal(bool)
    stop_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.bound = Bindings(look, self)
        self.text, self.bar = label("strong"), QProgressBar()
        self.pause = push_button(self.bound, msg("Pause"), icon="pause")
        self.go_on = push_button(self.bound, msg("Continue"), icon="play")
        self.stop = push_button(self.bound, msg("Stop"), role="quiet", icon="x", key="Esc")
        self._what = ""
        self._numbers = (0, 0)
        self._paused = self._stopping = False
        self._arrange()
        self.pause.clicked.connect(lambda: self._hold(paused=True))
        self.go_on.clicked.connect(lambda: self._hold(paused=False))
        self.stop.clicked.connect(self._end_soon)
        self.hide()

    def _arrange(self) -> None:
        self.bar.setTextVisible(False)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self.text)
        texts.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 12)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        for button in (self.pause, self.go_on, self.stop):
            row.addWidget(button)

    def begin(self, what: str, *, can_pause: bool) -> None:
        """Something has begun; `what` is an English message id."""
        self._what, self._numbers = what, (0, 0)
        self._paused = self._stopping = False
        self.bar.setRange(0, 0)
        self.pause.setVisible(can_pause)
        self.go_on.hide()
        self.stop.setEnabled(True)
        self.bound.words("text", self._write)
        self.show()

    def go_to(self, done: int, total: int) -> None:
        """`done` of `total` are sent."""
        self._numbers = (done, total)
        self.bar.setRange(0, max(total, 1) if total else 0)
        self.bar.setValue(done)
        self.bound.words("text", self._write)

    def end(self) -> None:
        """It has ended."""
        self.hide()

    def _hold(self, *, paused: bool) -> None:
        had_keyboard = self.pause.hasFocus() or self.go_on.hasFocus()
        self._paused = paused
        self.pause.setVisible(not paused)
        self.go_on.setVisible(paused)
        if had_keyboard:
            (self.go_on if paused else self.pause).setFocus()
        self.bound.words("text", self._write)
        self.pause_wanted.emit(paused)

    def _end_soon(self) -> None:
        self._stopping = True
        self.stop.setEnabled(False)
        self.bound.words("text", self._write)
        self.stop_wanted.emit()

    def _write(self, w: Words) -> None:
        self.text.setText(self._words(w))
        self.bar.setAccessibleName(self.text.text())

    def _words(self, w: Words) -> str:
        done, total = (w.number(each) for each in self._numbers)
        if self._stopping:
            return w("Stopping; what is under way is still finished …")
        if self._paused:
            return w("Paused: {done} of {total} sent.", done=done, total=total)
        if self._numbers[1]:
            return w("Sending: {done} of {total} …", done=done, total=total)
        return w(self._what)
