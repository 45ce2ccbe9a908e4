"""Pages of the protocol that show from which photos dots were counted, and what was read there."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle

from moderator.domain.codes import shown_card_code
from moderator.domain.photo_reviews import NAMED_BY_HAND
from moderator.domain.rules import DotColour
from moderator.printing.boxes import points
from moderator.printing.inks import LINE, SOFT, colour
from moderator.printing.typefaces import Weight
from moderator.reports.numbered_pages import TEXT_WIDTH
from moderator.reports.paper_style import (
    CELL,
    CELL_DOTS,
    HEAD,
    HEAD_NUMBER,
    ROUND,
    SAID,
    SECTION,
    paragraph,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.codes import CardCode
    from moderator.domain.evenings import Evening
    from moderator.domain.photo_reviews import PhotoEvidence, Quad, ReviewedCard
    from moderator.i18n import Words

_MOST_HIGH = points(150)
_EDGE, _HALO = "#1B5E9E", "#FFFFFF"
_NUMBER_SIZE = 7.5
_DOTS = points(20)
_AFTER_ALL = 1_000_000


class MarkedPhoto(Flowable):
    """A photo with the edge of every card and its number of dots."""

    def __init__(self, evidence: PhotoEvidence, number: int) -> None:
        super().__init__()
        self._photo = evidence.review.photos[number]
        self._cards = [card for card in evidence.review.cards if card.photo == number]
        self._picture = evidence.pictures[number]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the width, as far as the height allows."""
        most = min(_MOST_HIGH, available_height)
        self._scale = min(available_width / self._photo.width, most / self._photo.height)
        self.width = self._photo.width * self._scale
        self.height = self._photo.height * self._scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw the photo, then edges and numbers."""
        if self._picture:
            image = ImageReader(BytesIO(self._picture))
            self.canv.drawImage(image, 0, 0, self.width, self.height)
        for card in self._cards:
            self._outline(card.corners)
        for card in self._cards:
            self._write(card)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, self.height - y * self._scale

    def _outline(self, corners: Quad) -> None:
        path = self.canv.beginPath()
        path.moveTo(*self._place(*corners[0]))
        for corner in corners[1:]:
            path.lineTo(*self._place(*corner))
        path.close()
        for ink, width in ((_HALO, 1.8), (_EDGE, 0.9)):
            self.canv.setStrokeColor(colour(ink))
            self.canv.setLineWidth(width)
            self.canv.drawPath(path)

    def _write(self, card: ReviewedCard) -> None:
        x, y = self._place(*card.corners[0])
        text = str(card.total)
        width = self.canv.stringWidth(text, Weight.BOLD.value, _NUMBER_SIZE) + 4
        self.canv.setFillColor(colour(_EDGE))
        self.canv.roundRect(x - width / 2, y - 4, width, _NUMBER_SIZE + 2, 2, stroke=0, fill=1)
        self.canv.setFillColor(colour(_HALO))
        self.canv.setFont(Weight.BOLD.value, _NUMBER_SIZE)
        self.canv.drawCentredString(x, y - 1.8, text)


def photo_pages(evening: Evening, w: Words) -> list[Flowable]:
    """Return a part for every reading of photos that belongs to a result; none for none."""
    story: list[Flowable] = []
    titles = {vote.id: vote.title for vote in evening.rounds}
    for evidence in evening.photos:
        if not story:
            story += [CondPageBreak(points(200)), paragraph(w("Photos of the wall"), SECTION)]
        story.append(paragraph(titles.get(evidence.round_id, ""), ROUND))
        for number, photo in enumerate(evidence.review.photos):
            story += [MarkedPhoto(evidence, number), sentence(photo.name, SAID)]
        story += [_table(evidence, w), Spacer(0, 6)]
        story += [sentence(text, SAID) for text in _unseen(evidence, w)]
    return story


def _table(evidence: PhotoEvidence, w: Words) -> Table:
    rows: list[list[Flowable]] = [
        [
            paragraph(w("Card"), HEAD),
            paragraph(w("Read and looked at"), HEAD),
            paragraph(w("Dots"), HEAD_NUMBER),
        ]
    ]
    cards = sorted(evidence.review.cards, key=lambda each: _place(evidence, each.code))
    rows += [_row(evidence, card, w) for card in cards]
    first = (TEXT_WIDTH - _DOTS) / 2
    return Table(rows, colWidths=[first, first, _DOTS], repeatRows=1, style=_TABLE, spaceBefore=4)


def _row(evidence: PhotoEvidence, card: ReviewedCard, w: Words) -> list[Flowable]:
    return [
        paragraph(evidence.names.get(card.code, shown_card_code(card.code)), CELL),
        paragraph(" · ".join(_remarks(card, w)), CELL),
        paragraph(w.number(card.total) if card.says_something else "–", CELL_DOTS),
    ]


def _place(evidence: PhotoEvidence, code: CardCode) -> tuple[int, str]:
    number = evidence.names.get(code, "").partition(" ")[0]
    return (int(number) if number.isdigit() else _AFTER_ALL), code


def _remarks(card: ReviewedCard, w: Words) -> Iterator[str]:
    counts = card.counts
    by_colour = [f"{counts[each]} {w(each.value)}" for each in DotColour if counts.get(each)]
    if by_colour:
        yield ", ".join(by_colour)
    if dict(counts) != card.as_read:
        yield w("corrected by hand, read as {n}", n=sum(card.as_read.values()))
    if NAMED_BY_HAND in card.doubts:
        yield w("card named by hand")
    if card.doubts:
        yield w("doubtful, looked at") if card.confirmed else w("doubtful")


def _unseen(evidence: PhotoEvidence, w: Words) -> Iterator[str]:
    codes = sorted(evidence.review.unseen, key=lambda code: _place(evidence, code))
    names = [evidence.names[code] for code in codes if code in evidence.names]
    if names:
        yield w("Not on these photos: {cards}", cards="; ".join(names))


_TABLE = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), Weight.REGULAR.value),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour(SOFT)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour(LINE)),
    ]
)
