"""What phones sent and nobody has looked at yet: one row each, one key for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF

from moderator.ui.line_model import LineModel, LineRole
from moderator.ui.painting import LEFT, RIGHT, write
from moderator.ui.text_lines import fit_text
from moderator.ui.widgets.line_list import LineDelegate, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from moderator.domain.ids import CommentId, OfferId, PictureId
    from moderator.ui.line_model import Index
    from moderator.ui.look import Look

_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_DECLINING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_SIDE, _ABOVE = 10, 6
"""Room beside and above the words of a row, px at 100 %."""
_MOST_LINES = 24
"""More is read in the dialog that changes an idea; a comment of the greatest length has fewer."""
_TALLEST = 10_000


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An idea or a comment that waits for a glance.

    Attributes:
        offer: the idea, None for a comment.
        comment: the comment, None for an idea.
        text: title or comment.
        below: description of the idea, or the idea that the comment speaks of.
        where: the table it came from.
        picture: the picture that came with it, None without.
    """

    text: str
    below: str
    when: str
    offer: OfferId | None = None
    comment: CommentId | None = None
    where: str = ""
    picture: PictureId | None = None


class WaitingModel(LineModel[WaitingItem]):
    """The items in the order they came."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return item or words of a row."""
        item = self.lines[index.row()]
        if role == LineRole:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            kind = self._look.w("Idea") if item.offer else self._look.w("Comment")
            return f"{kind}: {item.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.text, item.below) if part)
        return None


class WaitingList(LineList):
    """A list that answers with Enter (take) and Delete (put aside)."""

    take_wanted = Signal(object)
    decline_wanted = Signal(object)
    change_wanted = Signal(object)
    look_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.items = WaitingModel(look)
        self.setModel(self.items)
        self.setItemDelegate(_WaitingDelegate(look, self))
        self.doubleClicked.connect(lambda index: self.change_wanted.emit(index.data(LineRole)))

    @property
    def chosen(self) -> WaitingItem | None:
        """The item that has the selection."""
        item: WaitingItem | None = self.currentIndex().data(LineRole)
        return item

    def show_items(self, items: Sequence[WaitingItem]) -> None:
        """Show `items`; the selection stays in its place, so that the next one follows."""
        if items == self.items.lines:
            return
        row = max(0, self.currentIndex().row())
        before = self.chosen
        self.items.set_lines(items)
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
        elif item is not None and event.key() == Qt.Key.Key_Space:
            self.look_wanted.emit(item)
        else:
            super().keyPressEvent(event)


class _WaitingDelegate(LineDelegate):
    """Paints the whole text, so that nothing rude hides behind “…”, and what belongs to it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row, px."""
        item: WaitingItem = index.data(LineRole)
        width = self._list.viewport().width() - 2
        inner = width - 2 * self._look.px(_SIDE)
        height = self._draw(None, QRectF(0, 0, inner, _TALLEST), item)
        return QSize(width, round(height) + 2 * self._look.px(_ABOVE) + 2)

    def write_line(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """Write text and facts."""
        side, above = self._look.px(_SIDE), self._look.px(_ABOVE)
        self._draw(painter, box.adjusted(side, above, -side, -above), index.data(LineRole))

    def _draw(self, painter: QPainter | None, box: QRectF, item: WaitingItem) -> float:
        """Write a row into `box`, or only measure it without a painter; returns its height, px."""
        look, facts = self._look, self._facts(item)
        small, large = look.font(12), look.font(16, bold=True)
        width = QFontMetricsF(small).horizontalAdvance(facts)
        first = QRectF(box)
        first.setRight(box.right() - width - look.px(_SIDE))
        height = self._write(painter, first, item.text, large)
        if painter is not None:
            line = QRectF(box.right() - width, box.top(), width, QFontMetricsF(large).lineSpacing())
            write(painter, line, facts, small, look.colours.ink_soft, RIGHT)
        rest = QRectF(box)
        rest.setTop(box.top() + height)
        below = self._below(item)
        return height + (self._write(painter, rest, below, look.font(14)) if below else 0)

    def _write(self, painter: QPainter | None, box: QRectF, text: str, font: QFont) -> float:
        """Write `text` in as many lines as it needs; returns their height, px."""
        spacing = QFontMetricsF(font).lineSpacing()
        lines = fit_text(text, (font,), max(box.width(), 1), _MOST_LINES * spacing).lines
        colours = self._look.colours
        if painter is not None:
            for at, line in enumerate(lines):
                place = QRectF(box.left(), box.top() + at * spacing, box.width(), spacing)
                write(painter, place, line, font, colours.ink, LEFT)
        return len(lines) * spacing

    def _facts(self, item: WaitingItem) -> str:
        table = self._look.w("Table {name}", name=item.where) if item.where else ""
        return " · ".join(part for part in (table, item.when) if part)

    def _below(self, item: WaitingItem) -> str:
        w = self._look.w
        if item.comment:
            return w("Comment on “{title}”", title=item.below)
        picture = w("with a picture") if item.picture else ""
        return " · ".join(part for part in (picture, " ".join(item.below.split())) if part)
