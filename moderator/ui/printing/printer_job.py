"""A document on its way to a printer: drawn by the worker, painted here, page after page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import BadInput, msg
from moderator.ui.printing.preview_panel import draw_page

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

    def start(self) -> None:
        """Begin with the first page."""
        self._draw(1)

    def stop(self) -> None:
        """End before the next page."""
        self._stopped = True

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
        if page < picture.pages:
            self._draw(page + 1)
        else:
            self._pages.end()
            self.finished.emit()

    def _fail(self, error: Exception) -> None:
        self._pages.stop()
        self.failed.emit(error)
