"""The foot of an idea's card: the cluster on a tag on the left, the table on the right."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from moderator.printing.boxes import points
from moderator.printing.inks import BLACK, SLOT, SOFT, TINTS, fill_operator, stroke_operator
from moderator.printing.text_fit import one_line
from moderator.printing.typefaces import CAP_HEIGHT, Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.ideas import CardColour
    from moderator.i18n import Words
    from moderator.printing.layouts import CardLayout
    from moderator.printing.streamed_pdf import StreamedCanvas
    from moderator.printing.typefaces import Typeface

_GAP_MM = 3.0
_PADDING_MM = 2.0
_EDGE_MM = 0.2
_TABLE_SHARE = 0.4
"""How much of the footer's width the table may take."""

_REMEMBERED = 200
"""How many tables and tags are kept as operators: many cards share them."""


class CardFooter:
    """Writes the footers of one layout as PDF operators."""

    def __init__(self, canvas: StreamedCanvas, layout: CardLayout, w: Words) -> None:
        self._canvas = canvas
        self._w = w
        self._area = layout.text
        self._size = layout.footer_size
        self._height = points(layout.footer_height)
        # This baseline puts capitals in the middle.
        capitals = CAP_HEIGHT * self._size
        self._baseline = (self._height - capitals) / 2 - points(self._area.bottom)
        self._regular = typeface(Weight.REGULAR)
        self._semibold = typeface(Weight.SEMIBOLD)
        self._table = lru_cache(maxsize=_REMEMBERED)(self._table_operators)
        self._tag = lru_cache(maxsize=_REMEMBERED)(self._tag_operators)

    def operators(self, table: str, cluster: str, colour: CardColour) -> Iterator[str]:
        """Yield what draws table and cluster, each if it has a name; changes the inks."""
        width = points(self._area.w)
        if table:
            written, width = self._table(table)
            yield written
        if cluster:
            yield self._tag(cluster, colour, width)

    def _table_operators(self, name: str) -> tuple[str, float]:
        """Return what writes the table's name, and the width in pt left beside it."""
        wide = points(self._area.w)
        table = self._w("Table {name}", name=name)
        shown = one_line(table, self._regular, wide * _TABLE_SHARE, self._size)
        left = wide - self._regular.width(shown) * self._size
        written = self._line(self._regular, points(self._area.x) + left, shown)
        return fill_operator(SOFT) + written, left - points(_GAP_MM)

    def _tag_operators(self, heading: str, colour: CardColour, width: float) -> str:
        """Return what draws a heading on a tag with round ends, at most `width` pt wide."""
        padding, edge = points(_PADDING_MM), 2 * points(_EDGE_MM)
        shown = one_line(heading, self._semibold, width - 2 * padding, self._size)
        left = points(self._area.x) + self._height / 2
        middle = self._height / 2 - points(self._area.bottom)
        right = left - self._height + self._semibold.width(shown) * self._size + 2 * padding
        line = f"{left:.2f} {middle:.2f} m {max(left, right):.2f} {middle:.2f} l S"
        # A thick line with round ends, and a slightly thinner one on top, leave an edge.
        return (
            f"1 J {stroke_operator(SLOT)} {self._height:.2f} w {line} "
            f"{stroke_operator(TINTS[colour])} {self._height - edge:.2f} w {line} "
            + fill_operator(BLACK)
            + self._line(self._semibold, points(self._area.x) + padding, shown)
        )

    def _line(self, face: Typeface, x: float, text: str) -> str:
        return self._canvas.text_operators(face, self._size, x, self._baseline, [text])
