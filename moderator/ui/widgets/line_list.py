"""A list of painted lines: one looks chosen, another may be under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui.painting import fill

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from moderator.ui.line_model import Index
    from moderator.ui.look import Look


class LineList(QListView):
    """Shows lines as wide as itself; they are measured anew when the text size changes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        look.colours_changed.connect(self.doItemsLayout)


class LineDelegate(QStyledItemDelegate):
    """Paints the ground of a line that can be chosen; who inherits writes on it."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._list = look, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._paint_ground(painter, option, box)
        self.write_line(painter, box, index)
        painter.restore()

    def write_line(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """Write what the line says into `box`, px."""
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        colours = self._look.colours
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, box, colours.chosen, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, box, colours.hover, 6)
