"""Which card is it? For a place on the photo whose code could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator.domain.codes import normal_form, shown_card_code
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Idea
    from moderator.domain.photo_reviews import UnreadCard
    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.photos.photo_work import ReviewView

_CODE = Qt.ItemDataRole.UserRole
_LEAST_OF_CODE = 2
"""Signs from which what is typed may be the beginning of a code."""
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PlacePanel(QWidget):
    """Cards that are on no photo, found by number, code or words; Enter takes the chosen one.

    Signals:
        named: the place, and the code of its card.
        put_aside: the place is no card.
        left: the keyboard goes back to the list of cards.
    """

    named = Signal(object, str)
    put_aside = Signal(object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.heading, self.hint = label("subheading", wrap=True), label("soft", wrap=True)
        self.search, self.cards = LineEdit(), QListWidget()
        self.take = push_button(self.bound, msg("It is this card"), icon="check", key="Enter")
        self.no_card = push_button(self.bound, msg("It is no card"), role="quiet", icon="x")
        self._place: UnreadCard | None = None
        self._view: ReviewView | None = None
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        bound = self.bound
        bound.text(self.heading.setText, msg("Which card is it?"))
        bound.text(
            self.hint.setText,
            msg("Its code cannot be read. Cards that are on no photo can be chosen."),
        )
        bound.text(self.search.setPlaceholderText, msg("Number, code or words"))
        bound.text(self.search.setAccessibleName, msg("Number, code or words"))
        bound.text(self.cards.setAccessibleName, msg("Cards that are on no photo"))
        bound.look(self.cards, self._fit)
        self.cards.setObjectName("panel")
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.heading, self.hint, self.search, self.cards):
            column.addWidget(each)
        column.addLayout(flow_of(self.take, self.no_card))

    def _fit(self, look: Look) -> None:
        self.cards.setFixedHeight(look.px(104))
        colours = look.colours
        self.cards.setStyleSheet(
            f"QListWidget::item {{ padding: {look.px(4)}px {look.px(8)}px; color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
        )

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._name)
        self.search.installEventFilter(self)
        self.cards.itemActivated.connect(self._name)
        self.cards.currentItemChanged.connect(self._allow)
        self.take.clicked.connect(self._name)
        self.no_card.clicked.connect(lambda: self.put_aside.emit(self._place))

    def show_place(self, place: UnreadCard | None, view: ReviewView | None) -> None:
        """Ask for the card at a place; None asks for nothing."""
        other = place != self._place
        self._place, self._view = place, view
        self.setVisible(place is not None)
        self.set_busy(busy=False)
        if other:
            self.search.clear()
        self.bound.words("cards", self._write)

    def set_busy(self, *, busy: bool) -> None:
        """Rest while the dots of the card are counted."""
        for each in (self.search, self.cards, self.take, self.no_card):
            each.setEnabled(not busy)
        if not busy:
            self._allow()

    def _write(self, w: Words) -> None:
        self.cards.clear()
        if self._view is None:
            return
        for code, idea in _on_no_photo(self._view):
            shown = shown_card_code(code)
            text = f"{idea.number}  {idea.title}" if idea else w("Blank card {code}", code=shown)
            item = QListWidgetItem(text)
            item.setToolTip(f"{text} · {shown}" if idea else text)
            item.setData(_CODE, code)
            self.cards.addItem(item)
        self._find()

    def _find(self) -> None:
        """Show the cards that fit what is typed; the first of them is chosen."""
        text, first = self.search.text().strip(), -1
        ideas = self._view.ideas if self._view is not None else {}
        for row in range(self.cards.count()):
            item = self.cards.item(row)
            code: CardCode = item.data(_CODE)
            fits = not text or _fits(text, code, ideas.get(code))
            item.setHidden(not fits)
            if fits and first < 0:
                first = row
        # Without a word typed nothing is chosen: Enter alone must not name a card.
        self.cards.setCurrentRow(first if text else -1)
        self._allow()

    def _allow(self) -> None:
        self.take.setEnabled(self.cards.currentRow() >= 0 and self.search.isEnabled())

    def _name(self) -> None:
        row = self.cards.currentRow()
        if self._place is not None and row >= 0 and self.take.isEnabled():
            self.named.emit(self._place, self.cards.item(row).data(_CODE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrow keys while typing; Esc leads back to the list of cards."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = _STEPS.get(event.key())
            if by is not None:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        shown = [row for row in range(self.cards.count()) if not self.cards.item(row).isHidden()]
        if shown:
            row = self.cards.currentRow()
            at = shown.index(row) + by if row in shown else 0
            self.cards.setCurrentRow(shown[min(max(at, 0), len(shown) - 1)])


def _on_no_photo(view: ReviewView) -> list[tuple[CardCode, Idea | None]]:
    """Return ideas by number, then blank cards."""
    ideas = [(idea.code, idea) for idea in view.unseen_ideas]
    return [*ideas, *((code, None) for code in view.review.unseen if code not in view.ideas)]


def _fits(text: str, code: CardCode, idea: Idea | None) -> bool:
    if text.isdigit() and idea is not None and str(idea.number).startswith(text):
        return True
    signs = normal_form(text)
    if len(signs) >= _LEAST_OF_CODE and code.startswith(signs):
        return True
    title = idea.title.casefold() if idea is not None else ""
    return all(word in title for word in text.casefold().split())
