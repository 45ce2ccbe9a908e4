"""The cards of a review in a column: doubtful ones first, those that are on no photo last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from moderator.domain.codes import shown_card_code
from moderator.errors import msg
from moderator.ui.bindings import Bindings

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import ReviewedCard
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView

_CODE = Qt.ItemDataRole.UserRole


class CardList(QListWidget):
    """Each card with its number of dots; the order stays while a person goes through.

    Signals:
        chosen: the code of a card.
    """

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self._order: list[CardCode] = []
        self._view: ReviewView | None = None
        self.setObjectName("panel")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.bound.text(self.setAccessibleName, msg("Cards on the photo"))
        self.bound.look("dress", self._dress)
        self.currentItemChanged.connect(self._tell)

    def show_review(self, view: ReviewView) -> None:
        """Show the cards of a review; the chosen one stays chosen."""
        if self._view is None or self._view.review.id != view.review.id:
            self._order = _doubtful_first(view)
        self._view = view
        self.bound.words("cards", self._write)

    def _write(self, w: Words) -> None:
        view = self._view
        if view is None:
            return
        kept = self.code or (self._order[0] if self._order else None)
        self.blockSignals(True)
        self.clear()
        for code in self._order:
            if (card := view.review.card(code)) is not None:
                self._add(card, w)
        self._add_unseen(view, w)
        self.blockSignals(False)
        self.choose(kept)

    def _add(self, card: ReviewedCard, w: Words) -> None:
        dots = w.plural("{n} dot", "{n} dots", card.total) if card.says_something else w("no field")
        lines = [self.name_of(card.code, w), dots]
        beside = sum(not dot.counts and not dot.by_hand for dot in card.dots)
        if beside:
            lines[1] += " · " + w.plural("{n} does not count", "{n} do not count", beside)
        item = QListWidgetItem("\n".join(lines))
        item.setData(_CODE, card.code)
        sign, colour = (
            ("triangle-alert", "accent_ink") if card.needs_look else ("check", "positive")
        )
        item.setIcon(self._look.icon(sign, getattr(self._look.colours, colour), 18))
        self.addItem(item)

    def _add_unseen(self, view: ReviewView, w: Words) -> None:
        lines = [
            w("{name} · not on the photo", name=f"{idea.number}  {idea.title}")
            for idea in view.unseen_ideas
        ]
        if view.unseen_blank:
            lines.append(
                w.plural(
                    "{n} blank card is not on the photo",
                    "{n} blank cards are not on the photo",
                    view.unseen_blank,
                )
            )
        for line in lines:
            item = QListWidgetItem(self._look.icon("eye-off", self._look.colours.ink_soft), line)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(item)

    def name_of(self, code: CardCode, w: Words) -> str:
        """Return number and title of the idea on a card, or its code while it is blank."""
        idea = self._view.ideas.get(code) if self._view else None
        if idea is None:
            return w("Card {code}", code=shown_card_code(code))
        return f"{idea.number}  {idea.title}"

    @property
    def code(self) -> CardCode | None:
        """The code of the chosen card."""
        row = self.currentRow()
        found: CardCode | None = self.item(row).data(_CODE) if row >= 0 else None
        return found

    def choose(self, code: CardCode | None) -> None:
        """Choose a card."""
        for row in range(self.count()):
            if code and self.item(row).data(_CODE) == code:
                self.setCurrentRow(row)
                return

    def step(self, by: int) -> None:
        """Go on by some cards, around the end."""
        if self._order:
            at = self._order.index(self.code) if self.code in self._order else -by
            self.choose(self._order[(at + by) % len(self._order)])

    def go_to_next_doubtful(self) -> bool:
        """Go on to a card that is still to be looked at; tell whether there was one."""
        if self._view is None:
            return False
        at = self._order.index(self.code) if self.code in self._order else -1
        onward = [*self._order[at + 1 :], *self._order[: at + 1]]
        doubtful = {card.code for card in self._view.review.doubtful}
        wanted = next((code for code in onward if code in doubtful), None)
        self.choose(wanted)
        return wanted is not None

    def _tell(self) -> None:
        if self.code is not None:
            self.chosen.emit(self.code)

    def _dress(self, look: Look) -> None:
        colours = look.colours
        self.setStyleSheet(
            f"QListWidget::item {{ padding: {look.px(6)}px {look.px(8)}px; border-radius: 6px;"
            f" color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
        )
        self.bound.words("cards", self._write)


def _doubtful_first(view: ReviewView) -> list[CardCode]:
    def place(card: ReviewedCard) -> tuple[bool, bool, int]:
        idea = view.ideas.get(card.code)
        return not card.needs_look, idea is None, idea.number if idea is not None else 0

    return [card.code for card in sorted(view.review.cards, key=place)]
