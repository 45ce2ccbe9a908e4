"""The model of a list that is shown anew as a whole; each row stands for one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole
"""Asks for the line itself, for whoever paints it."""


class LineModel(QAbstractListModel, Generic[T]):
    """Lines in their order; who inherits says in `data` what a line tells."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[T] = []

    def set_lines(self, lines: Iterable[T]) -> None:
        """Show `lines` from now on."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def lines_changed(self, *roles: int) -> None:
        """Have all lines drawn anew, or only what is asked for by `roles`."""
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), list(roles))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)
