"""Correcting a printer: print a page with rulers, measure on it, and see how print is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout

from moderator.errors import BadInput, msg
from moderator.ui import file_dialogs
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.printing import printer_output
from moderator.ui.printing.job_line import JobLine
from moderator.ui.printing.measure_field import MeasureField
from moderator.ui.printing.offset_drawing import OffsetDrawing
from moderator.ui.printing.paper_words import offset_words, sheet_name
from moderator.ui.printing.print_wish import PrintWish
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from moderator.i18n import Words
    from moderator.operations.papers import PrintSummary
    from moderator.printing.sheets import Sheet
    from moderator.ui.look import Look
    from moderator.ui.printing.outlet import Outlet

_SIZE = (760, 540)
LONG_MARK_MM = 50
"""Where the rulers of the calibration page have their long mark, from both edges."""
MOST_MM = 10
"""As far as `moderator.printing.sheet_pages.require_offset` lets print be moved."""
_WAYS = (msg("From the left edge, mm"), msg("From the top edge, mm"))
_MOVES = (msg("To the right, mm"), msg("Down, mm"))


class OffsetDialog(FormDialog):
    """Three steps on the left, a close look at a label's corner on the right.

    Signals:
        wanted: the offset that is to be remembered, mm to the right and down.
    """

    wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        sheet: Sheet,
        offset_mm: tuple[float, float],
        outlet: Outlet,
    ) -> None:
        super().__init__(look, parent, msg("Printer offset"), msg("Save"))
        self._sheet, self._outlet = sheet, outlet
        self._printed_with = offset_mm
        self.measured = MeasureField(), MeasureField()
        self.moves = MeasureField(), MeasureField()
        self.fault, self.about = label("danger", wrap=True), label("soft", wrap=True)
        self.fault.setContentsMargins(8, 2, 8, 2)
        self.drawing = OffsetDrawing(look, self.bound)
        self.line = JobLine(look, self.bound)
        self.print_page = push_button(self.bound, msg("Print …"), icon="printer")
        self.save_page = push_button(self.bound, msg("Save as PDF …"), icon="download")
        self.forget = push_button(self.bound, msg("No offset"))
        for field, length in zip(self.moves, offset_mm, strict=True):
            field.show_length(length, look.w)
        self._lay_out()
        self._listen()
        fit_size(self, look, *_SIZE)
        self._follow()
        self.print_page.setFocus()

    @property
    def offset_mm(self) -> tuple[float, float] | None:
        """What was typed; None if it cannot be meant."""
        right, down = (field.length for field in self.moves)
        if right is None or down is None or max(abs(right), abs(down)) > MOST_MM:
            return None
        return right, down

    def submit(self) -> None:
        """Hand the offset on, if it can be used."""
        offset = self.offset_mm
        if offset is None:
            next(field for field in self.moves if _is_wrong(field)).setFocus()
            return
        self.wait(waiting=True)
        self.wanted.emit(offset)

    def print_calibration(self) -> None:
        """Print the page with rulers, moved as it is typed now."""
        wish = self._wish()
        try:
            printer = printer_output.choose_printer(self, wish)
        except BadInput as error:
            self.banner.fail(error)
            return
        if printer is not None:
            self._outlet.print_on(wish, printer_output.PrinterPages(printer))

    def save_calibration(self) -> None:
        """Save the page with rulers as a file, moved as it is typed now."""
        w = self.look.w
        title = w("Calibration: {sheet}", sheet=self._sheet.title(w.language.value))
        kind = file_dialogs.file_kind("PDF", "pdf")
        name = file_dialogs.file_name(title, ".pdf")
        target = file_dialogs.ask_for_target(self, w("Save as PDF …"), name, kind)
        if target is not None:
            self._outlet.save(self._wish(), target)

    def reject(self) -> None:
        """Stop what is under way, else close."""
        if self._outlet.is_busy:
            self._outlet.stop()
        else:
            super().reject()

    # ------------------------------------------------------------------ private

    def _wish(self) -> PrintWish:
        return PrintWish("calibration", self._sheet.name, offset_mm=self.offset_mm or (0.0, 0.0))

    def _lay_out(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(6)
        sheet = label("strong", wrap=True)
        self.bound.words(sheet, lambda w: sheet.setText(sheet_name(w, self._sheet)))
        form.addWidget(sheet)
        self._add_text(
            form,
            msg("Many printers put everything a little beside its place. This puts it right."),
        )
        form.addSpacing(6)
        self._add_text(form, msg("1. Print this page at 100 %, without fitting it to the paper."))
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in (self.print_page, self.save_page):
            ways.addWidget(button)
        ways.addStretch(1)
        form.addLayout(ways)
        form.addWidget(self.line)
        form.addSpacing(6)
        self._add_text(
            form,
            msg("2. Measure with a ruler from the edge of the paper to the long mark {n}."),
            n=LONG_MARK_MM,
        )
        form.addLayout(self._pair(_WAYS, self.measured))
        form.addSpacing(6)
        self._add_text(form, msg("3. By so much print is moved from now on:"))
        form.addLayout(self._pair(_MOVES, self.moves))
        form.addWidget(self.fault)
        form.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(self.drawing)
        side.addWidget(self.about)
        side.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(form, 3)
        halves.addLayout(side, 2)
        self.column.addWidget(scrolled_part(halves), 1)
        self.box.addButton(self.forget, QDialogButtonBox.ButtonRole.ActionRole)

    def _add_text(self, column: QVBoxLayout, text: str, **values: object) -> None:
        line = label("", wrap=True)
        self.bound.text(line.setText, text, **values)
        column.addWidget(line)

    def _pair(
        self, names: tuple[str, str], fields: tuple[MeasureField, MeasureField]
    ) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, (name, field) in enumerate(zip(names, fields, strict=True)):
            title = label("field")
            title.setBuddy(field)
            self.bound.text(title.setText, name)
            self.bound.text(field.setAccessibleName, name)
            self.bound.words((field, "number"), field.speak)
            grid.addWidget(title, 0, column)
            grid.addWidget(field, 1, column)
        return grid

    def _listen(self) -> None:
        for field in self.measured:
            field.setPlaceholderText(str(LONG_MARK_MM))
            field.textEdited.connect(self._work_out)
        for field in self.moves:
            field.textChanged.connect(self._follow)
        self.print_page.clicked.connect(self.print_calibration)
        self.save_page.clicked.connect(self.save_calibration)
        self.forget.clicked.connect(self._show_none)
        self._outlet.begun.connect(self._begin)
        self._outlet.page_begun.connect(self.line.show_page)
        self._outlet.ended.connect(self._end)
        self._outlet.finished.connect(self._tell_done)
        self._outlet.failed.connect(lambda _wish, error, _again: self.banner.fail(error))
        self._outlet.left_off.connect(lambda _wish, error: self.banner.fail(error))

    def _work_out(self) -> None:
        """Follow the formula on the page: what it was printed with, plus mark minus measured."""
        for way, field in enumerate(self.measured):
            length = field.length
            if length is not None:
                offset = self._printed_with[way] + LONG_MARK_MM - length
                self.moves[way].show_length(offset, self.look.w)

    def _show_none(self) -> None:
        for field in self.moves:
            field.show_length(0, self.look.w)
        for field in self.measured:
            field.clear()

    def _follow(self) -> None:
        for field in self.moves:
            field.mark(wrong=_is_wrong(field))
        wrong = next((field for field in self.moves if _is_wrong(field)), None)
        self.fault.setVisible(wrong is not None)
        if wrong is None:
            self.bound.forget("fault")
        else:
            self.bound.words("fault", lambda w: self._say(w, wrong))
        self.drawing.show_offset(self.offset_mm or (0.0, 0.0))
        self.bound.words("about", lambda w: self.about.setText(_about(w, self.offset_mm)))

    def _say(self, w: Words, field: MeasureField) -> None:
        self.fault.setText(
            w("This is not a number.")
            if field.length is None
            else w(
                "An offset lies between −{most} and {most} mm. Was the page printed at 100 %?",
                most=MOST_MM,
            )
        )
        field.setAccessibleDescription(self.fault.text())

    def _begin(self, _wish: PrintWish) -> None:
        self.banner.put_away()
        self.line.begin(1)
        self._rest(resting=True)

    def _end(self) -> None:
        self.line.end()
        self._rest(resting=False)

    def _rest(self, *, resting: bool) -> None:
        for button in (self.confirm, self.print_page, self.save_page, self.forget):
            button.setEnabled(not resting)

    def _tell_done(self, wish: PrintWish, _summary: PrintSummary, target: Path | None) -> None:
        """Measuring begins anew: the page is printed with what was typed by now."""
        self._printed_with = wish.offset_mm or (0.0, 0.0)
        for field in self.measured:
            with QSignalBlocker(field):
                field.clear()
        self.banner.tell(
            lambda w: (
                w("Sent to the printer.")
                if target is None
                else w("Saved: {file}", file=target.name),
                w("Now measure on the printed page."),
            ),
            "positive",
        )
        self.measured[0].setFocus()


def _is_wrong(field: MeasureField) -> bool:
    return field.length is None or abs(field.length) > MOST_MM


def _about(w: Words, offset_mm: tuple[float, float] | None) -> str:
    moved = offset_words(w, offset_mm) if offset_mm is not None else ""
    still = w("Print is not moved.")
    shown = w("A corner of a label, enlarged: the label dashed, the print filled.")
    return f"{moved or still} {shown}"
