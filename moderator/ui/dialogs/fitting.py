"""Sizes of dialogs that never grow beyond the window they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from moderator.ui.look import Look

_EDGE = 24


def fit_size(dialog: QDialog, look: Look, width: int, height: int) -> None:
    """Give `dialog` a size, px at 100 %, enlarged with the text as far as the window allows."""
    wanted_width, wanted_height = look.px(width), look.px(height)
    parent = dialog.parentWidget()
    if parent is not None:
        wanted_width = min(wanted_width, parent.window().width() - _EDGE)
        wanted_height = min(wanted_height, parent.window().height() - _EDGE)
    dialog.resize(wanted_width, wanted_height)
