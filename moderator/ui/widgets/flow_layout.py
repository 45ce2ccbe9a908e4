"""A row that goes on in a second one where there is no room: nothing is cut off in large text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

Sized = tuple[QLayoutItem, QSize]


class FlowLayout(QLayout):
    """Places widgets side by side and begins a new row when one is full.

    Rows begin at the left, or stand in the middle where `centred`.
    """

    def __init__(self, gap: int = 8, *, centred: bool = False) -> None:
        super().__init__()
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """Heights by width, px: layouts around this one ask for the same again and again."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Add `item` at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at `index`, None past the end: Qt asks until there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at `index` out, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that no more room than needed is taken."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows, px."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), only_measure=True)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure anew: something in it has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, box: QRect) -> None:
        """Place all items in `box`."""
        super().setGeometry(box)
        self._place(box, only_measure=False)

    def sizeHint(self) -> QSize:
        """Return the room for everything in one row, px."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the room for the widest item, px."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> Iterator[tuple[list[Sized], int]]:
        """Yield the items of each row with their sizes, and the width they take, px."""
        row: list[Sized] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if row and used + self.spacing() + size.width() > width:
                yield row, used
                row, used = [], 0
            used += size.width() + (self.spacing() if row else 0)
            row.append((item, size))
        if row:
            yield row, used

    def _place(self, box: QRect, *, only_measure: bool) -> int:
        """Return the height of all rows, px; place what is in them unless told otherwise."""
        top = box.top()
        for row, used in self._rows(box.width()):
            if not only_measure:
                free = max(0, box.width() - used) if self._centred else 0
                self._place_row(row, QPoint(box.left() + free // 2, top))
            top += max(size.height() for _, size in row) + self.spacing()
        return max(0, top - self.spacing() - box.top())

    def _place_row(self, row: list[Sized], at: QPoint) -> None:
        for item, size in row:
            item.setGeometry(QRect(at, size))
            at.setX(at.x() + size.width() + self.spacing())


def flow_of(*widgets: QWidget, gap: int = 8) -> FlowLayout:
    """Return a flowing row of `widgets`."""
    row = FlowLayout(gap)
    for widget in widgets:
        row.addWidget(widget)
    return row
