"""The card of a review that is looked at: its words, why it is doubtful, and what to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.photos.dot_choice import DotChoice
from moderator.ui.photos.review_words import dots_in_words
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from moderator.domain.photo_reviews import ReviewedCard
    from moderator.i18n import Words
    from moderator.ui.look import Look


class CardPanel(QWidget):
    """Stands below the list of cards."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.name, self.reasons = label("subheading", wrap=True), label("body", wrap=True)
        self.colour = DotChoice(look)
        self.confirm = push_button(self.bound, msg("That is right"), icon="check", key="Enter")
        self._arrange()

    def _arrange(self) -> None:
        column, looked, field = QVBoxLayout(self), QHBoxLayout(), label("field")
        self.bound.text(field.setText, msg("Colour of the next dot"))
        looked.setSpacing(8)
        looked.addWidget(self.colour, 1)
        looked.addWidget(self.confirm)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for each in (self.name, self.reasons, field):
            column.addWidget(each)
        column.addLayout(looked)
        self.reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for three lines: the list above must not jump from card to card.
        self.bound.look(self.reasons, lambda look: self.reasons.setMinimumHeight(look.px(66)))

    def show_card(self, card: ReviewedCard | None, w: Words, name: str) -> None:
        """Show a card under its name, or nothing."""
        self.confirm.setEnabled(card is not None and card.needs_look)
        self.name.setText(name)
        self.reasons.setText("\n".join(dots_in_words(w, card)) if card is not None else "")
