"""A ranking as a list of bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui.painting import CENTRE, RIGHT, fill, write
from moderator.ui.ranking.bar_painting import paint_bar
from moderator.ui.ranking.parts import longest, parts_in, parts_text, spoken_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.tallies import RankedIdea
    from moderator.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole


class RankingModel(QAbstractListModel):
    """The lines of a ranking."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.ranking: tuple[RankedIdea, ...] = ()
        self.whole = 0
        self.parts: list[str] = []

    def set_ranking(self, ranking: Sequence[RankedIdea]) -> None:
        """Show `ranking`; where only dots changed, the place in the list stays."""
        same_length = len(ranking) == len(self.ranking)
        if not same_length:
            self.beginResetModel()
        self.ranking = tuple(ranking)
        self.whole, self.parts = longest(ranking), parts_in(ranking)
        if not same_length:
            self.endResetModel()
        elif self.ranking:
            self.dataChanged.emit(self.index(0), self.index(len(self.ranking) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Return the number of ideas."""
        return 0 if parent.isValid() else len(self.ranking)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line, or its words."""
        line = self.ranking[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_line(self._look.w, line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.title}\n{parts_text(self._look.w, line, self.parts)}"
        return None


class RankingView(QListView):
    """Shows a `RankingModel`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.ranking = RankingModel(look)
        self.setModel(self.ranking)
        self._delegate = _RankingDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        look.colours_changed.connect(self.doItemsLayout)
        look.language_changed.connect(self.viewport().update)


class _RankingDelegate(QStyledItemDelegate):
    """Rank on the left, title over bar, dots on the right."""

    def __init__(self, look: Look, view: RankingView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self._look.px(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, colours = self._look, self._look.colours
        line: RankedIdea = index.data(LineRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, row, colours.chosen, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, row, colours.hover, 6)
        rank = QRectF(row.left() + 4, row.top(), look.px(44), row.height())
        first = line.rank == 1 and line.dots > 0
        ink = colours.ink if first else colours.ink_soft
        write(painter, rank, str(line.rank), look.font(20, bold=True), ink, CENTRE)
        dots = QRectF(row.right() - look.px(72), row.top(), look.px(60), row.height())
        write(painter, dots, str(line.dots), look.font(20, bold=True), colours.ink, RIGHT)
        middle = QRectF(rank.right() + 8, row.top(), dots.left() - rank.right() - 16, row.height())
        self._paint_middle(painter, middle, line)
        painter.restore()

    def _notes(self, line: RankedIdea) -> list[str]:
        """Return what can stand beside the title, the fullest first."""
        w, parts = self._look.w, self._view.ranking.parts
        tied = [w("tied")] if line.tied and line.dots else []
        counted = [parts_text(w, line, parts)] if len(parts) > 1 else []
        return [" · ".join([*tied, *counted]), *tied]

    def _paint_middle(self, painter: QPainter, box: QRectF, line: RankedIdea) -> None:
        look, colours, model = self._look, self._look.colours, self._view.ranking
        upper = QRectF(box.left(), box.top() + look.px(7), box.width(), look.px(24))
        font = look.font(16, bold=line.rank == 1 and line.dots > 0)
        used = write(painter, upper, f"{line.number}  {line.title}", font, colours.ink)
        left, small = upper.adjusted(used + 16, 0, 0, 0), look.font(12)
        for notes in self._notes(line):
            # The idea's own words come first: what does not fit beside them stands in the tip.
            if QFontMetricsF(small).horizontalAdvance(notes) <= left.width():
                write(painter, left, notes, small, colours.ink_soft, RIGHT)
                break
        bar = QRectF(box.left(), upper.bottom() + look.px(5), box.width(), look.px(10))
        paint_bar(painter, bar, line, model.whole, colours)
