"""Prints project sheets: an idea on its way to a project, to be filled in by hand on two pages.

The first page is the project's profile; the second holds its work plan, what is needed, and costs
and financing, which must be equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.codes import shown_card_code
from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box
from moderator.printing.inks import LINE, SOFT
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.qr_codes import QrEncoder, card_address
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.typefaces import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from moderator.domain.ideas import Idea
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.sheet_pages import PageSetup

_HEAD_SHARE = 0.16
_GAP_SHARE = 0.016
_ROW_SHARE = 0.031
"""Height of a line for handwriting; 9 mm on A4."""


def place_project_sheets(
    target: BinaryIO, ideas: Sequence[Idea], setup: PageSetup, base_url: str = ""
) -> Iterator[PlacedCard]:
    """Write two pages for each idea as PDF to `target`; yield where each page's code stands.

    Raises:
        BadInput: there is no idea, or the address cannot be used.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    if not ideas:
        raise BadInput(msg("There are no ideas to make project sheets of yet."))
    card_address(base_url, ideas[0].code)
    pages = SheetPages(target, setup)
    encoder = QrEncoder()
    form = _Form(PageDrawing(pages.canvas, setup.w), setup)
    for idea in ideas:
        symbol = encoder.encode(card_address(base_url, idea.code))
        for draw in (form.draw_profile, form.draw_plan):
            spot = pages.next_spot()
            with form.pen.at(*pages.corner(spot)):
                qr = form.draw_head(idea, symbol)
                draw(idea)
            yield PlacedCard(
                page=spot.page,
                code=idea.code,
                url=symbol.text,
                card_mm=spot.label,
                qr_mm=pages.on_page(spot, qr),
                dots_mm=pages.on_page(spot, no_field(form.area)),
                text_mm=pages.on_page(spot, form.area),
            )
    pages.end()


class _Form:
    """Draws the pages of one idea after the other; lengths follow the page's height."""

    def __init__(self, pen: PageDrawing, setup: PageSetup) -> None:
        self.pen = pen
        self._w = setup.w
        self._workshop = setup.title
        self.area = setup.sheet.area()
        self._unit = self.area.h * _ROW_SHARE
        self._gap = self.area.h * _GAP_SHARE
        self._label = self._unit * 1.15, self._unit * 0.8

    def draw_head(self, idea: Idea, symbol: QrSymbol) -> Box:
        """Draw what both pages begin with; return where the symbol stands, in mm."""
        area, pen, w = self.area, self.pen, self._w
        high = area.h * _HEAD_SHARE
        side = high * 0.82
        room = Box(area.right - side, area.y, side, side)
        qr = pen.symbol(symbol, room)
        below = Box(room.x, room.bottom, side, high - side)
        size = self._label
        pen.words(below, shown_card_code(idea.code), size, side=Side.MIDDLE, weight=Weight.SEMIBOLD)
        words = Box(area.x, area.y, area.w - side - self._gap, high)
        over = f"{w('Project sheet')} · {w('Idea {n}', n=idea.number)} · {self._workshop}"
        line = Box(words.x, words.y, words.w, self._unit * 0.6)
        end = pen.words(line, over, (size[0], size[1]), ink=SOFT) + self._gap / 2
        title = Box(words.x, end, words.w, words.bottom - end - self._gap)
        pen.words(title, idea.title, (high * 0.75, high * 0.35), weight=Weight.BOLD)
        return qr

    def draw_profile(self, idea: Idea) -> None:
        """Draw the first page: what, where, who, what for."""
        w = self._w
        box = self._below_head()
        if idea.body:
            top = self._heading(box, w("The idea"))
            words = Box(box.x, top, box.w, self._unit * 2.6)
            end = self.pen.words(words, idea.body, (self._label[0] * 1.1, self._label[1]))
            box = _from(box, end + self._gap)
        fields = (
            (w("Place: where it happens"), 1),
            (w("Team: who takes part, how to reach them"), 4),
            (w("Goal: what is different afterwards"), 4),
            (w("Benefit: for whom"), 4),
            (w("What remains: how it lasts and who looks after it"), 4),
            (w("First step, by when, who"), 3),
        )
        self._fields(box, fields)

    def draw_plan(self, _idea: Idea) -> None:
        """Draw the second page: who does what, what is needed, what it costs."""
        w = self._w
        box = self._below_head()
        heads = [w("What is to be done"), w("Who"), w("From – until")]
        box = self._table(box, w("Work plan"), heads, (0.55, 0.25, 0.2), 5)
        heads = [w("People, rooms, things, permits, knowledge"), w("We have"), w("We need")]
        box = self._table(box, w("What it takes"), heads, (0.5, 0.25, 0.25), 4)
        heads = [w("Costs"), "€", w("Financing"), "€"]
        rows = max(3, int((box.h - self._unit * 2.6) / self._unit))
        title = w("Money: costs and financing are equal")
        sums = w("Sum"), "", w("Sum"), ""
        self._table(box, title, heads, (0.35, 0.15, 0.35, 0.15), rows, sums)

    def _below_head(self) -> Box:
        return _from(self.area, self.area.y + self.area.h * _HEAD_SHARE + self._gap)

    def _heading(self, box: Box, text: str) -> float:
        """Write the heading of a part; return where it ends, in mm."""
        line = Box(box.x, box.y, box.w, self._unit * 0.75)
        return self.pen.words(line, text, (self._label[0] * 1.2, 7), weight=Weight.SEMIBOLD)

    def _fields(self, box: Box, fields: Sequence[tuple[str, int]]) -> None:
        """Draw headings with lines to write on, spread over the whole of `box`."""
        heading = self._unit * 0.6 + self._gap
        pitch = (box.h - heading * len(fields)) / sum(lines for _, lines in fields)
        for text, lines in fields:
            end = box.y + self._unit * 0.6
            self._heading(box, text)
            for line in range(1, lines + 1):
                y = end + pitch * line
                self.pen.rule((box.x, y), (box.right, y), LINE, 0.25)
            box = _from(box, end + pitch * lines + self._gap)

    def _table(
        self,
        box: Box,
        title: str,
        heads: Sequence[str],
        shares: Sequence[float],
        rows: int,
        last: Sequence[str] = (),
    ) -> Box:
        """Draw a table to fill in; return what is left of `box` below it."""
        unit = self._unit
        top = self._heading(box, title) + self._gap / 3
        edges = [box.x + box.w * sum(shares[:place]) for place in range(len(shares) + 1)]
        bottom = top + unit * (0.7 + rows)
        lines = [top, *(top + unit * (0.7 + row) for row in range(rows + 1))]
        for y in lines:
            self.pen.rule((box.x, y), (box.right, y), LINE, 0.25)
        for x in edges:
            self.pen.rule((x, top), (x, bottom), LINE, 0.25)
        for texts, y, high in ((heads, top, unit * 0.7), (last, bottom - unit, unit)):
            for text, left, right in zip(texts, edges, edges[1:], strict=False):
                cell = Box(left + 1.2, y, right - left - 2.4, high)
                self.pen.words(cell, text, (self._label[0], 6), ink=SOFT, middle=True)
        return _from(box, bottom + self._gap * 1.4)


def _from(box: Box, top: float) -> Box:
    """Return the part of `box` below `top`."""
    return Box(box.x, top, box.w, box.bottom - top)
