"""What all cards of a document share: dot field, pin mark, lines to write on; stored once."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from moderator.printing.boxes import points
from moderator.printing.inks import FRAME, SLOT, SOFT, colour
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from moderator.i18n import Words
    from moderator.printing.inks import Ink
    from moderator.printing.layouts import CardLayout

BLANK_FORM = "blank-card"
IDEA_FORM = "idea-card"

ASCENT = 0.92
"""From the top of a line to its baseline, in em; capitals with an umlaut need this much."""

_PIN_MM = 1.5
_LABEL_GAP_MM = 1.4
_TABLE_LINE_MM = 24.0


def define_furniture(canvas: Canvas, layout: CardLayout, w: Words) -> None:
    """Store both forms in the PDF; their origin is the card's upper left corner, y pointing up."""
    card = layout.card
    furniture = _Furniture(canvas, layout, w)
    for name, blank in ((IDEA_FORM, False), (BLANK_FORM, True)):
        canvas.beginForm(name, 0, -ceil(points(card.h)), ceil(points(card.w)), 0)
        furniture.draw_pin_mark()
        furniture.draw_dot_field()
        if blank:
            furniture.draw_writing_lines()
        canvas.endForm()


class _Furniture:
    def __init__(self, canvas: Canvas, layout: CardLayout, w: Words) -> None:
        self._canvas = canvas
        self._layout = layout
        self._w = w
        self._face = typeface(Weight.REGULAR)

    def draw_pin_mark(self) -> None:
        """Draw a small cross where a pin does no harm."""
        x, y, arm = *map(points, self._layout.pin), points(_PIN_MM)
        self._stroke(SLOT, 0.25)
        self._canvas.lines([(x - arm, -y, x + arm, -y), (x, -y - arm, x, -y + arm)])

    def draw_dot_field(self) -> None:
        """Draw circles that keep dots apart, the frame, and what it is for."""
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
        self._write(label, dots.label_size, points(field.x), field.y - _LABEL_GAP_MM)

    def draw_writing_lines(self) -> None:
        """Draw lines for felt pens, a hint above and a place for the table's name below."""
        area, writing = self._layout.text, self._layout.writing
        left, right = points(area.x), points(area.right)
        hint = self._w("One idea, a few words")
        size = writing.hint_size
        self._write(hint, size, left, area.y + ASCENT * size / points(1))
        self._stroke(SLOT, 0.25)
        for line in range(writing.lines):
            y = -points(writing.first + line * writing.pitch)
            self._canvas.line(left, y, right, y)
        table = self._w("Table")
        baseline = area.bottom - 1
        self._write(table, size, left, baseline)
        begin = left + self._face.width(table) * size + points(2)
        self._canvas.line(
            begin, -points(baseline), begin + points(_TABLE_LINE_MM), -points(baseline)
        )

    def _write(self, text: str, size: float, x: float, baseline: float) -> None:
        """Write one line at `x` pt on `baseline` mm."""
        self._canvas.setFillColor(colour(SOFT))
        self._canvas.setFont(self._face.name, size)
        self._canvas.drawString(x, -points(baseline), text)

    def _stroke(self, ink: Ink, width_mm: float) -> None:
        self._canvas.setStrokeColor(colour(ink))
        self._canvas.setLineWidth(points(width_mm))
