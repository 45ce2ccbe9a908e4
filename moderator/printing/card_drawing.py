"""Draws one card: what all cards share is stored once in the PDF, what differs is drawn on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, shown_card_code
from moderator.domain.ideas import CardColour
from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.inks import BLACK, FRAME, SLOT, SOFT, TINTS, colour
from moderator.printing.qr_codes import path_runs
from moderator.printing.text_fit import LEADING, FittedText, Room, fit_text, one_line
from moderator.printing.typefaces import CAP_HEIGHT, Typeface, Weight, typeface

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from moderator.i18n import Words
    from moderator.printing.inks import Ink
    from moderator.printing.layouts import CardLayout, Sizes
    from moderator.printing.qr_codes import QrSymbol

SMALLEST_MODULE_MM = 0.5
"""Below this a module is lost in cheap printing (field experience: 0.4 to 0.5 mm)."""

_BLANK_FORM = "blank-card"
_IDEA_FORM = "idea-card"
_PIN_MM = 1.5
_GAP_MM = 3.0
_ASCENT = 0.92
"""From the top of a line to its baseline, in em; capitals with an umlaut need this much."""


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


class _RunPath:
    """Ready-made path operators in the shape in which a canvas takes a path."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802  (reportlab calls it)
        return self._code


class CardArtist:
    """Draws cards of one layout on a canvas; make one for each document."""

    def __init__(self, canvas: Canvas, layout: CardLayout, w: Words) -> None:
        self._canvas = canvas
        self._layout = layout
        self._w = w
        self._regular = typeface(Weight.REGULAR)
        self._semibold = typeface(Weight.SEMIBOLD)
        self._bold = typeface(Weight.BOLD)
        self._define_forms()

    def draw(self, face: CardFace, symbol: QrSymbol, left: float, top: float) -> Box:
        """Draw `face` with its upper left corner at `left`, `top` (pt, y up).

        Returns:
            Where the symbol stands on the card, in mm.

        Raises:
            BadInput: the symbol has so many modules that they would be too small to scan.
        """
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(left, top)
        canvas.doForm(_IDEA_FORM if face.title else _BLANK_FORM)
        place = self._draw_symbol(symbol)
        self._draw_code(face.code)
        self._draw_number(face.number)
        if face.title:
            self._draw_idea(face)
        canvas.restoreState()
        return place

    # What differs from card to card

    def _draw_symbol(self, symbol: QrSymbol) -> Box:
        place = self._layout.qr
        module = min(place.largest_module, place.box.w / symbol.modules)
        if module < SMALLEST_MODULE_MM:
            raise BadInput(
                msg("The address is too long for the code on this card."),
                msg("A shorter address, or none, gives a code that can be scanned."),
            )
        side = module * symbol.modules
        free = (place.box.w - side) / 2
        self._canvas.saveState()
        self._fill(BLACK)
        # From here on the unit is a module and y points down.
        self._canvas.translate(points(place.box.x + free), -points(place.box.y + free))
        self._canvas.scale(points(module), -points(module))
        self._canvas.drawPath(_RunPath(path_runs(symbol)), stroke=0, fill=1)
        self._canvas.restoreState()
        return Box(place.box.x + free, place.box.y + free, side, side)

    def _draw_code(self, code: CardCode) -> None:
        place, face = self._layout.code, self._semibold
        shown = shown_card_code(code)
        left = points(place.x) - face.width(shown) * place.size
        self._text(face, place.size, left, place.baseline, shown)

    def _draw_number(self, number: int | None) -> None:
        place = self._layout.number
        shown = self._w("Idea") if number is None else self._w("Idea {n}", n=number)
        self._text(self._semibold, place.size, points(place.x), place.baseline, shown, SOFT)

    def _draw_idea(self, face: CardFace) -> None:
        area, title = self._layout.text, self._layout.title
        if not face.body:
            title = replace(title, highest=area.h)
        end = self._draw_block(face.title, self._bold, title, area.y)
        if face.body:
            self._draw_block(face.body, self._regular, self._layout.body, end + _GAP_MM)
        self._draw_footer(face)

    def _draw_block(self, text: str, face: Typeface, sizes: Sizes, top: float) -> float:
        """Draw `text` from `top` mm down and return where it ends, in mm."""
        area = self._layout.text
        bottom = area.bottom - self._layout.footer_height - _GAP_MM
        height = min(sizes.highest, bottom - top)
        room = Room(points(area.w), points(height), sizes.largest, sizes.smallest)
        fitted = fit_text(text, face, room, self._more)
        self._draw_lines(fitted, face, points(area.x), points(top))
        return top + fitted.height / points(1)

    def _draw_lines(self, fitted: FittedText, face: Typeface, x: float, top: float) -> None:
        self._fill(BLACK)
        leading = fitted.size * LEADING
        block = self._canvas.beginText(x, -top - fitted.size * _ASCENT)
        block.setFont(face.name, fitted.size, leading)
        for line in fitted.lines:
            block.textLine(line)
        self._canvas.drawText(block)

    def _draw_footer(self, face: CardFace) -> None:
        area, size = self._layout.text, self._layout.footer_size
        height = self._layout.footer_height
        baseline = area.bottom - (height - CAP_HEIGHT * size / points(1)) / 2
        taken = 0.0
        if face.table:
            table = self._w("Table {name}", name=face.table)
            shown = one_line(table, self._regular, points(area.w * 0.4), size)
            taken = self._regular.width(shown) * size + points(_GAP_MM)
            left = points(area.right) + points(_GAP_MM) - taken
            self._text(self._regular, size, left, baseline, shown, SOFT)
        if face.cluster:
            self._draw_cluster(face, points(area.w) - taken, baseline)

    def _draw_cluster(self, face: CardFace, width: float, baseline: float) -> None:
        area, size = self._layout.text, self._layout.footer_size
        padding = points(2)
        shown = one_line(face.cluster, self._semibold, width - 2 * padding, size)
        height = points(self._layout.footer_height)
        self._fill(TINTS[face.colour])
        self._stroke(SLOT, 0.2)
        self._canvas.roundRect(
            points(area.x),
            -points(area.bottom),
            self._semibold.width(shown) * size + 2 * padding,
            height,
            height / 2,
            fill=1,
        )
        self._text(self._semibold, size, points(area.x) + padding, baseline, shown)

    def _more(self, missing: int) -> str:
        return self._w.plural(
            "[{count} more character]",
            "[{count} more characters]",
            missing,
            count=self._w.number(missing),
        )

    # What all cards share

    def _define_forms(self) -> None:
        card = self._layout.card
        for name, blank in ((_IDEA_FORM, False), (_BLANK_FORM, True)):
            self._canvas.beginForm(name, 0, -ceil(points(card.h)), ceil(points(card.w)), 0)
            self._draw_pin_mark()
            self._draw_dot_field()
            if blank:
                self._draw_writing_lines()
            self._canvas.endForm()

    def _draw_pin_mark(self) -> None:
        x, y, arm = *map(points, self._layout.pin), points(_PIN_MM)
        self._stroke(SLOT, 0.25)
        self._canvas.lines([(x - arm, -y, x + arm, -y), (x, -y - arm, x, -y + arm)])

    def _draw_dot_field(self) -> None:
        dots = self._layout.dots
        self._stroke(SLOT, 0.25)
        for slot in dots.slots():
            radius = points(slot.w / 2)
            self._canvas.circle(points(slot.x) + radius, -points(slot.y) - radius, radius)
        self._stroke(FRAME, 0.3)
        field = dots.field
        # The line's middle runs half its width inside, so that its outer edge is the field's.
        inner = field.grown(-0.15)
        self._canvas.rect(points(inner.x), -points(inner.bottom), points(inner.w), points(inner.h))
        label = self._w("Dots here")
        self._text(self._regular, dots.label_size, points(field.x), field.y - 1.4, label, SOFT)

    def _draw_writing_lines(self) -> None:
        area, writing = self._layout.text, self._layout.writing
        left, right = points(area.x), points(area.right)
        hint = self._w("One idea, a few words")
        size = writing.hint_size
        self._text(self._regular, size, left, area.y + _ASCENT * size / points(1), hint, SOFT)
        self._stroke(SLOT, 0.25)
        for line in range(writing.lines):
            y = -points(writing.first + line * writing.pitch)
            self._canvas.line(left, y, right, y)
        table = self._w("Table")
        baseline = area.bottom - 1
        self._text(self._regular, size, left, baseline, table, SOFT)
        begin = left + self._regular.width(table) * size + points(2)
        self._canvas.line(begin, -points(baseline), begin + points(24), -points(baseline))

    # Pens

    def _text(
        self, face: Typeface, size: float, x: float, baseline: float, text: str, ink: Ink = BLACK
    ) -> None:
        """Write one line at `x` pt on `baseline` mm."""
        self._fill(ink)
        self._canvas.setFont(face.name, size)
        self._canvas.drawString(x, -points(baseline), text)

    def _fill(self, ink: Ink) -> None:
        self._canvas.setFillColor(colour(ink))

    def _stroke(self, ink: Ink, width_mm: float) -> None:
        self._canvas.setStrokeColor(colour(ink))
        self._canvas.setLineWidth(points(width_mm))
