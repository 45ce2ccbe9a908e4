"""An own sheet: its measures on the left, a drawing on the right that follows every key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.operations.sheet_drafts import (
    ACROSS,
    DOWN,
    LABEL,
    NUMBER,
    ORIGIN,
    PAGE,
    PITCH,
    TITLE,
    SheetFault,
    fault_in,
)
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.printing.measure_field import MeasureField
from moderator.ui.printing.paper_words import length_words
from moderator.ui.printing.sheet_drawing import SheetDrawing
from moderator.ui.widgets.labels import label, repolish
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.i18n import Words
    from moderator.operations.sheet_drafts import SheetDraft
    from moderator.printing.sheets import Sheet
    from moderator.ui.look import Look

_SIZE = (780, 560)
_ROWS = {
    PAGE: msg("Paper"),
    LABEL: msg("One label"),
    NUMBER: msg("How many labels"),
    ORIGIN: msg("First label, from the edge"),
    PITCH: msg("From label to label"),
}
_WAYS = (msg("across"), msg("down"))
_NO_NUMBER = msg("This is not a number.")
_NO_WHOLE_NUMBER = msg("This is not a whole number of 1 or more.")


class SheetDialog(FormDialog):
    """Measures in two columns; what cannot be meant is told below its row.

    Signals:
        wanted: the draft that is to be saved.
    """

    wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        draft: SheetDraft,
        others: Sequence[Sheet],
        *,
        is_new: bool,
    ) -> None:
        heading = msg("New sheet") if is_new else msg("Change the sheet")
        super().__init__(look, parent, heading, msg("Save"))
        self.title, self.drawing = LineEdit(), SheetDrawing(look, self.bound)
        self.fields = {row: (MeasureField(), MeasureField()) for row in _ROWS}
        self.faults = {row: label("danger", wrap=True) for row in (TITLE, *_ROWS)}
        for shown in self.faults.values():
            shown.setContentsMargins(8, 2, 8, 2)
        self.round, self.cut_marks = QCheckBox(), QCheckBox()
        self.about = label("soft", wrap=True)
        self._base, self._others = draft, others
        self._pitch_follows = is_new
        self._title_seen = not is_new
        self._lay_out()
        self._show(draft)
        self._listen()
        fit_size(self, look, *_SIZE)
        self._follow()
        self.title.setFocus()

    def submit(self) -> None:
        """Hand the sheet on if it can be used, else go to the field that is wrong."""
        self._title_seen = True
        fault = self._follow()
        if fault is None:
            self.wait(waiting=True)
            self.wanted.emit(self.draft)
        elif fault.row == TITLE:
            self.title.setFocus()
        else:
            self.fields[fault.row][fault.way].setFocus()
            self.fields[fault.row][fault.way].selectAll()

    @property
    def draft(self) -> SheetDraft:
        """The sheet as it was typed; measures that are no numbers stay as they were."""
        columns, rows = (max(1, int(each)) for each in self._typed(NUMBER))
        return replace(
            self._base,
            title=self.title.text().strip(),
            page_mm=self._typed(PAGE),
            label_mm=self._typed(LABEL),
            number=(columns, rows),
            origin_mm=self._typed(ORIGIN),
            pitch_mm=self._typed(PITCH),
            is_round=self.round.isChecked(),
            cut_marks=self.cut_marks.isChecked(),
        )

    # ------------------------------------------------------------------ private

    def _typed(self, row: str) -> tuple[float, float]:
        former: tuple[float, float] = getattr(self._base, _PARTS[row])
        across, down = (field.length for field in self.fields[row])
        return former[0] if across is None else across, former[1] if down is None else down

    def _lay_out(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(4)
        title = label("field")
        title.setBuddy(self.title)
        self.bound.text(title.setText, msg("Name of the sheet"))
        self.bound.text(self.title.setAccessibleName, msg("Name of the sheet"))
        for part in (title, self.title, self.faults[TITLE]):
            form.addWidget(part)
        form.addSpacing(8)
        form.addLayout(self._measures())
        form.addSpacing(8)
        form.addWidget(self.round)
        form.addWidget(self.cut_marks)
        form.addStretch(1)
        self.bound.text(self.round.setText, msg("Round labels"))
        self.bound.text(self.cut_marks.setText, msg("Print cut marks"))
        side = QVBoxLayout()
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self.about)
        side.addWidget(self.drawing, 1)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(form, 3)
        halves.addLayout(side, 2)
        self.column.addWidget(scrolled_part(halves), 1)

    def _measures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for way, text in enumerate((msg("across, mm"), msg("down, mm"))):
            head = label("caption")
            self.bound.text(head.setText, text)
            grid.addWidget(head, 0, way + 1)
        for at, (row, text) in enumerate(_ROWS.items()):
            name = label("field")
            self.bound.text(name.setText, text)
            grid.addWidget(name, 2 * at + 1, 0)
            for way, field in enumerate(self.fields[row]):
                self._name_field(field, text, _WAYS[way])
                grid.addWidget(field, 2 * at + 1, way + 1)
            grid.addWidget(self.faults[row], 2 * at + 2, 0, 1, 3)
        return grid

    def _name_field(self, field: MeasureField, row: str, way: str) -> None:
        self.bound.words((field, "name"), lambda w: field.setAccessibleName(f"{w(row)}, {w(way)}"))
        self.bound.words((field, "number"), field.speak)
        self.bound.look(field, lambda look: field.setFixedWidth(look.px(96)))

    def _show(self, draft: SheetDraft) -> None:
        self.title.setText(draft.title)
        for row, fields in self.fields.items():
            for field, length in zip(fields, getattr(draft, _PARTS[row]), strict=True):
                field.show_length(length, self.look.w)
        for field in self.fields[NUMBER]:
            field.set_step(1)
        self.round.setChecked(draft.is_round)
        self.cut_marks.setChecked(draft.cut_marks)

    def _listen(self) -> None:
        self.title.textEdited.connect(self._see_title)
        for way in (ACROSS, DOWN):
            self.fields[LABEL][way].textEdited.connect(lambda _text, it=way: self._bring_pitch(it))
            self.fields[PITCH][way].textEdited.connect(self._leave_pitch)
        for fields in self.fields.values():
            for field in fields:
                field.textChanged.connect(self._follow)
        self.title.textChanged.connect(self._follow)
        self.round.toggled.connect(self._follow)
        self.cut_marks.toggled.connect(self._follow)

    def _see_title(self) -> None:
        self._title_seen = True

    def _leave_pitch(self) -> None:
        self._pitch_follows = False

    def _bring_pitch(self, way: int) -> None:
        """Put labels of a new sheet side by side until somebody says otherwise."""
        if self._pitch_follows:
            self.fields[PITCH][way].setText(self.fields[LABEL][way].text())

    def _follow(self) -> SheetFault | None:
        draft = self.draft
        fault = self._unreadable() or fault_in(draft, self._others)
        for way in (ACROSS, DOWN):
            self.fields[PITCH][way].setEnabled(draft.number[way] > 1)
        self.drawing.show_draft(draft)
        self._tell(fault if self._title_seen or fault is None or fault.row != TITLE else None)
        self.bound.words("about", lambda w: self.about.setText(_about(w, draft)))
        return fault

    def _unreadable(self) -> SheetFault | None:
        for row, fields in self.fields.items():
            for way, field in enumerate(fields):
                length = field.length
                if length is None:
                    return SheetFault(row, way, _NO_NUMBER)
                if row == NUMBER and (length < 1 or length % 1):
                    return SheetFault(row, way, _NO_WHOLE_NUMBER)
        return None

    def _tell(self, fault: SheetFault | None) -> None:
        for row, shown in self.faults.items():
            shown.setVisible(fault is not None and fault.row == row)
        _mark(self.title, wrong=fault is not None and fault.row == TITLE)
        for row, fields in self.fields.items():
            for way, field in enumerate(fields):
                hit = fault is not None and (fault.row, fault.way) == (row, way)
                field.mark(wrong=hit)
                field.setAccessibleDescription("")
        if fault is not None:
            self.bound.words("fault", lambda w: self._say(w, fault))
        else:
            self.bound.forget("fault")

    def _say(self, w: Words, fault: SheetFault) -> None:
        values = {name: length_words(w, length) for name, length in fault.values.items()}
        text = w(fault.sentence, **values)
        self.faults[fault.row].setText(text)
        field = self.title if fault.row == TITLE else self.fields[fault.row][fault.way]
        field.setAccessibleDescription(text)


_PARTS = {
    PAGE: "page_mm",
    LABEL: "label_mm",
    NUMBER: "number",
    ORIGIN: "origin_mm",
    PITCH: "pitch_mm",
}
"""Which part of a draft stands in which row."""


def _mark(field: LineEdit, *, wrong: bool) -> None:
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        repolish(field)


def _about(w: Words, draft: SheetDraft) -> str:
    across, down = (length_words(w, each) for each in draft.label_mm)
    labels = draft.number[ACROSS] * draft.number[DOWN]
    return w.plural(
        "{n} label of {across} × {down} mm",
        "{n} labels of {across} × {down} mm",
        labels,
        across=across,
        down=down,
    )
