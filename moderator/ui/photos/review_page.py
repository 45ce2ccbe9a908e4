"""A review: the photo on the left, its cards on the right, doubtful ones first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from moderator.domain.photo_reviews import UnreadCard
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.photos.card_list import CardList
from moderator.ui.photos.dot_choice import COLOURS, DotChoice, colour_after
from moderator.ui.photos.photo_view import PhotoView
from moderator.ui.photos.place_panel import PlacePanel
from moderator.ui.photos.review_words import dots_in_words, sum_in_words
from moderator.ui.widgets.buttons import push_button, sign_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QResizeEvent

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import PhotoReview, ReviewedCard, ReviewedDot
    from moderator.domain.rules import DotColour
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView

_PLAIN = Qt.KeyboardModifier.NoModifier
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
        self.photo, self.cards, self.colour = PhotoView(look), CardList(look), DotChoice(look)
        self.photos, self.sum, self.reasons = QTabBar(), label("soft"), label("body", wrap=True)
        self.name, self.counted = label("subheading", wrap=True), label("caption", wrap=True)
        self.place = PlacePanel(look)
        self.confirm = push_button(self.bound, msg("That is right"), icon="check", key="Enter")
        self.accept = push_button(self.bound, msg("Count these dots"), role="primary", key="Ctrl+⏎")
        self.another = push_button(self.bound, msg("Other photos"), role="quiet", icon="upload")
        self.handwriting = push_button(
            self.bound, msg("Type the handwriting"), role="quiet", icon="pencil"
        )
        self.view: ReviewView | None = None
        self._shown: int | None = None
        self._dot: int | None = None
        self._pointed_at: UnreadCard | None = None
        self._arrange()
        self._connect()
        self.bound.look("room", lambda _look: self._make_room())

    def _arrange(self) -> None:
        self.bound.text(self.photo.setAccessibleName, msg("Photo of the wall"))
        self.photos.setDrawBase(False)
        self.photos.setExpanding(False)
        self.bound.text(self.photos.setAccessibleName, msg("Photos"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(self._left(), 1)
        row.addWidget(self._right())

    def _left(self) -> QVBoxLayout:
        bound = self.bound
        self.larger = sign_button(bound, msg("Larger"), "plus", key="+")
        self.smaller = sign_button(bound, msg("Smaller"), "minus", key="−")
        self.whole = sign_button(bound, msg("Whole photo"), "square", key="0")
        below = QHBoxLayout()
        for each in (self.smaller, self.larger, self.whole):
            below.addWidget(each)
        below.addSpacing(12)
        hint = self.hint = label("caption", wrap=True)
        bound.text(
            hint.setText,
            msg(
                "Click on a dot: it does not count. Click beside it: a dot is added. "
                "Right click: another colour."
            ),
        )
        below.addWidget(hint, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.photos)
        left.addWidget(self.photo, 1)
        left.addLayout(below)
        return left

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
        column.addWidget(self._card())
        area = QScrollArea()
        area.setObjectName("plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.bound.look(self.cards, lambda look: self.cards.setMinimumHeight(look.px(24) + 64))
        return area

    def _card(self) -> QWidget:
        self.of_card, column, looked = QWidget(), QVBoxLayout(), QHBoxLayout()
        field = label("field")
        self.bound.text(field.setText, msg("Colour of the next dot"))
        looked.setSpacing(8)
        looked.addWidget(self.colour, 1)
        looked.addWidget(self.confirm)
        self.of_card.setLayout(column)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for each in (self.name, self.reasons, field):
            column.addWidget(each)
        column.addLayout(looked)
        self.reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for three lines: the list above must not jump from card to card.
        self.bound.look(self.reasons, lambda look: self.reasons.setMinimumHeight(look.px(66)))
        return self.of_card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the photo half of the room, also in large text."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self._side.setFixedWidth(min(self.look.px(_SIDE), round(self.width() * _MOST_OF_WIDTH)))
        self.hint.setVisible(self.width() >= self.look.px(_WIDE_FROM))

    def _connect(self) -> None:
        self.cards.chosen.connect(self._choose)
        self.photo.unread_clicked.connect(self._take_clicked)
        self.photo.bare_clicked.connect(self._point_at)
        self.photo.dot_turned.connect(self._turn_colour)
        self.place.named.connect(self.name_wanted)
        self.place.put_aside.connect(self._put_aside)
        self.place.left.connect(self._leave_place)
        self.photo.card_clicked.connect(self._take_clicked)
        self.photo.dot_clicked.connect(self.turn_wanted)
        self.photo.place_clicked.connect(self.dot_wanted)
        self.photos.currentChanged.connect(self.show_photo_number)
        self.confirm.clicked.connect(self._confirm)
        self.accept.clicked.connect(self.accept_wanted)
        self.another.clicked.connect(self.another_wanted)
        self.handwriting.clicked.connect(self.handwriting_wanted)
        self.larger.clicked.connect(lambda: self.photo.zoom(1))
        self.smaller.clicked.connect(lambda: self.photo.zoom(-1))
        self.whole.clicked.connect(self.photo.fit)
        for each in (self.cards, self.photo):
            each.installEventFilter(self)

    # ------------------------------------------------------------------ showing

    def show_review(self, view: ReviewView) -> None:
        """Show a review, or show it anew after a correction."""
        other = self.view is None or self.view.review.id != view.review.id
        self.view = view
        if other:
            self._shown, self._pointed_at = None, None
            self._name_photos(view.review)
        self.cards.show_review(view)
        self._keep_dot()
        self.photo.chosen, self.photo.chosen_place = self.cards.code, self.current_place
        self._draw_marks()
        self._show_card()
        self.accept.setVisible(view.round is not None)
        self.bound.words("sum", self._add_up)
        self.counted.setVisible(view.review.accepted_at is not None)
        if other:
            self._show_first(view.review)

    def _name_photos(self, review: PhotoReview) -> None:
        with QSignalBlocker(self.photos):
            while self.photos.count():
                self.photos.removeTab(0)
            for photo in review.photos:
                self.photos.addTab(photo.name.replace("&", "&&"))
        self.photos.setVisible(len(review.photos) > 1)

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
        with QSignalBlocker(self.photos):
            self.photos.setCurrentIndex(number)
        self.photo.clear_photo()
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

    def _draw_marks(self) -> None:
        if self.view is not None and self._shown is not None:
            self.photo.show_marks(self.view.review, self._shown)

    @property
    def current(self) -> ReviewedCard | None:
        """The card that is looked at."""
        code = self.cards.code if self._pointed_at is None else None
        return self.view.review.card(code) if self.view and code else None

    @property
    def current_dot(self) -> ReviewedDot | None:
        """The dot that keys work on, None if none was chosen."""
        card = self.current
        if card is None or self._dot is None or self._dot >= len(card.dots):
            return None
        return card.dots[self._dot]

    def _choose(self, entry: CardCode | UnreadCard) -> None:
        if self.view is None:
            return
        self._pointed_at = None
        self._choose_dot(None)
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
        self.confirm.setEnabled(self.current is not None and self.current.needs_look)
        self.bound.words("card", self._speak)

    def _speak(self, w: Words) -> None:
        card = self.current
        self.name.setText(self.cards.name_of(card.code, w) if card is not None else "")
        self.reasons.setText("\n".join(dots_in_words(w, card)) if card is not None else "")

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

    # --------------------------------------------------------------------- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the review where photo or list has the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            run = self._keys().get((event.key(), event.modifiers() & ~_KEYPAD))
            if run is not None:
                run()
                return True
        return super().eventFilter(watched, event)

    def _keys(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        key, shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
        control = Qt.KeyboardModifier.ControlModifier
        plain: dict[int, Callable[[], object]] = {
            key.Key_Space: lambda: self.cards.step(1),
            key.Key_Down: lambda: self.cards.step(1),
            key.Key_Up: lambda: self.cards.step(-1),
            key.Key_Return: self._confirm,
            key.Key_Enter: self._confirm,
            key.Key_Plus: lambda: self.photo.zoom(1),
            key.Key_Minus: lambda: self.photo.zoom(-1),
            key.Key_0: self.photo.fit,
            key.Key_Insert: self._add_in_field,
            key.Key_Delete: self._take_dot,
            key.Key_Right: lambda: self._step_dot(1),
            key.Key_Left: lambda: self._step_dot(-1),
        }
        numbers = key.Key_1, key.Key_2, key.Key_3, key.Key_4, key.Key_5
        plain |= {
            number: partial(self._take_colour, colour)
            for number, colour in zip(numbers, COLOURS, strict=True)
        }
        return {(each, _PLAIN): run for each, run in plain.items()} | {
            (key.Key_Space, shift): lambda: self.cards.step(-1),
            (key.Key_Plus, shift): lambda: self.photo.zoom(1),
            (key.Key_Return, control): self.accept_wanted.emit,
            (key.Key_Enter, control): self.accept_wanted.emit,
        }

    def _confirm(self) -> None:
        card = self.current
        if card is not None and card.needs_look:
            self.confirm_wanted.emit(card.code)
        elif self.current_place is not None:
            self.place.search.setFocus()
        elif not self.cards.go_to_next_doubtful():
            self.cards.step(1)

    def _add_in_field(self) -> None:
        """Add a dot without a mouse, from the field's middle to the right."""
        card = self.current
        if card is None:
            return
        corners = card.field or card.corners
        x = sum(point[0] for point in corners) / len(corners)
        y = sum(point[1] for point in corners) / len(corners)
        self.dot_wanted.emit(card.code, x, y)

    def _take_dot(self) -> None:
        """Let the chosen dot not count, or the last one that counts."""
        card, dot = self.current, self.current_dot
        counted = [each for each in card.dots if each.counts] if card is not None else []
        if card is not None and (dot is not None or counted):
            self.turn_wanted.emit(card.code, dot or counted[-1])

    def _step_dot(self, by: int) -> None:
        """Choose the next dot of the card, around the end."""
        card = self.current
        if card is not None and card.dots:
            at = self._dot if self._dot is not None else -1 if by > 0 else 0
            self._choose_dot((at + by) % len(card.dots))

    def _choose_dot(self, at: int | None) -> None:
        before, self._dot = self._dot, at
        if at != before:
            self._keep_dot()
            self._draw_marks()

    def _keep_dot(self) -> None:
        """Show the chosen dot as it is now; one that is gone is chosen no more."""
        self.photo.chosen_dot = self.current_dot
        if self.photo.chosen_dot is None:
            self._dot = None

    def _take_colour(self, colour: DotColour) -> None:
        """Give the chosen dot a colour, or the next one that is put."""
        card, dot = self.current, self.current_dot
        if card is None or dot is None:
            self.colour.choose(colour)
        elif dot.colour is not colour:
            self.colour_wanted.emit(card.code, dot, colour)

    def _turn_colour(self, code: CardCode, dot: ReviewedDot) -> None:
        """Give a dot the next colour; keys work on it from then on."""
        card = self.current
        if card is not None and dot in card.dots:
            self._choose_dot(card.dots.index(dot))
            self.colour_wanted.emit(code, dot, colour_after(dot.colour))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
