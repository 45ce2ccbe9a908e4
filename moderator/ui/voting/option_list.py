"""The ideas of a round with their dots: click, arrow keys, or the line above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moderator.ui.dot_paint import DOT_FILL, DOT_INK
from moderator.ui.icons import paint_sign
from moderator.ui.line_model import LineModel, LineRole
from moderator.ui.painting import CENTRE, RIGHT, fill, outline, write
from moderator.ui.voting.dot_draft import DotDraft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import ClusterId, IdeaId
    from moderator.domain.rules import DotColour
    from moderator.ui.line_model import Index
    from moderator.ui.look import Look

DotsRole = Qt.ItemDataRole.UserRole + 1
_SHOWN_DOTS = 6
"""Up to so many dots are drawn one by one; more are one dot and a number."""
_ADDING = {Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Space}
_TAKING = {Qt.Key.Key_Left, Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class OptionModel(LineModel["Idea"]):
    """Ideas by number, with the dots of the draft."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.headings: Mapping[ClusterId, str] = {}
        self.draft = DotDraft()

    def set_ideas(self, ideas: Sequence[Idea], headings: Mapping[ClusterId, str]) -> None:
        """Show `ideas`; dots that were put on them stay."""
        self.headings = headings
        self.set_lines(ideas)

    def set_draft(self, draft: DotDraft) -> None:
        """Show the dots of `draft`."""
        self.draft = draft
        self.dots_changed()

    def dots_changed(self) -> None:
        """Draw the dots anew."""
        self.lines_changed(DotsRole)

    def row_of(self, idea_id: IdeaId) -> int:
        """Return the row of an idea, -1 if it is not shown."""
        return next((row for row, idea in enumerate(self.lines) if idea.id == idea_id), -1)

    def heading(self, idea: Idea) -> str:
        """Return the heading of an idea's cluster."""
        return self.headings.get(idea.cluster_id, "") if idea.cluster_id else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return idea, dots or words of a row."""
        idea = self.lines[index.row()]
        if role == LineRole:
            return idea
        dots = self.draft.dots.get(idea.id, 0)
        if role == DotsRole:
            return dots
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{idea.number} {idea.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counted = self._look.w.plural("{n} dot", "{n} dots", dots)
            return f"{idea.number} {idea.title}, {counted}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return idea.body or None
        return None


class OptionList(QListView):
    """A list in which dots are added and taken with one key or click."""

    dot_wanted = Signal(object, int)
    """The `IdeaId`, and 1 to add a dot or -1 to take one."""
    typed = Signal(str)

    def __init__(self, look: Look, model: OptionModel, colour: DotColour) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._look = look
        self.setModel(model)
        self.painter = OptionDelegate(look, colour, self)
        self.setItemDelegate(self.painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        look.colours_changed.connect(self.doItemsLayout)

    def go_to(self, idea_id: IdeaId) -> None:
        """Bring an idea into view."""
        model = self.model()
        row = model.row_of(idea_id) if isinstance(model, OptionModel) else -1
        if row >= 0:
            self.setCurrentIndex(model.index(row, 0))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add or take dots; numbers go to the line above."""
        idea: Idea | None = self.currentIndex().data(LineRole)
        if idea is not None and event.key() in _ADDING:
            self.dot_wanted.emit(idea.id, 1)
        elif idea is not None and event.key() in _TAKING:
            self.dot_wanted.emit(idea.id, -1)
        elif event.text().isdigit() or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.typed.emit(event.text().strip())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Add or take a dot where the plus or minus was pressed."""
        super().mousePressEvent(event)
        at = event.position()
        index = self.indexAt(at.toPoint())
        idea: Idea | None = index.data(LineRole)
        if idea is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        minus, plus = self.painter.buttons(QRectF(self.visualRect(index)))
        if plus.contains(at):
            self.dot_wanted.emit(idea.id, 1)
        elif minus.contains(at):
            self.dot_wanted.emit(idea.id, -1)


class OptionDelegate(QStyledItemDelegate):
    """Paints number, title, cluster, dots, minus and plus."""

    def __init__(self, look: Look, colour: DotColour, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look
        self.colour = colour

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every row, px."""
        return QSize(240, self._look.px(44))

    def buttons(self, row: QRectF) -> tuple[QRectF, QRectF]:
        """Return where minus and plus are in a row."""
        side = self._look.px(32)
        plus = QRectF(row.right() - side - 10, row.center().y() - side / 2, side, side)
        return plus.translated(-side - 4, 0), plus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, colours = QRectF(option.rect), self._look.colours
        inner = row.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, inner, colours.chosen, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, inner, colours.hover, 6)
        dots: int = index.data(DotsRole)
        minus, plus = self.buttons(row)
        self._paint_buttons(painter, minus, plus, dots)
        left = self._paint_dots(painter, minus.left() - 12, row.center().y(), dots)
        self._paint_words(painter, inner.adjusted(8, 0, left - inner.right() - 12, 0), index, dots)
        painter.restore()

    def _paint_buttons(self, painter: QPainter, minus: QRectF, plus: QRectF, dots: int) -> None:
        colours = self._look.colours
        inset = plus.width() * 0.22
        for box, sign, active in ((minus, "minus", dots != 0), (plus, "plus", True)):
            outline(painter, box, colours.control if active else colours.line, 1, 6)
            ink = colours.ink if active else colours.ink_faint
            paint_sign(painter, sign, ink, box.adjusted(inset, inset, -inset, -inset))

    def _paint_dots(self, painter: QPainter, right: float, middle: float, dots: int) -> float:
        """Paint the dots that end at `right`; returns where they begin."""
        if not dots:
            return right
        size, gap = self._look.px(18), self._look.px(4)
        shown = abs(dots) if abs(dots) <= _SHOWN_DOTS else 1
        font, room = self._look.font(16, bold=True), self._look.px(34)
        number = QRectF(right - room, middle - size, room, size * 2)
        colour = self._look.colours.danger if dots < 0 else self._look.colours.ink
        write(painter, number, f"−{-dots}" if dots < 0 else str(dots), font, colour, RIGHT)
        at = number.left() - gap
        for _ in range(shown):
            at -= size + gap
            self._paint_dot(painter, QRectF(at, middle - size / 2, size, size), against=dots < 0)
        return at

    def _paint_dot(self, painter: QPainter, box: QRectF, *, against: bool) -> None:
        ground, ink = DOT_FILL[self.colour], DOT_INK[self.colour]
        painter.setPen(QPen(QColor(self._look.colours.control), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(box)
        if against:
            half = box.width() * 0.24
            painter.setPen(QPen(QColor(ink), 2))
            middle = box.center()
            painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))

    def _paint_words(self, painter: QPainter, box: QRectF, index: Index, dots: int) -> None:
        look, colours = self._look, self._look.colours
        idea: Idea = index.data(LineRole)
        model = index.model()
        number = QRectF(box.left(), box.top(), look.px(44), box.height())
        bold = look.font(16, bold=True)
        write(painter, number, str(idea.number), bold, colours.ink_soft, CENTRE)
        words = box.adjusted(look.px(52), 0, 0, 0)
        used = write(painter, words, idea.title, look.font(16, bold=bool(dots)), colours.ink)
        heading = model.heading(idea) if isinstance(model, OptionModel) else ""
        if words.width() - used > look.px(80):
            rest = words.adjusted(used + look.px(14), 0, 0, 0)
            write(painter, rest, heading, look.font(12), colours.ink_soft)
