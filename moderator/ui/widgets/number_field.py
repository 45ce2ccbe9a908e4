"""A field for a whole number."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

_INSET = 6
"""Blank before the number, px; style sheets cannot give it to spin boxes."""


class NumberField(QSpinBox):
    """A spin box that counts from `least` to `most`."""

    def __init__(self, least: int, most: int, value: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)
