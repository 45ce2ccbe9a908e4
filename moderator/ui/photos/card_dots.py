"""The dots of the card that is looked at: one may be chosen, and keys work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.ui.photos.dot_choice import colour_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import ReviewedCard, ReviewedDot
    from moderator.domain.rules import DotColour
    from moderator.ui.photos.dot_choice import DotChoice


class CardDots(QObject):
    """Says what a person wants changed about the dots of a card.

    Signals:
        dot_wanted: code of a card, and a place on it, px.
        turn_wanted: code of a card, and a dot that shall count no more, or count.
        colour_wanted: code of a card, a dot on it, and the colour it shall have.
        moved: another dot is chosen, or none.
    """

    dot_wanted = Signal(str, float, float)
    turn_wanted = Signal(str, object)
    colour_wanted = Signal(str, object, object)
    moved = Signal()

    def __init__(
        self, parent: QObject, card: Callable[[], ReviewedCard | None], colour: DotChoice
    ) -> None:
        super().__init__(parent)
        self._card, self._colour = card, colour
        self._at: int | None = None

    @property
    def current(self) -> ReviewedDot | None:
        """The dot that keys work on; none if none was chosen, or if it is gone."""
        card = self._card()
        if card is None or self._at is None or self._at >= len(card.dots):
            return None
        return card.dots[self._at]

    def keep(self) -> None:
        """Choose a dot no more that is gone: the card is another, or was read anew."""
        if self.current is None:
            self._at = None

    def choose(self, at: int | None) -> None:
        """Choose the dot with this index, or none."""
        before, self._at = self._at, at
        if at != before:
            self.keep()
            self.moved.emit()

    def step(self, by: int) -> None:
        """Choose the next dot of the card, around the end."""
        card = self._card()
        if card is not None and card.dots:
            at = self._at if self._at is not None else -1 if by > 0 else 0
            self.choose((at + by) % len(card.dots))

    def add_in_field(self) -> None:
        """Add a dot without a mouse, from the field's middle to the right."""
        card = self._card()
        if card is None:
            return
        corners = card.field or card.corners
        x = sum(point[0] for point in corners) / len(corners)
        y = sum(point[1] for point in corners) / len(corners)
        self.dot_wanted.emit(card.code, x, y)

    def take(self) -> None:
        """Let the chosen dot not count, or the last one that counts."""
        card, dot = self._card(), self.current
        counted = [each for each in card.dots if each.counts] if card is not None else []
        if card is not None and (dot is not None or counted):
            self.turn_wanted.emit(card.code, dot or counted[-1])

    def take_colour(self, colour: DotColour) -> None:
        """Give the chosen dot a colour, or the next one that is put."""
        card, dot = self._card(), self.current
        if card is None or dot is None:
            self._colour.choose(colour)
        elif dot.colour is not colour:
            self.colour_wanted.emit(card.code, dot, colour)

    def turn_colour(self, code: CardCode, dot: ReviewedDot) -> None:
        """Give a dot the next colour; keys work on it from then on."""
        card = self._card()
        if card is not None and dot in card.dots:
            self.choose(card.dots.index(dot))
            self.colour_wanted.emit(code, dot, colour_after(dot.colour))
