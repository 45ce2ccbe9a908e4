"""A list of headed rows, each with a sign, a title, a second line and a word at the side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF

from moderator.ui import icons
from moderator.ui.line_model import LineModel, LineRole
from moderator.ui.painting import LEFT, RIGHT, write
from moderator.ui.widgets.line_list import LineDelegate, LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QListView, QStyleOptionViewItem

    from moderator.ui.line_model import Index
    from moderator.ui.look import Look

KeyRole = Qt.ItemDataRole.UserRole + 1
_ROLES = frozenset(
    {
        LineRole,
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


class RowModel(LineModel[Row | LateRow]):
    """The rows in their order."""

    @property
    def rows(self) -> list[Row]:
        """All rows, in words."""
        return [self._row(place) for place in range(len(self.lines))]

    @property
    def keys(self) -> list[str]:
        """The keys of all rows, empty for headings."""
        return [row.key for row in self.lines]

    def _row(self, place: int) -> Row:
        row = self.lines[place]
        if isinstance(row, LateRow):
            row = self.lines[place] = row.write()
        return row

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its words."""
        if role == KeyRole:
            return self.lines[index.row()].key
        if role not in _ROLES:
            return None
        row = self._row(index.row())
        if role == LineRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (row.aside, row.title, row.below) if part)
        return "\n".join(part for part in (row.title, row.below) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be chosen, and headings cannot."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.lines[index.row()].key else Qt.ItemFlag.ItemIsEnabled


class RowList(LineList):
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
        super().__init__(look)
        self.model_of_rows = RowModel()
        self.setModel(self.model_of_rows)
        self.setItemDelegate(_RowDelegate(look, self))
        # A heading is as high as a row: else Qt asks for the size of each of thousands.
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of the chosen row, empty for none."""
        return self.currentIndex().data(KeyRole) or ""

    def show_rows(self, rows: Sequence[Row | LateRow], *, from_top: bool = False) -> None:
        """Show `rows`; the chosen one stays chosen, else the next in its place or the first."""
        before, place = self.key, 0 if from_top else max(0, self.currentIndex().row())
        self.selectionModel().blockSignals(True)
        self.model_of_rows.set_lines(rows)
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


class _RowDelegate(LineDelegate):
    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(look, parent)
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

    def write_line(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """Write a row or a heading."""
        row: Row = index.data(LineRole)
        side, above = self._look.px(_SIDE), self._look.px(_ABOVE)
        room = box.adjusted(side, above, -side, -above)
        if row.key:
            self._paint_row(painter, room, row)
        else:
            self._paint_heading(painter, room, row, first=index.row() == 0)

    def _paint_heading(self, painter: QPainter, box: QRectF, row: Row, *, first: bool) -> None:
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
