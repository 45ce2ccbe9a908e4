"""Says what is being worked on when it takes longer than a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from moderator.ui.bindings import Bindings
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.ui.look import Look

_MOMENT = 300
"""Milliseconds that pass before anything is shown: quick work must not flicker."""


class ProgressLine(QWidget):
    """A sentence and a bar; hidden while nothing takes long."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._bound = Bindings(look, self)
        self._text, self._bar = label("soft"), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(look.px(240))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_MOMENT)
        self._soon.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addStretch(1)
        self.hide()

    def begin(self, text: str) -> None:
        """Something has begun; `text` is an English message id."""
        self._bound.text(self._text.setText, text)
        self._bar.setAccessibleName(self._text.text())
        self._soon.start()

    def end(self) -> None:
        """It has ended."""
        self._soon.stop()
        self.hide()
