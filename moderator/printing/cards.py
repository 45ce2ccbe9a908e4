"""Prints idea cards, with text or blank, on a sheet, and says where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.printing.card_drawing import CardArtist, CardFace
from moderator.printing.label_drawing import LabelArtist, idea_label
from moderator.printing.label_layouts import label_layout
from moderator.printing.layouts import read_layout
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.qr_codes import QrEncoder, card_address
from moderator.printing.sheet_catalogue import read_sheet
from moderator.printing.sheet_pages import PageSetup, SheetPages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import ClusterId
    from moderator.i18n import Words
    from moderator.printing.boxes import Box
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.streamed_pdf import StreamedCanvas


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
    """Write cards as PDF to `target` and return where each of them stands.

    Args:
        target: a file open for writing bytes.
        faces: the cards in printing order.
        w: the words of the cards' language.
        sheet: name of a bundled sheet.
        base_url: address that phones open cards at, without `/K/CODE`; empty for codes only.
        title: title of the document.

    Raises:
        BadInput: there is no card, `base_url` cannot be used, or the sheet does not fit.
        NotFound: there is no such sheet, or the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup = PageSetup(read_sheet(sheet), w, title=title)
    return list(place_idea_cards(target, faces, setup, base_url))


def place_idea_cards(
    target: BinaryIO, faces: Iterable[CardFace], setup: PageSetup, base_url: str = ""
) -> Iterator[PlacedCard]:
    """Write cards as PDF to `target`, page by page; yield where each stands once it is drawn.

    The document is whole when the last card was taken. Neither it nor the cards are kept, so memory
    does not grow with their number.

    Raises:
        BadInput: there is no card, `base_url` cannot be used, or the sheet does not fit.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    # Everything that can be refused is refused before the first byte is written.
    setup.require_usable()
    some = iter(faces)
    first = next(some, None)
    if first is None:
        raise BadInput(
            msg("There are no cards to print yet."), msg("Add ideas, or print blank cards.")
        )
    encoder = QrEncoder()
    modules = encoder.encode(card_address(base_url, first.code)).modules
    drawing = _drawing(setup, "address" if base_url else "code", modules)
    pages = SheetPages(target, setup)
    draw = drawing.artist(pages.canvas)
    for face in chain((first,), some):
        text = card_address(base_url, face.code)
        spot = pages.next_spot()
        qr = draw(face, encoder.encode(text), *pages.corner(spot))
        yield PlacedCard(
            page=spot.page,
            code=face.code,
            url=text,
            card_mm=spot.label,
            qr_mm=pages.on_page(spot, qr),
            dots_mm=pages.on_page(spot, drawing.dots),
            text_mm=pages.on_page(spot, drawing.text),
        )
    pages.end()


_Draw = Callable[[CardFace, "QrSymbol", float, float], "Box"]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How cards of one sheet are drawn, and where dots and text go on each, mm."""

    artist: Callable[[StreamedCanvas], _Draw]
    dots: Box
    text: Box


def _drawing(setup: PageSetup, kind: str, modules: int) -> _Drawing:
    """Return the card with a dot field if the sheet names one, else what its labels have room for.

    Raises:
        BadInput: the symbol does not fit.
    """
    w = setup.w
    if name := setup.sheet.layouts.get(kind):
        card = read_layout(name)
        return _Drawing(lambda canvas: CardArtist(canvas, card, w).draw, card.dots.field, card.text)
    label = label_layout(setup.sheet, modules)

    def artist(canvas: StreamedCanvas) -> _Draw:
        drawn = LabelArtist(canvas, label, w)
        return lambda face, symbol, left, top: drawn.draw(idea_label(face, w), symbol, left, top)

    return _Drawing(artist, no_field(label.text), label.text)
