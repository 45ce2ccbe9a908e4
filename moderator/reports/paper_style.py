"""How running text looks on paper: sizes, inks, distances."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from moderator.printing.boxes import points
from moderator.printing.inks import INK, LINE, SOFT, TINTS, colour
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from moderator.domain.ideas import CardColour

INDENT = points(11)
"""Where text begins beside a number in the margin."""

_COUNT = re.compile(r"(?<=\d) (?=[^\W\d])")

_BASE = ParagraphStyle(
    "base",
    fontName=Weight.REGULAR.value,
    fontSize=10.5,
    leading=14.5,
    textColor=colour(INK),
    bulletFontName=Weight.SEMIBOLD.value,
    bulletFontSize=10.5,
    bulletColor=colour(SOFT),
)


def _style(name: str, **changes: Any) -> ParagraphStyle:
    return ParagraphStyle(name, parent=_BASE, **changes)


OVERLINE = _style("overline", fontName=Weight.SEMIBOLD.value, textColor=colour(SOFT))
TITLE = _style(
    "title", fontName=Weight.BOLD.value, fontSize=28, leading=32, spaceBefore=2, spaceAfter=8
)
SECTION = _style(
    "section",
    fontName=Weight.BOLD.value,
    fontSize=16,
    leading=20,
    spaceBefore=26,
    spaceAfter=8,
    keepWithNext=1,
)
ROUND = _style(
    "round",
    fontName=Weight.SEMIBOLD.value,
    fontSize=13,
    leading=17,
    spaceBefore=14,
    spaceAfter=3,
    keepWithNext=1,
)
LEAD = _style("lead", spaceAfter=3, keepWithNext=1)
BODY = _style("body", spaceAfter=5)
SAID = _style("said", textColor=colour(SOFT), spaceAfter=5)
ENTRY = _style(
    "entry",
    fontName=Weight.SEMIBOLD.value,
    leftIndent=INDENT,
    spaceBefore=7,
    keepWithNext=1,
)
DETAIL = _style("detail", leftIndent=INDENT)
NOTE = _style("note", fontSize=8.5, leading=12, leftIndent=INDENT, textColor=colour(SOFT))
CELL = _style("cell", fontSize=10, leading=13)
CELL_NUMBER = _style(
    "cell number", fontSize=10, leading=13, alignment=TA_RIGHT, textColor=colour(SOFT)
)
CELL_DOTS = _style(
    "cell dots", fontName=Weight.BOLD.value, fontSize=10, leading=13, alignment=TA_RIGHT
)
LABEL = _style("label", fontSize=10, leading=13, textColor=colour(SOFT))
HEAD = _style(
    "head", fontName=Weight.SEMIBOLD.value, fontSize=8.5, leading=11, textColor=colour(SOFT)
)
HEAD_NUMBER = _style(
    "head number",
    fontName=Weight.SEMIBOLD.value,
    fontSize=8.5,
    leading=11,
    textColor=colour(SOFT),
    alignment=TA_RIGHT,
)


@cache
def group_style(card_colour: CardColour) -> ParagraphStyle:
    """Return the style of a cluster's heading: on a band in the colour of its cards."""
    return _style(
        "group",
        fontName=Weight.SEMIBOLD.value,
        fontSize=11.5,
        leading=15,
        leftIndent=6,
        rightIndent=6,
        spaceBefore=16,
        spaceAfter=4,
        backColor=colour(TINTS[card_colour]),
        borderColor=colour(LINE),
        borderWidth=0.5,
        borderRadius=3,
        borderPadding=(2, 6, 4, 6),
        keepWithNext=1,
    )


def paragraph(text: str, style: ParagraphStyle, mark: str = "") -> Paragraph:
    """Return people's text as a paragraph: nothing in it is taken for markup.

    Args:
        text: the text; line breaks are kept.
        style: how it looks.
        mark: what stands in the margin beside its first line.
    """
    return Paragraph(markup(text), style, bulletText=mark or None)


def sentence(text: str, style: ParagraphStyle) -> Paragraph:
    """Return a sentence of the program's own: a number stays on one line with what it counts."""
    return Paragraph(_COUNT.sub("\u00a0", markup(text)), style)


def markup(text: str) -> str:
    """Return people's text in the form that running text is written in."""
    return escape(typeface(Weight.REGULAR).printable(text), quote=False).replace("\n", "<br/>")
