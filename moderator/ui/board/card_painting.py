"""Draws a card as it also looks in print: number and code above, cluster and table below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from moderator.domain.codes import CardCode, shown_card_code
from moderator.ui.board.arrangement import CardLine, CardState
from moderator.ui.icons import paint_sign
from moderator.ui.painting import LEFT, RIGHT, fill, outline, write
from moderator.ui.text_lines import BrokenText, fit_text

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.palette import Palette

PROPORTION = 105 / 148
"""Height of a card to its width: A6 across, as it is printed."""
_CORNER = 7.0
_TITLE_SIZES = (20, 16, 14, 12)


class CardPainter:
    """Paints cards in one look."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(
        self, painter: QPainter, box: QRectF, card: CardLine, *, chosen: bool, grouped: bool
    ) -> None:
        """Paint `card` into `box`; `chosen` draws the ring of the focus."""
        colours = self._look.colours
        self._paint_paper(painter, box, card, chosen=chosen)
        edge = self._look.px(12)
        inside = box.adjusted(edge, edge * 0.75, -edge, -edge * 0.75)
        line = self._look.px(18)
        top = QRectF(inside.left(), inside.top(), inside.width(), line)
        bottom = QRectF(inside.left(), inside.bottom() - line, inside.width(), line)
        self._paint_top(painter, top, card, colours)
        self._paint_bottom(painter, bottom, card, grouped=grouped)
        low = bottom.top() if self._has_bottom(card, grouped=grouped) else inside.bottom()
        gap = self._look.px(6)
        self._paint_text(
            painter,
            QRectF(inside.left(), top.bottom() + gap, inside.width(), low - top.bottom() - 2 * gap),
            card,
        )

    def _paint_paper(self, painter: QPainter, box: QRectF, card: CardLine, *, chosen: bool) -> None:
        colours = self._look.colours
        shade = QColor(colours.shadow)
        for depth, alpha in ((3.0, 14), (1.5, 30)):
            shade.setAlpha(alpha)
            fill(painter, box.translated(0, depth), shade.name(QColor.NameFormat.HexArgb), _CORNER)
        fill(painter, box, getattr(colours, f"card_{card.colour}"), _CORNER)
        if card.state is CardState.FAILED:
            outline(painter, box, colours.danger, 2, _CORNER)
        elif not chosen:
            outline(painter, box, colours.card_edge, 1, _CORNER)
        if chosen:
            outline(painter, box.adjusted(-3, -3, 3, 3), colours.focus, 3, _CORNER + 3)

    def _paint_top(self, painter: QPainter, box: QRectF, card: CardLine, colours: Palette) -> None:
        small = self._look.font(12, bold=True)
        if card.idea is not None:
            number = write(painter, box, str(card.idea.number), small, colours.card_soft, LEFT)
            if card.state is CardState.FRESH:
                size = self._look.px(14)
                at = QPointF(box.left() + number + 6, box.center().y() - size / 2)
                paint_sign(painter, "check", "#2A6639", QRectF(at.x(), at.y(), size, size))
        else:
            write(painter, box, _progress(self._look.w, card), small, colours.card_soft, LEFT)
        if card.fields.code:
            code = shown_card_code(CardCode(card.fields.code))
            write(painter, box, code, small, colours.card_soft, RIGHT)

    def _has_bottom(self, card: CardLine, *, grouped: bool) -> bool:
        return bool(card.fields.table or (card.heading and not grouped))

    def _paint_bottom(
        self, painter: QPainter, box: QRectF, card: CardLine, *, grouped: bool
    ) -> None:
        small, colours, room = self._look.font(12), self._look.colours, QRectF(box)
        if card.fields.table:
            table = self._look.w("Table {name}", name=card.fields.table)
            taken = write(
                painter,
                box.adjusted(box.width() / 2, 0, 0, 0),
                table,
                small,
                colours.card_soft,
                RIGHT,
            )
            room.setRight(box.right() - taken - 8)
        if card.heading and not grouped:
            bold = self._look.font(12, bold=True)
            write(painter, room, card.heading, bold, colours.card_soft, LEFT)

    def _paint_text(self, painter: QPainter, box: QRectF, card: CardLine) -> None:
        fonts = [self._look.font(size, bold=True) for size in _TITLE_SIZES]
        share = 0.62 if card.fields.body else 1.0
        title = fit_text(card.fields.title, fonts, box.width(), box.height() * share)
        below = self._write_lines(painter, box, title, self._look.colours.card_ink)
        left = box.bottom() - below - 4
        if card.fields.body and left >= self._look.px(14):
            body = fit_text(card.fields.body, [self._look.font(12)], box.width(), left)
            self._write_lines(
                painter,
                QRectF(box.left(), below + 4, box.width(), left),
                body,
                self._look.colours.card_soft,
            )

    def _write_lines(self, painter: QPainter, box: QRectF, text: BrokenText, colour: str) -> float:
        """Write lines from the top of `box`; returns where they end."""
        for at, line in enumerate(text.lines):
            top = box.top() + at * text.line_height
            room = QRectF(box.left(), top, box.width() + 2, text.line_height)
            write(painter, room, line, text.font, colour, LEFT)
        return box.top() + text.height


def _progress(w: Words, card: CardLine) -> str:
    return w("Not saved") if card.state is CardState.FAILED else w("Saving …")
