"""Putting dots on ideas: a line to type into above the list of ideas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moderator.domain.codes import is_ballot_code
from moderator.domain.rules import DotColour
from moderator.errors import ModeratorError, msg
from moderator.ui.bindings import Bindings
from moderator.ui.voting.dot_draft import DotDraft, Options
from moderator.ui.voting.dot_line import read_dot_line
from moderator.ui.voting.option_list import OptionList, OptionModel
from moderator.ui.widgets.labels import repolish
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import ClusterId, IdeaId
    from moderator.ui.look import Look


class DotField(LineEdit):
    """Blank and Enter take over what is typed; Backspace in the empty field takes a dot back."""

    taken_over = Signal()
    finished = Signal()
    taken_back = Signal()
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell blanks and Enter after a number from Enter in the empty field."""
        typed = bool(self.text().strip())
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self.taken_over if typed else self.finished).emit()
            case Qt.Key.Key_Space if typed and self.text().strip()[-1].isalnum():
                self.taken_over.emit()
            case Qt.Key.Key_Backspace if not self.text():
                self.taken_back.emit()
            case Qt.Key.Key_Down:
                self.left_down.emit()
            case _:
                super().keyPressEvent(event)


class DotSheet(QWidget):
    """Line and list work on the same draft."""

    changed = Signal()
    finished = Signal()
    """Enter in the empty line: the sheet is complete."""
    refused = Signal(object)
    """What was typed cannot be understood: a `ModeratorError`."""
    accepted = Signal()
    scanned = Signal(str)
    """What was typed is no dots but may be a ballot code."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.draft, self.options = DotDraft(), Options([])
        self.field, self.model = DotField(), OptionModel(look)
        self.list = OptionList(look, self.model, DotColour.RED)
        self.model.set_draft(self.draft)
        self.field.setProperty("role", "big")
        self.bound.text(self.field.setPlaceholderText, msg("Numbers of ideas: 3 3 7 or 3*2"))
        self.bound.text(self.field.setAccessibleName, msg("Numbers of ideas"))
        self.bound.text(self.list.setAccessibleName, msg("Ideas"))
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.field.taken_over.connect(self._take_over)
        self.field.finished.connect(self.finished)
        self.field.taken_back.connect(self._take_back)
        self.field.left_down.connect(self._go_down)
        self.field.textEdited.connect(lambda: self._mark(wrong=False))
        self.list.dot_wanted.connect(self.put)
        self.list.typed.connect(self._type)

    # ------------------------------------------------------------------ showing

    def show_options(self, ideas: Sequence[Idea], headings: Mapping[ClusterId, str]) -> None:
        """Offer `ideas`; dots that were put on them stay."""
        self.options = Options(ideas)
        self.model.set_ideas(self.options.ideas, headings)

    def show_draft(self, draft: DotDraft) -> None:
        """Go on with `draft`."""
        self.draft = draft
        self.model.set_draft(draft)
        self.changed.emit()

    def show_colour(self, colour: DotColour) -> None:
        """Draw dots in `colour`."""
        self.list.painter.colour = colour
        self.list.viewport().update()

    def forget(self) -> None:
        """Begin anew with nothing typed."""
        self.field.setText("")
        self._mark(wrong=False)
        self.show_draft(DotDraft())

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or put yet."""
        return self.draft.is_empty and not self.field.text().strip()

    # ------------------------------------------------------------------- acting

    def put(self, idea_id: IdeaId, number: int) -> None:
        """Put dots on an idea, or take them away."""
        self.draft.add(idea_id, number)
        self._changed()

    def take_over(self) -> bool:
        """Put the typed dots on their ideas; False if they cannot be understood."""
        try:
            last = self.options.apply(self.draft, read_dot_line(self.field.text()))
        except ModeratorError as error:
            self._mark(wrong=True)
            self.refused.emit(error)
            return False
        self.field.setText("")
        if last is not None:
            self.list.go_to(last.id)
            self._changed()
        return True

    def _take_over(self) -> None:
        text = self.field.text().strip()
        if looks_like_ballot_code(text):
            self.field.setText("")
            self.scanned.emit(text)
        elif self.take_over():
            self.field.setFocus()

    def _take_back(self) -> None:
        if self.draft.take_back():
            self._changed()

    def _changed(self) -> None:
        self.model.dots_changed()
        self.accepted.emit()
        self.changed.emit()

    def _go_down(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.field.property("wrong")) != wrong:
            self.field.setProperty("wrong", wrong)
            repolish(self.field)


def looks_like_ballot_code(text: str) -> bool:
    """Tell a scanned ballot code from dots."""
    return is_ballot_code(text.rsplit("/", maxsplit=1)[-1])
