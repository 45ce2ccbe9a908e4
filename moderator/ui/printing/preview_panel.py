"""The true preview: pages of the PDF itself, drawn on the worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.failure_words import failure_words
from moderator.ui.printing import print_work
from moderator.ui.printing.page_view import PageView
from moderator.ui.printing.print_wish import FRESH_CODES
from moderator.ui.widgets.buttons import sign_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.printing.page_pictures import PagePicture
    from moderator.ui.background import Background, Errand
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look
    from moderator.ui.printing.print_wish import PrintWish

_TYPED = 250
"""Milliseconds without a change after which the preview is made anew."""


class PreviewPanel(QWidget):
    """Pages to turn and to enlarge; a sentence where there is nothing to see."""

    shown = Signal()

    def __init__(self, look: Look, bound: Bindings, background: Background) -> None:
        super().__init__()
        self._bound, self._background = bound, background
        self.view = PageView(look)
        self.trouble, self.samples = label("soft", wrap=True), label("caption", wrap=True)
        self.place, self.size_shown = label("soft"), label("soft")
        self.back = sign_button(bound, msg("Page before"), "chevron-left", key="PgUp")
        self.forth = sign_button(bound, msg("Next page"), "chevron-right", key="PgDn")
        self.smaller = sign_button(bound, msg("Smaller"), "minus", key="−")
        self.larger = sign_button(bound, msg("Larger"), "plus", key="+")
        self.whole = sign_button(bound, msg("Whole page"), "square", key="0")
        self.page, self.pages = 1, 0
        self._workshop_id: WorkshopId | None = None
        self._wish: PrintWish | None = None
        self._run: print_work.PrintRun | None = None
        self._errand: Errand | None = None
        self._drawing: Errand | None = None
        self._pdf = b""
        self._soon = Pause(self, _TYPED, self._make)
        self._lay_out()
        self._listen()

    def show_wish(self, workshop_id: WorkshopId, wish: PrintWish) -> None:
        """Preview `wish` from now on; the preview follows after a moment without changes."""
        if wish == self._wish:
            return
        self._workshop_id, self._wish = workshop_id, wish
        self._soon.begin()

    def stop(self) -> None:
        """End the work on a preview that nobody will see."""
        if self._run is not None:
            self._run.stop()
        for errand in (self._errand, self._drawing):
            if errand is not None:
                errand.cancel()
        self._errand = self._drawing = None

    def turn(self, pages: int) -> None:
        """Turn so many pages on or back; stops at both ends."""
        wanted = min(max(self.page + pages, 1), max(self.pages, 1))
        if wanted != self.page:
            self.page = wanted
            self._tell_place()
            self.view.ask()

    def resume(self) -> None:
        """Make the preview again after `stop`, if it was not ready."""
        if not self._pdf:
            self._soon.begin()

    @property
    def wish(self) -> PrintWish | None:
        """What is previewed."""
        return self._wish

    @property
    def is_fresh(self) -> bool:
        """Whether the page shown is of what is chosen."""
        waiting = self._soon.is_on or self.view.is_settling
        return not waiting and self._errand is None and self._drawing is None

    # ------------------------------------------------------------------ private

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for each in (self.back, self.place, self.forth):
            bar.addWidget(each)
        bar.addStretch(1)
        for each in (self.smaller, self.size_shown, self.larger, self.whole):
            bar.addWidget(each)
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addLayout(self._stack, 1)
        column.addWidget(self.samples)
        self._bound.text(self.view.setAccessibleName, msg("Preview"))
        self._bound.text(
            self.samples.setText,
            msg("The preview shows sample codes. Real ones are made when the cards are printed."),
        )
        self.samples.hide()
        self._tell_place()

    def _listen(self) -> None:
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self.view.step_zoom(-1))
        self.larger.clicked.connect(lambda: self.view.step_zoom(1))
        self.whole.clicked.connect(self.view.fit)
        self.view.wanted.connect(self._draw)
        self.view.zoomed.connect(self._tell_zoom)
        self._tell_zoom()

    def _make(self) -> None:
        self.stop()
        self._pdf = b""
        workshop_id, wish = self._workshop_id, self._wish
        if workshop_id is None or wish is None:
            return
        run = self._run = print_work.PrintRun()
        self._errand = self._background.ask(
            self,
            lambda desk: print_work.preview(desk, workshop_id, wish, run),
            self._take,
            self._fail,
        )

    def _take(self, made: print_work.Printed) -> None:
        self._errand = None
        self._pdf, self.pages = made.pdf, made.summary.pages
        self.page = min(self.page, self.pages)
        self.samples.setVisible(self._wish is not None and self._wish.paper in FRESH_CODES)
        self._stack.setCurrentWidget(self.view)
        self.view.ask()

    def _draw(self, dpi: float) -> None:
        if not self._pdf:
            return
        if self._drawing is not None:
            self._drawing.cancel()
        pdf, page = self._pdf, self.page
        self._drawing = self._background.ask(
            self, lambda _desk: draw_page(_desk, pdf, page, dpi), self._show, self._fail
        )

    def _show(self, picture: PagePicture) -> None:
        self._drawing = None
        # The document counts: the backs of mats are pages, too.
        self.pages = picture.pages
        self._tell_place()
        self.view.show_picture(picture)
        self.shown.emit()

    def _fail(self, error: Exception) -> None:
        self._errand = self._drawing = None
        self._pdf, self.pages = b"", 0
        self.view.clear()
        self.samples.hide()
        self._bound.words("trouble", lambda w: self._say("\n".join(failure_words(w, error))))
        self._stack.setCurrentWidget(self.trouble)
        self._tell_place()

    def _say(self, text: str) -> None:
        self.trouble.setText(text.strip())
        self.trouble.setAccessibleName(text.strip())

    def _tell_place(self) -> None:
        self._bound.words("place", self._place_words)
        self.back.setEnabled(self.page > 1)
        self.forth.setEnabled(self.page < self.pages)

    def _place_words(self, w: Words) -> None:
        text = w("Page {page} of {pages}", page=self.page, pages=self.pages) if self.pages else ""
        self.place.setText(text)
        self.place.setAccessibleName(text)

    def _tell_zoom(self) -> None:
        self.size_shown.setText(f"{self.view.percent} %")


def draw_page(_desk: Desk, pdf: bytes, page: int, dpi: float) -> PagePicture:
    """Return a page drawn; on the worker thread only, as PDFium knows one thread at a time."""
    from moderator.printing import page_pictures  # noqa: PLC0415 (loaded by the worker)

    return page_pictures.draw_page(pdf, page, dpi)


def count_pages(_desk: Desk, pdf: bytes) -> int:
    """Return how many pages a document has; on the worker thread only."""
    from moderator.printing import page_pictures  # noqa: PLC0415 (loaded by the worker)

    return page_pictures.page_count(pdf)
