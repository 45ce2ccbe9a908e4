"""The field for the next idea: a title and Enter; everything else may wait."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from moderator.domain.codes import CardCode, shown_card_code
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.board.arrangement import IdeaFields
from moderator.ui.capture.scanned_codes import scanned_code
from moderator.ui.widgets.buttons import push_button, sign_button
from moderator.ui.widgets.heading_choice import HeadingChoice
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.ui.look import Look

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class IdeaEntry(QFrame):
    """Takes down one idea after the other; table and cluster stay for the next one."""

    entered = Signal(object)
    """`IdeaFields` to be saved."""
    scanned = Signal(str)
    """A card code came from a scanner."""
    title_changed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self._look = look
        self.bound = Bindings(look, self)
        self.title, self.body, self.table = LineEdit(), BodyEdit(), LineEdit()
        self.cluster = HeadingChoice()
        self.save = push_button(self.bound, msg("Save"), role="primary", key="Enter")
        self._code = ""
        self._chip, self._drop = (
            label("chip-code"),
            sign_button(self.bound, msg("Use no card"), "x"),
        )
        self._name_fields()
        self._arrange()
        self._connect()
        self.expect_code("")

    def _name_fields(self) -> None:
        self.title.setProperty("role", "big")
        self.bound.text(self.title.setAccessibleName, msg("Idea"))
        self.bound.text(self.title.setPlaceholderText, msg("What is the idea?"))
        self.bound.text(self.body.setAccessibleName, msg("Description"))
        self.bound.text(self.body.setPlaceholderText, msg("Description, if there is one"))
        for field, name in ((self.table, msg("Table")), (self.cluster.field, msg("Cluster"))):
            self.bound.text(field.setAccessibleName, name)
            self.bound.text(field.set_prefix, name)
        self.bound.text(self.cluster.setAccessibleName, msg("Cluster"))
        self.bound.look(self, self._fit)

    def _arrange(self) -> None:
        upper, lower, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for row in (upper, lower):
            row.setSpacing(8)
        upper.addWidget(self.title, 1)
        upper.addWidget(self._chip)
        upper.addWidget(self._drop)
        upper.addWidget(self.save)
        lower.addWidget(self.body, 5)
        lower.addLayout(_at_top(self.table), 2)
        lower.addLayout(_at_top(self.cluster), 4)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(upper)
        column.addLayout(lower)
        order: list[QWidget] = [self.title, self.body, self.table, self.cluster, self.save]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.save.clicked.connect(self.submit)
        self._drop.clicked.connect(lambda: self.expect_code(""))
        self.title.textChanged.connect(self.title_changed)
        for field in (self.title, self.table, self.cluster.field):
            field.returnPressed.connect(self.submit)
        self.body.textChanged.connect(self._fit_body)
        self.body.installEventFilter(self)

    def _fit(self, look: Look) -> None:
        self.table.setMaximumWidth(look.px(116))
        self.cluster.setMaximumWidth(look.px(260))
        self._fit_body()

    def _fit_body(self) -> None:
        """Give the description room for one line, and for more once it is used."""
        used = self.body.hasFocus() or bool(self.body.toPlainText())
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAsNeeded if used else policy.ScrollBarAlwaysOff
        self.body.setVerticalScrollBarPolicy(bar)
        self.body.setFixedHeight(self._look.px(76) if used else self.table.sizeHint().height())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Save with Ctrl+Enter from the description, where Enter is a line break."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            QTimer.singleShot(0, self._fit_body)
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit()
            return True
        return False

    # ------------------------------------------------------------------- acting

    def submit(self) -> None:
        """Hand over the idea and make room for the next one."""
        if code := scanned_code(self.title.text()):
            self.title.setText("")
            self.scanned.emit(code)
            return
        fields = self.fields()
        if not fields.title.strip():
            self.title.setFocus()
            return
        self._make_room()
        self.entered.emit(fields)

    def fields(self) -> IdeaFields:
        """Return what is typed."""
        return IdeaFields(
            title=self.title.text(),
            body=self.body.toPlainText(),
            table=self.table.text(),
            cluster=self.cluster.currentText(),
            code=self._code,
        )

    def _make_room(self) -> None:
        # setText and setPlainText also clear the fields' own undo, so that the next Ctrl+Z takes
        # the idea back instead of typing it again.
        self.title.setText("")
        self.body.setPlainText("")
        self.expect_code("")
        self.title.setFocus()

    def give_back(self, fields: IdeaFields) -> None:
        """Put an idea that could not be saved back into the fields."""
        self.title.setText(fields.title)
        self.body.setPlainText(fields.body)
        self.table.setText(fields.table)
        self.cluster.setEditText(fields.cluster)
        self.expect_code(fields.code)
        self.title.setFocus()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a next idea is typed yet."""
        return not (self.title.text().strip() or self.body.toPlainText().strip())

    def expect_code(self, code: str) -> None:
        """Give the next idea the code of a blank card; "" for a fresh code."""
        self._code = code
        for part in (self._chip, self._drop):
            part.setVisible(bool(code))
        shown = shown_card_code(CardCode(code)) if code else ""
        self.bound.words("chip", lambda w: self._chip.setText(w("Card {code}", code=shown)))

    def offer_clusters(self, headings: Sequence[str]) -> None:
        """Offer `headings` to choose from."""
        self.cluster.offer(headings)

    def take_typed(self, text: str) -> None:
        """Go on typing here with what was typed elsewhere."""
        self.title.setFocus()
        self.title.insert(text)

    def forget(self) -> None:
        """Empty all fields: another workshop was opened."""
        self._make_room()
        self.table.setText("")
        self.cluster.setEditText("")


def _at_top(field: QWidget) -> QVBoxLayout:
    # An alignment in the row would keep the field from taking its share of the width.
    column = QVBoxLayout()
    column.addWidget(field)
    column.addStretch(1)
    return column
