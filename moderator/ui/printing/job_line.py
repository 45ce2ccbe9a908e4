"""How far a print job is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look


class JobLine(QWidget):
    """A sentence and a bar; hidden while nothing is printed."""

    def __init__(self, look: Look, bound: Bindings) -> None:
        super().__init__()
        self._bound = bound
        self.text, self.bar = label("soft"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(look.px(200))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)
        self._page = self._pages = 0
        self.hide()

    def begin(self, pages: int) -> None:
        """A job of so many pages has begun; 0 if nobody knows."""
        self._page, self._pages = 0, pages
        self.bar.setRange(0, pages)
        self.bar.setValue(0)
        self._bound.words(self, self._speak)
        self.show()

    def show_page(self, page: int) -> None:
        """Page `page` is being written."""
        self._page = page
        self.bar.setValue(page)
        self._bound.words(self, self._speak)

    def end(self) -> None:
        """It has ended."""
        self.hide()

    def _speak(self, w: Words) -> None:
        if self._pages and self._page:
            text = w("Page {page} of {pages}", page=self._page, pages=self._pages)
        elif self._page:
            text = w("Page {page}", page=self._page)
        else:
            text = w("Printing …")
        self.text.setText(text)
        self.bar.setAccessibleName(text)
