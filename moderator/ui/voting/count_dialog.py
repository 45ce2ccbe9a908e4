"""Dots counted on the wall, idea by idea, with their colour and who counted them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from moderator.domain.rules import DotColour
from moderator.errors import BadInput, msg
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog, add_field
from moderator.ui.voting.dot_draft import DotDraft
from moderator.ui.voting.dot_sheet import DotSheet
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import ClusterId, IdeaId
    from moderator.domain.tallies import Count
    from moderator.i18n import Words
    from moderator.ui.look import Look

COLOURS = {
    DotColour.RED: msg("red"),
    DotColour.GREEN: msg("green"),
    DotColour.BLUE: msg("blue"),
    DotColour.YELLOW: msg("yellow"),
    DotColour.ORANGE: msg("orange"),
    DotColour.BLACK: msg("black"),
    DotColour.WHITE: msg("white"),
}


@dataclass(frozen=True, slots=True)
class CountFields:
    """What the dialog asks for."""

    numbers: Mapping[IdeaId, int]
    colour: DotColour
    counted_by: str


class CountDialog(FormDialog):
    """Starts with what this source said before; saving replaces it whole."""

    filled = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, msg("Enter counted dots"), msg("Save"))
        self.sheet, self.colour, self.source = DotSheet(look), QComboBox(), LineEdit()
        self.sum = label("strong")
        self._counts: list[Count] = []
        self._lay_out()
        self._connect()
        fit_size(self, look, 720, 620)

    def _lay_out(self) -> None:
        for colour in COLOURS:
            self.colour.addItem("", colour)
        self.bound.words(self.colour, self._name_colours)
        self.bound.text(self.source.setPlaceholderText, msg("for example: left board"))
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        add_field(self.bound, left, msg("Colour of the dots"), self.colour)
        add_field(self.bound, right, msg("Counted where or by whom"), self.source)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        row.setSpacing(16)
        hint = label("soft", wrap=True)
        self.bound.text(
            hint.setText, msg("12*7 adds seven dots to idea 12, 12=7 makes it seven altogether.")
        )
        self.column.addLayout(row)
        self.column.addWidget(self.sheet.field)
        self.column.addWidget(hint)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.sum)
        self.confirm.setDefault(False)
        self.confirm.setAutoDefault(False)
        self.sheet.field.setFocus()

    def _connect(self) -> None:
        self.sheet.changed.connect(self._add_up)
        self.sheet.refused.connect(self.banner.fail)
        self.sheet.accepted.connect(self.banner.put_away)
        self.sheet.finished.connect(self.submit)
        self.colour.currentIndexChanged.connect(self._recall)
        self.source.editingFinished.connect(self._recall)

    def _name_colours(self, w: Words) -> None:
        for at, name in enumerate(COLOURS.values()):
            self.colour.setItemText(at, w(name))

    @property
    def chosen_colour(self) -> DotColour:
        """The colour of the dots."""
        return DotColour(self.colour.currentData())

    def show_round(
        self, ideas: Sequence[Idea], headings: Mapping[ClusterId, str], counts: Sequence[Count]
    ) -> None:
        """Offer `ideas`; `counts` is what has been entered so far."""
        self._counts = list(counts)
        self.sheet.show_options(ideas, headings)
        self._recall()

    def _recall(self) -> None:
        """Show what this source said of this colour before, unless something new was typed."""
        self.sheet.show_colour(self.chosen_colour)
        source = self.source.text().strip()
        said = {
            count.idea_id: count.number
            for count in self._counts
            if count.colour is self.chosen_colour and count.counted_by == source
        }
        if said and not self.sheet.draft.steps:
            self.sheet.show_draft(DotDraft(dots=said))
        self._add_up()

    def _add_up(self) -> None:
        total = sum(self.sheet.draft.dots.values())
        self.bound.words(
            "sum",
            lambda w: self.sum.setText(w.plural("{n} dot counted", "{n} dots counted", total)),
        )

    def submit(self) -> None:
        """Hand over the counts; the dialog stays until they are stored."""
        if self.sheet.field.text().strip() and not self.sheet.take_over():
            return
        numbers = dict(self.sheet.draft.dots)
        if any(number < 0 for number in numbers.values()):
            self.banner.fail(BadInput(msg("A count cannot be below zero.")))
            return
        self.wait(waiting=True)
        self.filled.emit(CountFields(numbers, self.chosen_colour, self.source.text().strip()))
