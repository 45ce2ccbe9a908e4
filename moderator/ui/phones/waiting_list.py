"""What phones sent and nobody has looked at yet: one row each, one key for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui.painting import RIGHT, fill, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter

    from moderator.domain.ids import CommentId, OfferId
    from moderator.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
ItemRole = Qt.ItemDataRole.UserRole
_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_DECLINING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An idea or a comment that waits for a glance.

    Attributes:
        offer: the idea, None for a comment.
        comment: the comment, None for an idea.
        text: title or comment.
        below: description of the idea, or the idea that the comment speaks of.
        where: the table it came from.
        has_picture: a picture came with it.
    """

    text: str
    below: str
    when: str
    offer: OfferId | None = None
    comment: CommentId | None = None
    where: str = ""
    has_picture: bool = False


class WaitingModel(QAbstractListModel):
    """The items in the order they came."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.items: list[WaitingItem] = []

    def set_items(self, items: Sequence[WaitingItem]) -> None:
        """Show `items`."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return item or words of a row."""
        item = self.items[index.row()]
        if role == ItemRole:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            kind = self._look.w("Idea") if item.offer else self._look.w("Comment")
            return f"{kind}: {item.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.text, item.below) if part)
        return None


class WaitingList(QListView):
    """A list that answers with Enter (take) and Delete (put aside)."""

    take_wanted = Signal(object)
    decline_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.items = WaitingModel(look)
        self.setModel(self.items)
        self.setItemDelegate(_WaitingDelegate(look, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.change_wanted.emit(index.data(ItemRole)))
        look.colours_changed.connect(self.doItemsLayout)

    @property
    def chosen(self) -> WaitingItem | None:
        """The item that has the selection."""
        item: WaitingItem | None = self.currentIndex().data(ItemRole)
        return item

    def show_items(self, items: Sequence[WaitingItem]) -> None:
        """Show `items`; the selection stays in its place, so that the next one follows."""
        if items == self.items.items:
            return
        row = max(0, self.currentIndex().row())
        before = self.chosen
        self.items.set_items(items)
        known = next((at for at, item in enumerate(items) if item == before), None)
        place = row if known is None else known
        if items:
            self.setCurrentIndex(self.items.index(min(place, len(items) - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer for the chosen item."""
        item = self.chosen
        if item is not None and event.key() in _TAKING:
            self.take_wanted.emit(item)
        elif item is not None and event.key() in _DECLINING:
            self.decline_wanted.emit(item)
        elif item is not None and event.key() == Qt.Key.Key_F2:
            self.change_wanted.emit(item)
        else:
            super().keyPressEvent(event)


class _WaitingDelegate(QStyledItemDelegate):
    """Paints what it is and when it came, its words, and what belongs to it."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every row, px."""
        return QSize(240, self._look.px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        look, colours = self._look, self._look.colours
        item: WaitingItem = index.data(ItemRole)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, row, colours.chosen, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, row, colours.hover, 6)
        inner = row.adjusted(look.px(12), look.px(6), -look.px(12), -look.px(6))
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, upper.height())
        facts = QRectF(inner.right() - look.px(150), upper.top(), look.px(150), upper.height())
        write(painter, facts, self._facts(item), look.font(12), colours.ink_soft, RIGHT)
        words = QRectF(upper)
        words.setRight(facts.left() - look.px(8))
        write(painter, words, item.text, look.font(16, bold=True), colours.ink)
        write(painter, lower, self._below(item), look.font(14), colours.ink_soft)
        painter.restore()

    def _facts(self, item: WaitingItem) -> str:
        table = self._look.w("Table {name}", name=item.where) if item.where else ""
        return " · ".join(part for part in (table, item.when) if part)

    def _below(self, item: WaitingItem) -> str:
        w = self._look.w
        if item.comment:
            return w("Comment on “{title}”", title=item.below)
        picture = w("with a picture") if item.has_picture else ""
        return " · ".join(part for part in (picture, " ".join(item.below.split())) if part)
