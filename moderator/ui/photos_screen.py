"""Photos of the wall: read on a thread of their own, reviewed, counted into a round, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout

from moderator.errors import NotFound, msg
from moderator.events import DotsChanged
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.photos import photo_work
from moderator.ui.photos.photo_drops import SUFFIXES, PhotoDrops
from moderator.ui.photos.photo_run import PhotoRun
from moderator.ui.photos.reading_page import ReadingPage
from moderator.ui.photos.review_page import ReviewPage
from moderator.ui.photos.review_work import ReviewWork
from moderator.ui.photos.start_page import StartPage
from moderator.ui.photos.suggestions import Suggestions
from moderator.ui.photos.transcription_page import TranscriptionPage
from moderator.ui.photos.typing_work import TypingWork
from moderator.ui.screen import Screen
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from moderator.domain.ids import PhotoReviewId, RoundId, WorkshopId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.domain.pictures import Picture
    from moderator.domain.rounds import VoteRound
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.operations.photo_reviews import PhotoFile, ReadPhotos
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView
    from moderator.vision.issued_cards import IssuedCards

T = TypeVar("T")
_START, _READING, _REVIEW, _TYPING = range(4)
_WIDE_FROM = 760
"""Px at 100 % from which heading and buttons stand in one line."""


class PhotosScreen(Screen):
    """Opened from Vote to count dots, and from Capture to type handwriting.

    Signals:
        left: the moderator goes back to where this screen was opened from.
        counted: the dots are in the round.
    """

    left = Signal()
    counted = Signal()

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self.banner, self.heading = Banner(look), label("heading", wrap=True)
        self.back = push_button(self.bound, msg("Back"), role="quiet", icon="arrow-left")
        self.start, self.reading = StartPage(look), ReadingPage(look)
        self.review, self.typing = ReviewPage(look), TranscriptionPage(look)
        self.round: VoteRound | None = None
        self.run: PhotoRun | None = None
        self.review_id: PhotoReviewId | None = None
        """The review on show."""
        self.work, self._typing_work = ReviewWork(self), TypingWork(self)
        self.suggestions = Suggestions(self)
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self.bound.look("room", lambda _look: self._make_room())

    def _arrange(self) -> None:
        for page in (self.start, self.reading, self.review, self.typing):
            self._pages.addWidget(page)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first, more = QHBoxLayout(), QHBoxLayout()
        self._top.setSpacing(8)
        first.addWidget(self.back)
        first.addWidget(self.heading, 1)
        for button in (self.review.another, self.review.handwriting):
            more.addWidget(button)
            button.hide()
        more.addStretch(1)
        self._top.addLayout(first, 1)
        self._top.addLayout(more)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._top)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.start.choose_wanted.connect(self.ask_for_photos)
        self.start.picture_wanted.connect(self.read_picture)
        self.start.review_wanted.connect(self.open_review)
        self.start.file_wanted.connect(lambda file: self.read_files([file]))
        self.start.failed.connect(self.banner.fail)
        self.reading.stop_wanted.connect(self.stop_reading)
        PhotoDrops(self).dropped.connect(self.read_files)
        self.work.counted.connect(self.counted)
        self.review.another_wanted.connect(self.begin_anew)
        self.review.handwriting_wanted.connect(self.type_handwriting)
        self.typing.finished.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the heading where there is little room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        narrow = self.width() < self.look.px(_WIDE_FROM)
        direction = QBoxLayout.Direction
        self._top.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command(
                Group.PHOTOS,
                msg("Choose photos"),
                self.ask_for_photos,
                ("Ctrl+O",),
                "folder-open",
                within=self,
            ),
            Command(Group.PHOTOS, msg("Count these dots"), self.work.ask_to_accept, within=self),
            Command(Group.PHOTOS, msg("Type the handwriting"), self.type_handwriting, within=self),
        ]

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the review and of typing."""
        return [
            KeyHint(Group.PHOTOS, msg("Next card, card before"), "Space, ↓ ↑"),
            KeyHint(Group.PHOTOS, msg("That is right, to the next doubtful card"), "Enter"),
            KeyHint(Group.PHOTOS, msg("Add a dot, take one away"), "Ins, Del"),
            KeyHint(Group.PHOTOS, msg("Choose a dot of the card"), "← →"),
            KeyHint(Group.PHOTOS, msg("Colour of the chosen dot, or of the next one"), "1 … 5"),
            KeyHint(Group.PHOTOS, msg("Larger, smaller, whole photo"), "+ − 0"),
            KeyHint(Group.PHOTOS, msg("Count these dots"), "Ctrl+Enter"),
        ]

    # ------------------------------------------------------------------- opening

    def count_for(self, vote_round: VoteRound) -> None:
        """Begin to count the dots of a round."""
        self.round = vote_round
        title = vote_round.title
        self.bound.words(
            "heading",
            lambda w: self.heading.setText(w("Dots of “{title}” from photos", title=title)),
        )
        if not self.is_reading:
            self.begin_anew()

    def transcribe(self) -> None:
        """Begin to type handwriting."""
        self.round = None
        self.bound.text(self.heading.setText, msg("Type cards from photos"))
        if not self.is_reading:
            self.type_handwriting()

    def type_handwriting(self) -> None:
        """Show the cards whose handwriting is on a photo; without any, wait for photos."""
        self.review_id = None
        self._typing_work.begin()

    def show_typing(self) -> None:
        """Show the cards that are typed."""
        self._show_page(_TYPING)

    def begin_anew(self) -> None:
        """Wait for photos."""
        self.review_id = None
        self._show_page(_START)
        self.mark_stale()

    def go_back(self) -> None:
        """Stop a reading, else go back to where this screen was opened from."""
        if self.is_reading:
            self.stop_reading()
        else:
            self.left.emit()

    def leave(self) -> None:
        """Save the card that is typed: another workshop is about to be shown."""
        if self._pages.currentIndex() == _TYPING:
            self.typing.keep()

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open."""
        self.stop_reading()
        self.banner.put_away()
        self.round, self.review_id = None, None
        self.typing.forget()
        self.suggestions.forget()
        self._show_page(_START)

    def has_unsaved_text(self) -> bool:
        """Tell whether a card is typed that is not saved yet."""
        return self.typing.has_text

    def _show_page(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        if page != _TYPING:
            self.suggestions.stop()
        for button in (self.review.another, self.review.handwriting):
            button.setVisible(page == _REVIEW)
        if self.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where work goes on."""
        match self._pages.currentIndex():
            case 0:
                self.start.choose.setFocus()
            case 1:
                self.reading.stop.setFocus()
            case 2:
                self.review.take_focus()
            case _:
                self.typing.take_focus()

    def hear(self, event: Event, asker: QObject | None) -> None:
        """Read anew, but not for dots: what is seen on the photo stays."""
        if not isinstance(event, DotsChanged):
            super().hear(event, asker)

    def refresh(self) -> None:
        """Read the review anew, or what there is to go on with."""
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        round_id = self.round.id if self.round is not None else None
        if self.review_id is not None:
            self._read_review(self.review_id)
        elif self._pages.currentIndex() == _START:
            self.background.ask(
                self,
                lambda desk: photo_work.read_earlier(desk, workshop_id, round_id),
                self.start.show_earlier,
                self.banner.fail,
            )

    # ------------------------------------------------------------------- reading

    @property
    def is_reading(self) -> bool:
        """Whether photos are read at this moment."""
        return self.run is not None

    def ask_for_photos(self) -> None:
        """Ask which photos to read."""
        w, choosing = self.look.w, dialogs.file_dialogs
        files = choosing.ask_for_files(
            self, w("Choose photos"), choosing.file_kind(w("Photos"), *SUFFIXES)
        )
        if files:
            self.read_files(files)

    def read_picture(self, picture: Picture) -> None:
        """Read a photo that a table sent."""
        self._ask(
            lambda desk: operations.photo_reviews.picture_file(desk, picture.id),
            lambda file: self.read_files([file]),
        )

    def read_files(self, files: Sequence[Path | PhotoFile]) -> None:
        """Read photos of one wall."""
        if self.workshop is None or self.is_reading:
            return
        workshop_id = self.workshop.id
        self.banner.put_away()
        self._ask(
            lambda desk: operations.photo_counting.issued_cards(desk, workshop_id),
            lambda issued: self._begin(workshop_id, issued, files),
        )

    def _begin(
        self, workshop_id: WorkshopId, issued: IssuedCards, files: Sequence[Path | PhotoFile]
    ) -> None:
        if self.is_reading or self.workshop is None or self.workshop.id != workshop_id:
            return
        run = self.run = PhotoRun(self, issued, files)
        round_id = self.round.id if self.round is not None else None
        self.reading.begin()
        run.looked.connect(lambda _number, look: self.reading.take_look(look))
        run.went_on.connect(self.reading.go_on)
        run.done.connect(lambda read: self._keep(run, workshop_id, round_id, read))
        run.failed.connect(lambda error: self._not_read(run, error))
        self._show_page(_READING)
        run.start()

    def stop_reading(self) -> None:
        """Stop the reading under way; nothing of it is kept."""
        run, self.run = self.run, None
        if run is not None:
            run.stop()
            self._show_page(_START)
            self.mark_stale()

    def _not_read(self, run: PhotoRun, error: Exception) -> None:
        if run is self.run:
            self.stop_reading()
            self.banner.fail(error)

    def _keep(
        self, run: PhotoRun, workshop_id: WorkshopId, round_id: RoundId | None, read: ReadPhotos
    ) -> None:
        if run is not self.run:
            return

        def kept(review: PhotoReview) -> None:
            if run is not self.run:
                return
            self.run = None
            if round_id is None:
                self.type_handwriting()
            else:
                self.open_review(review.id)

        self.background.ask(
            self,
            lambda desk: operations.photo_reviews.keep_review(desk, workshop_id, round_id, read),
            kept,
            lambda error: self._not_read(run, error),
            changes=True,
        )

    # ------------------------------------------------------------------ reviewing

    def open_review(self, review_id: PhotoReviewId) -> None:
        """Show a review."""
        self.review_id = review_id
        self._read_review(review_id)

    def _read_review(self, review_id: PhotoReviewId) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, NotFound) and self.review_id == review_id:
                # Its reading was taken back.
                self.begin_anew()
            else:
                self.banner.fail(error)

        self.background.ask(
            self,
            lambda desk: photo_work.read_review(desk, review_id),
            self.take_review,
            failed,
        )

    def take_review(self, view: ReviewView) -> None:
        """Show a review as it is now, unless another one is shown by then."""
        if view.review.id != self.review_id:
            return
        first = self._pages.currentIndex() != _REVIEW
        self.review.show_review(view)
        if first:
            self._show_page(_REVIEW)

    # -------------------------------------------------------------------- private

    def _ask(self, work: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        self.background.ask(self, work, done, self.fail)

    def fail(self, error: Exception) -> None:
        """Tell why something was not done, and read anew what there is."""
        self.banner.fail(error)
        self.mark_stale()
