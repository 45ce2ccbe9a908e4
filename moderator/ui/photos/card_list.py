"""The cards of a review in a column: doubtful ones first, those that are on no photo last.

Places whose code could not be read stand between those that are doubtful and those that are fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from moderator.domain.codes import shown_card_code
from moderator.domain.photo_reviews import UnreadCard
from moderator.errors import msg
from moderator.ui.bindings import Bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import ReviewedCard
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView

    Entry = CardCode | UnreadCard
    """What can be chosen: a card by its code, or a place."""

_ENTRY = Qt.ItemDataRole.UserRole


class CardList(QListWidget):
    """Each card with its number of dots; the order stays while a person goes through.

    Signals:
        chosen: the code of a card, or an `UnreadCard`.
    """

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self._order: list[Entry] = []
        self._view: ReviewView | None = None
        self.setObjectName("panel")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.bound.text(self.setAccessibleName, msg("Cards on the photo"))
        self.bound.look("dress", self._dress)
        self.currentItemChanged.connect(self._tell)

    def sizeHint(self) -> QSize:
        """Return the least height: what room there is beyond, the list gets by its stretch."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_review(self, view: ReviewView) -> None:
        """Show the cards of a review; the chosen one stays chosen."""
        wanted = _doubtful_first(view)
        if self._view is None or self._view.review.id != view.review.id:
            self._order = wanted
        else:
            self._order = _in_place_of(self._order, wanted)
        self._view = view
        self.bound.words("cards", self._write)

    def _write(self, w: Words) -> None:
        view = self._view
        if view is None:
            return
        before, kept = self.entry, self._still_there()
        self.blockSignals(True)
        self.clear()
        for entry in self._order:
            if isinstance(entry, UnreadCard):
                self._add_place(entry, w)
            elif (card := view.review.card(entry)) is not None:
                self._add(card, w)
        self._add_unseen(view, w)
        self.choose(kept)
        self.blockSignals(False)
        if self.entry != before:
            self._tell()

    def _still_there(self) -> Entry | None:
        """Return what is chosen, or what stands where it stood."""
        if self.entry in self._order or not self._order:
            return self.entry
        return self._order[min(max(self.currentRow(), 0), len(self._order) - 1)]

    def _add(self, card: ReviewedCard, w: Words) -> None:
        dots = w.plural("{n} dot", "{n} dots", card.total) if card.says_something else w("no field")
        lines = [self.name_of(card.code, w), dots]
        beside = sum(not dot.counts and not dot.by_hand for dot in card.dots)
        if beside:
            lines[1] += " · " + w.plural("{n} does not count", "{n} do not count", beside)
        item = QListWidgetItem("\n".join(lines))
        item.setData(_ENTRY, card.code)
        sign, colour = (
            ("triangle-alert", "accent_ink") if card.needs_look else ("check", "positive")
        )
        item.setIcon(self._look.icon(sign, getattr(self._look.colours, colour), 18))
        self.addItem(item)

    def _add_place(self, place: UnreadCard, w: Words) -> None:
        item = QListWidgetItem("\n".join((w("Unreadable card"), w("Which card is it?"))))
        item.setData(_ENTRY, place)
        item.setIcon(self._look.icon("qr-code", self._look.colours.danger, 18))
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
    def entry(self) -> Entry | None:
        """What is chosen."""
        row = self.currentRow()
        found: Entry | None = self.item(row).data(_ENTRY) if row >= 0 else None
        return found

    @property
    def code(self) -> CardCode | None:
        """The code of the chosen card; None where a place is chosen."""
        return None if isinstance(self.entry, UnreadCard) else self.entry

    @property
    def place(self) -> UnreadCard | None:
        """The chosen place; None where a card is chosen."""
        return self.entry if isinstance(self.entry, UnreadCard) else None

    def choose(self, entry: Entry | None) -> None:
        """Choose a card or a place."""
        for row in range(self.count()):
            if entry and self.item(row).data(_ENTRY) == entry:
                self.setCurrentRow(row)
                return

    def step(self, by: int) -> None:
        """Go on by some cards, around the end."""
        if self._order:
            at = self._order.index(self.entry) if self.entry in self._order else -by
            self.choose(self._order[(at + by) % len(self._order)])

    def go_to_next_doubtful(self) -> bool:
        """Go on to what is still to be looked at; tell whether there was anything."""
        if self._view is None:
            return False
        at = self._order.index(self.entry) if self.entry in self._order else -1
        onward = [*self._order[at + 1 :], *self._order[: at + 1]]
        review = self._view.review
        doubtful = {*(card.code for card in review.doubtful), *review.unread}
        wanted = next((entry for entry in onward if entry in doubtful), None)
        self.choose(wanted)
        return wanted is not None

    def _tell(self) -> None:
        if self.entry is not None:
            self.chosen.emit(self.entry)

    def _dress(self, look: Look) -> None:
        colours = look.colours
        self.setStyleSheet(
            f"QListWidget::item {{ padding: {look.px(6)}px {look.px(8)}px; border-radius: 6px;"
            f" color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
        )
        self.bound.words("cards", self._write)


def _doubtful_first(view: ReviewView) -> list[Entry]:
    def place(card: ReviewedCard) -> tuple[bool, int]:
        idea = view.ideas.get(card.code)
        return idea is None, idea.number if idea is not None else 0

    cards = sorted(view.review.cards, key=place)
    return [
        *(card.code for card in cards if card.needs_look),
        *view.review.unread,
        *(card.code for card in cards if not card.needs_look),
    ]


def _in_place_of(before: Sequence[Entry], wanted: Sequence[Entry]) -> list[Entry]:
    """Return `wanted` in the order of `before`; what is new stands where something has gone."""
    there, known = set(wanted), set(before)
    fresh = [entry for entry in wanted if entry not in known]
    order: list[Entry] = []
    for entry in before:
        if entry in there:
            order.append(entry)
        elif fresh:
            order.append(fresh.pop(0))
    return [*order, *fresh]
