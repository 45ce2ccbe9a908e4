"""Prints the ranking of a round as posters: rank, idea, bar and dots, to be read from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.codes import shown_card_code
from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box
from moderator.printing.inks import AGAINST, BAR_GROUND, INK, LINE, PAPER, SOFT
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.qr_codes import QrEncoder, card_address
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.typefaces import Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from moderator.domain.tallies import RankedIdea, Results
    from moderator.i18n import Words
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.sheet_pages import PageSetup

_MOST_ROWS, _LEAST_ROWS = 8, 4
"""Ideas on a page; few of them are drawn larger, at most as if they were four."""

_HIGHEST_ROW = 0.19
"""As a share of the page's width: higher rows would squeeze titles and bars."""

_HEAD_SHARE = 0.13
_FOOT_SHARE = 0.03


def place_results(
    target: BinaryIO, results: Results, setup: PageSetup, base_url: str = ""
) -> Iterator[PlacedCard]:
    """Write the posters of a round as PDF to `target`; yield where each idea's code stands.

    Raises:
        BadInput: there was nothing to vote on, or the address cannot be used.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    if not results.ranking:
        raise BadInput(msg("There is no result to print yet."))
    card_address(base_url, results.ranking[0].code)
    pages = SheetPages(target, setup)
    encoder = QrEncoder()
    poster = _Poster(PageDrawing(pages.canvas, setup.w), setup, results)
    starts = range(0, len(results.ranking), _MOST_ROWS)
    parts = [results.ranking[start : start + _MOST_ROWS] for start in starts]
    for number, part in enumerate(parts, start=1):
        spot = pages.next_spot()
        codes = [(line, encoder.encode(card_address(base_url, line.code))) for line in part]
        with poster.pen.at(*pages.corner(spot)):
            poster.draw_frame(number, len(parts))
            drawn = poster.draw_lines(codes)
        for (line, symbol), (row, qr) in zip(codes, drawn, strict=True):
            yield PlacedCard(
                page=spot.page,
                code=line.code,
                url=symbol.text,
                card_mm=row.moved(spot.label.x, spot.label.y),
                qr_mm=qr.moved(spot.label.x, spot.label.y),
                dots_mm=no_field(row.moved(spot.label.x, spot.label.y)),
                text_mm=row.moved(spot.label.x, spot.label.y),
            )
    pages.end()


class _Poster:
    """Draws one page after the other; lengths follow the page's size."""

    def __init__(self, pen: PageDrawing, setup: PageSetup, results: Results) -> None:
        self.pen = pen
        self._w = setup.w
        self._title = setup.title
        self._results = results
        self._area = setup.sheet.area()
        self._rows = min(_MOST_ROWS, max(_LEAST_ROWS, len(results.ranking)))
        self._most = max((max(line.dots, 1) for line in results.ranking), default=1)

    def draw_frame(self, number: int, pages: int) -> None:
        """Draw what stands above and below the lines."""
        area, pen = self._area, self.pen
        head = area.h * _HEAD_SHARE
        over = Box(area.x, area.y, area.w, head * 0.2)
        pen.words(over, self._title, _points(over.h, 1.0, 0.5), ink=SOFT)
        title = Box(area.x, over.bottom, area.w, head * 0.5)
        pen.words(title, self._results.round.title, _points(title.h, 0.75, 0.3), weight=Weight.BOLD)
        foot = Box(area.x, area.bottom - area.h * _FOOT_SHARE, area.w, area.h * _FOOT_SHARE)
        sizes = _points(foot.h, 0.55, 0.4)
        pen.words(foot, _turnout(self._results, self._w), sizes, ink=SOFT, middle=True)
        if pages > 1:
            shown = self._w("Page {n} of {all}", n=number, all=pages)
            pen.words(foot, shown, sizes, ink=SOFT, side=Side.RIGHT, middle=True)

    def draw_lines(self, codes: Sequence[tuple[RankedIdea, QrSymbol]]) -> list[tuple[Box, Box]]:
        """Draw the ideas of a page; return where each line and its symbol stand, in mm."""
        area = self._area
        top = area.y + area.h * _HEAD_SHARE
        high = area.h * (1 - _HEAD_SHARE - _FOOT_SHARE) / self._rows
        high = min(high, area.w * _HIGHEST_ROW)
        rows = [Box(area.x, top + high * place, area.w, high) for place in range(len(codes))]
        return [
            (row, self._line(row, line, symbol))
            for row, (line, symbol) in zip(rows, codes, strict=True)
        ]

    def _line(self, row: Box, line: RankedIdea, symbol: QrSymbol) -> Box:
        pen = self.pen
        pen.rule((row.x, row.y), (row.right, row.y), LINE, 0.3)
        inner = Box(row.x, row.y + row.h * 0.07, row.w, row.h * 0.86)
        rank = Box(inner.x, inner.y, inner.h * 0.75, inner.h)
        shown = f"{line.rank}."
        pen.words(rank, shown, _points(inner.h, 0.5, 0.3), weight=Weight.BOLD, middle=True)
        side = inner.h * 0.84
        room = Box(inner.right - side, inner.y, side, side)
        qr = pen.symbol(symbol, room)
        below = Box(room.x, room.bottom, room.w, inner.bottom - room.bottom)
        code = shown_card_code(line.code)
        pen.words(below, code, _points(below.h, 0.8, 0.6), ink=SOFT, side=Side.MIDDLE)
        words = Box(rank.right, inner.y, room.x - rank.right - inner.h * 0.1, inner.h)
        self._words(words, line)
        return qr

    def _words(self, box: Box, line: RankedIdea) -> None:
        """Write the title, and the bar with its number below it."""
        aside = box.h * 0.9 if line.against else 0
        title = Box(box.x, box.y, box.w - aside, box.h * 0.56)
        self.pen.words(title, line.title, _points(box.h, 0.3, 0.15), weight=Weight.BOLD)
        number = Box(box.right - box.h, box.y + box.h * 0.6, box.h, box.h * 0.34)
        sizes = _points(number.h, 0.95, 0.5)
        bold = Weight.BOLD
        shown = self._w.number(line.dots)
        self.pen.words(number, shown, sizes, weight=bold, side=Side.RIGHT, middle=True, ink=INK)
        bar = Box(box.x, box.y + box.h * 0.66, number.x - box.h * 0.1 - box.x, box.h * 0.22)
        self.pen.fill(bar, BAR_GROUND)
        width = bar.w * max(line.dots, 0) / self._most
        self.pen.fill(Box(bar.x, bar.y, width, bar.h), PAPER)
        if line.against:
            against = self._w("{n} against", n=line.against)
            beside = Box(box.right - aside, box.y, aside, box.h * 0.3)
            sizes = _points(beside.h, 0.5, 0.3)
            self.pen.words(beside, against, sizes, ink=AGAINST, side=Side.RIGHT, middle=True)


def _points(height: float, largest: float, smallest: float) -> tuple[float, float]:
    """Return sizes in pt as shares of a height in mm."""
    return height * largest * 72 / 25.4, height * smallest * 72 / 25.4


def _turnout(results: Results, w: Words) -> str:
    parts = []
    if results.ballots:
        parts.append(w.plural("{n} ballot", "{n} ballots", results.ballots))
    if results.close_call:
        parts.append(w("A difference of a few dots is not a decision."))
    return " · ".join(parts)
