"""Prints idea cards, with text or blank, on a sheet, and says where everything stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.card_drawing import CardArtist, CardFace
from moderator.printing.cut_marks import define_cut_marks, draw_cut_marks
from moderator.printing.layouts import read_layout
from moderator.printing.qr_codes import QrEncoder, card_address
from moderator.printing.sheets import Sheet, read_sheet
from moderator.printing.streamed_pdf import StreamedCanvas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import ClusterId
    from moderator.i18n import Words


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """Where one card stands; boxes in mm from the upper left corner of the page.

    Attributes:
        page: counted from 1.
        url: the text of the QR: an address, or the code alone.
        qr_mm: the symbol without its quiet zone.
        text_mm: the region for print or handwriting.
        markers: further marks for reading photos; none on these layouts.
    """

    page: int
    code: CardCode
    url: str
    card_mm: Box
    qr_mm: Box
    dots_mm: Box
    text_mm: Box
    markers: tuple[Box, ...] = ()


def idea_face(idea: Idea, clusters: Mapping[ClusterId, Cluster]) -> CardFace:
    """Return the face of an idea's card."""
    cluster = clusters.get(idea.cluster_id) if idea.cluster_id else None
    face = CardFace(idea.code, idea.title, idea.body, idea.number, idea.table)
    if cluster is None:
        return face
    return replace(face, cluster=cluster.heading, colour=cluster.colour)


def print_idea_cards(
    target: BinaryIO,
    faces: Iterable[CardFace],
    w: Words,
    *,
    sheet: str = "a6",
    base_url: str = "",
    title: str = "",
) -> list[PlacedCard]:
    """Write cards as PDF to `target`, page by page.

    Args:
        target: a file open for writing bytes; memory does not grow with what is written.
        faces: the cards in printing order.
        w: the words of the cards' language.
        sheet: name of the sheet.
        base_url: address that phones open cards at, without `/K/CODE`; empty for codes only.
        title: title of the document.

    Raises:
        BadInput: there is no card, `base_url` cannot be used, or the sheet does not fit.
        NotFound: there is no such sheet, or the typeface is missing.
        OSError: `target` cannot be written.
    """
    # Everything that can be refused is refused before the first byte is written.
    some = iter(faces)
    first = next(some, None)
    if first is None:
        raise BadInput(
            msg("There are no cards to print yet."), msg("Add ideas, or print blank cards.")
        )
    card_address(base_url, first.code)
    job = _CardJob(target, read_sheet(sheet), w, base_url, title)
    return job.print(chain((first,), some))


class _CardJob:
    """One document of cards."""

    def __init__(self, target: BinaryIO, sheet: Sheet, w: Words, base_url: str, title: str) -> None:
        self._sheet = sheet
        self._layout = read_layout(sheet.layouts["address" if base_url else "code"])
        self._base_url = base_url
        self._encoder = QrEncoder()
        self._boxes: dict[tuple[int, Box], Box] = {}
        size = points(sheet.page_mm[0]), points(sheet.page_mm[1])
        self._canvas = StreamedCanvas(target, size, w.language.value, title or w("Cards"))
        self._artist = CardArtist(self._canvas, self._layout, w)
        define_cut_marks(self._canvas, sheet, self._layout.margin)

    def print(self, faces: Iterable[CardFace]) -> list[PlacedCard]:
        placed: list[PlacedCard] = []
        for count, face in enumerate(faces):
            page, place = divmod(count, self._sheet.labels)
            if place == 0 and page:
                self._end_page()
            placed.append(self._place(face, page + 1, place))
        self._end_page()
        self._canvas.save()
        return placed

    def _place(self, face: CardFace, page: int, place: int) -> PlacedCard:
        text = card_address(self._base_url, face.code)
        label = self._sheet.label(place)
        top = points(self._sheet.page_mm[1] - label.y)
        qr = self._artist.draw(face, self._encoder.encode(text), points(label.x), top)
        return PlacedCard(
            page=page,
            code=face.code,
            url=text,
            card_mm=label,
            qr_mm=self._on_page(place, qr),
            dots_mm=self._on_page(place, self._layout.dots.field),
            text_mm=self._on_page(place, self._layout.text),
        )

    def _on_page(self, place: int, box: Box) -> Box:
        """Return `box` of the card at `place` on the page; equal boxes are one value in memory."""
        key = place, box
        if key not in self._boxes:
            label = self._sheet.label(place)
            self._boxes[key] = box.moved(label.x, label.y)
        return self._boxes[key]

    def _end_page(self) -> None:
        draw_cut_marks(self._canvas)
        self._canvas.showPage()
