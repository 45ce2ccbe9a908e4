"""The command palette: type a few letters of what to do, Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.commands import shown_keys
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.ui.commands import Command
    from moderator.ui.look import Look

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CommandPalette(QDialog):
    """Lists the commands whose words begin with what was typed, in any order."""

    def __init__(self, look: Look, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        self.bound = Bindings(look, self)
        self._commands = [each for each in commands if each.palette]
        self.search, self.list = LineEdit(), QListWidget()
        self._arrange()
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._narrow("")
        self.search.setFocus()

    def _arrange(self) -> None:
        self.bound.text(self.setWindowTitle, msg("Commands"))
        self.bound.text(self.search.setPlaceholderText, msg("What would you like to do?"))
        self.bound.text(self.search.setAccessibleName, msg("Commands"))
        self.bound.text(self.list.setAccessibleName, msg("Commands"))
        self.search.setProperty("role", "big")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.setObjectName("palette")
        fit_size(self, self._look, 560, 420)

    def open_over(self, window: QWidget) -> None:
        """Open below the header of `window`, in the middle."""
        left = max(0, (window.width() - self.width()) // 2)
        self.move(window.mapToGlobal(QPoint(left, self._look.px(88))))
        self.show()
        self.search.setFocus()

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        wanted = typed.casefold().split()
        for command in self._commands:
            if _fits(wanted, self._look.w(command.text).casefold()):
                self._add(command)
        self.list.setCurrentRow(0)

    def _add(self, command: Command) -> None:
        item, row = QListWidgetItem(self.list), QWidget()
        item.setData(Qt.ItemDataRole.UserRole, command)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._look.w(command.text))
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(label("", self._look.w(command.text)), 1)
        line.addWidget(label("key", shown_keys(command.keys[0]) if command.keys else ""))
        item.setSizeHint(row.sizeHint())
        self.list.setItemWidget(item, row)

    def texts(self) -> list[str]:
        """Return what is offered now."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self.list.item(row).data(role)) for row in range(self.list.count())]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let arrow keys move in the list while the keyboard stays in the search field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if (item := self.list.currentItem()) is not None:
                self._run(item)
            return True
        if event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return False

    def _run(self, item: QListWidgetItem) -> None:
        command: Command = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        command.run()


def _fits(wanted: list[str], text: str) -> bool:
    words = text.replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) or part in text for part in wanted)
