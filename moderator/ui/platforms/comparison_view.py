"""Versions of an item side by side, field by field: here, there, as last sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from moderator.ui.bindings import Bindings
from moderator.ui.platforms.content_words import field_word, fields_of, value_words
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from moderator.domain.platforms import Content
    from moderator.i18n import Words
    from moderator.ui.look import Look

_LEAST_COLUMN = 130
"""Below this width of a version, px at 100 %, they stand below each other."""
_BETWEEN, _ABOVE_NAME = 16, 6


class Version(NamedTuple):
    """One state of an item; `name` is an English message id."""

    name: str
    content: Content


class ComparisonView(QWidget):
    """A grid with a column for each version; what differs is set in bold."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.versions: Sequence[Version] = ()
        self._page = QWidget()
        self._stacked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._page)
        self.bound.look("size", lambda _look: self._fit())

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show `versions`; empty for nothing."""
        self.versions = versions
        self._stacked = self._is_narrow()
        self.setVisible(bool(versions))
        self.bound.words("versions", self._write)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions below each other where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._is_narrow() != self._stacked:
            self._stacked = not self._stacked
            self.bound.words("versions", self._write)

    def _is_narrow(self) -> bool:
        return self.width() < len(self.versions) * self._look.px(_LEAST_COLUMN)

    def _write(self, w: Words) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BETWEEN)
        grid.setVerticalSpacing(2)
        fields = fields_of([each.content for each in self.versions])
        if self._stacked:
            self._stack(w, grid, fields)
        else:
            self._set_side_by_side(w, grid, fields)
        self._column.replaceWidget(self._page, fresh)
        self._page.deleteLater()
        self._page = fresh

    def _set_side_by_side(self, w: Words, grid: QGridLayout, fields: Sequence[str]) -> None:
        several = len(self.versions) > 1
        for column, version in enumerate(self.versions):
            grid.setColumnStretch(column, 1)
            if several:
                grid.addWidget(label("subheading", w(version.name), wrap=True), 0, column)
            for place, name in enumerate(fields):
                row = 1 + 2 * place
                if column == 0 or several:
                    grid.addWidget(_caption(w, name), row, column)
                text = self._value(w, version, name)
                grid.addWidget(text, row + 1, column, Qt.AlignmentFlag.AlignTop)

    def _stack(self, w: Words, grid: QGridLayout, fields: Sequence[str]) -> None:
        row = 0
        for version in self.versions:
            if len(self.versions) > 1:
                grid.addWidget(label("subheading", w(version.name), wrap=True), row, 0)
            for place, name in enumerate(fields):
                at = row + 1 + 2 * place
                grid.addWidget(_caption(w, name), at, 0)
                grid.addWidget(self._value(w, version, name), at + 1, 0)
            row += 2 + 2 * len(fields)
            grid.setRowMinimumHeight(row - 1, _BETWEEN)

    def _value(self, w: Words, version: Version, name: str) -> QLabel:
        shown = {value_words(w, each.content, name) for each in self.versions}
        made = label("strong" if len(shown) > 1 else "", wrap=True)
        made.setText(value_words(w, version.content, name))
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made


def _caption(w: Words, name: str) -> QLabel:
    made = label("caption", field_word(w, name))
    made.setContentsMargins(0, _ABOVE_NAME, 0, 0)
    return made
