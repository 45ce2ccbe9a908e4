"""All keys at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.commands import Command, Group, KeyHint, shown_keys
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.ui.look import Look

_ONE_COLUMN = 150
"""From this text size on, in percent, the keys stand in one column."""


class KeysDialog(QDialog):
    """Lists every command that has a key, and the keys that work where the focus is."""

    def __init__(self, look: Look, parent: QWidget, entries: Sequence[Command | KeyHint]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._look = look
        self.bound = Bindings(look, self)
        self.bound.text(self.setWindowTitle, msg("All keys"))
        self.listed = {keys: look.w(text) for group in Group for text, keys in _of(group, entries)}
        heading = label("heading")
        self.bound.text(heading.setText, msg("All keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(heading)
        layout.addWidget(self._scroll(entries), 1)
        layout.addWidget(self._close_box())
        fit_size(self, look, 880, 620)

    def _close_box(self) -> QDialogButtonBox:
        box, close = QDialogButtonBox(), QPushButton()
        self.bound.text(close.setText, msg("Close"))
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        close.setDefault(True)
        return box

    def _scroll(self, entries: Sequence[Command | KeyHint]) -> QScrollArea:
        area, page, columns = QScrollArea(), QWidget(), QHBoxLayout()
        page.setObjectName("page")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        groups = [(group, _of(group, entries)) for group in Group]
        filled = [(group, found) for group, found in groups if found]
        # Large text leaves room for one column only.
        heights = [len(found) + 2 for _, found in filled]
        sides = _balanced(heights) if self._look.percent < _ONE_COLUMN else [0] * len(filled)
        page.setLayout(columns)
        columns.setSpacing(40)
        columns.setContentsMargins(0, 0, 16, 0)
        for side in sorted(set(sides)):
            column = QVBoxLayout()
            column.setSpacing(6)  # else it takes over the gap between the columns
            columns.addLayout(column, 1)
            for (group, found), wanted in zip(filled, sides, strict=True):
                if wanted == side:
                    self._add_group(column, group, found)
            column.addStretch(1)
        area.setWidget(page)
        return area

    def _add_group(self, column: QVBoxLayout, group: Group, found: list[tuple[str, str]]) -> None:
        heading, grid = label("field"), QGridLayout()
        self.bound.text(heading.setText, group.value)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, (text, keys) in enumerate(found):
            words: QLabel = label()
            self.bound.text(words.setText, text)
            grid.addWidget(words, row, 0)
            grid.addWidget(label("chip", keys), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addWidget(heading)
        column.addLayout(grid)
        column.addSpacing(18)


def _of(group: Group, entries: Sequence[Command | KeyHint]) -> list[tuple[str, str]]:
    found = []
    for each in entries:
        if each.group is group and each.keys:
            keys = each.keys if isinstance(each, KeyHint) else shown_keys(each.keys[0])
            found.append((each.text, keys))
    return found


def _balanced(heights: list[int]) -> list[int]:
    """Return the side (0 or 1) of each group, in order, so that both sides are about as long."""
    half, sum_so_far, sides = sum(heights) / 2, 0.0, []
    for height in heights:
        sides.append(0 if sum_so_far + height / 2 <= half else 1)
        sum_so_far += height
    return sides
