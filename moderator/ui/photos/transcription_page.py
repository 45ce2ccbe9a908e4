"""Handwriting is typed: one crop after the other, large, above the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moderator.domain.codes import shown_card_code
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Idea
    from moderator.i18n import Words
    from moderator.operations.transcription import HandwrittenCard
    from moderator.ui.look import Look

_MOST_ENLARGED = 3.0
_HIGH_FROM = 420
"""Px at 100 % from which there is room for a line on how suggestions come in."""


class Crop(QLabel):
    """Handwriting as large as there is room, at most three times its size."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(120)

    def show_image(self, image: QImage) -> None:
        """Show a crop; an empty one clears the place."""
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the crop into the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        most = QSize(
            round(self._image.width() * _MOST_ENLARGED),
            round(self._image.height() * _MOST_ENLARGED),
        )
        room = (self.size() * ratio).boundedTo(most)
        scaled = self._image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class TranscriptionPage(QWidget):
    """Enter saves and goes on, Tab leads to the description, Esc skips.

    What a package suggests stands in the field in grey and chosen whole: Enter takes it, typing
    replaces it, and nothing of it is ever saved by itself.

    Signals:
        crop_wanted: a `HandwrittenCard` whose handwriting is to be shown.
        typed: the card, title and description.
        finished: the moderator wants to go back.
    """

    crop_wanted = Signal(object)
    typed = Signal(object, str, str)
    finished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.crop, self.title, self.body = Crop(), LineEdit(), BodyEdit()
        self.place = label("soft")
        self.cards: list[HandwrittenCard] = []
        self._at = 0
        self._drafts: dict[CardCode, tuple[str, str]] = {}
        self._saving: set[CardCode] = set()
        self._suggestion = ""
        self.suggest = QCheckBox()
        self.mark, self.install = label("caption", wrap=True), label("caption", wrap=True)
        bound = self.bound
        self.next = push_button(bound, msg("Save, next card"), role="primary", key="Enter")
        self.skip = push_button(bound, msg("Skip"), key="Esc")
        self.back = push_button(bound, msg("Card before"), role="quiet", icon="arrow-left")
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.title.setProperty("role", "big")
        self.bound.text(self.title.setPlaceholderText, msg("What does the card say?"))
        self.bound.text(self.title.setAccessibleName, msg("What does the card say?"))
        self.bound.text(self.body.setPlaceholderText, msg("Description"))
        self.bound.text(self.body.setAccessibleName, msg("Description"))
        self.bound.look(self.body, self._fit_body)
        work, column = QWidget(), QVBoxLayout()
        work.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.suggest)
        column.addLayout(top)
        column.addWidget(self.install)
        column.addWidget(self.crop, 1)
        column.addWidget(self.mark)
        column.addWidget(self.title)
        column.addWidget(self.body)
        column.addLayout(flow_of(self.next, self.skip, self.back))
        self._pages.addWidget(work)
        self._pages.addWidget(self._done_page())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.bound.look(self.crop, self._dress)
        self.bound.text(self.suggest.setText, msg("Suggest what it says"))
        self.bound.text(self.mark.setText, msg("Suggested – please check"))
        self.mark.hide()
        self.bound.look("room", lambda _look: self._make_room())

    def _fit_body(self, look: Look) -> None:
        # In large text one line has to do, or the handwriting would have no room.
        self.body.setFixedHeight(min(look.px(72), look.px(24) + 48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the handwriting."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is little room, only the switch tells how the package comes in."""
        enough = self.height() >= self._look.px(_HIGH_FROM)
        self.install.setVisible(enough and not self.suggest.isEnabled())

    def _dress(self, look: Look) -> None:
        faint = f"color: {look.colours.ink_faint};" if self.holds_suggestion else ""
        self.title.setStyleSheet(faint)
        self.crop.setStyleSheet(
            f"background: {look.colours.sunken}; border-radius: 10px; padding: {look.px(8)}px;"
        )

    def _done_page(self) -> QWidget:
        page = EmptyState(
            self.bound,
            "circle-check",
            msg("No card waits to be typed"),
            msg("Cards typed here are on the board."),
        )
        self.done = push_button(self.bound, msg("To the board"), role="primary")
        self.done.clicked.connect(self.finished)
        self.again = push_button(self.bound, msg("Look through them again"))
        self.again.clicked.connect(lambda: self._show(0))
        page.add_button(self.done)
        page.add_button(self.again)
        return page

    def _connect(self) -> None:
        self.next.clicked.connect(self.save)
        self.skip.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.title.returnPressed.connect(self.save)
        for field in (self.title, self.body):
            field.textChanged.connect(self._note_suggestion)
        for each in (self.title, self.body):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Skip with Esc, save with Ctrl+Enter from the description."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        escape = event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape:
            # Elsewhere on the screen, Esc leads back.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if escape:
                self.go_on()
                return True
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if watched is self.body and enter and control:
                self.save()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ showing

    def show_cards(self, cards: Sequence[HandwrittenCard]) -> None:
        """Show cards, beginning with the first that nobody has typed yet."""
        self._keep_draft()
        self.cards = list(cards)
        waiting = (
            at
            for at, card in enumerate(self.cards)
            if card.idea is None or card.code in self._drafts
        )
        self._show(next(waiting, len(self.cards)))

    @property
    def current(self) -> HandwrittenCard | None:
        """The card that is typed; None once all were seen."""
        return self.cards[self._at] if self._at < len(self.cards) else None

    @property
    def next_blank(self) -> HandwrittenCard | None:
        """The card that is typed after this one."""
        return next((card for card in self.cards[self._at + 1 :] if card.idea is None), None)

    # -------------------------------------------------------------- suggestions

    def offer_suggestions(self, *, installed: bool, wanted: bool, install: str) -> None:
        """Show the switch; without the package it rests and says how that comes in."""
        self.suggest.setEnabled(installed)
        self.suggest.setChecked(wanted)
        self._make_room()

        def tell(w: Words) -> None:
            needed = w("Suggestions need one more package: {install}", install=install)
            self.install.setText(needed)
            self.suggest.setToolTip("" if installed else needed)

        self.bound.words("install", tell)

    def take_suggestion(self, code: CardCode, text: str) -> None:
        """Put what a card seems to say into the field, unless something stands there."""
        card = self.current
        free = card is not None and card.code == code and card.idea is None
        if not text or not free or any(self._typed):
            return
        self._suggestion = text
        self.title.setText(text)
        self.title.selectAll()

    def drop_suggestion(self) -> None:
        """Take the suggestion from the field."""
        if self.holds_suggestion:
            self.title.clear()

    @property
    def holds_suggestion(self) -> bool:
        """Whether the field holds what was suggested, and nothing else was typed."""
        suggestion = self._suggestion
        return bool(suggestion) and self.title.text() == suggestion and not self._typed[1]

    def _note_suggestion(self) -> None:
        holds = self.holds_suggestion
        if not holds:
            self._suggestion = ""
        if holds == self.mark.isHidden():
            self.mark.setVisible(holds)
            self._dress(self._look)

    @property
    def has_text(self) -> bool:
        """Whether something typed is not saved yet, here or on a card that was skipped."""
        return self._is_changed or bool(self._drafts)

    @property
    def _typed(self) -> tuple[str, str]:
        return self.title.text().strip(), self.body.toPlainText().strip()

    @property
    def _is_changed(self) -> bool:
        card = self.current
        return card is not None and self._typed != _saved(card) and not self.holds_suggestion

    def _keep_draft(self) -> None:
        """Keep what is typed while another card is shown."""
        if (card := self.current) is not None:
            self._drafts.pop(card.code, None)
            if self._is_changed:
                self._drafts[card.code] = self._typed

    def forget(self) -> None:
        """Drop the cards of a workshop."""
        self.cards, self._at = [], 0
        self._drafts.clear()

    def _show(self, at: int) -> None:
        self._at = min(max(at, 0), len(self.cards))
        card = self.current
        self._pages.setCurrentIndex(0 if card is not None else 1)
        self.again.setVisible(bool(self.cards))
        self.crop.show_image(QImage())
        self.bound.words("place", self._speak)
        if card is None:
            self.done.setFocus()
            return
        title, body = self._drafts.pop(card.code, _saved(card))
        self._suggestion = ""
        self.title.setText(title)
        self.body.setPlainText(body)
        self.back.setEnabled(self._at > 0)
        self.title.setFocus()
        self.title.selectAll()
        self.crop_wanted.emit(card)

    def _speak(self, w: Words) -> None:
        card = self.current
        if card is not None:
            self.place.setText(
                w(
                    "Card {n} of {all} · {code}",
                    n=self._at + 1,
                    all=len(self.cards),
                    code=shown_card_code(card.code),
                )
            )

    def take_crop(self, card: HandwrittenCard, image: QImage) -> None:
        """Show the handwriting that was asked for."""
        if self.current is not None and self.current.code == card.code:
            self.crop.show_image(image)

    def take_saved(self, card: HandwrittenCard, saved: Idea) -> None:
        """Note what is on the board now, and go on where that card is still shown."""
        self._saving.discard(card.code)
        self._drafts.pop(card.code, None)
        self.cards = [
            type(each)(each.code, each.review_id, saved) if each.code == card.code else each
            for each in self.cards
        ]
        if self.current is not None and self.current.code == card.code:
            self._show(self._at + 1)

    def take_failure(self, card: HandwrittenCard) -> None:
        """Note that a card could not be saved; what is typed stays."""
        self._saving.discard(card.code)

    # ------------------------------------------------------------------- acting

    def save(self) -> None:
        """Save what is typed; `take_saved` goes on once it is on the board."""
        card = self.current
        if card is None:
            return
        if card.code in self._saving:
            return
        if self._is_changed or self.holds_suggestion:
            self._saving.add(card.code)
            self.typed.emit(card, *self._typed)
        else:
            self.go_on()

    def keep(self) -> None:
        """Save what a person has typed; a suggestion that nobody took is dropped."""
        if self._is_changed:
            self.save()

    def go_on(self) -> None:
        """Show the next card; what is typed here stays for the way back."""
        self._keep_draft()
        self._show(self._at + 1)

    def go_back(self) -> None:
        """Show the card before; what is typed here stays for the way back."""
        self._keep_draft()
        self._show(self._at - 1)

    def take_focus(self) -> None:
        """Put the keyboard on the title."""
        (self.title if self.current is not None else self.done).setFocus()


def _saved(card: HandwrittenCard) -> tuple[str, str]:
    return (card.idea.title, card.idea.body) if card.idea is not None else ("", "")
