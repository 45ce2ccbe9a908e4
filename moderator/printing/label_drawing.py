"""Draws labels of any size: code, QR and as many words as the label has room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moderator.domain.codes import shown_card_code
from moderator.printing.boxes import Box, points
from moderator.printing.card_drawing import symbol_operators
from moderator.printing.card_furniture import ASCENT
from moderator.printing.hyphens import breaks_of
from moderator.printing.inks import BLACK, SLOT, SOFT, fill_operator, stroke_operator
from moderator.printing.text_fit import LEADING, FittedText, Room, fit_text, one_line
from moderator.printing.typefaces import Typeface, Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.i18n import Words
    from moderator.printing.card_drawing import CardFace
    from moderator.printing.label_layouts import LabelLayout
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.sheets import Pair
    from moderator.printing.streamed_pdf import StreamedCanvas

_LINE_MM = 0.25
_TITLE_SHARES = (0.6, 0.45, 0.3)
"""How much of the height the title may take where there is a body, until the body fits."""

_BODY_GAP = 0.35
"""Between title and body, in em of the body."""


@dataclass(frozen=True, slots=True)
class LabelFace:
    """What stands on a label; what it has no room for is left out, from the last to the first.

    Attributes:
        code: the code as it is shown.
        heading: a few small words beside the code.
        briefer: what to say instead of the body where that does not fit whole, the first that does.
        footer: a small line at the bottom.
        lines: lines to write on instead of title and body.
    """

    code: str
    heading: str = ""
    title: str = ""
    body: str = ""
    briefer: tuple[str, ...] = ()
    footer: str = ""
    lines: bool = False


class _Words(NamedTuple):
    """Title and body as they fit, where the body begins in mm, and how much of both is missing."""

    title: FittedText
    body: FittedText | None
    top: float
    missing: tuple[int, int]


def idea_label(face: CardFace, w: Words) -> LabelFace:
    """Return what stands on the label of an idea, or of a blank card."""
    shown = shown_card_code(face.code)
    if not face.title:
        return LabelFace(shown, w("Idea"), footer=w("One idea, a few words"), lines=True)
    table = w("Table {name}", name=face.table) if face.table else ""
    return LabelFace(
        code=shown,
        heading=w("Idea") if face.number is None else w("Idea {n}", n=face.number),
        title=face.title,
        body=face.body,
        footer=" · ".join(filter(None, (face.cluster, table))),
    )


class LabelArtist:
    """Draws labels of one layout on a canvas."""

    def __init__(self, canvas: StreamedCanvas, layout: LabelLayout, w: Words) -> None:
        self._canvas = canvas
        self._layout = layout
        self._kind = layout.kind
        self._w = w
        self._regular = typeface(Weight.REGULAR)
        self._semibold = typeface(Weight.SEMIBOLD)
        self._bold = typeface(Weight.BOLD)
        self._breaks = breaks_of(w.language)

    def draw(self, face: LabelFace, symbol: QrSymbol, left: float, top: float) -> Box:
        """Draw `face` with its upper left corner at `left`, `top` (pt, y up).

        Returns:
            Where the symbol stands on the label, in mm.
        """
        self._canvas.put(f"q 1 0 0 1 {left:.3f} {top:.3f} cm")
        self._canvas.put("\n".join(self._parts(face, symbol)))
        self._canvas.put("Q")
        return self._layout.symbol

    def _parts(self, face: LabelFace, symbol: QrSymbol) -> Iterator[str]:
        layout = self._layout
        yield symbol_operators(symbol, layout.symbol)
        yield self._line(
            self._semibold, layout.code.size, layout.code.x, layout.code.baseline, face.code
        )
        if layout.heading is not None and face.heading:
            yield self._heading(face)
        if not self._kind.title[0]:
            return
        bottom = layout.text.bottom
        if face.footer and self._kind.footer:
            yield self._footer(face.footer)
            bottom -= self._kind.footer * LEADING / points(1) + self._kind.gap
        if face.lines:
            yield self._lines(bottom)
        elif face.title:
            yield from self._words(face, bottom)

    def _heading(self, face: LabelFace) -> str:
        """Return the heading, right-aligned beside the code, or left-aligned below it."""
        place = self._layout.heading
        assert place is not None  # noqa: S101  (asked by the caller)
        code = self._layout.code
        beside = place.baseline == code.baseline
        taken = self._semibold.width(face.code + "n") * code.size if beside else 0.0
        room = points(self._layout.symbol.x - code.x) if not beside else points(place.x - code.x)
        shown = one_line(face.heading, self._regular, max(room - taken, 0), place.size)
        if shown == "…":
            return ""
        x = points(place.x) - (self._regular.width(shown) * place.size if beside else 0)
        written = self._canvas.text_operators(
            self._regular, place.size, x, -points(place.baseline), [shown]
        )
        return f"{fill_operator(SOFT)}{written} {fill_operator(BLACK)}"

    def _footer(self, footer: str) -> str:
        area, size = self._layout.text, self._kind.footer
        shown = one_line(footer, self._regular, points(area.w), size)
        baseline = area.bottom - size * (LEADING - ASCENT) / points(1)
        written = self._line(self._regular, size, area.x, baseline, shown)
        return f"{fill_operator(SOFT)}{written} {fill_operator(BLACK)}"

    def _lines(self, bottom: float) -> str:
        """Return as many lines to write on as the label has room for."""
        area, pitch = self._layout.text, self._kind.writing_pitch
        if not pitch:
            return ""
        left, right = points(area.x), points(area.right)
        number = max(int((bottom - area.y) / pitch), 1 if bottom - area.y > pitch * 0.7 else 0)
        places = (-points(bottom - line * pitch) for line in range(number))
        drawn = " ".join(f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in places)
        return f"{stroke_operator(SLOT)} {points(_LINE_MM):.2f} w {drawn} S" if drawn else ""

    def _words(self, face: LabelFace, bottom: float) -> Iterator[str]:
        area = self._layout.text
        if not face.body or not self._kind.body[0]:
            title = self._fitted(face.title, self._bold, self._kind.title, bottom - area.y)
            yield self._block(title, self._bold, area.y)
            return
        title, body, top, _ = self._title_and_body(face, bottom)
        yield self._block(title, self._bold, area.y)
        if body is not None and body.lines:
            yield self._block(body, self._regular, top)

    def _title_and_body(self, face: LabelFace, bottom: float) -> _Words:
        """Return the first body that fits whole with its title, else as much as there is room for.

        A whole title matters more than a whole body.
        """
        for text in (face.body, *face.briefer):
            tried = []
            for share in _TITLE_SHARES:
                tried.append(self._words_with(face.title, text, share, bottom))
                if not any(tried[-1].missing):
                    return tried[-1]
        return min(tried, key=lambda words: words.missing)

    def _words_with(self, title: str, text: str, share: float, bottom: float) -> _Words:
        """Return both where the title has `share` of the height."""
        high = (bottom - self._layout.text.y) * share
        fitted = self._fitted(title, self._bold, self._kind.title, high)
        body, top = self._body(text, fitted, bottom)
        return _Words(fitted, body, top, (fitted.missing, body.missing if body else len(text)))

    def _body(self, text: str, title: FittedText, bottom: float) -> tuple[FittedText | None, float]:
        """Return the body as it fits below `title` and where it begins; None without room."""
        largest = min(self._kind.body[0], title.size)
        smallest = min(self._kind.body[1], largest)
        top = self._layout.text.y + (title.height + _BODY_GAP * largest) / points(1)
        if bottom - top < smallest * LEADING / points(1):
            return None, top
        return self._fitted(text, self._regular, (largest, smallest), bottom - top), top

    def _fitted(self, text: str, face: Typeface, sizes: Pair, height: float) -> FittedText:
        room = Room(points(self._layout.text.w), points(height), *sizes)
        return fit_text(text, face, room, self._more, self._breaks)

    def _block(self, fitted: FittedText, face: Typeface, top: float) -> str:
        y = -points(top) - fitted.size * ASCENT
        area = self._layout.text
        return self._canvas.block_operators(face, fitted, points(area.x), points(area.w), y)

    def _line(self, face: Typeface, size: float, x: float, baseline: float, text: str) -> str:
        return self._canvas.text_operators(face, size, points(x), -points(baseline), [text])

    def _more(self, missing: int) -> str:
        return f"[+{self._w.number(missing)}]"
