"""The board's view: as many columns of cards as fit, headings across the whole width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui.board.arrangement import CardLine, Heading, Line
from moderator.ui.board.board_model import BoardModel, Index, LineRole, heading_text
from moderator.ui.board.card_painting import PROPORTION, CardPainter
from moderator.ui.painting import fill, outline, write

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from moderator.domain.ids import IdeaId
    from moderator.ui.look import Look

_LEAST_WIDTH = 210
"""Least width of a card, px at 100 %: “Bürgerbeteiligungsverfahren” fits on one line."""
_GAP = 14


class BoardView(QListView):
    """Shows a `BoardModel`; typing anything goes to the field for the next idea."""

    edit_wanted = Signal(QModelIndex)
    typed = Signal(str)
    moved = Signal()
    """Cards are at another place: scrolled, resized or rearranged."""

    def __init__(self, look: Look, model: BoardModel) -> None:
        super().__init__()
        self._look = look
        self.grouped = True
        # Asked for once for each of two thousand cards whenever one is added.
        self._cell: QSize | None = None
        self.setModel(model)
        self._delegate = _CardDelegate(look, self, model)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # A bar that comes and goes would change the width, the columns, and so itself.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(look.px(40))
        self.activated.connect(self.edit_wanted)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        model.rowsInserted.connect(self.moved)
        model.rowsRemoved.connect(self.moved)
        look.colours_changed.connect(self._change_size)

    # -------------------------------------------------------------------- sizes

    def columns(self) -> int:
        """Return how many cards stand side by side."""
        return max(1, self.viewport().width() // (self._look.px(_LEAST_WIDTH) + _GAP))

    def cell(self) -> QSize:
        """Return the room of one card with its gaps, px."""
        if self._cell is None:
            self._cell = self._work_out_cell()
        return self._cell

    def _change_size(self) -> None:
        self._cell = None
        self.doItemsLayout()

    def _work_out_cell(self) -> QSize:
        # Qt begins a new row where cards would fill a row to its last px.
        width = (self.viewport().width() - 2) // self.columns()
        return QSize(width, round((width - _GAP) * PROPORTION) + _GAP)

    def heading_size(self) -> QSize:
        """Return the room of a heading, px."""
        return QSize(self.viewport().width() - 2, self._look.px(44))

    def card_box(self, index: Index) -> QRectF:
        """Return where a card is drawn, without its gaps."""
        return _inside(QRectF(self.visualRect(index)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out anew."""
        self._cell = None
        super().resizeEvent(event)
        self.moved.emit()

    # ------------------------------------------------------------------- acting

    def current_card(self) -> CardLine | None:
        """Return the card that has the keyboard."""
        line: Line | None = self.currentIndex().data(LineRole)
        return line if isinstance(line, CardLine) else None

    def go_to(self, idea_id: IdeaId) -> bool:
        """Choose an idea and bring it into view; False if it is not shown."""
        model = self.model()
        row = model.row_of(idea_id) if isinstance(model, BoardModel) else -1
        if row < 0:
            return False
        self.setCurrentIndex(model.index(row, 0))
        self.scrollTo(self.currentIndex())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send what is typed to the field for the next idea; keys of the list stay here."""
        text = event.text()
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if text.isprintable() and text.strip() and plain == Qt.KeyboardModifier.NoModifier:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: BoardView, model: BoardModel) -> None:
        super().__init__(view)
        self._look, self._view, self._model = look, view, model
        self._cards = CardPainter(look)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(self._model.lines[index.row()], Heading)
        return self._view.heading_size() if heading else self._view.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LineRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if isinstance(line, Heading):
            self._paint_heading(painter, box, line)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._cards.paint(
                painter, _inside(box), line, chosen=chosen, grouped=self._view.grouped
            )
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, heading: Heading) -> None:
        look, colours = self._look, self._look.colours
        room = box.adjusted(_GAP / 2, look.px(8), -_GAP / 2, 0)
        width, height = look.px(20), look.px(20) * PROPORTION
        card = QRectF(room.left(), room.center().y() - height / 2, width, height)
        fill(painter, card, getattr(colours, f"card_{heading.colour}"), 3)
        outline(painter, card, colours.control, 1, 3)
        text = room.adjusted(look.px(30), 0, 0, 0)
        used = write(
            painter, text, heading_text(look.w, heading), look.font(16, bold=True), colours.ink
        )
        count = text.adjusted(used + look.px(10), 0, 0, 0)
        write(painter, count, str(heading.count), look.font(14), colours.ink_faint)


def _inside(box: QRectF) -> QRectF:
    half = _GAP / 2
    return box.adjusted(half, half, -half, -half)
