"""Pages of a PDF as pictures, drawn by PDFium: what is seen is what is printed.

PDFium may be used by one thread at a time; the window uses it on its worker thread only. Nothing
stays open between two calls.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import pypdfium2

POINTS_PER_INCH = 72
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page drawn.

    Attributes:
        pixels: four bytes a pixel, in the order blue, green, red, nothing.
        stride: bytes of one line.
        page_mm: size of the page.
        pages: how many pages the document has.
    """

    pixels: bytes
    width: int
    height: int
    stride: int
    page_mm: tuple[float, float]
    pages: int


def page_count(pdf: bytes) -> int:
    """Return how many pages a document has."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def page_size_mm(pdf: bytes, page: int) -> tuple[float, float]:
    """Return width and height of page `page`, counted from 1."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return _size_mm(document[page - 1])


def draw_page(pdf: bytes, page: int, dpi: float) -> PagePicture:
    """Return page `page`, counted from 1, at `dpi` on white."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        drawn = document[page - 1]
        bitmap = drawn.render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True)
        return PagePicture(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            _size_mm(drawn),
            len(document),
        )


def _size_mm(page: pypdfium2.PdfPage) -> tuple[float, float]:
    width, height = (length / POINTS_PER_INCH * _MM_PER_INCH for length in page.get_size())
    return width, height
