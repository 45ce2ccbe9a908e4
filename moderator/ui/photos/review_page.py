"""A review: the photo on the left, its cards on the right, doubtful ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator.domain.photo_reviews import UnreadCard
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.photos.card_dots import CardDots
from moderator.ui.photos.card_list import CardList
from moderator.ui.photos.card_panel import CardPanel
from moderator.ui.photos.photo_side import PhotoSide
from moderator.ui.photos.place_panel import PlacePanel
from moderator.ui.photos.review_keys import ReviewKeys
from moderator.ui.photos.review_words import sum_in_words
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import PhotoReview, ReviewedCard
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView

_CODE_MM = 30.0
"""Side of the usual code; the reading finds out how large it is."""
_SIDE, _MOST_OF_WIDTH = 360, 0.5
"""Width of the column beside the photo: px at 100 %, and as a share of the page."""
_WIDE_FROM = 760
"""Px at 100 % from which there is room for a hint below the photo."""


class ReviewPage(QWidget):
    """Shows a review and says what a person wants changed.

    Signals:
        photo_wanted: index of the photo that is to be shown.
        dot_wanted: code of a card, and a place on it, px.
        turn_wanted: code of a card, and a dot that shall count no more, or count.
        colour_wanted: code of a card, a dot on it, and the colour it shall have.
        name_wanted: an `UnreadCard`, and the code of its card.
        put_aside_wanted: an `UnreadCard` that is none.
        confirm_wanted: code of a card that a person agrees with.
        accept_wanted: the dots shall go into the round.
        another_wanted: other photos shall be read.
        handwriting_wanted: the cards shall be typed.
    """

    photo_wanted = Signal(int)
    dot_wanted = Signal(str, float, float)
    turn_wanted = Signal(str, object)
    colour_wanted = Signal(str, object, object)
    name_wanted = Signal(object, str)
    put_aside_wanted = Signal(object)
    confirm_wanted = Signal(str)
    accept_wanted = Signal()
    another_wanted = Signal()
    handwriting_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.bound = Bindings(look, self)
        self.photos, self.cards = PhotoSide(look), CardList(look)
        self.photo = self.photos.photo
        self.place, self.of_card = PlacePanel(look), CardPanel(look)
        self.sum, self.counted = label("soft"), label("caption", wrap=True)
        self.accept = push_button(self.bound, msg("Count these dots"), role="primary", key="Ctrl+⏎")
        self.another = push_button(self.bound, msg("Other photos"), role="quiet", icon="upload")
        self.handwriting = push_button(
            self.bound, msg("Type the handwriting"), role="quiet", icon="pencil"
        )
        self.view: ReviewView | None = None
        self.dots = CardDots(self, lambda: self.current, self.of_card.colour)
        self._shown: int | None = None
        self._pointed_at: UnreadCard | None = None
        self._arrange()
        self._connect()
        self._keys = ReviewKeys(self)
        self.bound.look("room", lambda _look: self._make_room())

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.photos, 1)
        row.addWidget(self._right())

    def _right(self) -> QWidget:
        self._side, column = QWidget(), QVBoxLayout()
        self._side.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sum)
        column.addWidget(self._cards_and_card(), 1)
        column.addWidget(self.counted)
        column.addWidget(self.accept)
        return self._side

    def _cards_and_card(self) -> QWidget:
        """Return the list and the card below it; in large text they are scrolled."""
        inside, column = QWidget(), QVBoxLayout()
        inside.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.cards, 1)
        column.addWidget(self.place)
        column.addWidget(self.of_card)
        area = QScrollArea()
        area.setObjectName("plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.bound.look(self.cards, lambda look: self.cards.setMinimumHeight(look.px(24) + 64))
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the photo half of the room, also in large text."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self._side.setFixedWidth(min(self.look.px(_SIDE), round(self.width() * _MOST_OF_WIDTH)))
        self.photos.hint.setVisible(self.width() >= self.look.px(_WIDE_FROM))

    def _connect(self) -> None:
        self.cards.chosen.connect(self._choose)
        self.photo.unread_clicked.connect(self._take_clicked)
        self.photo.bare_clicked.connect(self._point_at)
        self.photo.dot_turned.connect(self.dots.turn_colour)
        self.place.named.connect(self.name_wanted)
        self.place.put_aside.connect(self._put_aside)
        self.place.left.connect(self._leave_place)
        self.photo.card_clicked.connect(self._take_clicked)
        self.photo.dot_clicked.connect(self.turn_wanted)
        self.photo.place_clicked.connect(self.dot_wanted)
        self.photos.number_wanted.connect(self.show_photo_number)
        self.dots.dot_wanted.connect(self.dot_wanted)
        self.dots.turn_wanted.connect(self.turn_wanted)
        self.dots.colour_wanted.connect(self.colour_wanted)
        self.dots.moved.connect(self._mark_dot)
        self.of_card.confirm.clicked.connect(self.agree)
        self.accept.clicked.connect(self.accept_wanted)
        self.another.clicked.connect(self.another_wanted)
        self.handwriting.clicked.connect(self.handwriting_wanted)

    # ------------------------------------------------------------------ showing

    def show_review(self, view: ReviewView) -> None:
        """Show a review, or show it anew after a correction."""
        other = self.view is None or self.view.review.id != view.review.id
        self.view = view
        if other:
            self._shown, self._pointed_at = None, None
            self.photos.name_photos([photo.name for photo in view.review.photos])
        self.cards.show_review(view)
        self.dots.keep()
        self.photo.chosen_dot = self.dots.current
        self.photo.chosen, self.photo.chosen_place = self.cards.code, self.current_place
        self._draw_marks()
        self._show_card()
        self.accept.setVisible(view.round is not None)
        self.bound.words("sum", self._add_up)
        self.counted.setVisible(view.review.accepted_at is not None)
        if other:
            self._show_first(view.review)

    def _show_first(self, review: PhotoReview) -> None:
        """Begin with a doubtful card close at hand, else with the whole photo."""
        code, place = self.cards.code, self.cards.place
        shown = review.card(code) if code is not None else place
        self.photo.choose(code, place)
        self.show_photo_number(shown.photo if shown is not None else 0)

    def show_photo_number(self, number: int) -> None:
        """Show the photo with this index."""
        if self.view is None or number == self._shown or number < 0:
            return
        self._shown = number
        self.photos.go_to(number)
        self.photo_wanted.emit(number)

    def take_photo(self, number: int, image: QImage) -> None:
        """Show the photo that was asked for."""
        if self.view is None or number != self._shown:
            return
        photo = self.view.review.photos[number]
        self.photo.show_photo(image, photo.width, photo.height)
        self._draw_marks()
        if (card := self.current) is not None and card.needs_look:
            self.photo.look_at(card)
        elif (place := self.cards.place) is not None and place.photo == number:
            self.photo.look_at_place(place)

    def _mark_dot(self) -> None:
        self.photo.chosen_dot = self.dots.current
        self._draw_marks()

    def _draw_marks(self) -> None:
        if self.view is not None and self._shown is not None:
            self.photo.show_marks(self.view.review, self._shown)

    @property
    def current(self) -> ReviewedCard | None:
        """The card that is looked at."""
        code = self.cards.code if self._pointed_at is None else None
        return self.view.review.card(code) if self.view and code else None

    def _choose(self, entry: CardCode | UnreadCard) -> None:
        if self.view is None:
            return
        self._pointed_at = None
        self.dots.choose(None)
        self.photo.choose(self.cards.code, self.cards.place)
        self._draw_marks()
        self._show_card()
        shown = self.current or self.cards.place
        if shown is None or self._shown is None:
            return
        if shown.photo != self._shown:
            self.show_photo_number(shown.photo)
        elif isinstance(shown, UnreadCard):
            self.photo.look_at_place(shown)
        else:
            self.photo.look_at(shown)

    @property
    def current_place(self) -> UnreadCard | None:
        """The place that is asked about: one of the list, or one that was pointed at."""
        return self._pointed_at or self.cards.place

    def _point_at(self, x: float, y: float) -> None:
        """Ask which card hangs where none was found; a person points at its code."""
        if self.view is None or self._shown is None:
            return
        scale = self.view.review.photos[self._shown].px_per_mm
        if not scale:
            return
        half = scale * _CODE_MM / 2
        square = (
            (x - half, y - half),
            (x + half, y - half),
            (x + half, y + half),
            (x - half, y + half),
        )
        self._pointed_at = UnreadCard(self._shown, square)
        self.photo.choose(None, self._pointed_at)
        self._draw_marks()
        self._show_card()
        self.place.search.setFocus()

    def _put_aside(self, place: UnreadCard) -> None:
        if self._pointed_at is None:
            self.put_aside_wanted.emit(place)
        else:
            self._leave_place()

    def _leave_place(self) -> None:
        self.forget_place()
        self.take_focus()

    def _take_clicked(self, entry: CardCode | UnreadCard) -> None:
        self.forget_place()
        self.cards.choose(entry)

    def forget_place(self) -> None:
        """Ask no more about a place that was pointed at."""
        if self._pointed_at is not None:
            self._pointed_at = None
            self.photo.choose(self.cards.code, self.cards.place)
            self._draw_marks()
            self._show_card()

    def _show_card(self) -> None:
        place = self.current_place
        self.of_card.setVisible(place is None)
        self.place.show_place(place, self.view)
        self.bound.words("card", self._speak)

    def _speak(self, w: Words) -> None:
        card = self.current
        name = self.cards.name_of(card.code, w) if card is not None else ""
        self.of_card.show_card(card, w, name)

    def _add_up(self, w: Words) -> None:
        if self.view is None:
            return
        review = self.view.review
        self.sum.setText(sum_in_words(w, review))
        self.accept.setText(w.plural("Count {n} dot", "Count {n} dots", review.dots))
        if review.accepted_at is not None:
            self.counted.setText(w("Counted at {time}.", time=self.look.clock(review.accepted_at)))

    def take_focus(self) -> None:
        """Put the keyboard on the cards."""
        self.cards.setFocus()

    def agree(self) -> None:
        """Say that the card is right; where nothing is in doubt, go on."""
        card = self.current
        if card is not None and card.needs_look:
            self.confirm_wanted.emit(card.code)
        elif self.current_place is not None:
            self.place.search.setFocus()
        elif not self.cards.go_to_next_doubtful():
            self.cards.step(1)
