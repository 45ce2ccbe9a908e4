"""Prints beer mats: a code inside the ring that a glass leaves; ideas go on the back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from moderator.domain.codes import shown_card_code
from moderator.domain.ideas import CardColour
from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box
from moderator.printing.inks import INK, SLOT, SOFT, TINTS
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.qr_codes import QUIET_MODULES, QrEncoder, card_address
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.sheets import Shape
from moderator.printing.typefaces import Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from moderator.domain.codes import CardCode
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.sheet_pages import PageSetup, Spot

LOWEST_LEVEL = "Q"
"""Beer mats get wet and dirty: a quarter of the symbol may be lost."""

_LARGEST_MODULE_MM = 1.2
_SMALLEST_MODULE_MM = 0.8
_WHITE_MM = 39.0
"""Side of the symbol with its quiet zone: between the words above and the code below."""

_GLASS_MM = 56.0
"""Inner width of the narrowest ring that a glass leaves; the symbol stays inside."""

_COLUMN_MM = 62.0
_RIM_MM = 1.2
_PITCH_MM, _LINES = 11.0, 5
"""Lines for handwriting on the back."""


@dataclass(frozen=True, slots=True)
class MatText:
    """What all mats say.

    Attributes:
        title: what stands above the code.
        base_url: address that phones open cards at; empty for codes only.
        backs: print lines for the idea on the back.
    """

    title: str
    base_url: str = ""
    backs: bool = False


def place_coasters(
    target: BinaryIO, codes: Iterable[CardCode], setup: PageSetup, text: MatText
) -> Iterator[PlacedCard]:
    """Write beer mats as PDF to `target`; yield where each stands once it is drawn.

    Args:
        target: a file open for writing bytes.
        codes: card codes; an idea on the back takes the code of its mat.
        setup: sheet, words, start and offset.
        text: what all mats say.

    Raises:
        BadInput: there is no code, the address cannot be used, or the symbol would be too large.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    some = iter(codes)
    first = next(some, None)
    if first is None:
        raise BadInput(msg("There are no beer mats to print."))
    encoder = QrEncoder(LOWEST_LEVEL)
    _require_inside_glass(encoder.encode(card_address(text.base_url, first)))
    on_page: dict[int, CardCode] = {}

    def draw_back(spot: Spot) -> None:
        with mat.pen.at(*pages.corner(spot)):
            mat.draw_back(on_page[spot.place])

    pages = SheetPages(target, setup, draw_back if text.backs else None)
    mat = _Mat(PageDrawing(pages.canvas, setup.w), setup, text)
    for code in chain((first,), some):
        url = card_address(text.base_url, code)
        spot = pages.next_spot()
        on_page[spot.place] = code
        with mat.pen.at(*pages.corner(spot)):
            qr = mat.draw(code, encoder.encode(url))
        yield PlacedCard(
            page=spot.page,
            code=code,
            url=url,
            card_mm=spot.label,
            qr_mm=pages.on_page(spot, qr),
            dots_mm=pages.on_page(spot, no_field(mat.words_place)),
            text_mm=pages.on_page(spot, mat.words_place),
        )
    pages.end()


def _require_inside_glass(symbol: QrSymbol) -> None:
    module = _module_mm(symbol)
    if module < _SMALLEST_MODULE_MM or symbol.modules * module * 2**0.5 > _GLASS_MM:
        raise BadInput(
            msg("The address is too long for the code on a beer mat."),
            msg("A shorter address, or none, gives a code that can be scanned."),
        )


def _module_mm(symbol: QrSymbol) -> float:
    return min(_LARGEST_MODULE_MM, _WHITE_MM / (symbol.modules + 2 * QUIET_MODULES))


class _Mat:
    """Draws one mat after the other."""

    def __init__(self, pen: PageDrawing, setup: PageSetup, text: MatText) -> None:
        self.pen = pen
        self._sheet = setup.sheet
        self._w = setup.w
        self._text = text
        width, height = setup.sheet.label_mm
        self._x, self._y = width / 2, height / 2
        self.words_place = self._box(-36, 15)

    def _box(self, top: float, height: float) -> Box:
        """Return a box in the middle, `top` mm below the mat's centre."""
        return Box(self._x - _COLUMN_MM / 2, self._y + top, _COLUMN_MM, height)

    def draw(self, code: CardCode, symbol: QrSymbol) -> Box:
        """Draw a mat; return where the symbol stands, in mm."""
        self._ground()
        pen, w = self.pen, self._w
        bold, semibold = Weight.BOLD, Weight.SEMIBOLD
        pen.words(
            self.words_place, self._text.title, (17, 9), weight=bold, side=Side.MIDDLE, middle=True
        )
        side = (symbol.modules + 2 * QUIET_MODULES) * _module_mm(symbol)
        qr = pen.symbol(symbol, Box(self._x - side / 2, self._y - side / 2, side, side))
        shown = shown_card_code(code)
        pen.words(self._box(20.5, 6), shown, (14, 14), weight=semibold, ink=INK, side=Side.MIDDLE)
        asks = w("An idea? Write it on the back.")
        if self._text.base_url:
            asks = f"{asks}\n{w('Scan the code to see what becomes of it.')}"
        pen.words(self._box(27.2, 10), asks, (10, 7), ink=SOFT, side=Side.MIDDLE)
        return qr

    def draw_back(self, code: CardCode) -> None:
        """Draw a heading, lines to write on, and the code once more."""
        pen, lines = self.pen, _LINES
        heading = self._box(-_PITCH_MM * lines / 2 - 8, 7)
        pen.words(heading, self._w("Our idea"), (14, 9), weight=Weight.BOLD, side=Side.MIDDLE)
        for line in range(1, lines + 1):
            box = self._box(_PITCH_MM * (line - lines / 2), 0)
            pen.rule((box.x, box.y), (box.right, box.y), SLOT, 0.25)
        below = self._box(_PITCH_MM * lines / 2 + 3, 6)
        pen.words(below, shown_card_code(code), (12, 12), ink=SOFT, side=Side.MIDDLE)

    def _ground(self) -> None:
        """Draw colour over the edge where there is bleed, else a line that stays inside."""
        label = Box(0, 0, *self._sheet.label_mm)
        round_one = self._sheet.shape is Shape.ROUND
        if self._sheet.bleed_mm:
            bleed, tint = label.grown(self._sheet.bleed_mm), TINTS[CardColour.YELLOW]
            (self.pen.disc if round_one else self.pen.fill)(bleed, tint)
            return
        inside = label.grown(-self._sheet.margin_mm)
        (self.pen.ring if round_one else self.pen.frame)(inside, SLOT, _RIM_MM)
