"""A document on its way to a printer: drawn by the worker, painted here, page after page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import BadInput, msg
from moderator.ui.printing.preview_panel import count_pages, draw_page

if TYPE_CHECKING:
    from moderator.printing.page_pictures import PagePicture
    from moderator.ui.background import Background
    from moderator.ui.printing.printer_output import PrinterPages


class PrinterJob(QObject):
    """Prints all pages of a document; `stop` ends it between two pages."""

    page_begun = Signal(int)
    finished = Signal()
    failed = Signal(object)

    def __init__(
        self, background: Background, pages: PrinterPages, pdf: bytes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background, self._pages, self._pdf = background, pages, pdf
        self._stopped = False
        self._last = 0

    def start(self) -> None:
        """Begin with the first page that was asked for."""
        pdf = self._pdf
        self._background.ask(self, lambda desk: count_pages(desk, pdf), self._count, self._fail)

    def stop(self) -> None:
        """End before the next page."""
        self._stopped = True

    def _count(self, pages: int) -> None:
        wanted = self._pages.range_of(pages)
        if wanted:
            self._last = wanted[-1]
            self._draw(wanted[0])
            return
        self._fail(
            BadInput(
                msg("There is no such page: the document ends with page {n}."),
                msg("Choose other pages, or all."),
                n=pages,
            )
        )

    def _draw(self, page: int) -> None:
        self.page_begun.emit(page)
        pdf, dpi = self._pdf, self._pages.dpi
        self._background.ask(
            self,
            lambda desk: draw_page(desk, pdf, page, dpi),
            lambda picture: self._take(page, picture),
            self._fail,
        )

    def _take(self, page: int, picture: PagePicture) -> None:
        if self._stopped:
            self._fail(
                BadInput(
                    msg("Printing was stopped."),
                    msg("Pages that the printer had already taken may still come out."),
                )
            )
            return
        try:
            self._pages.paint(picture)
        except BadInput as error:
            self._fail(error)
            return
        if page < self._last:
            self._draw(page + 1)
        else:
            self._pages.end()
            self.finished.emit()

    def _fail(self, error: Exception) -> None:
        self._pages.stop()
        self.failed.emit(error)
