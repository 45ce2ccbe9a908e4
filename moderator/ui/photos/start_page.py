"""Where photos come from: chosen, dropped, sent by tables; and readings of before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from moderator.errors import BadInput, msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui.bindings import Bindings
from moderator.ui.photos.watched_folder import WatchedFolder
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from moderator.domain.photo_reviews import PhotoReview
    from moderator.domain.pictures import Picture
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import EarlierPhotos

_MOST = 6


class StartPage(QWidget):
    """A large place to drop photos onto, and what there is to go on with.

    Signals:
        choose_wanted: files shall be chosen.
        picture_wanted: a photo that a table sent.
        review_wanted: a reading of before.
        file_wanted: a photo that came into the watched folder.
        failed: a folder cannot be watched, and why.
    """

    choose_wanted = Signal()
    picture_wanted = Signal(object)
    review_wanted = Signal(object)
    file_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        place = EmptyState(
            self.bound,
            "scan-line",
            msg("Drop a photo of the wall here"),
            msg("Straight on, one board per photo, all corners of the cards in sight."),
        )
        self.choose = push_button(
            self.bound, msg("Choose photos"), role="primary", icon="folder-open"
        )
        self.choose.clicked.connect(self.choose_wanted)
        place.add_button(self.choose)
        self.folder, self._came = WatchedFolder(self), list[Path]()
        self.watch = push_button(self.bound, msg("Watch a folder"), icon="eye")
        self.watch.clicked.connect(self.ask_for_folder)
        place.add_button(self.watch)
        self.watched = label("soft", wrap=True)
        self.watched.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.watched.hide()
        self.folder.arrived.connect(self._take)
        self.new = _Row(self.bound, msg("From the folder"))
        self.sent, self.earlier = (
            _Row(self.bound, msg("Photos from tables")),
            _Row(self.bound, msg("Read before")),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(place, 1)
        column.addWidget(self.watched)
        column.addWidget(self.new)
        column.addWidget(self.sent)
        column.addWidget(self.earlier)

    # ------------------------------------------------------------ watched folder

    def ask_for_folder(self) -> None:
        """Watch a folder, or stop if one is watched."""
        if self.folder.folder is not None:
            self.folder.stop()
        else:
            chosen = dialogs.file_dialogs.ask_for_folder(self, self._look.w("Watch a folder"))
            if chosen is not None:
                self._watch(chosen)
        self._show_folder()

    def _watch(self, folder: Path) -> None:
        try:
            self.folder.watch(folder)
        except BadInput as error:
            self.failed.emit(error)

    def _show_folder(self) -> None:
        folder = self.folder.folder
        self.watched.setVisible(folder is not None)
        text = msg("Watch a folder") if folder is None else msg("Stop watching")
        self.bound.words(self.watch, lambda w: self.watch.setText(f"\u2002{w(text)}"))
        name = folder.name if folder is not None else ""
        self.bound.text(
            self.watched.setText,
            msg("New photos in “{folder}” are read by themselves."),
            folder=name,
        )

    def _take(self, file: Path) -> None:
        """Read a photo at once where nothing else is under way; it stays to be chosen."""
        self._came = [*self._came, file][-_MOST:]
        self.new.show_buttons([self._arrived(each) for each in self._came])
        if self.isVisible():
            self.file_wanted.emit(file)

    def _arrived(self, file: Path) -> QPushButton:
        button = QPushButton(f"\u2002{file.name}".replace("&", "&&"))
        button.setAutoDefault(False)
        button.setAccessibleName(file.name)
        Bindings(self._look, button).icon(button.setIcon, "download")
        button.clicked.connect(lambda: self.file_wanted.emit(file))
        return button

    # ------------------------------------------------------------------- earlier

    def show_earlier(self, found: EarlierPhotos) -> None:
        """Offer photos that were sent and readings of before."""
        self.sent.show_buttons([self._sent(each) for each in found.sent[-_MOST:]])
        self.earlier.show_buttons([self._earlier(each) for each in found.reviews[:_MOST]])

    def _sent(self, picture: Picture) -> QPushButton:
        button = self._button(
            "smartphone",
            picture.sent_at,
            lambda w, time: w("Photo from {time}", time=time),
        )
        button.clicked.connect(lambda: self.picture_wanted.emit(picture))
        return button

    def _earlier(self, review: PhotoReview) -> QPushButton:
        name, accepted = _name(review), review.accepted_at

        def speak(w: Words, time: str) -> str:
            read = w.plural(
                "{time}: {photo}, {n} dot",
                "{time}: {photo}, {n} dots",
                review.dots,
                time=time,
                photo=name,
            )
            if accepted is None:
                return read
            return f"{read} · " + w("counted {time}", time=self._look.clock(accepted))

        icon = "clock" if accepted is None else "circle-check"
        button = self._button(icon, review.made_at, speak)
        button.clicked.connect(lambda: self.review_wanted.emit(review.id))
        return button

    def _button(self, icon: str, at: datetime, words: Callable[[Words, str], str]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        # It goes when the list is read anew, and its words with it.
        bound = Bindings(self._look, button)
        bound.icon(button.setIcon, icon)

        def speak(w: Words) -> None:
            text = words(w, self._look.clock(at))
            button.setText(f"\u2002{text}".replace("&", "&&"))
            button.setAccessibleName(text)

        bound.words(button, speak)
        return button


def _name(review: PhotoReview) -> str:
    more = len(review.photos) - 1
    return f"{review.photos[0].name} +{more}" if more else review.photos[0].name


class _Row(QWidget):
    """Buttons under a heading; hidden while there are none."""

    def __init__(self, bound: Bindings, heading: str) -> None:
        super().__init__()
        title = label("subheading")
        bound.text(title.setText, heading)
        self._row = FlowLayout()
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(self._row)
        self.hide()

    def show_buttons(self, buttons: list[QPushButton]) -> None:
        """Show these buttons instead of those of before."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = buttons
        for button in buttons:
            self._row.addWidget(button)
        self.setVisible(bool(buttons))
