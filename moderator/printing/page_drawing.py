"""Draws text, codes, bars and lines on a page in millimetres: the pen of posters and tents."""

from __future__ import annotations

from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.card_drawing import SMALLEST_MODULE_MM, symbol_operators
from moderator.printing.card_furniture import ASCENT
from moderator.printing.hyphens import breaks_of
from moderator.printing.inks import BLACK, INK, fill_operator, stroke_operator
from moderator.printing.qr_codes import QUIET_MODULES
from moderator.printing.text_fit import LEADING, Room, fit_text
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.i18n import Words
    from moderator.printing.inks import Ink
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.sheets import Pair
    from moderator.printing.streamed_pdf import StreamedCanvas

_KAPPA = 0.5523
"""How far the handles of four Bézier curves stand off to draw a circle."""


class Side(Enum):
    """Where lines of text stand in their box."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


class PageDrawing:
    """A pen for one document; boxes are in mm from the upper left corner of the place set last."""

    def __init__(self, canvas: StreamedCanvas, w: Words) -> None:
        self._canvas = canvas
        self._w = w
        self._breaks = breaks_of(w.language)

    @contextmanager
    def at(self, left: float, top: float, *, turned: bool = False) -> Iterator[None]:
        """Put the corner at `left`, `top` (pt, y up); `turned` draws upside down from there."""
        turn = "-1 0 0 -1" if turned else "1 0 0 1"
        self._canvas.put(f"q {turn} {left:.3f} {top:.3f} cm")
        yield
        self._canvas.put("Q")

    def words(  # noqa: PLR0913  (all of them say how one text looks)
        self,
        box: Box,
        text: str,
        sizes: Pair,
        *,
        weight: Weight = Weight.REGULAR,
        ink: Ink = INK,
        side: Side = Side.LEFT,
        middle: bool = False,
    ) -> float:
        """Write `text` into `box` in the largest of `sizes` (largest, smallest, pt) that fits.

        Args:
            box: where to write.
            text: what to write; made printable here, cut with a count if it must be.
            sizes: largest and smallest size in pt.
            weight: the cut of the typeface.
            ink: colour of the text.
            side: where lines stand in the box.
            middle: centre the lines between top and bottom.

        Returns:
            Where the text ends, mm from the top.
        """
        face, room = typeface(weight), Room(points(box.w), points(box.h), *sizes)
        fitted = fit_text(text, face, room, self._more, self._breaks)
        height = fitted.height / points(1)
        top = box.y + (box.h - height) / 2 if middle else box.y
        self._canvas.put(fill_operator(ink))
        y = -points(top) - fitted.size * ASCENT
        if side is Side.LEFT:
            left, wide = points(box.x), points(box.w)
            self._canvas.put(self._canvas.block_operators(face, fitted, left, wide, y))
            return top + height
        for count, line in enumerate(fitted.lines):
            width = face.width(line) * fitted.size
            x = points(box.x) + (points(box.w) - width) * side.value
            below = y - fitted.size * count * LEADING
            self._canvas.put(self._canvas.text_operators(face, fitted.size, x, below, [line]))
        return top + height

    def symbol(self, symbol: QrSymbol, room: Box) -> Box:
        """Draw `symbol` with its quiet zone as large as it fits in `room`, on white.

        Returns:
            Where the symbol without its quiet zone stands, in mm.

        Raises:
            BadInput: the symbol has so many modules that they would be too small to scan.
        """
        side = min(room.w, room.h)
        module = side / (symbol.modules + 2 * QUIET_MODULES)
        if module < SMALLEST_MODULE_MM:
            raise BadInput(
                msg("The address is too long for the code on this card."),
                msg("A shorter address, or none, gives a code that can be scanned."),
            )
        white = Box(room.x + (room.w - side) / 2, room.y + (room.h - side) / 2, side, side)
        self.fill(white, "#FFFFFF")
        place = white.grown(-module * QUIET_MODULES)
        self._canvas.put(symbol_operators(symbol, place))
        return place

    def fill(self, box: Box, ink: Ink) -> None:
        """Fill `box`."""
        self._canvas.put(f"{fill_operator(ink)}{_rectangle(box)} f {fill_operator(BLACK)}")

    def frame(self, box: Box, ink: Ink, line_mm: float) -> None:
        """Draw the outline of `box`; the line's outer edge is the box."""
        inner = box.grown(-line_mm / 2)
        self._canvas.put(f"{_pen(ink, line_mm)} {_rectangle(inner)} S")

    def disc(self, box: Box, ink: Ink) -> None:
        """Fill the ellipse in `box`."""
        self._canvas.put(f"{fill_operator(ink)}{_ellipse(box)} f {fill_operator(BLACK)}")

    def ring(self, box: Box, ink: Ink, line_mm: float) -> None:
        """Draw the ellipse in `box`."""
        inner = box.grown(-line_mm / 2)
        self._canvas.put(f"{_pen(ink, line_mm)} {_ellipse(inner)} S")

    def rule(
        self, start: Pair, end: Pair, ink: Ink, line_mm: float, *, dashed: bool = False
    ) -> None:
        """Draw a straight line from `start` to `end` (x, y)."""
        (x1, y1), (x2, y2) = start, end
        dash = "[4 4] 0 d" if dashed else "[] 0 d"
        path = f"{points(x1):.2f} {-points(y1):.2f} m {points(x2):.2f} {-points(y2):.2f} l"
        self._canvas.put(f"{_pen(ink, line_mm)} {dash} {path} S [] 0 d")

    def _more(self, missing: int) -> str:
        return f"[+{self._w.number(missing)}]"


def turned_box(box: Box, width: float, height: float) -> Box:
    """Return where `box` stands when an area of `width` × `height` mm is turned upside down."""
    return Box(width - box.right, height - box.bottom, box.w, box.h)


def _pen(ink: Ink, line_mm: float) -> str:
    return f"{stroke_operator(ink)} {points(line_mm):.2f} w"


def _rectangle(box: Box) -> str:
    x, y, w, h = points(box.x), -points(box.bottom), points(box.w), points(box.h)
    return f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re"


def _ellipse(box: Box) -> str:
    """Return the path of the ellipse in `box`: four curves, from the right end on."""
    x, y = points(box.x + box.w / 2), -points(box.y + box.h / 2)
    a, b = points(box.w / 2), points(box.h / 2)
    k = _KAPPA
    quarters = (((1, 0), (0, 1)), ((0, 1), (-1, 0)), ((-1, 0), (0, -1)), ((0, -1), (1, 0)))
    path = [f"{x + a:.2f} {y:.2f} m"]
    for (x1, y1), (x2, y2) in quarters:
        curve = (
            (x + a * (x1 + k * x2), y + b * (y1 + k * y2)),
            (x + a * (x2 + k * x1), y + b * (y2 + k * y1)),
            (x + a * x2, y + b * y2),
        )
        path.append(" ".join(f"{px:.2f} {py:.2f}" for px, py in curve) + " c")
    return " ".join(path)
