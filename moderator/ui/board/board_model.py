"""The lines of the board as an item model that changes only where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from moderator.ui.board.arrangement import CardLine, CardState, Heading, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ids import IdeaId
    from moderator.i18n import Words
    from moderator.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole
_Flag = Qt.ItemFlag


class BoardModel(QAbstractListModel):
    """Headings and cards in the order of the board."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; what stays the same at both ends is not touched."""
        old, new = self.lines, list(lines)
        first = _equal_from_start(old, new)
        last = _equal_from_start(old[first:][::-1], new[first:][::-1])
        gone, come = len(old) - first - last, len(new) - first - last
        if gone == come:
            self._change(new, first, come)
        else:
            self._remove(first, gone)
            self._insert(new, first, come)

    def _change(self, new: list[Line], first: int, count: int) -> None:
        self.lines = new
        if count:
            self.dataChanged.emit(self.index(first), self.index(first + count - 1))

    def _remove(self, first: int, count: int) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            del self.lines[first : first + count]
            self.endRemoveRows()

    def _insert(self, new: list[Line], first: int, count: int) -> None:
        if count:
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self.lines = new
            self.endInsertRows()
        else:
            self.lines = new

    def row_of(self, idea_id: IdeaId) -> int:
        """Return the row of an idea, -1 if it is not shown."""
        for row, line in enumerate(self.lines):
            if isinstance(line, CardLine) and line.idea and line.idea.id == idea_id:
                return row
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of headings and cards."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line itself, or its words."""
        line = self.lines[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text if isinstance(line, Heading) else line.fields.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._look.w, line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, CardLine):
            return line.fields.body or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that cards can be chosen and headings cannot."""
        if not index.isValid() or isinstance(self.lines[index.row()], Heading):
            return _Flag.NoItemFlags
        return _Flag.ItemIsEnabled | _Flag.ItemIsSelectable


def heading_text(w: Words, heading: Heading) -> str:
    """Return the words of a heading."""
    return heading.text or w("Not in a cluster yet")


def spoken(w: Words, line: Line) -> str:
    """Return a line as a screen reader should say it."""
    if isinstance(line, Heading):
        count = w.plural("{n} idea", "{n} ideas", line.count)
        return f"{heading_text(w, line)}, {count}"
    parts = [line.fields.title]
    if line.idea:
        parts.insert(0, w("Idea {n}", n=line.idea.number))
    if line.heading:
        parts.append(line.heading)
    if line.fields.table:
        parts.append(w("Table {name}", name=line.fields.table))
    if line.state is CardState.FAILED:
        parts.append(w("Not saved"))
    return ", ".join(parts)


def _equal_from_start(old: Sequence[Line], new: Sequence[Line]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one is not other and one != other:
            break
        count += 1
    return count
