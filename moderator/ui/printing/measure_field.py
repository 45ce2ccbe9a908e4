"""A field for a length in millimetres, with a decimal comma or point."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from moderator.ui.widgets.labels import repolish
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from moderator.i18n import Words

_MOST_SIGNS = 8


class MeasureField(LineEdit):
    """Shows and takes a length; the arrow keys change it by `step`."""

    def __init__(self) -> None:
        super().__init__()
        self._step, self._decimal = 0.5, "."
        self.setMaxLength(_MOST_SIGNS)

    @property
    def length(self) -> float | None:
        """What was typed; None if that is no number."""
        text = self.text().strip().replace(",", ".").replace("−", "-")
        try:
            typed = float(text)
        except ValueError:
            return None
        return typed if isfinite(typed) else None

    def set_step(self, step: float) -> None:
        """Change the length by `step` with the arrow keys."""
        self._step = step

    def show_length(self, length: float, w: Words) -> None:
        """Show a length as the language writes it."""
        self._decimal = w.formula(".")
        self.setText(_written(length, self._decimal))

    def speak(self, w: Words) -> None:
        """Write the length that is shown as another language does."""
        if self.length is not None:
            self.show_length(self.length, w)

    def mark(self, *, wrong: bool) -> None:
        """Show that what was typed cannot be meant."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            repolish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not steps or self.length is None:
            super().keyPressEvent(event)
            return
        self.setText(_written(self.length + steps * self._step, self._decimal))
        self.textEdited.emit(self.text())


def _written(length: float, decimal: str) -> str:
    return f"{round(length, 3) + 0:g}".replace(".", decimal).replace("-", "−")
