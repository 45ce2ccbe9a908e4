"""The ranking on a projector: nothing but words, bars and numbers, readable from the last row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from moderator.errors import msg
from moderator.ui import theme
from moderator.ui.bindings import Bindings
from moderator.ui.painting import CENTRE, LEFT, RIGHT, write
from moderator.ui.ranking.bar_painting import paint_bar
from moderator.ui.ranking.parts import longest
from moderator.ui.ranking.ranking_panel import ballots_sentence, close_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from moderator.domain.tallies import RankedIdea, Results
    from moderator.ui.look import Look

_FULL_HEIGHT = 1080
"""The height, px, for which the sizes below are given."""
_MARGIN, _HEADING, _TITLE, _SMALL, _ROW = 72, 56, 40, theme.PROJECTOR_TEXT, 92
_NEXT = {Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space}
_BACK = {Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Left}
_LEAVE = {Qt.Key.Key_Escape, Qt.Key.Key_F11}


class Presentation(QWidget):
    """Fills a screen; sizes follow its height, text is never under 28 px at 1080p."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._look, self._title = look, title
        self.bound = Bindings(look, self)
        self.bound.text(self.setWindowTitle, msg("Results"))
        self._results: list[Results] = []
        self.page = 0
        look.language_changed.connect(self.update)
        look.colours_changed.connect(self.update)

    def show_results(self, results: Sequence[Results]) -> None:
        """Show these rankings side by side."""
        self._results = list(results)
        self.page = min(self.page, self.pages - 1)
        lines = [
            f"{line.rank} {line.title} {line.dots}" for each in results for line in each.ranking
        ]
        self.setAccessibleName(self._title)
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    # -------------------------------------------------------------------- sizes

    def px(self, size: float) -> float:
        """Return `size` px (at a height of 1080) for this screen."""
        return size * self.height() / _FULL_HEIGHT

    def text_sizes(self) -> list[float]:
        """Return all text sizes in use, px at a height of 1080."""
        return [_HEADING, _TITLE, _SMALL]

    @property
    def rows(self) -> int:
        """Rows that fit on one page."""
        room = _FULL_HEIGHT - 2 * _MARGIN - 175
        return int(room // _ROW)

    @property
    def pages(self) -> int:
        """Pages of the longest ranking."""
        most = max((len(each.ranking) for each in self._results), default=1)
        return max(1, -(-most // self.rows))

    # ------------------------------------------------------------------- acting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, or leave."""
        if event.key() in _LEAVE:
            self.close()
        elif event.key() in _NEXT:
            self._turn(1)
        elif event.key() in _BACK:
            self._turn(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Turn to the next page, from the last to the first."""
        self.page = (self.page + 1) % self.pages
        self.update()

    def _turn(self, pages: int) -> None:
        self.page = min(max(self.page + pages, 0), self.pages - 1)
        self.update()

    # ----------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._look.colours.ground))
        edge, gap = self.px(_MARGIN), self.px(64)
        count = max(1, len(self._results))
        width = (self.width() - 2 * edge - gap * (count - 1)) / count
        for place, results in enumerate(self._results):
            left = edge + place * (width + gap)
            self._paint_ranking(
                painter, QRectF(left, edge, width, self.height() - 2 * edge), results
            )
        if self.pages > 1:
            self._paint_page_number(painter)
        painter.end()

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        made = theme.font(14, weight=weight)
        made.setPixelSize(max(1, round(self.px(size))))
        return made

    def _paint_ranking(self, painter: QPainter, box: QRectF, results: Results) -> None:
        colours, w = self._look.colours, self._look.w
        heading = QRectF(box.left(), box.top(), box.width(), self.px(_HEADING * 1.3))
        write(painter, heading, results.round.title, self._font(_HEADING, bold=True), colours.ink)
        facts = QRectF(box.left(), heading.bottom(), box.width(), self.px(_SMALL * 1.5))
        write(painter, facts, ballots_sentence(w, results), self._font(_SMALL), colours.ink_soft)
        close = facts.translated(0, facts.height())
        if results.close_call:
            write(painter, close, close_words(w), self._font(_SMALL, bold=True), colours.ink)
        top, whole = close.bottom() + self.px(16), longest(results.ranking)
        first = self.page * self.rows
        for place, line in enumerate(results.ranking[first : first + self.rows]):
            row = QRectF(box.left(), top + place * self.px(_ROW), box.width(), self.px(_ROW))
            self._paint_row(painter, row, line, whole)

    def _paint_row(self, painter: QPainter, row: QRectF, line: RankedIdea, whole: int) -> None:
        colours = self._look.colours
        strong = self._font(_TITLE, bold=True)
        digits = QFontMetricsF(strong).horizontalAdvance("000")
        rank = QRectF(row.left(), row.top(), digits, row.height())
        write(painter, rank, str(line.rank), strong, colours.ink_soft, LEFT)
        dots = QRectF(row.right() - digits * 1.4, row.top(), digits * 1.4, row.height())
        write(painter, dots, str(line.dots), strong, colours.ink, RIGHT)
        left, right = rank.right() + self.px(8), dots.left() - self.px(24)
        title = QRectF(left, row.top() + self.px(8), right - left, self.px(_TITLE * 1.25))
        write(painter, title, line.title, self._font(_TITLE, bold=line.rank == 1), colours.ink)
        bar = QRectF(left, title.bottom() + self.px(6), right - left, self.px(16))
        paint_bar(painter, bar, line, whole, colours)

    def _paint_page_number(self, painter: QPainter) -> None:
        text = self._look.w("Page {page} of {pages}", page=self.page + 1, pages=self.pages)
        box = QRectF(0, self.height() - self.px(_MARGIN), self.width(), self.px(_SMALL * 1.4))
        write(painter, box, text, self._font(_SMALL), self._look.colours.ink_soft, CENTRE)
