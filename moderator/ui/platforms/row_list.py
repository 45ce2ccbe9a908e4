"""A list of headed rows, each with a sign, a title, a second line and a word at the side."""

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
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui import icons
from moderator.ui.painting import LEFT, RIGHT, fill, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPainter

    from moderator.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole
KeyRole = Qt.ItemDataRole.UserRole + 1
_ROLES = frozenset(
    {
        RowRole,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)
_SIDE, _ABOVE, _SIGN = 10, 6, 18
"""Room beside and above the words of a row, and size of its sign, px at 100 %."""
_GOING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class Row:
    """A row; without a sign it is a heading.

    Attributes:
        key: tells it from the others, empty for headings.
        sign: name of a bundled sign.
        colour: name of a colour of the palette.
        aside: a word at the right.
    """

    title: str
    key: str = ""
    below: str = ""
    aside: str = ""
    sign: str = ""
    colour: str = "ink_soft"


@dataclass(frozen=True, slots=True)
class LateRow:
    """A row that is put into words when it is shown: of thousands, a list shows a dozen."""

    key: str
    write: Callable[[], Row]


class RowModel(QAbstractListModel):
    """The rows in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row | LateRow] = []

    @property
    def rows(self) -> list[Row]:
        """All rows, in words."""
        return [self._row(place) for place in range(len(self._rows))]

    @property
    def keys(self) -> list[str]:
        """The keys of all rows, empty for headings."""
        return [row.key for row in self._rows]

    def set_rows(self, rows: Sequence[Row | LateRow]) -> None:
        """Show `rows`."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def _row(self, place: int) -> Row:
        row = self._rows[place]
        if isinstance(row, LateRow):
            row = self._rows[place] = row.write()
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its words."""
        if role == KeyRole:
            return self._rows[index.row()].key
        if role not in _ROLES:
            return None
        row = self._row(index.row())
        if role == RowRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (row.aside, row.title, row.below) if part)
        return "\n".join(part for part in (row.title, row.below) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be chosen, and headings cannot."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self._rows[index.row()].key else Qt.ItemFlag.ItemIsEnabled


class RowList(QListView):
    """Rows that can be chosen one at a time.

    Signals:
        chosen: the key of the row that is chosen now, empty for none.
        entered: Enter was pressed, or a row was clicked twice.
        edit_wanted, drop_wanted: F2, Del.
    """

    chosen = Signal(str)
    entered = Signal()
    edit_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.model_of_rows = RowModel()
        self.setModel(self.model_of_rows)
        self.setItemDelegate(_RowDelegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # A heading is as high as a row: else Qt asks for the size of each of thousands.
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.key))
        look.colours_changed.connect(self.doItemsLayout)

    @property
    def key(self) -> str:
        """The key of the chosen row, empty for none."""
        return self.currentIndex().data(KeyRole) or ""

    def show_rows(self, rows: Sequence[Row | LateRow], *, from_top: bool = False) -> None:
        """Show `rows`; the chosen one stays chosen, else the next in its place or the first."""
        before, place = self.key, 0 if from_top else max(0, self.currentIndex().row())
        self.selectionModel().blockSignals(True)
        self.model_of_rows.set_rows(rows)
        self.selectionModel().blockSignals(False)
        places = [at for at, row in enumerate(rows) if row.key]
        same = next((at for at in places if rows[at].key == before), None)
        after = next((at for at in places if at >= place), places[-1] if places else None)
        self._go_to(same if same is not None else after)
        self.chosen.emit(self.key)

    def forget_choice(self) -> None:
        """Let the next rows begin with the first."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(QModelIndex())
        self.selectionModel().blockSignals(False)

    def choose(self, key: str) -> None:
        """Choose the row with `key`, if it is here."""
        for at, each in enumerate(self.model_of_rows.keys):
            if each == key:
                self._go_to(at)

    def _go_to(self, place: int | None) -> None:
        if place is not None:
            index = self.model_of_rows.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the keys that mean something for the chosen row."""
        if event.key() in _GOING:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_wanted.emit()
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._list = look, parent
        self._measured_at = 0
        self._height = 0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size that all rows have, px."""
        look = self._look
        if self._measured_at != look.percent:
            title = QFontMetricsF(look.font(16)).lineSpacing()
            below = QFontMetricsF(look.font(14)).lineSpacing()
            self._height = round(title + below) + 2 * look.px(_ABOVE) + 2
            self._measured_at = look.percent
        return QSize(self._list.viewport().width(), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        side, above = self._look.px(_SIDE), self._look.px(_ABOVE)
        if row.key:
            self._ground(painter, option, box)
            self._paint_row(painter, box.adjusted(side, above, -side, -above), row)
        else:
            first = index.row() == 0
            self._paint_heading(painter, box.adjusted(side, above, -side, -above), row, first)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        colours = self._look.colours
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, box, colours.chosen, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, box, colours.hover, 6)

    def _paint_heading(self, painter: QPainter, box: QRectF, row: Row, first: bool) -> None:
        """Write a heading close to the rows that it heads; the first needs no room above."""
        font = self._look.font(14, bold=True)
        high, place = QFontMetricsF(font).lineSpacing(), QRectF(box)
        place.setTop(box.center().y() - high / 2 if first else box.bottom() - high)
        place.setHeight(high)
        write(painter, place, row.title, font, self._look.colours.ink_soft)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, colours = self._look, self._look.colours
        title, small = look.font(16), look.font(14)
        first = QRectF(box)
        first.setHeight(QFontMetricsF(title).lineSpacing())
        size = look.px(_SIGN)
        place = QRectF(box.left(), first.center().y() - size / 2, size, size)
        icons.paint_sign(painter, row.sign, getattr(colours, row.colour), place)
        beside = look.font(12)
        width = QFontMetricsF(beside).horizontalAdvance(row.aside)
        write(painter, first, row.aside, beside, colours.ink_soft, RIGHT)
        first.setLeft(box.left() + size + look.px(_SIDE))
        second = QRectF(first.left(), first.bottom(), first.width(), box.bottom() - first.bottom())
        first.setRight(box.right() - width - look.px(_SIDE))
        write(painter, first, row.title, title, colours.ink, LEFT)
        write(painter, second, row.below, small, colours.ink_soft, LEFT)
