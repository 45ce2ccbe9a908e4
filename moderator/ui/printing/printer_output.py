"""Onto a printer of this computer: pages in their true size, nothing scaled to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo

from moderator.errors import BadInput, msg
from moderator.ui.printing.page_view import image_of
from moderator.ui.printing.print_wish import FRESH_CODES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from moderator.printing.page_pictures import PagePicture
    from moderator.ui.printing.print_wish import PrintWish

_RANGE = QAbstractPrintDialog.PrintDialogOption.PrintPageRange
LEAST_DPI = 300
MOST_DPI = 600
"""Finer than this no QR code gains, and a page of A4 would take half a gigabyte."""
_MM_PER_INCH = 25.4


def choose_printer(parent: QWidget, wish: PrintWish) -> QPrinter | None:
    """Ask which printer to use; None if nothing was chosen.

    Raises:
        BadInput: this computer has no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise BadInput(
            msg("This computer has no printer."),
            msg("Save a PDF and print it where there is one, at 100 % and without scaling."),
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if wish.is_two_sided:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog = QPrintDialog(printer, parent)
    # Codes are issued for every page; a page left out would be cards that nobody has.
    dialog.setOption(_RANGE, on=wish.paper not in FRESH_CODES)
    return printer if dialog.exec() else None


class PrinterPages:
    """Takes page after page of one size; `stop` takes back what the printer has not begun."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self._painter = QPainter()

    @property
    def dpi(self) -> int:
        """How finely pages should be drawn."""
        return min(max(self._printer.resolution(), LEAST_DPI), MOST_DPI)

    def range_of(self, pages: int) -> range:
        """Return the pages that were asked for, of a document of so many."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        return range(max(first, 1), min(max(last, first) or pages, pages) + 1)

    def paint(self, picture: PagePicture) -> None:
        """Put a page on paper.

        Raises:
            BadInput: the printer does not take it.
        """
        started = not self._painter.isActive()
        if started:
            self._begin(picture.page_mm)
        elif not self._printer.newPage():
            raise _no_answer()
        across, down = (
            length / _MM_PER_INCH * self._printer.resolution() for length in picture.page_mm
        )
        self._painter.drawImage(QRectF(0, 0, across, down), image_of(picture))

    def end(self) -> None:
        """Send it off."""
        self._painter.end()

    def stop(self) -> None:
        """Take the job back."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _begin(self, page_mm: tuple[float, float]) -> None:
        size = QPageSize(QSizeF(min(page_mm), max(page_mm)), QPageSize.Unit.Millimeter)
        upright = page_mm[0] <= page_mm[1]
        layout = QPageLayout(
            size,
            QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape,
            QMarginsF(),
        )
        # The paper's corner is the origin: margins of the printer must not move anything.
        self._printer.setFullPage(True)
        self._printer.setPageLayout(layout)
        if not self._painter.begin(self._printer):
            raise _no_answer()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)


def _no_answer() -> BadInput:
    return BadInput(
        msg("The printer does not answer."),
        msg("Check that it is on and connected, or save a PDF."),
    )
