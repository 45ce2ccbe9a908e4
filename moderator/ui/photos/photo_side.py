"""The left of a review: the photo, the tabs of several, and what makes it larger and smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.photos.photo_view import PhotoView
from moderator.ui.widgets.buttons import sign_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.ui.look import Look


class PhotoSide(QWidget):
    """Shows one photo at a time.

    Signals:
        number_wanted: index of the photo whose tab was chosen.
    """

    number_wanted = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.photo, self.tabs = PhotoView(look), QTabBar()
        self.hint = label("caption", wrap=True)
        self._arrange()
        self.tabs.currentChanged.connect(self.number_wanted)

    def _arrange(self) -> None:
        bound, column = self.bound, QVBoxLayout(self)
        bound.text(self.photo.setAccessibleName, msg("Photo of the wall"))
        bound.text(self.tabs.setAccessibleName, msg("Photos"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.photo, 1)
        column.addLayout(self._below())

    def _below(self) -> QHBoxLayout:
        bound, below = self.bound, QHBoxLayout()
        larger = sign_button(bound, msg("Larger"), "plus", key="+")
        smaller = sign_button(bound, msg("Smaller"), "minus", key="−")
        whole = sign_button(bound, msg("Whole photo"), "square", key="0")
        larger.clicked.connect(lambda: self.photo.zoom(1))
        smaller.clicked.connect(lambda: self.photo.zoom(-1))
        whole.clicked.connect(self.photo.fit)
        for each in (smaller, larger, whole):
            below.addWidget(each)
        below.addSpacing(12)
        bound.text(
            self.hint.setText,
            msg(
                "Click on a dot: it does not count. Click beside it: a dot is added. "
                "Right click: another colour."
            ),
        )
        below.addWidget(self.hint, 1)
        return below

    def name_photos(self, names: Sequence[str]) -> None:
        """Give each photo a tab; one alone needs none."""
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for name in names:
                self.tabs.addTab(name.replace("&", "&&"))
        self.tabs.setVisible(len(names) > 1)

    def go_to(self, number: int) -> None:
        """Clear the place for the photo with this index."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(number)
        self.photo.clear_photo()
