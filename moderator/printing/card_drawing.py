"""Draws one card: what all cards share is stored once in the PDF, what differs is drawn on top.

Thousands of cards are drawn, so what differs is written as PDF operators: coordinates in pt from
the card's upper left corner, y pointing up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, shown_card_code
from moderator.domain.ideas import CardColour
from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.card_footer import CardFooter
from moderator.printing.card_furniture import ASCENT, BLANK_FORM, IDEA_FORM, define_furniture
from moderator.printing.hyphens import breaks_of
from moderator.printing.inks import BLACK, SOFT, fill_operator
from moderator.printing.qr_codes import path_runs
from moderator.printing.text_fit import FittedText, Room, fit_text
from moderator.printing.typefaces import Typeface, Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.i18n import Words
    from moderator.printing.layouts import CardLayout, Sizes
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.streamed_pdf import StreamedCanvas

SMALLEST_MODULE_MM = 0.5
"""Below this a module is lost in cheap printing (field experience: 0.4 to 0.5 mm)."""

_GAP_MM = 3.0


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on a card; one without a title is blank and gets lines to write on.

    Attributes:
        number: the idea's running number, None while it has none.
        cluster: heading of its cluster, empty if it hangs alone.
        colour: colour of the cluster, shown behind its heading.
    """

    code: CardCode
    title: str = ""
    body: str = ""
    number: int | None = None
    table: str = ""
    cluster: str = ""
    colour: CardColour = CardColour.WHITE


class CardArtist:
    """Draws cards of one layout on a canvas; make one for each document."""

    def __init__(self, canvas: StreamedCanvas, layout: CardLayout, w: Words) -> None:
        self._canvas = canvas
        self._layout = layout
        self._w = w
        self._regular = typeface(Weight.REGULAR)
        self._semibold = typeface(Weight.SEMIBOLD)
        self._bold = typeface(Weight.BOLD)
        self._breaks = breaks_of(w.language)
        self._footer = CardFooter(canvas, layout, w)
        define_furniture(canvas, layout, w)

    def draw(self, face: CardFace, symbol: QrSymbol, left: float, top: float) -> Box:
        """Draw `face` with its upper left corner at `left`, `top` (pt, y up).

        Returns:
            Where the symbol stands on the card, in mm.

        Raises:
            BadInput: the symbol has so many modules that they would be too small to scan.
        """
        place = self._symbol_place(symbol)
        self._canvas.put(f"q 1 0 0 1 {left:.3f} {top:.3f} cm")
        self._canvas.doForm(BLANK_FORM if not face.title else IDEA_FORM)
        self._canvas.put(
            "\n".join(
                [
                    self._number(face.number),
                    symbol_operators(symbol, place),
                    self._code(face.code),
                    *(self._idea(face) if face.title else ()),
                    "Q",
                ]
            )
        )
        return place

    def _symbol_place(self, symbol: QrSymbol) -> Box:
        place = self._layout.qr
        module = min(place.largest_module, place.box.w / symbol.modules)
        if module < SMALLEST_MODULE_MM:
            raise BadInput(
                msg("The address is too long for the code on this card."),
                msg("A shorter address, or none, gives a code that can be scanned."),
            )
        return place.box.grown((module * symbol.modules - place.box.w) / 2)

    def _number(self, number: int | None) -> str:
        place = self._layout.number
        shown = self._w("Idea") if number is None else self._w("Idea {n}", n=number)
        written = self._line(self._semibold, place.size, points(place.x), place.baseline, shown)
        return fill_operator(SOFT) + written

    def _code(self, code: CardCode) -> str:
        place, face = self._layout.code, self._semibold
        shown = shown_card_code(code)
        left = points(place.x) - face.width(shown) * place.size
        return self._line(face, place.size, left, place.baseline, shown)

    def _idea(self, face: CardFace) -> Iterator[str]:
        """Yield title, body and footer; the ink is black before."""
        area, title = self._layout.text, self._layout.title
        if not face.body:
            title = replace(title, highest=area.h)
        fitted = self._fitted(face.title, self._bold, title, area.y)
        yield self._block(fitted, self._bold, area.y)
        if face.body:
            top = area.y + fitted.height / points(1) + _GAP_MM
            body = self._fitted(face.body, self._regular, self._layout.body, top)
            yield self._block(body, self._regular, top)
        yield from self._footer.operators(face.table, face.cluster, face.colour)

    def _fitted(self, text: str, face: Typeface, sizes: Sizes, top: float) -> FittedText:
        """Return `text` as it fits between `top` mm and the footer."""
        area = self._layout.text
        bottom = area.bottom - self._layout.footer_height - _GAP_MM
        height = min(sizes.highest, bottom - top)
        room = Room(points(area.w), points(height), sizes.largest, sizes.smallest)
        return fit_text(text, face, room, self._more, self._breaks)

    def _block(self, fitted: FittedText, face: Typeface, top: float) -> str:
        y = -points(top) - fitted.size * ASCENT
        area = self._layout.text
        return self._canvas.block_operators(face, fitted, points(area.x), points(area.w), y)

    def _line(self, face: Typeface, size: float, x: float, baseline: float, text: str) -> str:
        """Return the operators for one line at `x` pt on `baseline` mm."""
        return self._canvas.text_operators(face, size, x, -points(baseline), [text])

    def _more(self, missing: int) -> str:
        return self._w.plural(
            "[{count} more character]",
            "[{count} more characters]",
            missing,
            count=self._w.number(missing),
        )


def symbol_operators(symbol: QrSymbol, place: Box) -> str:
    """Return the operators for the symbol in black; inside, the unit is a module, y points down."""
    module = points(place.w / symbol.modules)
    left, top = points(place.x), -points(place.y)
    matrix = f"{module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm"
    return f"{fill_operator(BLACK)} q {matrix} {path_runs(symbol)} f Q"
