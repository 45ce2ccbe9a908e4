"""Changing a card where it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.board.arrangement import IdeaFields
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.heading_choice import HeadingChoice
from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.ui.board.arrangement import CardLine
    from moderator.ui.look import Look

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CardEditor(QFrame):
    """Lies over the card; stays open, with the text, until the change is stored or dropped."""

    submitted = Signal(object, object)
    """The `CardLine` being changed and its new `IdeaFields`."""
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._look = look
        self.bound = Bindings(look, self)
        self.card: CardLine | None = None
        self.title, self.body, self.table = LineEdit(), BodyEdit(), LineEdit()
        self.cluster, self.banner = HeadingChoice(), Banner(look)
        self.save = push_button(self.bound, msg("Save"), role="primary", key="Enter")
        self.cancel = push_button(self.bound, msg("Cancel"), role="quiet", key="Esc")
        self._arrange()
        self._name_fields()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        places, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        places.addWidget(self.table, 1)
        places.addWidget(self.cluster, 2)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.body)
        column.addLayout(places)
        column.addWidget(self.banner)
        column.addLayout(buttons)

    def _name_fields(self) -> None:
        for field, name in (
            (self.title, msg("Idea")),
            (self.body, msg("Description")),
            (self.table, msg("Table")),
            (self.cluster.field, msg("Cluster")),
        ):
            self.bound.text(field.setAccessibleName, name)
            if field in {self.title, self.body}:
                self.bound.text(field.setPlaceholderText, name)
        self.bound.text(self.setAccessibleName, msg("Change idea"))
        self.bound.text(self.table.set_prefix, msg("Table"))
        self.bound.text(self.cluster.field.set_prefix, msg("Cluster"))
        self.bound.look(self.body, lambda look: self.body.setFixedHeight(look.px(96)))

    def _connect(self) -> None:
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.close_editor)
        for field in (self.title, self.table, self.cluster.field):
            field.returnPressed.connect(self.submit)
        self.body.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Save with Ctrl+Enter from the description, where Enter is a line break."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop the change with Esc; other keys end here and do not reach the board below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        event.accept()

    # ------------------------------------------------------------------- acting

    def open_for(
        self, card: CardLine, headings: Sequence[str], fields: IdeaFields | None = None
    ) -> None:
        """Begin to change `card`, or go on with `fields` typed for it before."""
        typed = fields or card.fields
        self.card = card
        self.banner.put_away()
        self.cluster.offer(headings)
        self.title.setText(typed.title)
        self.body.setPlainText(typed.body)
        self.table.setText(typed.table)
        self.cluster.setEditText(typed.cluster)
        self.cluster.field.setCursorPosition(0)
        self.save.setEnabled(True)
        self.show()
        self.raise_()
        self.title.setFocus()
        self.title.selectAll()

    def place_over(self, card: QRect, room: QRect) -> None:
        """Lie over `card`, within `room` as far as possible."""
        width = max(card.width(), self._look.px(340))
        height = max(card.height(), self.sizeHint().height())
        left = min(max(card.left(), room.left() + 4), room.right() - width - 4)
        top = min(card.top(), room.bottom() - height - 4)
        self.setGeometry(max(left, room.left()), max(top, room.top() + 4), width, height)

    @property
    def is_changed(self) -> bool:
        """Whether something typed here is not stored yet."""
        return self.card is not None and self._typed(self.card) != self.card.fields

    def _typed(self, card: CardLine) -> IdeaFields:
        return IdeaFields(
            title=self.title.text(),
            body=self.body.toPlainText(),
            table=self.table.text(),
            cluster=self.cluster.currentText(),
            code=card.fields.code,
        )

    def submit(self) -> None:
        """Hand over the change."""
        if self.card is None:
            return
        self.save.setEnabled(False)
        self.submitted.emit(self.card, self._typed(self.card))

    def fail(self, error: Exception) -> None:
        """Show why the change could not be stored; the text stays."""
        self.save.setEnabled(True)
        self.banner.fail(error)
        self.adjustSize()

    def close_editor(self) -> None:
        """End without storing anything."""
        if self.card is not None:
            self.card = None
            self.hide()
            self.closed.emit()
