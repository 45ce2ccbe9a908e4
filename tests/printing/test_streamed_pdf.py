"""Streamed pages and their text, against what the library alone would draw."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from moderator.printing.streamed_pdf import StreamedCanvas
from moderator.printing.text_fit import LEADING
from moderator.printing.typefaces import Weight, typeface
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable

PAPER = (400.0, 300.0)
MANY_SIGNS = "".join(map(chr, range(0xC0, 0x250)))
LINES = {
    "plain": ["Bänke am Markt", "und im Schatten"],
    "escapes": ["(Klammern) \\( \\\\ )", "100 % – „ja“ … €"],
    "empty line": ["oben", "", "unten"],
    "unknown signs": ["\u4e2d □ \u00a0 fest"],
    "further subsets": ["Anfang", *(MANY_SIGNS[at : at + 50] for at in range(0, 400, 50)), "Ende"],
}


def streamed(draw: Callable[[StreamedCanvas], None]) -> bytes:
    target = BytesIO()
    canvas = StreamedCanvas(target, PAPER, "de", "Test")
    draw(canvas)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("name", LINES)
def test_text_looks_as_the_canvas_draws_it(name: str) -> None:
    face = typeface(Weight.REGULAR)

    def draw(canvas: StreamedCanvas) -> None:
        canvas.put(canvas.text_operators(face, 14, 20, 250, LINES[name]))
        canvas.showPage()

    expected = BytesIO()
    canvas = Canvas(expected, pagesize=PAPER)
    text = canvas.beginText(20, 250)
    text.setFont(face.name, 14, 14 * LEADING)
    text.textLines(LINES[name], trim=0)
    canvas.drawText(text)
    canvas.save()
    ours, theirs = Pages(streamed(draw)), Pages(expected.getvalue())
    assert ours.text(1) == theirs.text(1)
    picture = ours.picture(1).image
    assert picture.getextrema() == (0, 255)
    assert picture.tobytes() == theirs.picture(1).image.tobytes()


def test_pages_that_use_the_same_forms_share_their_resources() -> None:
    def draw(canvas: StreamedCanvas) -> None:
        canvas.beginForm("frame")
        canvas.rect(10, 10, 100, 100, fill=1)
        canvas.endForm()
        for page in range(9):
            if page % 3:
                canvas.doForm("frame")
            canvas.showPage()

    data = streamed(draw)
    assert data.count(b"/XObject <<") == 1
    pages = Pages(data)
    inked = [0 in pages.picture(page).image.tobytes() for page in range(1, 10)]
    assert inked == [False, True, True] * 3


def test_a_page_keeps_what_it_alone_needs() -> None:
    def draw(canvas: StreamedCanvas) -> None:
        for alpha in (1.0, 0.5):
            canvas.setFillAlpha(alpha)
            canvas.rect(10, 10, 100, 100, stroke=0, fill=1)
            canvas.showPage()

    pages = Pages(streamed(draw))
    darkest = [pages.picture(page).image.getextrema()[0] for page in (1, 2)]
    assert darkest == [0, pytest.approx(128, abs=2)]
