"""Posts to tick off: whole text, whose it is, and why some cannot be picked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPen

from moderator.domain.posts import Standing
from moderator.errors import msg
from moderator.ui.line_model import LineModel, LineRole
from moderator.ui.painting import fill, outline, write
from moderator.ui.text_lines import fit_text
from moderator.ui.widgets.line_list import LineDelegate, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from moderator.domain.posts import Post, StandingPost
    from moderator.ui.line_model import Index
    from moderator.ui.look import Look
    from moderator.ui.palette import Colour

_SIDE, _ABOVE, _BOX = 10, 8, 16
"""Room beside and above a row, and the side of its check box; px at 100 %."""
_MOST_LINES = 6
_KNOWN = {
    Standing.HERE: msg("already here"),
    Standing.SAME_TEXT: msg("same text is already here"),
}


@dataclass(eq=False, slots=True)
class PostLine:
    """A row: a post, whether it is new here, and whether it is ticked."""

    looked: StandingPost
    ticked: bool = False

    @property
    def post(self) -> Post:
        """The post."""
        return self.looked.post

    @property
    def can_be_ticked(self) -> bool:
        """Whether it would become an idea."""
        return self.looked.standing is Standing.NEW


class PostModel(LineModel[PostLine]):
    """The posts, the newest first."""

    ticks_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def set_posts(self, looked: Sequence[StandingPost]) -> None:
        """Show `looked`, nothing ticked."""
        self.set_lines(map(PostLine, looked))
        self.ticks_changed.emit()

    @property
    def picked(self) -> list[Post]:
        """The posts that are ticked."""
        return [each.post for each in self.lines if each.ticked]

    def tick(self, row: int, *, ticked: bool) -> None:
        """Tick a row, or take the tick away."""
        line = self.lines[row]
        if line.can_be_ticked and line.ticked != ticked:
            line.ticked = ticked
            place = self.index(row, 0)
            self.dataChanged.emit(place, place, [Qt.ItemDataRole.CheckStateRole])
            self.ticks_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return row, words or tick."""
        line = self.lines[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{line.post.text} {facts_of(self._look, line)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.post.text
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick, also from programs that read the screen."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick(index.row(), ticked=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what is here already be read but not ticked."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.lines[index.row()].can_be_ticked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def facts_of(look: Look, line: PostLine) -> str:
    """Return whose a post is, of when, and what else is to be known of it."""
    w, post = look.w, line.post
    name = f"{post.author} (@{post.handle})" if post.author else f"@{post.handle}"
    parts = [name, w.date(post.posted_at.astimezone().date()), post.language]
    parts.append(w("an answer") if post.reply else "")
    parts.append(w(_KNOWN[line.looked.standing]) if line.looked.standing in _KNOWN else "")
    return " · ".join(filter(None, parts))


class PostList(LineList):
    """A list whose rows are ticked by a click or the space bar."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.posts = PostModel(look)
        self.setModel(self.posts)
        self.setItemDelegate(_PostDelegate(look, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick or untick the current row with the space bar."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self.turn(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick or untick the row that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.turn(index.row())

    def turn(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        self.posts.tick(row, ticked=not self.posts.lines[row].ticked)

    def tick_all(self) -> None:
        """Tick every new post but those whose author asks for care."""
        for row, line in enumerate(self.posts.lines):
            if not line.post.is_delicate:
                self.posts.tick(row, ticked=True)


class _PostDelegate(LineDelegate):
    """Paints check box, text and facts of a row."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row, px."""
        width = self._list.viewport().width() - 2
        box = QRectF(0, 0, width - self._indent - self._look.px(_SIDE), 1e5)
        height = self._draw(None, box, index.data(LineRole))
        return QSize(width, round(height) + 2 * self._look.px(_ABOVE) + 2)

    def editorEvent(self, event: QEvent, *_: object) -> bool:
        """Leave clicks to the list: the whole row is ticked, not a small box."""
        del event
        return False

    def write_line(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """Paint the check box and write text and facts."""
        line: PostLine = index.data(LineRole)
        side, above = self._look.px(_SIDE), self._look.px(_ABOVE)
        if line.can_be_ticked:
            self._paint_box(painter, box, ticked=line.ticked)
        self._draw(painter, box.adjusted(self._indent, above, -side, -above), line)

    @property
    def _indent(self) -> int:
        return self._look.px(2 * _SIDE + _BOX)

    def _paint_box(self, painter: QPainter, row: QRectF, *, ticked: bool) -> None:
        look, colours = self._look, self._look.colours
        side = look.px(_BOX)
        box = QRectF(row.left() + look.px(_SIDE), row.top() + look.px(_ABOVE) + 1, side, side)
        if not ticked:
            fill(painter, box, colours.surface, 4)
            outline(painter, box, colours.control, 1, 4)
            return
        fill(painter, box, colours.accent, 4)
        pen = QPen(QColor(colours.on_accent), side / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        corner = box.topLeft()
        places = ((0.25, 0.53), (0.44, 0.71), (0.76, 0.32))
        painter.drawPolyline([corner + QPointF(x * side, y * side) for x, y in places])

    def _draw(self, painter: QPainter | None, box: QRectF, line: PostLine) -> float:
        """Write a row into `box`, or only measure it without a painter; returns its height, px."""
        look, colours = self._look, self._look.colours
        ink = colours.ink if line.can_be_ticked else colours.ink_soft
        at = box.top()
        parts = [(self._warning(line.post), look.font(13, bold=True), colours.danger)]
        parts += [(each, look.font(15), ink) for each in line.post.text.split("\n")]
        parts.append((facts_of(look, line), look.font(12), colours.ink_soft))
        left = _MOST_LINES
        for text, font, colour in filter(lambda part: part[0], parts[:-1]):
            if left > 0:
                spacing = QFontMetricsF(font).lineSpacing()
                room = left * spacing
                lines = fit_text(text, (font,), max(box.width(), 1), room).lines[:left]
                at = _write_lines(painter, box, at, lines, (font, colour))
                left -= len(lines)
        text, font, colour = parts[-1]
        at = _write_lines(painter, box, at + 2, (text,), (font, colour))
        return at - box.top()

    def _warning(self, post: Post) -> str:
        if post.warning:
            return self._look.w("Warning of the author: {text}", text=post.warning)
        return self._look.w("The author marked it as sensitive.") if post.sensitive else ""


def _write_lines(
    painter: QPainter | None,
    box: QRectF,
    top: float,
    lines: Sequence[str],
    style: tuple[QFont, Colour],
) -> float:
    """Write lines from `top` on; returns where they end, px."""
    font, colour = style
    spacing = QFontMetricsF(font).lineSpacing()
    for text in lines:
        if painter is not None:
            place = QRectF(box.left(), top, box.width(), spacing)
            write(painter, place, text, font, colour)
        top += spacing
    return top
